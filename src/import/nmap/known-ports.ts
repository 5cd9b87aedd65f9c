import type {Protocol} from './host-record.ts'
import {countPorts, formatRanges, joinRanges, parseRanges, type Ranges, withoutPorts} from './port-ranges.ts'

/** States that tell whether a port is open. "open|filtered" is silence; "unfiltered" says only that it can be reached. */
const definite = new Set(['open', 'closed', 'filtered', 'closed|filtered'])

export function isDefinite(state: string): boolean {
  return definite.has(state)
}

/** Which ports a scan was to look at, by protocol, out of its scaninfo elements. */
export interface ScannedPorts {
  ranges: Partial<Record<string, Ranges>>
  total: number
  /** `ranges` as text. */
  texts: Partial<Record<string, string>>
}

/** Adds one scaninfo element; what it says in another form than ranges counts as not said. */
export function addScanned(scanned: ScannedPorts, protocol: string, services: string | undefined): ScannedPorts {
  const more = services === undefined ? undefined : parseRanges(services)
  if (more === undefined) return scanned
  const ranges = {...scanned.ranges, [protocol]: joinRanges([...(scanned.ranges[protocol] ?? []), ...more])}
  const texts = {...scanned.texts, [protocol]: formatRanges(ranges[protocol] ?? [])}
  return {ranges, texts, total: Object.values(ranges).reduce((total, list) => total + countPorts(list ?? []), 0)}
}

/** What a host element says of the ports that it does not list one by one. */
export interface PortTally {
  /** Ports listed one by one, by protocol, that have a state which tells. */
  listed: Record<Protocol, number[]>
  /** Those whose state leaves open whether they are open. */
  vague: Record<Protocol, number[]>
  listedCount: number
  /** Ports summed up in `extraports`, and whether the state of all of them tells. */
  extraCount: number
  extraIsDefinite: boolean
  /** Ports that `extrareasons` names, as nmap does since 7.91, where the state of its `extraports` tells. */
  named: Record<Protocol, string[]>
}

export function emptyTally(): PortTally {
  return {
    listed: {tcp: [], udp: []},
    vague: {tcp: [], udp: []},
    listedCount: 0,
    extraCount: 0,
    extraIsDefinite: true,
    named: {tcp: [], udp: []},
  }
}

/**
 * The ports of a host whose state is known, open or not. Only where listed and summed-up ports account for all that were to
 * be scanned is silence in the report an answer; otherwise what it names counts.
 */
export function knownPorts(protocol: Protocol, tally: PortTally, scanned: ScannedPorts): string | undefined {
  const all = scanned.ranges[protocol]
  const vague = tally.vague[protocol]
  if (all && tally.extraIsDefinite && tally.listedCount + tally.extraCount >= scanned.total)
    return vague.length === 0 ? scanned.texts[protocol] : format(withoutPorts(all, vague))
  const named = tally.named[protocol].flatMap((text) => parseRanges(text) ?? [])
  return format(joinRanges([...named, ...tally.listed[protocol].map((port) => [port, port] as const)]))
}

function format(ranges: Ranges): string | undefined {
  return ranges.length === 0 ? undefined : formatRanges(ranges)
}
