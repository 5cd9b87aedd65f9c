import {context, type Element, inside, smallInteger, tags} from './der.ts'
import {timeOf} from './times.ts'

/** What an authority says of a certificate. */
export interface Revocation {
  status: 'good' | 'revoked' | 'unknown'
  /** Since when, and CRLReason (RFC 5280, 5.3.1). */
  at?: number
  reason?: number
}

/** RFC 5280, 5.3.1: what may be taken back (certificateHold) or has been (removeFromCRL). */
const notForGood: ReadonlySet<number> = new Set([6, 8])

/** True for a revocation that stands even when the list or answer that tells it has grown old. */
export const isForGood = ({status, reason}: Revocation) => status === 'revoked' && !notForGood.has(reason ?? 0)

/** RevokedInfo of OCSP (RFC 6960, 4.2.1). */
export function revokedInfoOf(element: Element): Revocation {
  const fields = inside(element, context(1))
  const at = timeOf(fields.next(tags.generalizedTime))
  const reason = fields.optional(context(0))
  return {
    status: 'revoked',
    ...(at === undefined ? {} : {at}),
    ...(reason ? {reason: smallInteger(inside(reason, context(0)).next(tags.enumerated), tags.enumerated)} : {}),
  }
}
