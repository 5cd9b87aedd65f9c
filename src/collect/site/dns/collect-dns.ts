import {randomBytes} from 'node:crypto'
import {getDomain} from 'tldts'
import type {ClaimableServices} from '../../../model/claimable-services.ts'
import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {CollectedSiteFacts, SiteContext} from '../context.ts'
import {collectAlias} from './alias.ts'
import {collectCaa} from './caa.ts'
import type {DnsClient} from './dns-client.ts'
import {collectDnssec} from './dnssec.ts'
import {isLocal} from './names.ts'
import {collectNameservers} from './nameservers.ts'
import type {OncePerRun} from './once-per-run.ts'
import {addressesOf, gapOf, type Part} from './records.ts'
import {tryZoneTransfers} from './zone-transfer.ts'

type Dns = SiteFactValue<'dns'>

export interface DnsTools {
  client: DnsClient
  services: ClaimableServices
  /** Zones that were asked for a transfer already. */
  transfers: OncePerRun<NonNullable<Dns['zoneTransfer']>['servers']>
  /** Port of the servers of a zone, where it is not 53. */
  zonePort?: number
}

/** Domain by which DNS and mail are judged; undefined where there is none: addresses, this machine, ports without pages. */
export function dnsDomain({scheme, host}: SiteContext['site']): string | undefined {
  if ((scheme !== 'https' && scheme !== 'http') || isLocal(host)) return undefined
  return getDomain(host, {allowPrivateDomains: false}) ?? undefined
}

/** What DNS says of a site. Never throws; what could not be asked is a gap. */
export async function collectDns(
  {site, network, signal, active}: Pick<SiteContext, 'site' | 'network' | 'signal' | 'active'>,
  tools: DnsTools,
): Promise<CollectedSiteFacts> {
  const {client, services} = tools
  const domain = dnsDomain(site)
  const source = `DNS by ${client.servers.join(', ')}`.slice(0, 500)
  const resolvers = client.servers.slice(0, 20)
  if (domain === undefined) return {dns: {ok: true, value: {applies: false, resolvers}, source}}
  const {host} = site
  const rewrites = await collectRewrites(client, signal)
  const doubt: Gap | undefined = rewrites.value.rewrites
    ? {reason: 'not-supported', detail: 'the resolver gives addresses for names that do not exist; name another one with --dns'}
    : rewrites.gaps['rewrites']
  const nameservers = collectNameservers(client, host, domain, signal)
  const parts: Part<Partial<Dns>>[] = [
    rewrites,
    ...(await Promise.all([
      collectDnssec(client, host, domain, signal),
      collectCaa(client, host, signal),
      nameservers,
      collectAlias(client, host, services, doubt, signal),
      collectWildcard(client, domain, doubt, signal),
      collectIpv6(client, host, network, signal),
      nameservers.then(({value}) => collectTransfer({network, signal, active}, tools, value.nameservers)),
    ])),
  ]
  const value: Dns = Object.assign({applies: true, domain, resolvers}, ...parts.map((part) => part.value))
  const gaps: Record<string, Gap> = Object.assign({}, ...parts.map((part) => part.gaps))
  if (client.servers.length === 0) return {dns: {ok: false, reason: 'error', detail: 'this machine knows no DNS server', source}}
  return {dns: {ok: true, value, gaps, source}}
}

const randomLabel = () => `stp-sec-${randomBytes(6).toString('hex')}`
/** One name for a whole run, so that it is asked once. */
const runLabel = randomLabel()

/** RFC 6761, 6.4: nothing under "invalid" exists, whatever a resolver says. */
async function collectRewrites(client: DnsClient, signal: AbortSignal): Promise<Part<Pick<Dns, 'rewrites'>>> {
  const reply = await client.query(`${runLabel}.invalid`, 'A', {signal})
  return reply.ok ? {value: {rewrites: addressesOf(reply).length > 0}, gaps: {}} : {value: {}, gaps: {rewrites: gapOf(reply)}}
}

async function collectWildcard(
  client: DnsClient,
  domain: string,
  doubt: Gap | undefined,
  signal: AbortSignal,
): Promise<Part<Pick<Dns, 'wildcard'>>> {
  const replies = await Promise.all((['A', 'AAAA'] as const).map((type) => client.query(`${runLabel}.${domain}`, type, {signal})))
  const failed = replies.find((reply) => !reply.ok)
  const isThere = replies.flatMap(addressesOf).length > 0
  if (isThere) return doubt ? {value: {}, gaps: {wildcard: doubt}} : {value: {wildcard: true}, gaps: {}}
  return failed && !failed.ok ? {value: {}, gaps: {wildcard: gapOf(failed)}} : {value: {wildcard: false}, gaps: {}}
}

async function collectIpv6(
  client: DnsClient,
  host: string,
  network: SiteContext['network'],
  signal: AbortSignal,
): Promise<Part<Pick<Dns, 'ipv6' | 'ipv6Addresses'>>> {
  const reply = await client.query(host, 'AAAA', {signal})
  if (!reply.ok) return {value: {}, gaps: {ipv6: gapOf(reply)}}
  const addresses = addressesOf(reply).slice(0, 50)
  return {value: {ipv6: addresses.some((address) => network.permits(address)), ipv6Addresses: addresses}, gaps: {}}
}

async function collectTransfer(
  {network, signal, active}: Pick<SiteContext, 'network' | 'signal' | 'active'>,
  {transfers, zonePort = 53}: DnsTools,
  nameservers: Dns['nameservers'],
): Promise<Part<Pick<Dns, 'zoneTransfer'>>> {
  const field = 'zoneTransfer.open'
  if (!active) return {value: {}, gaps: {[field]: {reason: 'not-collected', detail: 'a zone transfer is tried with --active only'}}}
  if (!nameservers) return {value: {}, gaps: {[field]: {reason: 'error', detail: 'the servers of the zone are not known'}}}
  const {zone, addresses} = nameservers
  const servers = await transfers.get(zone, () => tryZoneTransfers(network, zone, addresses, zonePort, signal))
  if (servers.length === 0)
    return {value: {}, gaps: {[field]: {reason: 'error', detail: 'no server of the zone has an address that may be reached'}}}
  if (servers.some(({outcome}) => outcome === 'open')) return {value: {zoneTransfer: {servers, open: true}}, gaps: {}}
  if (servers.length > 0 && servers.every(({outcome}) => outcome === 'refused'))
    return {value: {zoneTransfer: {servers, open: false}}, gaps: {}}
  return {value: {zoneTransfer: {servers}}, gaps: {[field]: {reason: 'error', detail: 'not every server of the zone answered'}}}
}
