import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {DnsClient, DnsReply} from './dns-client.ts'
import {gapOf, type Part} from './records.ts'

type Dns = SiteFactValue<'dns'>
export type DnssecPart = Part<Pick<Dns, 'dnssec' | 'signs' | 'validates'>>

interface DsData {
  keyTag: number
  algorithm: number
  digestType: number
}

/**
 * Whether the domain is signed and its answers hold. A resolver that hands over no signatures cannot show that there are none, and
 * one that does not validate cannot show that they are right: then both stay open.
 */
export async function collectDnssec(client: DnsClient, host: string, domain: string, signal: AbortSignal): Promise<DnssecPart> {
  const ask = (name: string, type: 'A' | 'DS' | 'SOA' | 'CNAME', checkingDisabled = false) =>
    client.query(name, type, {signal, checkingDisabled})
  const [root, ds, dsUnchecked, owner, plain, unchecked] = await Promise.all([
    ask('', 'SOA'),
    ask(domain, 'DS'),
    ask(domain, 'DS', true),
    ask(host, 'CNAME', true),
    ask(host, 'A'),
    ask(host, 'A', true),
  ])
  const all = [root, ds, dsUnchecked, owner, plain, unchecked]
  const signs = all.some((reply) => reply.ok && reply.anySignature)
  const validates = all.some((reply) => reply.ok && reply.authenticated)
  const gaps: DnssecPart['gaps'] = {}
  const dnssec: NonNullable<Dns['dnssec']> = {}
  const deaf: Gap = {reason: 'not-supported', detail: 'the resolver hands over no signatures of DNSSEC; name another one with --dns'}

  const found = ds.ok ? ds : dsUnchecked
  if (!found.ok) gaps['dnssec.delegated'] = gapOf(found)
  else if (found.records.length > 0) {
    dnssec.delegated = true
    dnssec.keys = found.records.slice(0, 20).map(({data}) => {
      const {keyTag, algorithm, digestType} = data as DsData
      return {tag: keyTag, algorithm, digest: digestType}
    })
  } else if (signs) dnssec.delegated = false
  else gaps['dnssec.delegated'] = deaf

  const signed = dnssec.delegated && !signs ? deaf : isSigned(dnssec.delegated, [owner, unchecked])
  if (typeof signed === 'boolean') dnssec.signed = signed
  else gaps['dnssec.signed'] = signed ?? gaps['dnssec.delegated'] ?? deaf

  if (dnssec.delegated) {
    const bogus = await isBogus(client, host, plain, unchecked, validates, signal)
    if (typeof bogus === 'boolean') dnssec.bogus = bogus
    else gaps['dnssec.bogus'] = bogus
  }
  return {value: {dnssec, ...(signs ? {signs} : {}), ...(validates ? {validates} : {})}, gaps}
}

/** A DS record at the parent, and signatures on what the name itself owns: a zone below may have none. */
function isSigned(delegated: boolean | undefined, owned: readonly DnsReply[]): boolean | Gap | undefined {
  if (!delegated) return delegated
  for (const reply of owned) if (reply.ok && reply.signed !== undefined) return reply.signed
  const failed = owned.find((reply) => !reply.ok)
  // A name without records of its own has nothing to sign.
  return failed && !failed.ok ? gapOf(failed) : true
}

/** SERVFAIL that goes away when validation is turned off, and comes back when it is not: the resolver refuses what it sees. */
async function isBogus(
  client: DnsClient,
  host: string,
  plain: DnsReply,
  unchecked: DnsReply,
  validates: boolean,
  signal: AbortSignal,
): Promise<boolean | Gap> {
  if (plain.ok)
    return validates ? false : {reason: 'not-supported', detail: 'the resolver does not check signatures; name a validating one with --dns'}
  if (plain.reason !== 'servfail' || !unchecked.ok) return gapOf(plain)
  // AAAA and TXT are other questions about the same zone: one slip of the resolver is no proof.
  const again = await Promise.all([client.query(host, 'AAAA', {signal}), client.query(host, 'TXT', {signal})])
  if (again.every((reply) => !reply.ok && reply.reason === 'servfail')) return true
  return {reason: 'error', detail: `answers about ${host} fail now and then`}
}
