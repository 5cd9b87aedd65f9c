import type {Certificate, HostFactValue, OpenPort} from '../../model/facts/host.ts'
import {formatRanges, joinRanges, parseRanges} from './port-ranges.ts'

export type Protocol = 'tcp' | 'udp'
export type TlsItem = HostFactValue<'tlsSuites'>['items'][number]
export type Flaw = HostFactValue<'knownFlaws'>['items'][number]

/** One host as its elements in the report show it. */
export interface HostRecord {
  addresses: string[]
  state: string | undefined
  reason: string | undefined
  timedOut: boolean
  /** Seconds since 1970. */
  seenAt: number | undefined
  uptime: number | undefined
  hops: number | undefined
  macs: {mac: string; vendor?: string}[]
  hostnames: {name: string; type?: string}[]
  tcp: OpenPort[]
  udp: OpenPort[]
  other: (OpenPort & {protocol: string})[]
  /** Open ports beyond the limit, which were left out. */
  portsLeftOut: number
  known: Record<Protocol, string | undefined>
  /** True when any port gave an answer, if only to refuse. */
  answered: boolean
  os: HostFactValue<'osGuess'> | undefined
  certificates: Certificate[] | undefined
  tls: TlsItem[] | undefined
  smb: HostFactValue<'smbServer'> | undefined
  flaws: Flaw[] | undefined
}

export function emptyRecord(): HostRecord {
  return {
    addresses: [],
    state: undefined,
    reason: undefined,
    timedOut: false,
    seenAt: undefined,
    uptime: undefined,
    hops: undefined,
    macs: [],
    hostnames: [],
    tcp: [],
    udp: [],
    other: [],
    portsLeftOut: 0,
    known: {tcp: undefined, udp: undefined},
    answered: false,
    os: undefined,
    certificates: undefined,
    tls: undefined,
    smb: undefined,
    flaws: undefined,
  }
}

/** Two elements about one host: everything either of them saw; of single values the later one counts. */
export function mergeRecords(a: HostRecord, b: HostRecord): HostRecord {
  const [older, newer] = (b.seenAt ?? 0) >= (a.seenAt ?? 0) ? [a, b] : [b, a]
  return {
    addresses: union(older.addresses, newer.addresses, (address) => address),
    state: [older.state, newer.state].includes('up') ? 'up' : (newer.state ?? older.state),
    // Nobody vouches for a host with "user-set": a real answer in either of the two says more.
    reason: newer.reason === 'user-set' ? (older.reason ?? newer.reason) : (newer.reason ?? older.reason),
    timedOut: older.timedOut || newer.timedOut,
    seenAt: newer.seenAt ?? older.seenAt,
    uptime: newer.uptime ?? older.uptime,
    hops: newer.hops ?? older.hops,
    macs: union(older.macs, newer.macs, ({mac}) => mac),
    hostnames: union(older.hostnames, newer.hostnames, ({name, type}) => `${type} ${name}`),
    tcp: union(older.tcp, newer.tcp, ({port}) => port),
    udp: union(older.udp, newer.udp, ({port}) => port),
    other: union(older.other, newer.other, ({protocol, port}) => `${protocol} ${port}`),
    portsLeftOut: older.portsLeftOut + newer.portsLeftOut,
    known: {tcp: joinKnown(older.known.tcp, newer.known.tcp), udp: joinKnown(older.known.udp, newer.known.udp)},
    answered: older.answered || newer.answered,
    os: newer.os ?? older.os,
    certificates: both(older.certificates, newer.certificates, (item) => `${item.port} ${item.sha1 ?? item.validTo}`),
    tls: both(older.tls, newer.tls, ({port}) => port),
    smb: older.smb || newer.smb ? {...older.smb, ...newer.smb} : undefined,
    flaws: both(older.flaws, newer.flaws, (flaw) => `${flaw.port} ${flaw.id} ${flaw.source}`),
  }
}

function both<T>(older: T[] | undefined, newer: T[] | undefined, keyOf: (item: T) => unknown): T[] | undefined {
  return older || newer ? union(older ?? [], newer ?? [], keyOf) : undefined
}

function union<T>(older: T[], newer: T[], keyOf: (item: T) => unknown): T[] {
  if (older.length === 0 || newer.length === 0) return older.length === 0 ? newer : older
  const items = new Map<unknown, T>()
  for (const item of [...older, ...newer]) items.set(keyOf(item), item)
  return [...items.values()]
}

function joinKnown(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b
  return formatRanges(joinRanges([...(parseRanges(a) ?? []), ...(parseRanges(b) ?? [])]))
}
