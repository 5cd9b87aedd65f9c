import type {Result} from '../model/assessment.ts'
import type {Params} from '../model/check.ts'
import type {TargetKind} from '../model/snapshot.ts'
import type {CompiledCheck} from './compile.ts'
import {evaluateWithEvidence} from './evaluate.ts'
import {type FactSet, type SeenFacts, seeFacts} from './seen-facts.ts'
import type {SoftwarePlace} from './software-rules.ts'

/** One check with its parameters and the age facts may have. */
export interface Use {
  key: string
  check: string
  params: Params
  maxFactAgeDays: number
}

/** Facts of one target, and where it stands: rules for software may hold only at some levels and offices. */
export interface JudgedTarget extends Omit<SoftwarePlace, 'endpoint'> {
  id: string
  kind?: TargetKind
  facts: FactSet
}

/** Judges uses on the facts of one target: results by key of the use. With a kind, checks of other kinds are passed over. */
export function judgeTarget(
  checks: ReadonlyMap<string, CompiledCheck>,
  uses: readonly Use[],
  target: JudgedTarget,
  on: string,
): Map<string, Result> {
  const results = new Map<string, Result>()
  const {id, kind, facts, ...where} = target
  const seenByAge = new Map<number, SeenFacts>()
  for (const use of uses) {
    const compiled = checks.get(use.check)
    if (!compiled) throw new Error(`check ${use.check} is not loaded`)
    // What a check of another kind of target asks cannot be asked of this one.
    if (kind !== undefined && compiled.check.target !== kind) continue
    let seen = seenByAge.get(use.maxFactAgeDays)
    if (!seen) {
      seen = seeFacts(facts, on, use.maxFactAgeDays, {...where, endpoint: id})
      seenByAge.set(use.maxFactAgeDays, seen)
    }
    results.set(use.key, evaluateWithEvidence(compiled, id, seen, use.params))
  }
  return results
}
