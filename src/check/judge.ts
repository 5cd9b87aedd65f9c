import type {Result} from '../model/assessment.ts'
import type {Params} from '../model/check.ts'
import type {TargetKind} from '../model/snapshot.ts'
import type {CompiledCheck} from './compile.ts'
import {evaluateWithEvidence} from './evaluate.ts'
import {type FactSet, type SeenFacts, seeFacts} from './seen-facts.ts'

/** One check with its parameters and the age facts may have. */
export interface Use {
  key: string
  check: string
  params: Params
  maxFactAgeDays: number
}

/** Judges uses on the facts of one target: results by key of the use. With a kind, checks of other kinds are passed over. */
export function judgeTarget(
  checks: ReadonlyMap<string, CompiledCheck>,
  uses: readonly Use[],
  target: {id: string; kind?: TargetKind; facts: FactSet},
  on: string,
): Map<string, Result> {
  const results = new Map<string, Result>()
  const seenByAge = new Map<number, SeenFacts>()
  for (const use of uses) {
    const compiled = checks.get(use.check)
    if (!compiled) throw new Error(`check ${use.check} is not loaded`)
    // What a check of another kind of target asks cannot be asked of this one.
    if (target.kind !== undefined && compiled.check.target !== target.kind) continue
    let seen = seenByAge.get(use.maxFactAgeDays)
    if (!seen) {
      seen = seeFacts(target.facts, on, use.maxFactAgeDays)
      seenByAge.set(use.maxFactAgeDays, seen)
    }
    results.set(use.key, evaluateWithEvidence(compiled, target.id, seen, use.params))
  }
  return results
}
