import {parse as parseDomain} from 'tldts'
import type {ClaimableServices} from '../../../model/claimable-services.ts'
import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {DnsClient} from './dns-client.ts'
import {isWithin} from './names.ts'
import {gapOf, type Part} from './records.ts'

type Alias = Pick<SiteFactValue<'dns'>, 'alias'>

/** Where the aliases of a name lead, and whether the end of the way is free for anybody to take. */
export async function collectAlias(
  client: DnsClient,
  host: string,
  services: ClaimableServices,
  rewrites: Gap | undefined,
  signal: AbortSignal,
): Promise<Part<Alias>> {
  const reply = await client.query(host, 'A', {signal})
  if (!reply.ok) {
    // What fails validation is still written there.
    const unchecked = await client.query(host, 'A', {signal, checkingDisabled: true})
    if (!unchecked.ok) return {value: {}, gaps: {alias: gapOf(reply)}}
    return judge(client, unchecked, services, rewrites, signal)
  }
  return judge(client, reply, services, rewrites, signal)
}

async function judge(
  client: DnsClient,
  {chain, exists}: {chain: string[]; exists: boolean},
  services: ClaimableServices,
  rewrites: Gap | undefined,
  signal: AbortSignal,
): Promise<Part<Alias>> {
  const target = chain.at(-1)
  if (target === undefined) return {value: {alias: {chain, dangling: false}}, gaps: {}}
  if (exists)
    return rewrites ? {value: {alias: {chain}}, gaps: {'alias.dangling': rewrites}} : {value: {alias: {chain, dangling: false}}, gaps: {}}
  const service = services.services.find(({suffixes}) => suffixes.some((suffix) => isWithin(target, suffix)))
  if (service) return {value: {alias: {chain, dangling: true, service: service.name}}, gaps: {}}
  const {domain} = parseDomain(target, {allowPrivateDomains: false})
  if (domain === null || services.restricted.some((suffix) => isWithin(domain, suffix)))
    return {value: {alias: {chain, dangling: false}}, gaps: {}}
  const owned = await client.query(domain, 'SOA', {signal})
  if (!owned.ok) return {value: {alias: {chain}}, gaps: {'alias.dangling': gapOf(owned)}}
  return owned.exists
    ? {value: {alias: {chain, dangling: false}}, gaps: {}}
    : {value: {alias: {chain, dangling: true, service: domain}}, gaps: {}}
}
