import type {UnknownReason} from '../../model/assessment.ts'
import type {SecondLook} from '../../model/facts/site/site-probe.ts'
import type {SiteStatus} from '../../model/facts/site/web.ts'
import type {SiteGrade, SiteLetter, SiteSeverity} from '../../model/site-grading.ts'
import type {RemedyStep} from '../../model/site-remedies.ts'
import type {SiteReportWords} from '../../model/site-report-words.ts'
import type {Language, Localized} from '../../model/text.ts'
import type {Workspace} from '../../model/workspace.ts'

/** A command to see a fault again; `run` is absent where the name of the site is not safe to print into one. */
export interface SeeAgain {
  run?: string
  shows: string
}

/** A step of mending with its lines filled in for the site. */
export interface MendStep extends Pick<RemedyStep, 'where' | 'context' | 'confidence'> {
  recipe: string
  text: string
  code?: string
}

/** A fault of a site, in the words of its check. */
export interface SiteFinding {
  check: string
  severity: SiteSeverity
  category: string
  message: string
  evidence: string[]
  see: SeeAgain[]
  byHand?: string
  mend: MendStep[]
  alert: boolean
  /** What a second look at an alarm saw, and when. */
  secondLook?: {seen: SecondLook['checks'][number]['seen']; at: string}
  waiver?: {id: string; document: string; expiresOn: string}
}

/** What was not assessed, with the reason. */
export interface SiteUnknown {
  check: string
  title: string
  severity: SiteSeverity
  alert: boolean
  reason: UnknownReason | 'other'
  detail?: string
}

/** One measured site: everything its report is written from. */
export interface SiteValues {
  target: string
  url: string
  host: string
  name?: string
  unit?: string
  operator?: string
  at: string
  ageDays: number
  old: boolean
  /** The measurement before, far enough away to confirm this one or not. */
  before?: {at: string; letter?: SiteLetter}
  status: SiteStatus | 'unknown'
  statusDetail?: string
  addresses: string[]
  otherAddresses: string[]
  certificate?: {sha256: string; subject?: string; issuer?: string; notAfter?: string}
  grade: SiteGrade
  /** The letter as if the waived faults were not there; only where there are such. */
  gradeWithoutWaived?: {letter?: SiteLetter; faults: number}
  /** Gravest first. */
  findings: SiteFinding[]
  unknown: SiteUnknown[]
  /** Ids of the checks that passed. */
  passed: string[]
  counts: {pass: number; fail: number; unknown: number; notApplicable: number}
  tool: {name: string; version: string}
  sha256: string
}

/** A site of the order that nobody has measured. */
export interface UnmeasuredSite {
  target: string
  url: string
  name?: string
  unit?: string
}

export interface SiteInput {
  on: string
  workspace: Workspace
  site: SiteValues
  words: SiteReportWords
  categories: readonly {id: string; name: Localized}[]
  minAssessed: number
  language: Language
  dataAges: string
}

export interface SiteSummaryInput {
  on: string
  workspace: Workspace
  sites: readonly SiteValues[]
  unmeasured: readonly UnmeasuredSite[]
  titleOf: (check: string) => string
  algorithm: number
  words: SiteReportWords
  language: Language
  dataAges: string
}

/** What fills a command. */
export interface SeenSite {
  url: string
  scheme: string
  host: string
  port: number
  domain: string
  mail: string
}
