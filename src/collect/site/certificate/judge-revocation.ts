import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {ServedChain} from '../tls/served.ts'
import {readCrl} from './crl.ts'
import {momentField} from './describe-certificate.ts'
import {type OcspAnswer, readStaple} from './ocsp.ts'
import type {Certificate} from './read-certificate.ts'
import {isForGood, type Revocation} from './revocation.ts'

type Revoked = Pick<SiteFactValue<'chain'>, 'staple' | 'stapleUsable' | 'revoked' | 'revokedBy' | 'revokedAt' | 'revocationReason'>

export interface RevocationQuestion {
  served: ServedChain
  server: Certificate
  issuer: Certificate | undefined
  crls: readonly Uint8Array[]
  now: number
}

/** Whether the authority has taken the certificate back, as far as a stapled answer or a list that was given tells. */
export function judgeRevocation({served, server, issuer, crls, now}: RevocationQuestion): {
  value: Revoked
  gaps: Record<string, Gap>
  scts: Uint8Array | undefined
} {
  const answer = served.staple && readStaple(served.staple, server, issuer, now)
  const staple: Revoked['staple'] = answer && {
    verdict: answer.verdict,
    ...(answer.revocation ? {status: answer.revocation.status} : {}),
    ...momentField('thisUpdate', answer.thisUpdate),
    ...momentField('nextUpdate', answer.nextUpdate),
    ...(answer.responder ? {responder: answer.responder} : {}),
  }
  const said = answer?.revocation
  const stapleCounts = answer?.verdict === 'valid' || (answer?.verdict === 'expired' && said !== undefined && isForGood(said))
  const lists = issuer ? crls.map((der) => readCrl(der, server, issuer, now)).filter((one) => one !== undefined) : []
  const inList = lists.find(({revocation, old}) => revocation.status === 'revoked' && (!old || isForGood(revocation)))
  const usable = usability(answer?.verdict)
  const shown = {...(staple ? {staple} : {}), ...(typeof usable === 'boolean' ? {stapleUsable: usable} : {})}
  const result = (value: Revoked, gaps: Record<string, Gap> = {}) => ({
    value: {...shown, ...value},
    gaps: typeof usable === 'boolean' ? gaps : {...gaps, stapleUsable: usable},
    scts: answer?.scts,
  })
  if (said && stapleCounts && said.status === 'revoked') return result({revoked: true, revokedBy: 'staple', ...detailsOf(said)})
  if (inList) return result({revoked: true, revokedBy: 'crl', ...detailsOf(inList.revocation)})
  if (said && stapleCounts && said.status === 'good') return result({revoked: false, revokedBy: 'staple'})
  if (lists.some(({revocation, old}) => revocation.status === 'good' && !old)) return result({revoked: false, revokedBy: 'crl'})
  const detail = answer
    ? `the stapled answer does not count: ${answer.verdict}${said?.status === 'unknown' ? ', status unknown' : ''}`
    : 'no stapled answer and no list of revoked certificates that counts; none is fetched'
  return result({}, {revoked: {reason: answer ? 'error' : 'not-collected', detail}})
}

/** Answers that cannot be judged here are neither good nor bad. */
function usability(verdict: OcspAnswer['verdict'] | undefined): boolean | Gap {
  if (verdict === undefined) return {reason: 'not-supported', detail: 'no answer was stapled'}
  if (verdict === 'valid') return true
  if (verdict !== 'no-issuer' && verdict !== 'unreadable' && verdict !== 'not-supported') return false
  return {reason: verdict === 'unreadable' ? 'error' : 'not-supported', detail: `the stapled answer cannot be judged: ${verdict}`}
}

const detailsOf = ({at, reason}: Revocation) => ({
  ...momentField('revokedAt', at),
  ...(reason === undefined ? {} : {revocationReason: reason}),
})
