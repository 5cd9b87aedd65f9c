import {createHash} from 'node:crypto'
import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {TlsTables} from '../../../model/tls-tables.ts'
import type {CollectedSiteFacts, SiteCollected, SiteContext, SiteTarget} from '../context.ts'
import {probeBadSuites} from './bad-suites.ts'
import {enumerate} from './deep.ts'
import {probeGroups} from './groups.ts'
import {type TlsLimits, tlsLimits} from './limits.ts'
import {createNotes} from './notes.ts'
import {servesPlainPages} from './plain-pages.ts'
import type {Probe} from './probe.ts'
import {notesOf, servedOf, witnessInto} from './seen-lists.ts'
import type {ServedTls} from './served.ts'
import {probeWithoutName} from './server-name.ts'
import {createSession} from './session.ts'
import {listSuites, type SuiteLists} from './suite-lists.ts'
import {indexTables, type TlsIndex} from './tables.ts'
import {noteEarlyData, noteFlights, probeFallback, probeFiniteField, probeOrder, probeStrength} from './traits.ts'
import {openProbe, probeOldVersions, summariseVersions} from './versions.ts'

export interface TlsOptions {
  tables: TlsTables
  /** Every suite and group, not only the bad classes. */
  deep?: boolean
  /** Name by which a mail server is greeted. */
  ehlo?: string
  /** Another port than the site's own: that of https where http was asked for. */
  port?: number
  /** Whether port 80 serves pages, asked where there is no TLS; by default of the site. */
  plainPages?: () => Promise<boolean | undefined>
  limits?: Partial<TlsLimits>
}

export interface CollectedTls {
  facts: CollectedSiteFacts
  /** Certificates as the server sent them; undefined where none were seen. */
  served?: ServedTls
}

/** Indexes and lists are made once for all sites of a run. */
const prepared = new WeakMap<TlsTables, {index: TlsIndex; lists: SuiteLists}>()
function prepare(tables: TlsTables): {index: TlsIndex; lists: SuiteLists} {
  const known = prepared.get(tables)
  if (known) return known
  const index = indexTables(tables)
  const made = {index, lists: listSuites(index)}
  prepared.set(tables, made)
  return made
}

/** Where a site speaks TLS: beside plain http that is the port of https. */
export const tlsPort = ({scheme, port}: Pick<SiteTarget, 'scheme' | 'port'>): number => (scheme === 'http' ? 443 : port)

/** How one site speaks TLS, on the first of its addresses. Never throws for what a server does. */
export async function collectTls(context: SiteContext, options: TlsOptions): Promise<CollectedTls> {
  const {site, addresses, network, signal} = context
  const port = options.port ?? tlsPort(site)
  const source = `TLS handshakes with ${site.host}:${port}`
  const missing = (gap: Gap): CollectedTls => ({facts: {tls: {ok: false, ...gap, source}}})
  const [address] = addresses
  if (address === undefined) return missing({reason: 'error', detail: 'the site has no address that may be reached'})

  const limits = {...tlsLimits, ...options.limits}
  const deep = options.deep ?? false
  const startTls = site.scheme === 'smtp'
  const {index, lists} = prepare(options.tables)
  const seenLists = witnessInto(index)
  const session = createSession(
    {
      network,
      address,
      port,
      ehlo: startTls ? (options.ehlo ?? 'stp-sec.invalid') : undefined,
      index,
      limits,
      mostConnections: deep ? limits.deepConnections : limits.connections,
      signal,
    },
    (seen) => seenLists.add(seen),
  )
  const notes = createNotes(() => session.connections)
  const probe: Probe = {
    session,
    notes,
    index,
    lists,
    serverName: /^[\d.]+$|:/.test(site.host) ? undefined : site.host,
    alpn: startTls ? [] : ['h2', 'http/1.1'],
    bare: false,
    accepted: new Set(),
    doubtful: new Set(),
    chosen: seenLists.chosen,
    dh: seenLists.dh,
    refusals: [],
    flights: {},
  }
  const base = () => ({address, port, startTls, deep, connections: session.connections, refusals: probe.refusals, ...notesOf(seenLists)})
  const opening = await openProbe(probe)
  if (opening.served === undefined) return missing(opening.gap)
  if (!opening.served) {
    const plainPages =
      site.scheme === 'smtp' || site.scheme === 'tls' ? undefined : await (options.plainPages?.() ?? servesPlainPages(context))
    const value: SiteFactValue<'tls'> = {...base(), served: false, chain: [], ...(plainPages === undefined ? {} : {plainPages})}
    return {facts: {tls: {ok: true, value, source: `${source}: ${opening.why}`}}}
  }
  noteEarlyData(probe)
  await probeOldVersions(probe)
  summariseVersions(probe)
  await probeBadSuites(probe)
  summariseVersions(probe)
  if (probe.accepted.size === 0 && notes.get('sslv2') !== true)
    return missing(
      session.over ?? {reason: 'error', detail: 'the server speaks TLS but refused every hello; it may want another server name'},
    )
  noteFlights(probe)
  await probeStrength(probe)
  await probeOrder(probe)
  await probeFiniteField(probe)
  await probeFallback(probe)
  await probeGroups(probe)
  await probeWithoutName(probe)
  const deepGaps = deep ? await enumerate(probe) : {}
  const {upTo, lost} = await closeProbe(probe)
  const {values, gaps} = notes.result(upTo, lost)
  const served = servedOf(probe.flights, seenLists)
  const partial: Gap = {reason: 'not-collected', detail: 'every suite and group is asked for only on demand'}
  const value = {
    ...base(),
    served: true,
    ...values,
    chain: (served?.certificates ?? []).map((der) => createHash('sha256').update(der).digest('hex')),
  } as SiteFactValue<'tls'>
  const flight = probe.flights.tls13 ?? probe.flights.before13
  const chainGap: Record<string, Gap> =
    served || (flight?.complete ?? true)
      ? {}
      : {'chain.+': {reason: 'not-supported', detail: 'the part of the handshake with the certificates could not be read'}}
  const partly = deep ? deepGaps : {'suites.+': partial, 'groups.+': partial}
  const collected: SiteCollected<'tls'> = {ok: true, value, source, gaps: {...gaps, ...chainGap, ...partly}}
  return {facts: {tls: collected}, ...(served ? {served} : {})}
}

/** The last question: where it fails, only what came up to the last good answer counts. */
async function closeProbe({session}: Probe): Promise<{upTo: number; lost: Gap}> {
  const {good} = session
  const lost: Gap = {
    reason: 'timeout',
    detail: 'the server stopped answering during the probe; what came after its last good answer does not count',
  }
  if (!good) return {upTo: Number.POSITIVE_INFINITY, lost}
  const before = session.lastGood
  if (session.over) {
    // Limits of ours end a probe without a fault of the server.
    return {upTo: session.over.reason === 'not-collected' ? session.connections : before, lost}
  }
  const control = await session.ask(good, 'hello')
  return {upTo: control.kind === 'accepted' ? session.connections : before, lost}
}
