import type {Confidence} from '../model/policy.ts'
import type {Localized} from '../model/text.ts'
import type {LintSeverity} from './citation-rules.ts'
import type {Place} from './text-blocks.ts'

/** What can be wrong with a citation or a name of a body. */
export const findingCodes = [
  'ended',
  'superseded',
  'not-yet-in-force',
  'wrong-type',
  'wrong-date',
  'wrong-name',
  'wrong-number',
  'other-dates',
  'ambiguous',
  'validity-unknown',
  'not-in-data',
  'former-body',
] as const
export type FindingCode = (typeof findingCodes)[number]

/** Where a statement of the data was read and how sure it is. */
export interface SourceOfFact {
  about: string
  source: string
  confidence: Confidence
  checkedOn: string
  validFrom?: string
  validTo?: string
}

/** What one citation or name is judged to be, before its place is known. */
export interface Judgement {
  code: FindingCode
  severity: LintSeverity
  /** Instrument or body it is about: notices about the same one are shown once. */
  subject: string
  what: Localized
  instead?: Localized
  sources: SourceOfFact[]
}

/** A judgement with the words it is about. */
export interface Finding extends Judgement {
  place: Place
  found: string
  before: string
  after: string
  /** Further places of the same notice. */
  also: Place[]
}

/** What became of one citation: nothing is passed over without being counted. */
export type CitationStatus = 'in-force' | 'with-finding' | 'outside'
