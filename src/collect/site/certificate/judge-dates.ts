import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {CertificateRules} from '../../../model/trust.ts'
import type {Certificate} from './read-certificate.ts'

type Dates = Pick<SiteFactValue<'chain'>, 'expired' | 'notYetValid' | 'daysLeft' | 'shareLeft' | 'lifetimeDays' | 'lifetimeLimitDays'>

const day = 86_400_000

/** Dates of the server's own certificate. */
export function judgeDates(
  {notBefore, notAfter}: Certificate,
  now: number,
  limits: CertificateRules['lifetimes']['limits'],
): {value: Dates; gaps: Record<string, Gap>} {
  if (notBefore === undefined || notAfter === undefined || notAfter < notBefore) {
    const gap: Gap = {reason: 'error', detail: 'the dates of the certificate are not written as RFC 5280 asks, or end before they begin'}
    return {
      value: {},
      gaps: Object.fromEntries(
        ['expired', 'notYetValid', 'daysLeft', 'shareLeft', 'lifetimeDays', 'lifetimeLimitDays'].map((field) => [field, gap]),
      ),
    }
  }
  // Baseline Requirements, 6.3.2: the last second counts, and a day begun counts as one.
  const lifetimeDays = Math.ceil((notAfter - notBefore + 1000) / day)
  const limit = limits.filter(({from}) => Date.parse(from) <= notBefore).sort((a, b) => Date.parse(b.from) - Date.parse(a.from))[0]
  const left = Math.min(1, Math.max(0, (notAfter - now) / Math.max(1, notAfter - notBefore)))
  return {
    value: {
      expired: now > notAfter,
      notYetValid: now < notBefore,
      daysLeft: Math.floor((notAfter - now) / day),
      shareLeft: Math.round(left * 1000) / 1000,
      lifetimeDays,
      ...(limit ? {lifetimeLimitDays: limit.days} : {}),
    },
    gaps: limit ? {} : {lifetimeLimitDays: {reason: 'not-supported', detail: 'begun before any limit that is kept here'}},
  }
}
