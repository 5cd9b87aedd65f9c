import {randomBytes} from 'node:crypto'
import {isIP} from 'node:net'
import {u8, u16, u16s, vector} from './bytes.ts'
import {extensions, fallbackScsv, messages, recordTypes, renegotiationScsv, versions} from './numbers.ts'

/** What a hello offers. */
export interface HelloOffer {
  /** Newest version, as on the wire; 0x0304 offers TLS 1.3 alone. */
  version: number
  suites: readonly number[]
  /** Absent: no server name is sent. */
  serverName?: string | undefined
  groups?: readonly number[]
  /** Keys for TLS 1.3; empty makes the server say which group it would like. */
  shares?: readonly {group: number; key: Buffer}[]
  fallback?: boolean
  /** Only what a handshake cannot do without: for servers that choke on more. */
  bare?: boolean
  alpn?: readonly string[]
  /** What a HelloRetryRequest gave to be sent back. */
  cookie?: Buffer | undefined
}

/** Signature algorithms from post-quantum to SHA-1 and MD5, so that no certificate of whatever age is kept back. */
const signatureAlgorithms = [
  0x0403, 0x0503, 0x0603, 0x0807, 0x0808, 0x081a, 0x081b, 0x081c, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b, 0x0401, 0x0501, 0x0601,
  0x0904, 0x0905, 0x0906, 0x0303, 0x0301, 0x0203, 0x0201, 0x0402, 0x0502, 0x0602, 0x0202, 0x0101,
]

/** Groups that a visitor of today may offer, most wished first. */
export const usualGroups = [0x001d, 0x0017, 0x0018, 0x0019, 0x001e, 0x001a, 0x001b, 0x001c, 0x0016, 0x0100, 0x0101, 0x0102]

/** One ClientHello as handshake message (RFC 5246 7.4.1.2, RFC 8446 4.1.2); SSL 3.0 gets no extensions. */
export function buildClientHello(offer: HelloOffer, random: Buffer = randomBytes(32), sessionId: Buffer = sessionIdFor(offer)): Buffer {
  const isTls13 = offer.version >= versions['TLSv1.3']
  const suites = [...offer.suites]
  if (offer.version === versions.SSLv3) suites.push(renegotiationScsv)
  if (offer.fallback) suites.push(fallbackScsv)
  // "deflate" before "none": a server that compresses shows it.
  const compression = isTls13 || offer.bare ? u8(0) : Buffer.from([1, 0])
  const parts = [
    u16(Math.min(offer.version, versions['TLSv1.2'])),
    random,
    vector(1, sessionId),
    vector(2, u16s(suites)),
    vector(1, compression),
  ]
  if (offer.version > versions.SSLv3) parts.push(vector(2, ...extensionsOf(offer, isTls13)))
  return Buffer.concat([u8(messages.clientHello), vector(3, ...parts)])
}

/** TLS 1.3 looks like a resumption of TLS 1.2 to boxes on the way. */
const sessionIdFor = ({version}: HelloOffer) => (version >= versions['TLSv1.3'] ? randomBytes(32) : Buffer.alloc(0))

function extensionsOf(offer: HelloOffer, isTls13: boolean): Buffer[] {
  const extension = (type: number, ...body: Buffer[]) => Buffer.concat([u16(type), vector(2, ...body)])
  const list: Buffer[] = []
  const {serverName} = offer
  if (serverName !== undefined && isIP(serverName) === 0)
    list.push(extension(extensions.serverName, vector(2, u8(0), vector(2, Buffer.from(serverName, 'latin1')))))
  if (!isTls13) list.push(extension(extensions.renegotiationInfo, vector(1)), extension(extensions.extendedMasterSecret))
  if (!offer.bare) {
    list.push(extension(extensions.statusRequest, Buffer.from([1, 0, 0, 0, 0])), extension(extensions.scts))
    if (offer.alpn?.length) list.push(extension(extensions.alpn, vector(2, ...offer.alpn.map((name) => vector(1, Buffer.from(name))))))
    if (!isTls13) {
      list.push(extension(extensions.sessionTicket))
      // peer_allowed_to_send, and nothing is ever sent.
      list.push(extension(extensions.heartbeat, u8(1)))
    }
  }
  if (isTls13) {
    list.push(extension(extensions.supportedVersions, vector(1, u16(offer.version))))
    list.push(extension(extensions.pskModes, vector(1, u8(1))))
    const shares = (offer.shares ?? []).map(({group, key}) => Buffer.concat([u16(group), vector(2, key)]))
    list.push(extension(extensions.keyShare, vector(2, ...shares)))
    if (offer.cookie) list.push(extension(extensions.cookie, offer.cookie))
  } else list.push(extension(extensions.pointFormats, vector(1, u8(0))))
  list.push(extension(extensions.supportedGroups, vector(2, u16s(offer.groups ?? usualGroups))))
  // Last, and not empty: some old servers choke on an empty extension at the end.
  if (offer.version >= versions['TLSv1.2']) list.push(extension(extensions.signatureAlgorithms, vector(2, u16s(signatureAlgorithms))))
  return list
}

/** A handshake message as one record; its version is low, as old servers expect in the first one. */
export function asRecord(message: Buffer, version: number): Buffer {
  return Buffer.concat([u8(recordTypes.handshake), u16(Math.min(version, versions['TLSv1.0'])), vector(2, message)])
}
