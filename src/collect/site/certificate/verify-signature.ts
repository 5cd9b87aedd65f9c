import {constants, createPublicKey, verify} from 'node:crypto'
import type {PublicKey} from './keys.ts'
import type {SignatureAlgorithm} from './signature-algorithms.ts'

/** `unsupported`: of a kind that this tool does not know, on any machine; it proves nothing in either direction. */
export type SignatureCheck = 'valid' | 'invalid' | 'unsupported'

export interface Signed {
  signed: Uint8Array
  algorithm: SignatureAlgorithm
  signature: Uint8Array
}

const fits: Record<SignatureAlgorithm['kind'], readonly PublicKey['type'][]> = {
  rsa: ['RSA'],
  'rsa-pss': ['RSA', 'RSA-PSS'],
  ecdsa: ['EC'],
  dsa: ['DSA'],
  eddsa: ['Ed25519', 'Ed448'],
  other: [],
}

/** Larger keys cost more than any honest certificate is worth. */
const mostBits: Partial<Record<PublicKey['type'], number>> = {RSA: 16_384, 'RSA-PSS': 16_384, DSA: 4096}

/** Only mathematics is asked of node:crypto, no judgement: what is accepted is decided here, alike for every runtime. */
export function verifySignature({signed, algorithm, signature}: Signed, spki: Uint8Array, key: PublicKey): SignatureCheck {
  const {kind, hash} = algorithm
  if (kind === 'other' || hash === 'md2' || hash === 'md4' || key.type === 'other') return 'unsupported'
  if (!hash && kind !== 'eddsa') return 'unsupported'
  if (!fits[kind].includes(key.type) || key.broken || (kind === 'eddsa' && algorithm.oid !== key.oid)) return 'invalid'
  if (key.type === 'EC' && key.curve?.includes('.')) return 'unsupported'
  if ((key.bits ?? 0) > (mostBits[key.type] ?? 1024)) return 'unsupported'
  try {
    const publicKey = createPublicKey({key: Buffer.from(spki), format: 'der', type: 'spki'})
    const padding = kind === 'rsa-pss' ? {padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength ?? 20} : {}
    return verify(hash ?? null, signed, {key: publicKey, ...padding}, signature) ? 'valid' : 'invalid'
  } catch {
    return 'invalid'
  }
}
