import {present} from '../../lib/present.ts'
import type {Fact} from '../../model/fact.ts'
import type {HostFactName, HostFactValue} from '../../model/facts/host.ts'
import type {HostFactSet} from '../../model/snapshot.ts'
import type {ImportedHost} from '../importer.ts'
import type {HostRecord} from './host-record.ts'
import {hasTooManyFlaws} from './scripts.ts'

/** Who says so: "nmap 7.93". */
export interface Observer {
  source: string
  /** Seconds since 1970 of the scan, for hosts without a time of their own. */
  fallback: number | undefined
  /** True for a card that answers for several addresses. */
  isShared(mac: string): boolean
}

/** The host as a target, or undefined when no address or no time says which host was seen, or when. */
export function toTarget(record: HostRecord, observer: Observer): ImportedHost | undefined {
  // As printed: in a report that was made anonymous the word in its place still tells one host from another.
  const {addresses} = record
  const [address] = addresses
  const seconds = record.seenAt ?? observer.fallback
  if (address === undefined || seconds === undefined) return undefined
  const macs = record.macs.map(({mac}) => mac)
  const at = isoOf(seconds)
  const hostname = (record.hostnames.find(({type}) => type === 'PTR') ?? record.hostnames[0])?.name
  const name = hostname ?? record.smb?.fqdn ?? record.smb?.computerName
  return {
    kind: 'host',
    id: hostId(
      macs.find((mac) => !observer.isShared(mac)),
      address,
    ),
    name: name ?? address,
    identity: present({hostname: name, domain: record.smb?.domain, macs: macs.slice(0, 64), addresses}),
    observedAt: at,
    facts: factsOf(record, seconds, (value, gaps) => ({ok: true, value, ...gaps, source: observer.source, at})),
  }
}

/** The same device keeps its id: its network card where the scanner saw it, else its address. */
export function hostId(mac: string | undefined, address: string): string {
  const key = mac === undefined ? address.replace(/%.*/, '').replace(/[^A-Za-z0-9._-]/g, '-') : mac.replace(/[^0-9A-Fa-f]/g, '')
  return `host-${key.toLowerCase()}`
}

type Gaps = Pick<Extract<Fact, {ok: true}>, 'gaps'>
type Wrap = <T>(value: T, gaps?: Gaps) => Fact<T>

function factsOf(record: HostRecord, seconds: number, seen: Wrap): HostFactSet {
  const facts: HostFactSet = {reach: seen(reachOf(record, seconds))}
  const put = <N extends HostFactName>(name: N, value: HostFactValue<N> | undefined, gaps?: Gaps): void => {
    if (value !== undefined) (facts as Record<N, Fact<HostFactValue<N>>>)[name] = seen(value, gaps)
  }
  put('openPorts', openPortsOf(record), record.portsLeftOut > 0 ? portsGap(record.portsLeftOut) : undefined)
  put('osGuess', record.os)
  put('certificates', record.certificates && {items: record.certificates})
  put('tlsSuites', record.tls && {items: record.tls})
  put('smbServer', record.smb)
  put('knownFlaws', record.flaws && {items: record.flaws}, record.flaws && hasTooManyFlaws(record.flaws) ? flawsGap : undefined)
  return facts
}

function reachOf({reason, macs, hostnames, timedOut, uptime, hops}: HostRecord, seconds: number): HostFactValue<'reach'> {
  return present({
    reason,
    macs,
    hostnames,
    timedOut: timedOut ? true : undefined,
    upSince: uptime === undefined || uptime > seconds ? undefined : new Date((seconds - uptime) * 1000).toISOString(),
    hops,
  })
}

/** Undefined when no port was looked at, as in a mere search for hosts. */
function openPortsOf({tcp, udp, other, known}: HostRecord): HostFactValue<'openPorts'> | undefined {
  if (tcp.length + udp.length + other.length === 0 && known.tcp === undefined && known.udp === undefined) return undefined
  return present({tcp, udp, other: other.length > 0 ? other : undefined, knownTcp: known.tcp, knownUdp: known.udp})
}

function portsGap(count: number): Gaps {
  const gap = {reason: 'not-supported' as const, detail: `${count} more open ports; a host that answers on so many hides what it is`}
  return {gaps: {tcp: gap, udp: gap}}
}

const flawsGap: Gaps = {gaps: {items: {reason: 'not-supported', detail: 'more entries than are kept'}}}

let last = {seconds: Number.NaN, iso: ''}

/** Hosts of one group were finished in the same second. */
export function isoOf(seconds: number): string {
  if (seconds !== last.seconds) last = {seconds, iso: new Date(seconds * 1000).toISOString()}
  return last.iso
}
