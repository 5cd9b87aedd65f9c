import type {MailDomain} from '../../../model/facts/site/mail.ts'
import type {SiteContext} from '../context.ts'
import type {DnsClient} from '../dns/dns-client.ts'
import {addressesOf, gapOf, type Part, textsOf} from '../dns/records.ts'
import {fetchStsPolicy, type StsFetched} from './fetch-sts-policy.ts'
import type {MailTools} from './mail-tools.ts'
import {parseStsPolicy, stsMatches} from './mta-sts-policy.ts'
import {parseTagList} from './tag-list.ts'

type MtaSts = NonNullable<MailDomain['mtaSts']>
type TlsRpt = NonNullable<MailDomain['tlsRpt']>

/** MTA-STS (RFC 8461): what DNS announces, and whether the policy behind it can be had and fits the mail servers. */
export async function collectMtaSts(
  context: Pick<SiteContext, 'network' | 'signal' | 'now'>,
  tools: MailTools,
  domain: string,
  exchanges: readonly string[],
): Promise<Part<{mtaSts?: MtaSts}>> {
  const {client, policies} = tools
  const reply = await client.query(`_mta-sts.${domain}`, 'TXT', {signal: context.signal})
  if (!reply.ok) return {value: {}, gaps: {mtaSts: gapOf(reply)}}
  // Texts of another kind are passed over (RFC 8461, 3.1).
  const texts = textsOf(reply).filter((text) => /^v=STSv1\s*(?:;|$)/.test(text))
  if (texts.length === 0) return {value: {mtaSts: {present: false, errors: []}}, gaps: {}}
  const errors: string[] = []
  if (texts.length > 1) errors.push('several-records')
  const {tags, errors: broken} = parseTagList(texts[0] ?? '')
  errors.push(...broken)
  if (!/^[A-Za-z0-9]{1,32}$/.test(tags.get('id') ?? '')) errors.push('id')
  const fetched = await policies.get(domain, () => fetchPolicy(context, tools, domain))
  if (fetched.kind === 'unknown') {
    const gap = {reason: 'error', detail: `the policy could not be fetched: ${fetched.detail}`.slice(0, 500)} as const
    if (errors.length > 0) return {value: {mtaSts: {present: true, valid: false, errors}}, gaps: {'mtaSts.mode': gap}}
    return {value: {mtaSts: {present: true, errors}}, gaps: {'mtaSts.valid': gap, 'mtaSts.mode': gap}}
  }
  if (fetched.kind === 'wrong') return {value: {mtaSts: {present: true, valid: false, errors: [...errors, fetched.error]}}, gaps: {}}
  const policy = parseStsPolicy(fetched.text)
  errors.push(...policy.errors)
  if (policy.mode === 'none') errors.push('mode-none')
  else
    for (const host of exchanges)
      if (!policy.patterns.some((pattern) => stsMatches(pattern, host))) errors.push(`mx-not-listed: ${host.slice(0, 150)}`)
  return {
    value: {mtaSts: {present: true, valid: errors.length === 0, ...(policy.mode ? {mode: policy.mode} : {}), errors: errors.slice(0, 30)}},
    gaps: {},
  }
}

async function fetchPolicy(
  context: Pick<SiteContext, 'network' | 'signal' | 'now'>,
  {client, chain, userAgent, ports, policyMs = 8000}: MailTools,
  domain: string,
): Promise<StsFetched> {
  const {network, signal} = context
  const host = `mta-sts.${domain}`
  const replies = await Promise.all([client.query(host, 'A', {signal}), client.query(host, 'AAAA', {signal})])
  const addresses = replies.flatMap(addressesOf)
  const failed = replies.find((reply) => !reply.ok)
  if (addresses.length === 0)
    return failed && !failed.ok
      ? {kind: 'unknown', detail: failed.detail, isStopped: failed.reason === 'stopped'}
      : {kind: 'wrong', error: 'host-missing'}
  const address = addresses.find((one) => network.permits(one))
  if (address === undefined) return {kind: 'unknown', detail: `${host} has no address that may be reached`, isStopped: false}
  return fetchStsPolicy(context, {host, address, port: ports?.policy ?? 443, chain, userAgent, timeoutMs: policyMs})
}

/** TLS-RPT (RFC 8460, 3): where senders report mail that they could not deliver over TLS. */
export async function collectTlsRpt(client: DnsClient, domain: string, signal: AbortSignal): Promise<Part<{tlsRpt?: TlsRpt}>> {
  const reply = await client.query(`_smtp._tls.${domain}`, 'TXT', {signal})
  if (!reply.ok) return {value: {}, gaps: {tlsRpt: gapOf(reply)}}
  const texts = textsOf(reply).filter((text) => /^v=TLSRPTv1\s*(?:;|$)/.test(text))
  if (texts.length === 0) return {value: {tlsRpt: {present: false, errors: []}}, gaps: {}}
  const errors = texts.length > 1 ? ['several-records'] : []
  const {tags, errors: broken} = parseTagList(texts[0] ?? '')
  errors.push(...broken)
  const targets = (tags.get('rua') ?? '').split(',').map((target) => target.trim())
  if (!targets.some((target) => /^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/i.test(target))) errors.push('rua')
  return {value: {tlsRpt: {present: errors.length === 0, errors: errors.slice(0, 30)}}, gaps: {}}
}
