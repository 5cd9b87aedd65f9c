import {parseTagList, show} from './tag-list.ts'

export type DmarcPolicy = 'none' | 'quarantine' | 'reject'

export interface DmarcRecord {
  policy: DmarcPolicy
  subdomainPolicy?: DmarcPolicy
  /** Share of the messages that the policy is for. */
  percent: number
  /** The owner only tries it out (t=y). */
  testing: boolean
  /** Addresses for reports: mail addresses, without their size. */
  reports: string[]
  errors: string[]
}

const policies: readonly DmarcPolicy[] = ['none', 'quarantine', 'reject']

/** Whether a text is meant to be DMARC (RFC 7489, 6.6.3): others are passed over. */
export const isDmarc = (text: string): boolean => /^\s*v\s*=\s*DMARC1\s*(?:;|$)/.test(text)

/** Reads a record; undefined where it counts for nothing: without a policy it must at least ask for reports (RFC 7489, 6.6.3). */
export function parseDmarc(text: string): DmarcRecord | {policy: undefined; errors: string[]} {
  const {tags, errors} = parseTagList(text)
  const choose = (name: 'p' | 'sp' | 'np'): DmarcPolicy | undefined => {
    const value = tags.get(name)
    if (value === undefined) return undefined
    const policy = policies.find((one) => one === value.toLowerCase())
    if (!policy) errors.push(`bad-value: ${name}=${show(value, 40)}`)
    return policy
  }
  const given = choose('p')
  if (!tags.has('p')) errors.push('p-missing')
  const subdomainPolicy = choose('sp')
  choose('np')
  const reports = readReports(tags.get('rua'), 'rua', errors)
  readReports(tags.get('ruf'), 'ruf', errors)
  const oneOf = (name: string, allowed: RegExp) => {
    const value = tags.get(name)
    if (value !== undefined && !allowed.test(value)) errors.push(`bad-value: ${name}=${show(value, 40)}`)
    return value
  }
  oneOf('adkim', /^[rs]$/i)
  oneOf('aspf', /^[rs]$/i)
  oneOf('fo', /^[01ds](?:\s*:\s*[01ds])*$/i)
  oneOf('ri', /^\d{1,10}$/)
  const testing = oneOf('t', /^[yn]$/i)?.toLowerCase() === 'y'
  const share = oneOf('pct', /^(?:100|\d{1,2})$/)
  const percent = share !== undefined && /^(?:100|\d{1,2})$/.test(share) ? Number(share) : 100
  const policy = given ?? (reports.length > 0 ? 'none' : undefined)
  if (policy === undefined) return {policy, errors}
  return {policy, ...(subdomainPolicy ? {subdomainPolicy} : {}), percent, testing, reports, errors}
}

/** Addresses to send reports to; only mail is used in practice. */
function readReports(value: string | undefined, tag: string, errors: string[]): string[] {
  if (value === undefined) return []
  return value.split(',').flatMap((part) => {
    const [, address] = /^\s*mailto:([^\s@!,]+@[^\s@!,]+\.[^\s@!,]+)(?:!\d+[kmgt]?)?\s*$/i.exec(part) ?? []
    if (address !== undefined) return [address.toLowerCase()]
    if (!/^\s*[a-z][a-z0-9+.-]*:\S+\s*$/i.test(part) || /^\s*mailto:/i.test(part)) errors.push(`bad-address: ${tag}`)
    return []
  })
}
