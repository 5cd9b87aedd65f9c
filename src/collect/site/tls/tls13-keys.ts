import {
  type CipherGCMTypes,
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
} from 'node:crypto'
import {u8, u16, vector} from './bytes.ts'

/** Hash and cipher of the suites of TLS 1.3 that we can decrypt (RFC 8446 B.4). */
const ciphers: Readonly<Record<number, {hash: string; name: string; key: number; tag: number}>> = {
  4865: {hash: 'sha256', name: 'aes-128-gcm', key: 16, tag: 16},
  4866: {hash: 'sha384', name: 'aes-256-gcm', key: 32, tag: 16},
  4867: {hash: 'sha256', name: 'chacha20-poly1305', key: 32, tag: 16},
  4868: {hash: 'sha256', name: 'aes-128-ccm', key: 16, tag: 16},
  4869: {hash: 'sha256', name: 'aes-128-ccm', key: 16, tag: 8},
}
export const readableSuites = Object.keys(ciphers).map(Number)

/** Our half of a key exchange. */
export interface KeyShare {
  group: number
  key: Buffer
  agree(theirs: Buffer): Buffer
}

const nistCurves: Readonly<Record<number, string>> = {23: 'prime256v1', 24: 'secp384r1', 25: 'secp521r1'}
const okpCurves = {29: 'x25519', 30: 'x448'} as const

/** A fresh key for a group; undefined for groups that Node has no keys for. */
export function createShare(group: number): KeyShare | undefined {
  const curve = nistCurves[group]
  if (curve) {
    const ecdh = createECDH(curve)
    return {group, key: ecdh.generateKeys(), agree: (theirs) => ecdh.computeSecret(theirs)}
  }
  if (group !== 0x1d && group !== 0x1e) return undefined
  // Two calls, since the types of Node tell the curves apart.
  const {publicKey, privateKey} = okpCurves[group] === 'x25519' ? generateKeyPairSync('x25519') : generateKeyPairSync('x448')
  const jwk = publicKey.export({format: 'jwk'})
  const agree = (theirs: Buffer) =>
    diffieHellman({privateKey, publicKey: createPublicKey({key: {...jwk, x: theirs.toString('base64url')}, format: 'jwk'})})
  return {group, key: Buffer.from(jwk.x ?? '', 'base64url'), agree}
}

/** Keys of one direction. */
export interface Traffic {
  /** Content and its true type; undefined where the record does not decrypt. */
  open(record: Buffer): {type: number; content: Buffer} | undefined
  seal(type: number, content: Buffer): Buffer
  finished(transcript: Buffer): Buffer
}

export interface Schedule {
  hash(parts: readonly Buffer[]): Buffer
  /** Keys of the handshake from the shared secret and the hash of both hellos. */
  handshake(shared: Buffer, transcript: Buffer): {client: Traffic; server: Traffic}
  /** Keys after the server's Finished. */
  application(transcript: Buffer): {client: Traffic; server: Traffic}
}

/** Key schedule of RFC 8446 section 7.1 for one suite; undefined for a suite that we cannot read. */
export function createSchedule(suite: number): Schedule | undefined {
  const cipher = ciphers[suite]
  if (!cipher) return undefined
  const hash = (parts: readonly Buffer[]) => {
    const sum = createHash(cipher.hash)
    for (const part of parts) sum.update(part)
    return sum.digest()
  }
  const size = hash([]).length
  // Node finds out that bytes are no key object by two exceptions: with a key object it is three times as fast.
  const hmac = (key: Buffer, bytes: Buffer) => createHmac(cipher.hash, createSecretKey(key)).update(bytes).digest()
  const extract = hmac
  // Everything we derive fits into one block of HKDF-Expand.
  const expand = (secret: Buffer, label: string, context: Buffer, length: number) => {
    const info = Buffer.concat([u16(length), vector(1, Buffer.from(`tls13 ${label}`)), vector(1, context), u8(1)])
    return hmac(secret, info).subarray(0, length)
  }
  const derive = (secret: Buffer, label: string, transcript: Buffer) => expand(secret, label, transcript, size)
  const empty = Buffer.alloc(0)
  const zeros = Buffer.alloc(size)
  const traffic = (secret: Buffer): Traffic => {
    const key = expand(secret, 'key', empty, cipher.key)
    const iv = expand(secret, 'iv', empty, 12)
    return {
      ...sealing(cipher.name as CipherGCMTypes, key, iv, cipher.tag),
      finished: (transcript) => hmac(expand(secret, 'finished', empty, size), transcript),
    }
  }
  let handshakeSecret = zeros
  return {
    hash,
    handshake: (shared, transcript) => {
      const early = extract(zeros, zeros)
      handshakeSecret = extract(derive(early, 'derived', hash([])), shared)
      return {
        client: traffic(derive(handshakeSecret, 'c hs traffic', transcript)),
        server: traffic(derive(handshakeSecret, 's hs traffic', transcript)),
      }
    },
    application: (transcript) => {
      const master = extract(derive(handshakeSecret, 'derived', hash([])), zeros)
      return {client: traffic(derive(master, 'c ap traffic', transcript)), server: traffic(derive(master, 's ap traffic', transcript))}
    },
  }
}

/** Records of one direction, counted as RFC 8446 5.3 does. */
function sealing(name: CipherGCMTypes, keyBytes: Buffer, iv: Buffer, tag: number): Pick<Traffic, 'open' | 'seal'> {
  const key = createSecretKey(keyBytes)
  let opened = 0
  let sealed = 0
  const nonce = (count: number) => {
    const value = Buffer.from(iv)
    value.writeUInt32BE((value.readUInt32BE(8) ^ count) >>> 0, 8)
    return value
  }
  const header = (length: number) => Buffer.concat([u8(23), u16(0x0303), u16(length)])
  return {
    open: (record) => {
      if (record.length < tag + 1) return undefined
      const body = record.subarray(0, record.length - tag)
      const decipher = createDecipheriv(name, key, nonce(opened++), {authTagLength: tag} as never)
      try {
        decipher.setAuthTag(record.subarray(record.length - tag))
        decipher.setAAD(header(record.length), {plaintextLength: body.length} as never)
        const inner = Buffer.concat([decipher.update(body), decipher.final()])
        let end = inner.length - 1
        while (end >= 0 && inner[end] === 0) end--
        return end < 0 ? undefined : {type: inner[end] ?? 0, content: inner.subarray(0, end)}
      } catch {
        return undefined
      }
    },
    seal: (type, content) => {
      const inner = Buffer.concat([content, u8(type)])
      const head = header(inner.length + tag)
      const cipher = createCipheriv(name, key, nonce(sealed++), {authTagLength: tag} as never)
      cipher.setAAD(head, {plaintextLength: inner.length} as never)
      return Buffer.concat([head, cipher.update(inner), cipher.final(), cipher.getAuthTag()])
    },
  }
}
