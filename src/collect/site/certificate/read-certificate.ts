import {createHash} from 'node:crypto'
import {bitsOf, context, hex, inside, Malformed, sameBytes, smallInteger, tags, walk} from './der.ts'
import {type DistinguishedName, nameOf} from './distinguished-name.ts'
import {type Extensions, extensionsOf} from './extensions.ts'
import {keyOf, type PublicKey} from './keys.ts'
import {type SignatureAlgorithm, signatureAlgorithmOf} from './signature-algorithms.ts'
import {timeOf} from './times.ts'
import type {Signed} from './verify-signature.ts'

/** One certificate taken apart. */
export interface Certificate extends Signed {
  sha256: string
  /** 1, 2 or 3. */
  version: number
  /** Hexadecimal, as openssl prints it: "-01" for a negative one. */
  serial: string
  serialBytes: Uint8Array
  subject: DistinguishedName
  issuer: DistinguishedName
  /** Undefined where the date is written wrongly. */
  notBefore?: number
  notAfter?: number
  spki: Uint8Array
  spkiSha256: string
  key: PublicKey
  extensions: Extensions
  /** Both places that name the algorithm name the same one (RFC 5280, 4.1.1.2). */
  sameAlgorithm: boolean
  algorithm: SignatureAlgorithm
}

/** Larger ones are not read: ten thousand names take about 300 kB. */
const mostBytes = 1_000_000

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A certificate in DER; undefined where it is none. Never throws. */
export function readCertificate(der: Uint8Array): Certificate | undefined {
  if (der.length > mostBytes) return undefined
  try {
    return certificateOf(der)
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

function certificateOf(der: Uint8Array): Certificate {
  const outer = walk(der)
  const whole = outer.next(tags.sequence)
  if (outer.more()) throw new Malformed('bytes after the certificate')
  const parts = inside(whole)
  const signed = parts.next(tags.sequence)
  const algorithm = signatureAlgorithmOf(parts.next(tags.sequence))
  const signature = bitsOf(parts.next(tags.bitString))
  const fields = inside(signed)
  const version = fields.optional(context(0))
  const serial = fields.next(tags.integer).contents
  const innerAlgorithm = fields.next(tags.sequence)
  const issuer = nameOf(fields.next(tags.sequence))
  const validity = inside(fields.next(tags.sequence))
  const notBefore = timeOf(validity.any())
  const notAfter = timeOf(validity.any())
  const subject = nameOf(fields.next(tags.sequence))
  const spki = fields.next(tags.sequence)
  fields.optionalAny([context(1, false), context(1)])
  fields.optionalAny([context(2, false), context(2)])
  const extensions = fields.optional(context(3))
  return {
    sha256: sha256(der),
    version: version ? smallInteger(inside(version, context(0)).next(tags.integer)) + 1 : 1,
    serial: serialOf(serial),
    serialBytes: serial,
    issuer,
    subject,
    ...(notBefore === undefined ? {} : {notBefore}),
    ...(notAfter === undefined ? {} : {notAfter}),
    spki: spki.bytes,
    spkiSha256: sha256(spki.bytes),
    key: keyOf(spki),
    extensions: extensionsOf(extensions && inside(extensions, context(3)).next(tags.sequence)),
    sameAlgorithm: sameBytes(innerAlgorithm.bytes, algorithm.bytes),
    algorithm,
    signed: signed.bytes,
    signature,
  }
}

function serialOf(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new Malformed('no serial number')
  const cut = bytes.subarray(0, 64)
  if ((cut[0] ?? 0) < 0x80) return hex(cut[0] === 0 && cut.length > 1 ? cut.subarray(1) : cut).toUpperCase()
  const value = (1n << BigInt(cut.length * 8)) - BigInt(`0x${hex(cut)}`)
  const digits = value.toString(16).toUpperCase()
  return `-${digits.length % 2 ? '0' : ''}${digits}`
}

/** Subject and issuer are the same and the key fits the signature: nobody else vouches for it. */
export const namesItself = ({subject, issuer}: Certificate) => subject.key === issuer.key
