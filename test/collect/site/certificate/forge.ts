import {createHash, generateKeyPairSync, type KeyObject, sign} from 'node:crypto'

/** DER made by hand, for certificates that no program would make. */
export const tlv = (tag: number, ...parts: (Uint8Array | number[])[]): Buffer => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)))
  if (body.length < 0x80) return Buffer.concat([Buffer.of(tag, body.length), body])
  const size = Buffer.from(body.length.toString(16).padStart(body.length > 0xffff ? 6 : body.length > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.of(tag, 0x80 + size.length), size, body])
}
export const seq = (...parts: Uint8Array[]) => tlv(0x30, ...parts)
export const oid = (text: string): Buffer => {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((part) => {
    const digits = [part & 0x7f]
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left & 0x7f) | 0x80)
    return digits
  })
  return tlv(6, bytes)
}
export const utf8 = (text: string) => tlv(0x0c, Buffer.from(text))
export const name = (...attributes: [type: string, value: Uint8Array][]) =>
  seq(...attributes.map(([type, value]) => tlv(0x31, seq(oid(type), value))))
export const commonName = (text: string) => name(['2.5.4.3', utf8(text)])
export const extension = (id: string, value: Uint8Array, critical = false) =>
  seq(oid(id), ...(critical ? [tlv(1, [0xff])] : []), tlv(4, value))
export const dnsNames = (names: readonly string[]) =>
  extension('2.5.29.17', seq(...names.map((one) => tlv(0x82, Buffer.from(one, 'latin1')))))
export const isAuthority = extension('2.5.29.19', seq(tlv(1, [0xff])), true)

const ecdsa = seq(oid('1.2.840.10045.4.3.2'))
const pair = () => generateKeyPairSync('ec', {namedCurve: 'P-256'})
export const keys = {root: pair(), mid: pair(), leaf: pair()}

export interface Forgery {
  subject?: Uint8Array
  issuer?: Uint8Array
  serial?: Uint8Array | number[]
  notBefore?: Uint8Array
  notAfter?: Uint8Array
  spki?: Uint8Array
  key?: {publicKey: KeyObject}
  signer?: {privateKey: KeyObject}
  extensions?: Uint8Array[] | undefined
  version?: number[]
  innerAlgorithm?: Uint8Array
  outerAlgorithm?: Uint8Array
  before?: Uint8Array
}

/** A certificate of these parts, well signed. */
export function forge(part: Forgery = {}): Buffer {
  const {subject = commonName('trang.test'), issuer = commonName('Goc'), serial = [1, 2, 3], key = keys.leaf, signer = keys.root} = part
  const {notBefore = tlv(0x17, Buffer.from('260601000000Z')), notAfter = tlv(0x17, Buffer.from('261001000000Z'))} = part
  const {extensions = [dnsNames(['trang.test'])], version = [2], innerAlgorithm = ecdsa, outerAlgorithm = ecdsa} = part
  const spki = part.spki ?? key.publicKey.export({type: 'spki', format: 'der'})
  const tbs = seq(
    ...(part.before ? [part.before] : []),
    tlv(0xa0, tlv(2, version)),
    tlv(2, serial),
    innerAlgorithm,
    issuer,
    seq(notBefore, notAfter),
    subject,
    spki,
    ...(extensions.length > 0 ? [tlv(0xa3, seq(...extensions))] : []),
  )
  return seq(tbs, outerAlgorithm, tlv(3, [0], sign('sha256', tbs, signer.privateKey)))
}

export const forgeRoot = (part: Forgery = {}) =>
  forge({
    ...{subject: commonName('Goc'), key: keys.root, extensions: [isAuthority]},
    notAfter: tlv(0x17, Buffer.from('400101000000Z')),
    ...part,
  })

export const anchorOf = (der: Uint8Array) => ({label: 'forged', sha256: createHash('sha256').update(der).digest('hex'), der})
