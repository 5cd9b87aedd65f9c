import type {ServerResponse} from 'node:http'
import type {Socket} from 'node:net'
import type {SiteTarget} from '../../src/collect/site/context.ts'
import type {SiteStatus} from '../../src/model/facts/site/web.ts'
import type {ProbeGroup} from '../../src/probe/groups.ts'
import type {Behaviour} from '../collect/site/tls/scripted.ts'

/** The one name that all sites of the stand have: a right one, so that nothing is to be said of it. */
export const host = 'stp.angiang.gov.vn'

/** A certificate's name (certificates.ts): `key`'s owner comes first. */
export type Chain = readonly string[]

/** What a file or page is answered with. `null` takes a header of the sound site away. */
export interface Page {
  status?: number
  headers?: Record<string, string | string[] | null>
  body?: string | Buffer
  /** Writes the body by hand, as long as it likes. */
  write?: (response: ServerResponse) => void
  /** Headers that depend on who asks. */
  per?: (asked: {headers: NodeJS.Dict<string | string[]>; method: string}) => Record<string, string>
}

/** A site whose first page, headers and security.txt are sound but for what the case changes. By path; "*" is all others. */
export type Pages = Record<string, Page>

export type Server =
  | {kind: 'openssl'; args: readonly string[]; chain?: Chain}
  | {kind: 'nginx'; lines: readonly string[]; chain?: Chain}
  | {kind: 'gnutls'; priority: string; chain?: Chain}
  | {kind: 'java'; protocols: string; options?: readonly string[]}
  /** TLS up to 1.2 by hand, for what no library speaks any more. */
  | {kind: 'tls-script'; behaviour: Partial<Behaviour>}
  | {kind: 'tls-hand'; start: (certificate: Buffer) => Promise<number>}
  /** The HTTPS of Node, which has post-quantum groups. `plain`: HTTP alone. */
  | {kind: 'site'; pages?: Pages; chain?: Chain; plain?: boolean}
  /** HTTP by hand, over a sound TLS. */
  | {kind: 'http-hand'; answer: (socket: Socket, index: number) => void}
  /** Bytes by hand, TLS or not. */
  | {kind: 'bytes'; answer: (socket: Socket, index: number) => void}
  /** nginx on 80 and 443 of an address of its own. */
  | {kind: 'both-ports'; plain: readonly string[]; secure?: readonly string[]}

/** One server, and what the whole probe must make of it: what is not expected is forbidden. */
export interface StandCase {
  name: string
  server: Server
  scheme?: SiteTarget['scheme']
  groups?: readonly ProbeGroup[]
  /** Checks beyond what a visitor does. */
  active?: boolean
  /** More than one where it depends on how fast this machine is. */
  status?: SiteStatus | readonly SiteStatus[]
  /** Exactly these checks fail; any other failing one breaks the case. */
  expect: readonly string[]
  /** Nobody can tell these: a "pass" would be false. */
  unknown?: readonly string[]
  /** These hold for sure: "unknown" would be too little. */
  pass?: readonly string[]
}
