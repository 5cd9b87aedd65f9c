import type {PlanRow, PlanTotal, SupportCurve} from '../../model/replacement.ts'
import type {ReplacementWords} from '../../model/replacement-words.ts'
import type {SoftwarePlan} from '../../model/software-plan.ts'
import type {Workspace} from '../../model/workspace.ts'

/** A computer without facts, or with too few to say anything. */
export interface MissingDevice {
  name: string
  kind: string | undefined
  place: string
  reason: 'notCollected' | 'stateSecrets'
}

/** Everything the replacement plan is written from. */
export interface ReplacementValues {
  on: string
  workspace: Workspace
  /** How old the data sets are, as one sentence. */
  dataAges: string
  /** What something is to be done about, worst first. */
  rows: readonly PlanRow[]
  totals: readonly PlanTotal[]
  curve: SupportCurve
  missing: readonly MissingDevice[]
  software: SoftwarePlan
  counts: {all: number; disposed: number; plan: number; high: number; ended: number; withoutCost: number}
  cost: number
}

export interface ReplacementInput {
  values: ReplacementValues
  words: ReplacementWords
  /** Names of the kinds of devices. */
  kinds: Readonly<Record<string, string>>
}
