import type {Severity} from '../../model/policy.ts'
import type {Workspace} from '../../model/workspace.ts'
import type {WorkstationWords} from '../../model/workstation-words.ts'

/** A check that fails on the PC, in the words of the check. */
export interface SheetFinding {
  check: string
  severity: Severity
  fails: string
  fix: string
}

/** Everything the sheet of one PC is written from. */
export interface WorkstationValues {
  on: string
  workspace: Workspace
  id: string
  name: string
  /** "Văn phòng Sở, Cơ sở 1"; undefined where nobody has said. */
  unit: string | undefined
  hardware: string | undefined
  os: string | undefined
  supportEnds: string | undefined
  systems: readonly {name: string; level: number}[]
  collectedAt: string
  /** How old the data sets are, as one sentence. */
  dataAges: string
  /** SHA-256 of the facts the sheet rests on, as the journal names it. */
  sha256: string
  counts: {pass: number; fail: number; unknown: number}
  /** Gravest first. */
  findings: readonly SheetFinding[]
  /** Titles of what could not be seen. */
  unseen: readonly string[]
}

export interface WorkstationInput {
  values: WorkstationValues
  words: WorkstationWords
  severities: Readonly<Record<Severity, string>>
  /** How many findings are printed with how to mend them; the rest is only named. */
  shown: number
}
