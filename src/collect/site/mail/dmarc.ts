import {getDomain} from 'tldts'
import type {Gap} from '../../../model/fact.ts'
import type {MailDomain} from '../../../model/facts/site/mail.ts'
import type {DnsClient, DnsReply} from '../dns/dns-client.ts'
import {gapOf, type Part, textsOf} from '../dns/records.ts'
import {type DmarcRecord, isDmarc, parseDmarc} from './dmarc-record.ts'
import {show, withoutMailboxes} from './tag-list.ts'

type Dmarc = NonNullable<MailDomain['dmarc']>
const mostChecked = 5

/** The policy that receivers find for a domain: its own, or that of the registrable domain above (RFC 7489, 6.6.3). */
export async function collectDmarc(client: DnsClient, domain: string, signal: AbortSignal): Promise<Part<{dmarc?: Dmarc}>> {
  const organisation = getDomain(domain, {allowPrivateDomains: false}) ?? domain
  const near: string[] = []
  for (const at of new Set([domain, organisation])) {
    const reply = await client.query(`_dmarc.${at}`, 'TXT', {signal})
    if (!reply.ok) return {value: {}, gaps: {dmarc: gapOf(reply)}}
    const texts = textsOf(reply).filter(isDmarc)
    if (texts.length === 0) {
      near.push(...nearMisses(reply))
      continue
    }
    const records = texts.map((text) => show(withoutMailboxes(text), 500)).slice(0, 5)
    // More than one is as good as none.
    if (texts.length > 1) return {value: {dmarc: {present: false, at, records, errors: ['several-records']}}, gaps: {}}
    const parsed = parseDmarc(texts[0] ?? '')
    if (parsed.policy === undefined) return {value: {dmarc: {present: false, at, records, errors: tidy(parsed.errors)}}, gaps: {}}
    return describe(client, {domain, at, records, parsed}, signal)
  }
  return {value: {dmarc: {present: false, records: near.slice(0, 5), errors: near.length > 0 ? ['not-dmarc1'] : []}}, gaps: {}}
}

/** What was meant to be DMARC but starts wrong, so that nobody reads it. */
function nearMisses(reply: DnsReply): string[] {
  return textsOf(reply)
    .filter((text) => /^["\s]*v\s*=\s*"?dmarc/i.test(text))
    .map((text) => show(withoutMailboxes(text), 500))
    .slice(0, 5)
}

async function describe(
  client: DnsClient,
  {domain, at, records, parsed}: {domain: string; at: string; records: string[]; parsed: DmarcRecord},
  signal: AbortSignal,
): Promise<Part<{dmarc: Dmarc}>> {
  const policy = at === domain ? parsed.policy : (parsed.subdomainPolicy ?? parsed.policy)
  const {heard, unheard, open} = await whoReceives(client, at, parsed.reports, signal)
  const gaps: Record<string, Gap> = open && heard === 0 ? {'dmarc.reported': open} : {}
  return {
    value: {
      dmarc: {
        present: true,
        at,
        records,
        errors: tidy(parsed.errors),
        policy,
        percent: parsed.percent,
        enforced: policy !== 'none' && parsed.percent > 0 && !parsed.testing,
        reportDomains: [...new Set(parsed.reports.map((address) => address.split('@')[1] ?? ''))].slice(0, 20),
        unheard,
        ...(open && heard === 0 ? {} : {reported: heard > 0}),
      },
    },
    gaps,
  }
}

/** Another organisation gets reports only where it says so itself (RFC 7489, 7.1). */
async function whoReceives(client: DnsClient, at: string, reports: readonly string[], signal: AbortSignal) {
  let heard = 0
  let open: Gap | undefined
  const unheard: string[] = []
  const own = getDomain(at, {allowPrivateDomains: false})
  for (const host of [...new Set(reports.map((address) => address.split('@')[1] ?? ''))].slice(0, mostChecked)) {
    if (host === at || (own !== null && getDomain(host, {allowPrivateDomains: false}) === own)) {
      heard++
      continue
    }
    const reply = await client.query(`${at}._report._dmarc.${host}`, 'TXT', {signal})
    if (!reply.ok && reply.reason !== 'bad-name') open ??= gapOf(reply)
    else if (textsOf(reply).some(isDmarc)) heard++
    else unheard.push(host.slice(0, 255))
  }
  return {heard, unheard, open}
}

const tidy = (errors: readonly string[]) => errors.slice(0, 20).map((error) => error.slice(0, 200))
