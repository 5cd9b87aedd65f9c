import type {MailDomain} from '../../../model/facts/site/mail.ts'
import type {DnsClient} from '../dns/dns-client.ts'
import {gapOf, type Part, textsOf} from '../dns/records.ts'
import {evaluateSpf, type SpfEvaluation} from './spf-evaluate.ts'
import {isSpf, parseSpf} from './spf-record.ts'
import {show} from './tag-list.ts'

type Spf = NonNullable<MailDomain['spf']>

/**
 * Addresses of nobody (RFC 5737, RFC 3849): a domain that lets them send lets everybody send, by "+all" or by networks that hold the whole
 * world.
 */
const nobody = ['192.0.2.1', '203.0.113.254', '2001:db8:5ec::1']

/** What receivers make of the SPF record of a domain. */
export async function collectSpf(client: DnsClient, domain: string, signal: AbortSignal): Promise<Part<{spf?: Spf}>> {
  const reply = await client.query(domain, 'TXT', {signal})
  if (!reply.ok) return {value: {}, gaps: {spf: gapOf(reply)}}
  const records = textsOf(reply).filter(isSpf)
  const shown = records.slice(0, 5).map((text) => show(text, 1000))
  const base = {count: records.length, records: shown}
  if (records.length !== 1) return {value: {spf: {...base, errors: []}}, gaps: {}}
  const ask = (address: string, exhaustive: boolean) =>
    evaluateSpf(client, {address, domain, sender: `postmaster@${domain}`, exhaustive}, signal)
  const whole = await ask(nobody[0] ?? '', true)
  const single = await Promise.all(nobody.map((address) => ask(address, false)))
  return describe(base, records[0] ?? '', whole, single)
}

function describe(
  base: {count: number; records: string[]},
  record: string,
  whole: SpfEvaluation,
  single: readonly SpfEvaluation[],
): Part<{spf: Spf}> {
  const errors = whole.errors.map(({domain, term, problem}) => ({domain, term, problem}))
  const spf: Spf = {...base, errors}
  const gaps: Part<unknown>['gaps'] = {}
  const [four, otherFour, six] = single
  const parsed = parseSpf(record)
  if (whole.usesPtr) spf.ptr = true
  if ((four?.result === 'pass' && otherFour?.result === 'pass') || six?.result === 'pass') spf.openToAll = true
  const isOver = whole.more || whole.lookups > 10 || whole.voids > 2
  if (!whole.gap || isOver) Object.assign(spf, {lookups: whole.lookups, voids: whole.voids, withinLimits: !isOver, more: whole.more})
  if (whole.gap) {
    for (const field of ['ptr', 'openToAll', 'lookups', 'voids', 'withinLimits', 'valid', 'unlisted'] as const) {
      if (field === 'valid' && errors.length > 0) spf.valid = false
      else if (spf[field] === undefined) gaps[`spf.${field}`] = whole.gap
    }
    return {value: {spf}, gaps}
  }
  spf.ptr ??= false
  const open = single.find(({gap}) => gap !== undefined)?.gap
  if (!spf.openToAll && open) gaps['spf.openToAll'] = open
  else spf.openToAll ??= false
  spf.valid = parsed.ok && errors.length === 0
  // A record that receivers refuse says nothing about strangers.
  if (four && spf.valid && four.result !== 'temperror' && four.result !== 'permerror' && four.result !== 'none') spf.unlisted = four.result
  else if (spf.valid) gaps['spf.unlisted'] = {reason: 'error', detail: 'the record is over the limits for some senders'}
  return {value: {spf}, gaps}
}
