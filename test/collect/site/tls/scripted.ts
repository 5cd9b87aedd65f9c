import {createServer, type Server, type Socket} from 'node:net'
import {readBytes, u8, u16, u16s, vector} from '../../../../src/collect/site/tls/bytes.ts'
import {readExtensions} from '../../../../src/collect/site/tls/messages.ts'
import {extensions, messages, recordTypes} from '../../../../src/collect/site/tls/numbers.ts'

/** What a scripted server read of a hello. */
export interface ReadHello {
  version: number
  suites: number[]
  compression: number[]
  extensions: Map<number, Buffer>
  bytes: number
  ssl2: boolean
}

export const record = (type: number, body: Buffer, version = 0x0303) => Buffer.concat([u8(type), u16(version), vector(2, body)])
export const message = (type: number, ...body: Buffer[]) => Buffer.concat([u8(type), vector(3, ...body)])
export const alert = (code: number, level = 2) => record(recordTypes.alert, Buffer.from([level, code]))

/** How a scripted server of TLS up to 1.2 behaves. */
export interface Behaviour {
  versions: number[]
  suites: number[]
  /** Follow the visitor's order. */
  clientOrder?: boolean
  compression?: boolean
  heartbeat?: boolean
  renegotiation?: boolean
  extendedMasterSecret?: boolean
  fallback?: boolean
  prime?: Buffer
  group?: number
  certificate?: Buffer
  scts?: Buffer
  /** Bytes before the hello, such as a warning. */
  before?: Buffer
  /** Handshake bytes a record. */
  fragment?: number
}

export function readHello(bytes: Buffer): ReadHello | undefined {
  if ((bytes[0] ?? 0) & 0x80) {
    return readBytes(bytes, (reader) => {
      reader.take(3)
      const version = reader.u16()
      return {version, suites: [], compression: [], extensions: new Map(), bytes: bytes.length, ssl2: true}
    })
  }
  return readBytes(bytes, (reader) => {
    reader.take(5 + 4)
    const version = reader.u16()
    reader.take(32)
    reader.vector(1)
    const list = reader.vector(2)
    const compression = [...reader.vector(1)]
    const suites = Array.from({length: list.length / 2}, (_, index) => list.readUInt16BE(index * 2))
    const found = reader.left() > 0 ? (readExtensions(reader.vector(2)) ?? new Map<number, Buffer>()) : new Map<number, Buffer>()
    return {version, suites, compression, extensions: found, bytes: bytes.length, ssl2: false}
  })
}

/** The answer of a server of TLS up to 1.2. */
export function answer(hello: ReadHello, server: Behaviour): Buffer<ArrayBuffer> {
  if (hello.ssl2 || hello.extensions.has(extensions.supportedVersions)) return alert(70)
  const version = server.versions.filter((one) => one <= hello.version).sort((a, b) => b - a)[0]
  if (version === undefined) return alert(70)
  const isFallback = hello.suites.includes(0x5600) && Math.max(...server.versions) > hello.version
  if (isFallback && server.fallback !== false) return alert(86)
  const both = server.clientOrder
    ? hello.suites.filter((suite) => server.suites.includes(suite))
    : server.suites.filter((suite) => hello.suites.includes(suite))
  const offeredGroups = hello.extensions.get(extensions.supportedGroups)
  const groupFits = server.group === undefined || (offeredGroups?.includes(u16(server.group)) ?? true)
  const [suite] = both
  if (suite === undefined || !groupFits) return alert(40)
  const extension = (type: number, body: Buffer = Buffer.alloc(0)) => Buffer.concat([u16(type), vector(2, body)])
  const asked = (type: number) => hello.extensions.has(type) || (type === extensions.renegotiationInfo && hello.suites.includes(0x00ff))
  const list = [
    server.renegotiation !== false && asked(extensions.renegotiationInfo) ? extension(extensions.renegotiationInfo, vector(1)) : undefined,
    server.extendedMasterSecret !== false && asked(extensions.extendedMasterSecret)
      ? extension(extensions.extendedMasterSecret)
      : undefined,
    server.heartbeat && asked(extensions.heartbeat) ? extension(extensions.heartbeat, u8(1)) : undefined,
    server.scts && asked(extensions.scts) ? extension(extensions.scts, server.scts) : undefined,
  ].filter((one) => one !== undefined)
  const parts = [
    message(
      messages.serverHello,
      ...[u16(version), Buffer.alloc(32, 7), vector(1), u16(suite), u8(server.compression && hello.compression.includes(1) ? 1 : 0)],
      ...(list.length > 0 ? [vector(2, ...list)] : []),
    ),
    message(messages.certificate, vector(3, ...(server.certificate ? [vector(3, server.certificate)] : []))),
  ]
  if (server.prime) parts.push(message(messages.serverKeyExchange, vector(2, server.prime), vector(2, u8(2)), vector(2, u8(9))))
  else if (server.group) parts.push(message(messages.serverKeyExchange, u8(3), u16(server.group), vector(1, Buffer.alloc(5))))
  parts.push(message(messages.serverHelloDone))
  const all = Buffer.concat(parts)
  const size = server.fragment ?? all.length
  const records = []
  for (let at = 0; at < all.length; at += size) records.push(record(recordTypes.handshake, all.subarray(at, at + size), version))
  return Buffer.concat([...(server.before ? [server.before] : []), ...records])
}

const servers: Server[] = []
const sockets = new Set<Socket>()

/** A server on loopback that hands each first packet to a script. */
export async function scripted(
  script: (socket: Socket, hello: ReadHello | undefined, count: number, bytes: Buffer) => void,
  greets = false,
): Promise<number> {
  let count = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    const number = ++count
    if (greets) script(socket, undefined, number, Buffer.alloc(0))
    else socket.once('data', (bytes) => script(socket, readHello(bytes), number, bytes))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as {port: number}).port
}

/** A server that answers by its behaviour and closes. */
export const tlsServer = (server: Behaviour) =>
  scripted((socket, hello) => {
    if (hello) socket.write(answer(hello, server))
    else socket.destroy()
  })

/** SERVER-HELLO of SSL 2.0. */
export function ssl2Answer(certificate: Buffer, suites: number[]): Buffer {
  const specs = Buffer.concat(suites.map((code) => Buffer.from([code >> 16, (code >> 8) & 255, code & 255])))
  const body = Buffer.concat([
    Buffer.from([4, 0, 1]),
    u16s([2, certificate.length, specs.length, 16]),
    certificate,
    specs,
    Buffer.alloc(16, 1),
  ])
  const framed = vector(2, body)
  framed[0] = (framed[0] ?? 0) | 0x80
  return framed
}

/** Another server that ends with the tests. */
export const closeLater = (server: Server): void => void servers.push(server)

export function stopScripted(): void {
  for (const socket of sockets) socket.destroy()
  for (const server of servers) server.close()
}
