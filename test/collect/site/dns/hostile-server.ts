import {Buffer} from 'node:buffer'
import {createSocket, type Socket as UdpSocket} from 'node:dgram'
import {createServer, type Socket} from 'node:net'
import {type Answer, decode, encode} from 'dns-packet'

/** What one server does with a question; nothing given back: silence. */
export interface Script {
  udp?: (query: Buffer, send: (bytes: Buffer) => void, round: number) => void
  tcp?: (query: Buffer, socket: Socket, round: number) => void
}

/** A DNS server that does what a test says, on one port of UDP and TCP. */
export async function hostileServer({udp, tcp}: Script) {
  const sockets = new Set<Socket>()
  const seen: {ports: number[]; ids: number[]; tcp: number} = {ports: [], ids: [], tcp: 0}
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.once('data', (chunk) => tcp?.(chunk.subarray(2), socket, seen.tcp++))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as {port: number}
  const datagrams: UdpSocket = createSocket('udp4')
  datagrams.on('error', () => undefined)
  datagrams.on('message', (query, {port: from, address}) => {
    seen.ports.push(from)
    seen.ids.push(query.readUInt16BE(0))
    udp?.(query, (bytes) => datagrams.send(bytes, from, address), seen.ids.length - 1)
  })
  await new Promise<void>((resolve) => datagrams.bind(port, '127.0.0.1', resolve))
  return {
    port,
    seen,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([
        new Promise<void>((resolve) => datagrams.close(() => resolve())),
        new Promise<void>((resolve) => server.close(() => resolve())),
      ])
    },
  }
}

interface Reply {
  rcode?: number
  flags?: number
  answers?: Answer[]
  name?: string
  id?: number
}

/** A well-formed answer to a question, with what the test changes. */
export function answerTo(query: Buffer, {rcode = 0, flags = 0, answers = [], name, id}: Reply = {}): Buffer {
  const {questions = [], id: asked = 0} = decode(query)
  return encode({
    type: 'response',
    id: id ?? asked,
    flags: rcode | flags | 0x80,
    questions: questions.map((question) => ({...question, name: name ?? question.name})),
    answers,
  })
}

export const a = (name: string, data = '203.0.113.5'): Answer => ({type: 'A', name, ttl: 60, data})

/** With its length before it, as over TCP. */
export function framed(bytes: Buffer): Buffer {
  const size = Buffer.alloc(2)
  size.writeUInt16BE(bytes.length)
  return Buffer.concat([size, bytes])
}
