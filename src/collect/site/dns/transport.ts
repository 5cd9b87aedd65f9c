import {Buffer} from 'node:buffer'
import {randomInt} from 'node:crypto'
import {createSocket} from 'node:dgram'
import {connect, isIPv6, type Socket} from 'node:net'
import {type DnsMessage, type Question, readMessage, writeQuery} from './message.ts'
import type {DnsServer} from './servers.ts'

export type AttemptFailure = 'timeout' | 'unreachable' | 'malformed' | 'stopped'

/** What one question to one server gave. */
export type Attempt = {ok: true; message: DnsMessage} | {ok: false; reason: AttemptFailure; detail: string}

export interface AttemptOptions {
  timeoutMs: number
  signal: AbortSignal
  edns: boolean
}

/** Datagrams that are not the answer and are passed over; more than that is a flood. */
const mostForeign = 50
const mostUdpBytes = 4096

const randomId = () => randomInt(0x1_00_00)

/**
 * Asks over UDP from a port of its own. The socket is connected, so the system drops what other machines send; the identifier and the
 * question are checked besides (RFC 5452).
 */
export function askUdp(server: DnsServer, question: Question, {timeoutMs, signal, edns}: AttemptOptions): Promise<Attempt> {
  return new Promise((resolve) => {
    const id = randomId()
    const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4')
    let foreign = 0
    const finish = (attempt: Attempt) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      socket.removeAllListeners()
      socket.on('error', () => undefined)
      try {
        socket.close()
      } catch {
        // Closed already.
      }
      resolve(attempt)
    }
    const stop = () => finish(stopped)
    const timer = setTimeout(() => finish(timedOut(timeoutMs)), timeoutMs)
    signal.addEventListener('abort', stop, {once: true})
    socket.on('error', (error: NodeJS.ErrnoException) => finish({ok: false, reason: 'unreachable', detail: error.code ?? 'error'}))
    socket.on('message', (bytes) => {
      const read = readMessage(bytes, id, question)
      if (read.kind === 'message' && bytes.length <= mostUdpBytes) return finish({ok: true, message: read.message})
      if (read.kind === 'malformed') return finish({ok: false, reason: 'malformed', detail: read.detail})
      if (read.kind === 'message') return finish({ok: false, reason: 'malformed', detail: `a datagram of ${bytes.length} bytes`})
      if (++foreign > mostForeign) finish({ok: false, reason: 'malformed', detail: 'many datagrams that answer another question'})
    })
    if (signal.aborted) return stop()
    socket.connect(server.port, server.address, () => {
      socket.send(writeQuery(id, question, edns), (error) => {
        if (error) finish({ok: false, reason: 'unreachable', detail: (error as NodeJS.ErrnoException).code ?? 'error'})
      })
    })
  })
}

/** Asks over TCP, where answers have no limit of size but their own 64 kB. */
export function askTcp(server: DnsServer, question: Question, options: AttemptOptions): Promise<Attempt> {
  const socket = connect({host: server.address, port: server.port, autoSelectFamily: false})
  return converse(socket, question, options, (message) => message)
}

/**
 * One question over a TCP connection; `take` gives the value once a message is enough, or undefined to wait for the next one. The
 * socket is destroyed in the end.
 */
export function converse<T extends DnsMessage>(
  socket: Socket,
  question: Question,
  {timeoutMs, signal, edns}: AttemptOptions,
  take: (message: DnsMessage, index: number) => T | undefined,
): Promise<{ok: true; message: T} | Extract<Attempt, {ok: false}>> {
  return new Promise((resolve) => {
    const id = randomId()
    let waiting = Buffer.alloc(0)
    let index = 0
    const finish = (attempt: {ok: true; message: T} | Extract<Attempt, {ok: false}>) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      socket.removeAllListeners('data')
      socket.on('error', () => undefined)
      socket.destroy()
      resolve(attempt)
    }
    const stop = () => finish(stopped)
    const timer = setTimeout(() => finish(timedOut(timeoutMs)), timeoutMs)
    signal.addEventListener('abort', stop, {once: true})
    const read = (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk])
      for (;;) {
        if (waiting.length < 2) return
        const size = waiting.readUInt16BE(0)
        if (waiting.length < size + 2) return
        const answer = readMessage(waiting.subarray(2, size + 2), id, question)
        waiting = waiting.subarray(size + 2)
        if (answer.kind !== 'message')
          return finish({
            ok: false,
            reason: 'malformed',
            detail: answer.kind === 'malformed' ? answer.detail : 'an answer to another question',
          })
        const taken = take(answer.message, index++)
        if (taken) return finish({ok: true, message: taken})
      }
    }
    socket.on('data', read)
    socket.on('error', (error: NodeJS.ErrnoException) => finish({ok: false, reason: 'unreachable', detail: error.code ?? 'error'}))
    socket.on('close', () => finish({ok: false, reason: 'unreachable', detail: 'the server ended the connection'}))
    if (signal.aborted) return stop()
    const query = writeQuery(id, question, edns)
    const size = Buffer.alloc(2)
    size.writeUInt16BE(query.length)
    socket.write(Buffer.concat([size, query]))
  })
}

const stopped = {ok: false, reason: 'stopped', detail: 'stopped'} as const
const timedOut = (timeoutMs: number) => ({ok: false, reason: 'timeout', detail: `no answer within ${timeoutMs} ms`}) as const
