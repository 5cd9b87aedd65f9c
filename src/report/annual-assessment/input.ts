import type {AssessedSystem} from '../../model/assessed-system.ts'
import type {Assessment} from '../../model/assessment.ts'
import type {Check} from '../../model/check.ts'
import type {DataAge} from '../../model/data-sets.ts'
import type {MissingReason} from '../../model/fact.ts'
import type {EndpointFactName} from '../../model/facts/index.ts'
import type {Instrument, Transition} from '../../model/legal-basis.ts'
import type {Policy} from '../../model/policy.ts'
import type {Task} from '../../model/register.ts'
import type {AnnualReport, Labels, NoticeWords} from '../../model/report-words.ts'
import type {Language} from '../../model/text.ts'
import type {Workspace} from '../../model/workspace.ts'

/** One line of the list of machines; undefined fields were not seen. */
export interface EndpointRow {
  id: string
  name: string
  os?: string
  /** Last day of support; `neverEnds` where the vendor has named none. */
  supportEnds?: string
  hardware?: string
  addresses?: string[]
  /** Names of running products; an empty list means looked and none found. */
  antivirus?: string[]
  collectedAt: string
  missing: EndpointFactName[]
}

/** A fact, or a field of one, that was not seen on some machines. */
export interface UnseenFact {
  fact: EndpointFactName
  /** Field path inside the fact; absent: the whole fact. */
  field?: string
  reason: MissingReason
  detail: string
  machines: number
}

export interface PreviousAssessment {
  id: string
  on: string
  conclusion: Assessment['conclusion']
  improved: number
  worsened: number
  same: number
}

/** Everything the yearly assessment of a system is written from. */
export interface AnnualInput {
  language: Language
  assessment: Assessment
  policy: Policy
  instruments: readonly Instrument[]
  /** Added where the level was approved under an older law. */
  transitions: readonly {rule: Transition; instruments: readonly Instrument[]}[]
  checks: ReadonlyMap<string, Check>
  workspace: Workspace
  system: AssessedSystem
  endpoints: readonly EndpointRow[]
  /** What scans of the network saw in the networks of the system. */
  hosts?: readonly HostRow[]
  /** Registered sites of the system, those nobody has looked at among them; absent: none is registered. */
  sites?: readonly SiteRow[]
  unseen: readonly UnseenFact[]
  previous?: PreviousAssessment
  /** All tasks of the system; what is open on the day and what was closed since, the report finds itself. */
  tasks: readonly Task[]
  /** Where the journal ended when the report was made, first digits of the hash. */
  journal?: {seq: number; hash: string}
  /** How old the data sets were that judging relied on; absent in folders of older versions. */
  dataSets?: readonly DataAge[]
  evidenceFiles: readonly {path: string; sha256: string}[]
  tool: {name: string; version: string}
  words: {annual: AnnualReport; labels: Labels; notices: NoticeWords}
}

/** A device that a scan of the network saw. */
export interface HostRow {
  id: string
  name: string
  collectedAt: string
  /** Open TCP ports. */
  ports: readonly number[]
}

/** A registered site; without `collectedAt` nobody has looked at it. */
export interface SiteRow {
  id: string
  name: string
  url: string
  collectedAt?: string
  ageDays?: number
  /** Facts that were seen, and those that were not. */
  seen?: number
  missing?: number
}
