import {isIP} from 'node:net'
import {type ChainData, collectChain} from '../collect/site/certificate/collect-chain.ts'
import type {SiteCollected, SiteContext} from '../collect/site/context.ts'
import type {DialFailure} from '../collect/site/net/network.ts'
import {collectTls, tlsPort} from '../collect/site/tls/collect-tls.ts'
import {tlsLimits} from '../collect/site/tls/limits.ts'
import {servesPlainPages} from '../collect/site/tls/plain-pages.ts'
import type {Gap} from '../model/fact.ts'
import type {SiteFactValue} from '../model/facts/site/index.ts'
import type {Politeness} from '../model/politeness.ts'
import type {TlsTables} from '../model/tls-tables.ts'

export interface TlsTools {
  tables: TlsTables
  chain: ChainData
  most: Politeness['tls']
  /** Connections that may still be made without taking those of the site's pages. */
  spare: () => number
}

type Both = {tls: SiteCollected<'tls'>; chain: SiteCollected<'chain'>}
type Others = SiteFactValue<'tlsAddresses'>['others']

/** The addresses of a site, one after the other: first until one speaks TLS, the rest when there is time for them. */
export interface TlsVisit {
  /** Facts of the first address that speaks TLS; of the first of all where none does. */
  first(context: SiteContext): Promise<Both>
  /** The other addresses; those that were not looked at yet are not any more where there is a reason. */
  rest(context: SiteContext, whyNot?: string): Promise<SiteCollected<'tlsAddresses'>>
}

/** These say nothing more after a connection was tried once; what a server closes itself is looked at closer. */
const ends: readonly DialFailure[] = ['timeout', 'unreachable', 'no-route', 'local', 'budget', 'stopped', 'private-address']

export function createTlsVisit({site, addresses}: Pick<SiteContext, 'site' | 'addresses'>, tools: TlsTools): TlsVisit {
  const {asked, unasked} = planAddresses(addresses, tools.most)
  const port = tlsPort(site)
  const name = `TLS handshakes with ${site.host}:${port}`
  const isOne = addresses.length < 2
  const seen = new Map<string, Both>()
  /** Families that this machine could connect to, and addresses that it had no way to. */
  const connected = new Set<number>()
  const routeless = new Set<string>()
  let main: string | undefined
  let plainPages: Promise<boolean | undefined> | undefined

  const nothing = (gap: Gap, source: string): Both => ({tls: {ok: false, ...gap, source}, chain: {ok: false, ...gap, source}})

  /** One connection shows whether there is anything to ask: a dead machine among several must not cost half a minute. */
  async function knock({network, signal}: SiteContext, address: string): Promise<Gap | undefined> {
    const dialled = await network.dial({address, port, timeoutMs: tlsLimits.connectMs, signal})
    if (dialled.ok) dialled.socket.destroy()
    if (dialled.ok || !ends.includes(dialled.reason)) {
      connected.add(isIP(address))
      return undefined
    }
    const {reason, detail} = dialled
    if (reason === 'no-route') routeless.add(address)
    if (reason === 'timeout') return {reason, detail}
    return {reason: reason === 'budget' || reason === 'stopped' ? 'not-collected' : 'error', detail}
  }

  async function look(context: SiteContext, address: string): Promise<Both> {
    const source = `${name} at ${address}`
    const gap = isOne ? undefined : await knock(context, address)
    if (gap) return nothing(gap, source)
    const askPlain = () => {
      // Where another address speaks TLS, this is no site without it.
      if (main !== undefined) return Promise.resolve(undefined)
      plainPages ??= servesPlainPages(context)
      return plainPages
    }
    const {facts, served} = await collectTls({...context, addresses: [address]}, {tables: tools.tables, plainPages: askPlain})
    const {chain} = collectChain(context, served, tools.chain)
    const both = {...nothing({reason: 'error', detail: 'nothing was collected'}, source), ...facts, ...(chain ? {chain} : {})} as Both
    return isOne ? both : {tls: at(both.tls, address), chain: at(both.chain, address)}
  }

  return {
    first: async (context) => {
      for (const address of asked) {
        const both = await look(context, address)
        seen.set(address, both)
        if (both.tls.ok && both.tls.value.served) {
          main = address
          return both
        }
      }
      const [one = ''] = asked
      return seen.get(one) ?? nothing({reason: 'error', detail: 'the site has no address that may be reached'}, name)
    },
    rest: async (context, whyNot) => {
      for (const address of asked) {
        if (seen.has(address)) continue
        const gap: Gap | undefined = whyNot === undefined ? reasonNotTo(context, tools) : {reason: 'error', detail: whyNot}
        seen.set(address, gap ? nothing(gap, `${name} at ${address}`) : await look(context, address))
      }
      const own = main ?? asked[0] ?? ''
      const others = asked.filter((address) => address !== own).map((address) => otherOf(address, seen.get(address)))
      return {ok: true, value: {main: own, others, unasked: unasked.slice(0, 100)}, source: name}
    },
  }

  function otherOf(address: string, both: Both | undefined): Others[number] {
    if (routeless.has(address) && isIP(address) === 6 && !connected.has(6))
      return {address, missing: {reason: 'not-supported', detail: 'this machine has no IPv6 connection'}, noRoute: true}
    if (!both) return {address, missing: {reason: 'not-collected', detail: 'was not looked at'}}
    const {tls, chain} = both
    if (!tls.ok) return {address, missing: {reason: tls.reason, detail: tls.detail.slice(0, 500)}}
    // The site speaks TLS, but not here: what this machine will show when it does is not known.
    if (!tls.value.served && main !== undefined) return {address, missing: {reason: 'error', detail: tls.source.slice(0, 500)}}
    const gaps = [
      ...gapsOf('tls', tls.gaps),
      ...(chain.ok ? gapsOf('chain', chain.gaps) : [{path: 'chain', reason: chain.reason, detail: chain.detail.slice(0, 500)}]),
    ]
    return {address, tls: tls.value, ...(chain.ok ? {chain: chain.value} : {}), ...(gaps.length > 0 ? {gaps} : {})}
  }
}

function reasonNotTo({signal}: SiteContext, {spare}: TlsTools): Gap | undefined {
  if (signal.aborted) return {reason: 'timeout', detail: 'the time for the site was over before this address was asked'}
  if (spare() > tlsLimits.connections) return undefined
  return {reason: 'not-collected', detail: 'the connections that a site may cost are kept for its pages'}
}

const at = <T extends {source: string}>(collected: T, address: string): T => ({...collected, source: `${collected.source} at ${address}`})

const gapsOf = (name: string, gaps: Record<string, Gap> = {}) =>
  Object.entries(gaps).map(([path, {reason, detail}]) => ({path: `${name}.${path}`, reason, detail: detail.slice(0, 500)}))

/** The first addresses of each family, in their order. */
export function planAddresses(addresses: readonly string[], most: Politeness['tls']): {asked: string[]; unasked: string[]} {
  const left = {4: most.ipv4, 6: most.ipv6}
  const asked = addresses.filter((address) => left[isIP(address) === 6 ? 6 : 4]-- > 0)
  return {asked, unasked: addresses.filter((address) => !asked.includes(address))}
}
