import {type Element, inside, oidOf, smallInteger, tags} from './der.ts'

export type HashName = 'md2' | 'md4' | 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512'

/** How something was signed. */
export interface SignatureAlgorithm {
  oid: string
  /** "sha256WithRSAEncryption", or the object identifier. */
  name: string
  kind: 'rsa' | 'rsa-pss' | 'ecdsa' | 'dsa' | 'eddsa' | 'other'
  hash?: HashName
  saltLength?: number
  bytes: Uint8Array
}

const rsa = '1.2.840.113549.1.1.'
const known: Record<string, Pick<SignatureAlgorithm, 'name' | 'kind' | 'hash'>> = {
  [`${rsa}2`]: {name: 'md2WithRSAEncryption', kind: 'rsa', hash: 'md2'},
  [`${rsa}3`]: {name: 'md4WithRSAEncryption', kind: 'rsa', hash: 'md4'},
  [`${rsa}4`]: {name: 'md5WithRSAEncryption', kind: 'rsa', hash: 'md5'},
  [`${rsa}5`]: {name: 'sha1WithRSAEncryption', kind: 'rsa', hash: 'sha1'},
  '1.3.14.3.2.29': {name: 'sha1WithRSAEncryption', kind: 'rsa', hash: 'sha1'},
  [`${rsa}11`]: {name: 'sha256WithRSAEncryption', kind: 'rsa', hash: 'sha256'},
  [`${rsa}12`]: {name: 'sha384WithRSAEncryption', kind: 'rsa', hash: 'sha384'},
  [`${rsa}13`]: {name: 'sha512WithRSAEncryption', kind: 'rsa', hash: 'sha512'},
  [`${rsa}14`]: {name: 'sha224WithRSAEncryption', kind: 'rsa', hash: 'sha224'},
  '1.2.840.10045.4.1': {name: 'ecdsa-with-SHA1', kind: 'ecdsa', hash: 'sha1'},
  '1.2.840.10045.4.3.1': {name: 'ecdsa-with-SHA224', kind: 'ecdsa', hash: 'sha224'},
  '1.2.840.10045.4.3.2': {name: 'ecdsa-with-SHA256', kind: 'ecdsa', hash: 'sha256'},
  '1.2.840.10045.4.3.3': {name: 'ecdsa-with-SHA384', kind: 'ecdsa', hash: 'sha384'},
  '1.2.840.10045.4.3.4': {name: 'ecdsa-with-SHA512', kind: 'ecdsa', hash: 'sha512'},
  '1.2.840.10040.4.3': {name: 'dsaWithSHA1', kind: 'dsa', hash: 'sha1'},
  '2.16.840.1.101.3.4.3.1': {name: 'dsa_with_SHA224', kind: 'dsa', hash: 'sha224'},
  '2.16.840.1.101.3.4.3.2': {name: 'dsa_with_SHA256', kind: 'dsa', hash: 'sha256'},
  '1.3.101.112': {name: 'ED25519', kind: 'eddsa'},
  '1.3.101.113': {name: 'ED448', kind: 'eddsa'},
}

export const hashOids: Record<string, HashName> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** AlgorithmIdentifier of a signature. */
export function signatureAlgorithmOf(element: Element): SignatureAlgorithm {
  const fields = inside(element)
  const oid = oidOf(fields.next(tags.oid))
  const bytes = element.bytes
  if (oid === `${rsa}10`) return {oid, name: 'rsassaPss', kind: 'rsa-pss', bytes, ...pssParameters(fields.optional(tags.sequence))}
  const found = known[oid]
  return found ? {oid, bytes, ...found} : {oid, bytes, name: oid, kind: 'other'}
}

/** RFC 4055, 3.1. Where the two hashes differ no hash is given, and the signature counts as one of an unknown kind. */
function pssParameters(parameters: Element | undefined): Pick<SignatureAlgorithm, 'hash' | 'saltLength'> {
  if (!parameters) return {hash: 'sha1', saltLength: 20}
  const fields = inside(parameters)
  const hashOf = (element: Element | undefined) => (element ? hashOids[oidOf(inside(element).next(tags.oid))] : 'sha1')
  const hash = hashOf(opened(fields.optional(0xa0)))
  const mask = opened(fields.optional(0xa1))
  let maskHash: HashName | undefined = 'sha1'
  if (mask) {
    const inner = inside(mask)
    inner.next(tags.oid)
    maskHash = hashOf(inner.next(tags.sequence))
  }
  const salt = opened(fields.optional(0xa2))
  const saltLength = salt ? smallInteger(salt) : 20
  return hash !== undefined && hash === maskHash && saltLength <= 512 ? {hash, saltLength} : {}
}

const opened = (element: Element | undefined): Element | undefined => (element ? inside(element, element.tag).any() : undefined)
