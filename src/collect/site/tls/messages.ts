import {readBytes, readVectors} from './bytes.ts'
import {extensions, versions} from './numbers.ts'

/** What a server chose. */
export interface ServerHello {
  version: number
  suite: number
  compression: number
  extensions: ReadonlyMap<number, Buffer>
  /** A HelloRetryRequest of TLS 1.3, which names a group and has no key. */
  isRetry: boolean
  /** Group of the key share, or the one a retry asks for. */
  group?: number
  shareKey?: Buffer
}

/** SHA-256 of "HelloRetryRequest" (RFC 8446 4.1.3). */
const retryRandom = Buffer.from('cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c', 'hex')
const mostExtensions = 64
const mostCertificates = 20

export function readServerHello(body: Buffer): ServerHello | undefined {
  return readBytes(body, (reader) => {
    const legacyVersion = reader.u16()
    const random = reader.take(32)
    reader.vector(1)
    const suite = reader.u16()
    const compression = reader.u8()
    const found = reader.left() > 0 ? (readExtensions(reader.vector(2)) ?? new Map<number, Buffer>()) : new Map<number, Buffer>()
    const chosen = found.get(extensions.supportedVersions)
    const version = chosen?.length === 2 ? chosen.readUInt16BE(0) : legacyVersion
    const isRetry = version >= versions['TLSv1.3'] && random.equals(retryRandom)
    const share = found.get(extensions.keyShare)
    const hello: ServerHello = {version, suite, compression, extensions: found, isRetry}
    if (share && share.length >= 2) {
      hello.group = share.readUInt16BE(0)
      const key = isRetry ? undefined : readBytes(share.subarray(2), (inner) => inner.vector(2))
      if (key) hello.shareKey = key
    }
    return hello
  })
}

export function readExtensions(bytes: Buffer): Map<number, Buffer> | undefined {
  return readBytes(bytes, (reader) => {
    const found = new Map<number, Buffer>()
    while (reader.left() > 0 && found.size < mostExtensions) found.set(reader.u16(), reader.vector(2))
    return found
  })
}

export interface CertificateMessage {
  certificates: Buffer[]
  staple?: Buffer
  scts?: Buffer
}

/** Certificate of TLS 1.2 and before: a list of DER and nothing else. */
export function readCertificates(body: Buffer): CertificateMessage | undefined {
  const list = readBytes(body, (reader) => reader.vector(3))
  const certificates = list && readVectors(list, 3, mostCertificates)
  return certificates && {certificates}
}

/** Certificate of TLS 1.3: each has extensions of its own; staple and SCTs stand with the first. */
export function readCertificates13(body: Buffer): CertificateMessage | undefined {
  return readBytes(body, (reader) => {
    reader.vector(1)
    const list = reader.vector(3)
    const message: CertificateMessage = {certificates: []}
    readBytes(list, (inner) => {
      while (inner.left() > 0 && message.certificates.length < mostCertificates) {
        message.certificates.push(inner.vector(3))
        const found = readExtensions(inner.vector(2))
        if (message.certificates.length > 1 || !found) continue
        const staple = found.get(extensions.statusRequest)
        const status = staple && readStaple(staple)
        if (status) message.staple = status
        const scts = found.get(extensions.scts)
        if (scts?.length) message.scts = scts
      }
    })
    return message
  })
}

/** CertificateStatus (RFC 6066): the OCSP response alone. */
export function readStaple(body: Buffer): Buffer | undefined {
  return readBytes(body, (reader) => (reader.u8() === 1 ? reader.vector(3) : undefined))
}

export interface KeyExchange {
  group?: number
  /** Prime of finite-field Diffie-Hellman, without leading zeros. */
  prime?: Buffer
}

/** Parameters of ServerKeyExchange as far as a suite's name says how to read them. */
export function readKeyExchange(body: Buffer, keyExchange: string): KeyExchange | undefined {
  if (keyExchange.includes('PSK') || keyExchange.includes('SRP')) return undefined
  return readBytes(body, (reader) => {
    if (keyExchange.startsWith('ECDH')) {
      const type = reader.u8()
      if (type === 3) return {group: reader.u16()}
      return type === 1 ? {group: 0xff01} : type === 2 ? {group: 0xff02} : undefined
    }
    if (!keyExchange.startsWith('DH')) return undefined
    const prime = reader.vector(2)
    const start = prime.findIndex((byte) => byte !== 0)
    return start < 0 ? undefined : {prime: prime.subarray(start)}
  })
}

/** Bits of a number without leading zeros. */
export const bitsOf = (number: Buffer) => (number.length === 0 ? 0 : number.length * 8 - Math.clz32(number[0] ?? 0) + 24)

/** Bytes of 0-RTT data that a ticket of TLS 1.3 allows; 0 where it allows none. */
export function readTicketEarlyData(body: Buffer): number | undefined {
  return readBytes(body, (reader) => {
    reader.take(8)
    reader.vector(1)
    reader.vector(2)
    const early = readExtensions(reader.vector(2))?.get(extensions.earlyData)
    return early?.length === 4 ? early.readUInt32BE(0) : 0
  })
}

/** The protocol that a server chose among ours (RFC 7301). */
export function readAlpn(extension: Buffer | undefined): string | undefined {
  const list = extension && readBytes(extension, (reader) => reader.vector(2))
  const [name] = (list && readVectors(list, 1, 1)) ?? []
  return name
    ?.toString('latin1')
    .replace(/[^\x21-\x7e]/g, '?')
    .slice(0, 40)
}
