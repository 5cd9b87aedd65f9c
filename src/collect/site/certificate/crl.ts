import {bitsOf, context, type Element, elementsOf, inside, Malformed, oidOf, sameBytes, smallInteger, tags, walk} from './der.ts'
import {nameOf} from './distinguished-name.ts'
import type {Certificate} from './read-certificate.ts'
import type {Revocation} from './revocation.ts'
import {signatureAlgorithmOf} from './signature-algorithms.ts'
import {timeOf} from './times.ts'
import {verifySignature} from './verify-signature.ts'

/** What a list of revoked certificates (RFC 5280, 5) says of one; undefined where it says nothing that counts: another issuer's, unsigned, unreadable. */
export interface CrlAnswer {
  revocation: Revocation
  /** Past its nextUpdate: a certificate that is not in it may have been revoked since. */
  old: boolean
}

const mostBytes = 50_000_000

/** Looks a certificate up in a list given as DER. Never throws; entries are passed over as bytes, so a list of a million costs no memory. */
export function readCrl(der: Uint8Array, certificate: Certificate, issuer: Certificate, now: number): CrlAnswer | undefined {
  if (der.length > mostBytes) return undefined
  try {
    return answerOf(der, certificate, issuer, now)
  } catch (error) {
    if (error instanceof Malformed) return undefined
    throw error
  }
}

function answerOf(der: Uint8Array, certificate: Certificate, issuer: Certificate, now: number): CrlAnswer | undefined {
  const parts = inside(walk(der).next(tags.sequence))
  const list = parts.next(tags.sequence)
  const algorithm = signatureAlgorithmOf(parts.next(tags.sequence))
  const signature = bitsOf(parts.next(tags.bitString))
  const fields = inside(list)
  fields.optional(tags.integer)
  fields.next(tags.sequence)
  if (nameOf(fields.next(tags.sequence)).key !== issuer.subject.key || certificate.issuer.key !== issuer.subject.key) return undefined
  const {keyUsage} = issuer.extensions
  if (keyUsage && !keyUsage.signsLists) return undefined
  if (verifySignature({signed: list.bytes, algorithm, signature}, issuer.spki, issuer.key) !== 'valid') return undefined
  const thisUpdate = timeOf(fields.any())
  const next = fields.optionalAny([tags.utcTime, tags.generalizedTime])
  const nextUpdate = next && timeOf(next)
  if (thisUpdate === undefined || thisUpdate > now) return undefined
  const old = nextUpdate !== undefined && nextUpdate < now
  const entries = fields.optional(tags.sequence)
  const extensions = fields.optional(context(0))
  const scope = extensions ? scopeOf(inside(extensions, context(0)).next(tags.sequence)) : 'all'
  if (scope === 'foreign') return undefined
  const cursor = walk(entries?.contents ?? new Uint8Array())
  while (cursor.more()) {
    const entry = inside(cursor.next(tags.sequence))
    if (!sameBytes(entry.next(tags.integer).contents, certificate.serialBytes)) continue
    const at = timeOf(entry.any())
    const reason = reasonOf(entry.optional(tags.sequence))
    return {old, revocation: {status: 'revoked', ...(at === undefined ? {} : {at}), ...(reason === undefined ? {} : {reason})}}
  }
  return scope === 'all' ? {old, revocation: {status: 'good'}} : undefined
}

/**
 * What a list is about (5.2.5). `part`: of one distribution point or kind, so that what is missing in it proves nothing; `foreign`: also of
 * other issuers' certificates, or limited in a way that is not known here.
 */
function scopeOf(list: Element): 'all' | 'part' | 'foreign' {
  let scope: 'all' | 'part' = 'all'
  for (const extension of elementsOf(list, 50)) {
    const fields = inside(extension)
    const oid = oidOf(fields.next(tags.oid))
    if (fields.optional(tags.boolean)?.contents[0] !== 0xff) continue
    if (oid !== '2.5.29.28') return 'foreign'
    const limits = elementsOf(walk(fields.next(tags.octetString).contents).next(tags.sequence), 10)
    if (limits.some(({tag}) => tag === context(4, false))) return 'foreign'
    scope = 'part'
  }
  return scope
}

function reasonOf(extensions: Element | undefined): number | undefined {
  for (const extension of extensions ? elementsOf(extensions, 20) : []) {
    const fields = inside(extension)
    if (oidOf(fields.next(tags.oid)) !== '2.5.29.21') continue
    fields.optional(tags.boolean)
    return smallInteger(walk(fields.next(tags.octetString).contents).next(tags.enumerated), tags.enumerated)
  }
  return undefined
}
