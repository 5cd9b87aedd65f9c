import {bitsOf, type Element, hex, inside, oidOf, tags, walk} from './der.ts'

export type KeyType = 'RSA' | 'RSA-PSS' | 'EC' | 'DSA' | 'Ed25519' | 'Ed448' | 'other'

/** What can be said of a public key without using it. */
export interface PublicKey {
  type: KeyType
  /** Size of the modulus, the prime or the field. */
  bits?: number
  /** Name of an elliptic curve, or its object identifier. */
  curve?: string
  /** Made so that a signature with it proves nothing: an exponent of one, an even one, a curve of the sender's own. */
  broken: boolean
  oid: string
  /** Bytes inside the BIT STRING: what a responder's key hash is made of. */
  value: Uint8Array
}

const curves: Record<string, {name: string; bits: number}> = {
  '1.2.840.10045.3.1.1': {name: 'P-192', bits: 192},
  '1.2.840.10045.3.1.7': {name: 'P-256', bits: 256},
  '1.3.132.0.33': {name: 'P-224', bits: 224},
  '1.3.132.0.34': {name: 'P-384', bits: 384},
  '1.3.132.0.35': {name: 'P-521', bits: 521},
  '1.3.132.0.10': {name: 'secp256k1', bits: 256},
  '1.3.36.3.3.2.8.1.1.7': {name: 'brainpoolP256r1', bits: 256},
  '1.3.36.3.3.2.8.1.1.11': {name: 'brainpoolP384r1', bits: 384},
  '1.3.36.3.3.2.8.1.1.13': {name: 'brainpoolP512r1', bits: 512},
}

/** SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). */
export function keyOf(spki: Element): PublicKey {
  const fields = inside(spki)
  const algorithm = inside(fields.next(tags.sequence))
  const oid = oidOf(algorithm.next(tags.oid))
  const value = bitsOf(fields.next(tags.bitString))
  const base = {oid, value, broken: false}
  if (oid === '1.2.840.113549.1.1.1' || oid === '1.2.840.113549.1.1.10') {
    const numbers = inside(walk(value).next(tags.sequence))
    const bits = bitLength(numbers.next(tags.integer).contents)
    const exponent = numbers.next(tags.integer).contents
    const small = BigInt(`0x${hex(exponent.subarray(0, 32)) || '0'}`)
    return {...base, type: oid.endsWith('.10') ? 'RSA-PSS' : 'RSA', bits, broken: small < 3n || ((exponent.at(-1) ?? 0) & 1) === 0}
  }
  if (oid === '1.2.840.10045.2.1') {
    const parameters = algorithm.any()
    // RFC 5480, 2.1.1: a curve is named; one that is spelled out may be made so that anybody's signature holds.
    if (parameters.tag !== tags.oid) return {...base, type: 'EC', curve: 'explicit', broken: true}
    const curve = oidOf(parameters)
    const known = curves[curve]
    if (known) return {...base, type: 'EC', curve: known.name, bits: known.bits}
    return {...base, type: 'EC', curve, bits: value[0] === 4 ? ((value.length - 1) / 2) * 8 : (value.length - 1) * 8}
  }
  if (oid === '1.2.840.10040.4.1') {
    const parameters = algorithm.optional(tags.sequence)
    return {...base, type: 'DSA', ...(parameters ? {bits: bitLength(inside(parameters).next(tags.integer).contents)} : {})}
  }
  if (oid === '1.3.101.112') return {...base, type: 'Ed25519', bits: 256}
  if (oid === '1.3.101.113') return {...base, type: 'Ed448', bits: 456}
  return {...base, type: 'other'}
}

function bitLength(number: Uint8Array): number {
  const start = number.findIndex((byte) => byte !== 0)
  const top = number[start]
  return top === undefined ? 0 : (number.length - start - 1) * 8 + (32 - Math.clz32(top))
}
