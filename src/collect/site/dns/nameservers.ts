import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import {networkOf} from '../net/connection-limits.ts'
import type {DnsClient} from './dns-client.ts'
import {climb, isWithin} from './names.ts'
import {addressesOf, gapOf, namesOf, type Part} from './records.ts'

type Nameservers = Pick<SiteFactValue<'dns'>, 'nameservers'>

const mostServers = 13

/** The servers of the zone that the name is in, and how far apart they stand. */
export async function collectNameservers(client: DnsClient, host: string, domain: string, signal: AbortSignal): Promise<Part<Nameservers>> {
  for (const zone of climb(host)) {
    if (!isWithin(zone, domain)) break
    const reply = await client.query(zone, 'NS', {signal})
    if (!reply.ok) return {value: {}, gaps: {nameservers: gapOf(reply)}}
    // An alias has no zone of its own; what stands at its target is somebody else's.
    if (reply.chain.length > 0 || reply.records.length === 0) continue
    return describe(client, zone, [...new Set(namesOf(reply))], signal)
  }
  return {value: {}, gaps: {nameservers: {reason: 'error', detail: `no servers are named for ${domain}`}}}
}

async function describe(client: DnsClient, zone: string, all: string[], signal: AbortSignal): Promise<Part<Nameservers>> {
  const names = all.slice(0, mostServers)
  const addresses: string[] = []
  let open: Gap | undefined =
    all.length > names.length ? {reason: 'not-collected', detail: `only ${mostServers} servers were looked up`} : undefined
  for (const name of names) {
    const replies = await Promise.all([client.query(name, 'A', {signal}), client.query(name, 'AAAA', {signal})])
    addresses.push(...replies.flatMap(addressesOf))
    for (const reply of replies) if (!reply.ok) open = gapOf(reply)
  }
  const known = [...new Set(addresses)].slice(0, 100)
  const networks = [...new Set(known.map(networkOf))]
  // One server with both kinds of addresses is still one server: each kind is counted by itself.
  const most = (list: readonly string[]) =>
    Math.max(list.filter((one) => !one.includes(':')).length, list.filter((one) => one.includes(':')).length)
  const several = names.length > 1 && most(known) > 1
  const severalNetworks = most(networks) > 1
  const gaps: Record<string, Gap> = {}
  const settle = (field: 'several' | 'severalNetworks', isYes: boolean, isNoAnyway: boolean) => {
    if (isYes || isNoAnyway) return {[field]: isYes}
    const why: Gap | undefined =
      open ?? (known.length === 0 ? {reason: 'error', detail: 'the servers of the zone have no address'} : undefined)
    if (!why) return {[field]: false}
    gaps[`nameservers.${field}`] = why
    return {}
  }
  return {
    value: {
      nameservers: {
        zone,
        names,
        addresses: known,
        networks,
        ...settle('several', several, all.length === 1),
        ...settle('severalNetworks', severalNetworks, false),
      },
    },
    gaps,
  }
}
