import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {HelloOffer} from './client-hello.ts'
import type {Seen} from './conversation.ts'
import {mostSuites} from './limits.ts'
import type {Notes} from './notes.ts'
import {type VersionName, versionName, versions} from './numbers.ts'
import type {Reply, Session} from './session.ts'
import type {SuiteLists} from './suite-lists.ts'
import type {Suite, TlsIndex} from './tables.ts'

/** What all questions of one probe share. */
export interface Probe {
  session: Session
  notes: Notes
  index: TlsIndex
  lists: SuiteLists
  serverName: string | undefined
  alpn: readonly string[]
  /** The server answers only short hellos. */
  bare: boolean
  /** Groups to offer in TLS 1.3 where the usual ones were refused. */
  groups13?: number[] | undefined
  /** The same before TLS 1.3. */
  groups12?: number[] | undefined
  /** Accepted versions by number. */
  accepted: Set<number>
  /** Classes of suites whose question was not answered somewhere. */
  doubtful: Set<string>
  refusals: {asked: string; how: string}[]
  /** Every suite that was chosen so far. */
  chosen: Suite[]
  /** Primes of DHE that were seen. */
  dh: NonNullable<SiteFactValue<'tls'>['dh']>[number][]
  /** First whole flight before TLS 1.3, and of TLS 1.3. */
  flights: {before13?: Seen; tls13?: Seen}
}

/** Fewer than any server is known to choke on. */
const fewSuites = 16

/** A hello with everything this probe always sends. */
export function offerOf(probe: Probe, version: number, suites: readonly Suite[], more: Partial<HelloOffer> = {}): HelloOffer {
  const most = probe.bare ? fewSuites : mostSuites
  const list = probe.bare && suites === probe.lists.usual ? probe.lists.few : suites
  const chosen = version === versions['TLSv1.3'] ? probe.groups13 : probe.groups12
  const groups = chosen ? {groups: chosen} : {}
  const {serverName, alpn, bare} = probe
  return {version, suites: list.slice(0, most).map(({code}) => code), serverName, alpn, bare, ...groups, ...more}
}

/** The newest accepted version before TLS 1.3. */
export const newestBefore13 = ({accepted}: Probe): number | undefined =>
  [versions['TLSv1.2'], versions['TLSv1.1'], versions['TLSv1.0'], versions.SSLv3].find((version) => accepted.has(version))

export const oldestAccepted = ({accepted}: Probe): number | undefined => Object.values(versions).find((version) => accepted.has(version))

export const versionFields = {
  SSLv3: 'sslv3',
  'TLSv1.0': 'tls10',
  'TLSv1.1': 'tls11',
  'TLSv1.2': 'tls12',
  'TLSv1.3': 'tls13',
} as const satisfies Record<VersionName, string>

export function noteRefusal(probe: Probe, asked: string, reply: Reply): void {
  if (reply.kind === 'refused' && probe.refusals.length < 50) probe.refusals.push({asked, how: reply.how})
}

/** A version that was accepted by whatever hello. */
export function noteVersion(probe: Probe, version: number): void {
  const name = versionName(version)
  if (!name) return
  probe.accepted.add(version)
  probe.notes.set(versionFields[name], true)
  if (version < versions['TLSv1.3'] && !probe.notes.get('beforeTls13')) probe.notes.set('beforeTls13', true)
  if (probe.accepted.size > 1 && !probe.notes.get('severalVersions')) probe.notes.set('severalVersions', true)
}

export const notBefore13: Gap = {reason: 'not-supported', detail: 'the server speaks only TLS 1.3, which has no such thing'}
