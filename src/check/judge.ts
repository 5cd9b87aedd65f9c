import {endOfDay} from '../lib/dates.ts'
import type {Result} from '../model/assessment.ts'
import type {Params} from '../model/check.ts'
import type {CompiledCheck} from './compile.ts'
import {evaluateWithEvidence, type FactSet} from './evaluate.ts'

const dayMs = 86_400_000

/** One check with its parameters and the age facts may have. */
export interface Use {
  key: string
  check: string
  params: Params
  maxFactAgeDays: number
}

/** Judges all uses on the facts of one target: results by key of the use. */
export function judgeTarget(
  checks: ReadonlyMap<string, CompiledCheck>,
  uses: readonly Use[],
  target: {id: string; facts: FactSet},
  on: string,
): Map<string, Result> {
  const results = new Map<string, Result>()
  const freshTo = endOfDay(on)
  for (const use of uses) {
    const compiled = checks.get(use.check)
    if (!compiled) throw new Error(`check ${use.check} is not loaded`)
    const context = {on, params: use.params, freshFrom: freshTo - (use.maxFactAgeDays + 1) * dayMs, freshTo}
    results.set(use.key, evaluateWithEvidence(compiled, target.id, target.facts, context))
  }
  return results
}
