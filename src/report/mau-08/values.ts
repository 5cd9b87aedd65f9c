import type {Conclusion, Counts, GroupResult, Verdict} from '../../model/assessment.ts'
import type {Mau08CheckKind} from '../../model/mau-08-words.ts'
import type {Level} from '../../model/policy.ts'
import type {AssessmentRecord, System} from '../../model/register.ts'

/** A paper as columns 7 and 8 print it. */
export interface Mau08Paper {
  number?: string
  date?: string
  issuer?: string
  /** Absent scope: the paper names no system at all. */
  namesSystem: boolean
}

/** The newest stored assessment of a system, as far as the annexes need it. */
export interface Mau08Evaluation {
  id: string
  on: string
  inWindow: boolean
  /** Somebody confirmed it by entering it into the register. */
  entered: boolean
  conclusion: Conclusion
  groups: {name: string; verdict: GroupResult['verdict']; counts: Counts}[]
  /** Verdicts on the management requirements: how far the Quy chế is followed. */
  management: Counts
  /** Requirements not met or partly met. */
  short: {title: string; verdict: Verdict}[]
}

export interface Mau08Task {
  work: string
  person: string
  dueOn: string
}

/** One row of table 3 with what the annexes say of the same system. */
export interface Mau08Row {
  id: string
  name: string
  status: System['status']
  operatingSince?: string
  owner?: string
  operator?: string
  type?: System['type']
  level?: Level
  state?: System['state']
  decision?: Mau08Paper
  regulation?: Mau08Paper
  /** Ids of papers the system names and the register does not have. */
  unknownPapers: {decision?: string; regulation?: string}
  plannedApprovalOn?: string
  deployment?: System['deployment']
  plannedDeploymentOn?: string
  /** Column 12: kinds of checks inside the window. */
  checks: Mau08CheckKind[]
  /** Every check of these kinds, the newest first. */
  records: (Pick<AssessmentRecord, 'on' | 'independent' | 'conclusion'> & {kind: Mau08CheckKind; inWindow: boolean})[]
  information: System['information']
  infrastructureScope?: System['infrastructureScope']
  inferred: boolean
  evaluation?: Mau08Evaluation
  tasks: Mau08Task[]
}

/** Part 1; c7 is the day on which the last approval is planned. */
export interface Mau08Counters {
  c1: number
  c2: number
  c3: number
  c4: number
  c5: number
  c6: number
  c7?: string
}

/** One body of part 2 with its five items. */
export interface Mau08Body {
  name: string
  registered: boolean
  functions?: string
  representative?: string
  position?: string
  address?: string
  phone?: string
  email?: string
}

/** An owner and the specialised units that answer for its systems; the form repeats the pair for each owner. */
export interface Mau08Party {
  owner: Mau08Body
  units: Mau08Body[]
}

/** Everything Mẫu 08 prints, derived from the register; nothing is entered by hand. */
export interface Mau08Values {
  year: number
  /** The day the register is read. */
  on: string
  window: {from: string; to: string}
  organisation: {name: string; parent: string; place: string; abbreviation: string}
  sample: boolean
  addressees: string[]
  counters: Mau08Counters
  drafts: {count: number; counted: boolean}
  parties: Mau08Party[]
  rows: Mau08Row[]
  leftOut: {used: string[]; stopped: string[]}
  incidents: {all: number; serious: number}
  trainings: number
  /** How old the data sets of the workspace are. */
  dataAges: string
}
