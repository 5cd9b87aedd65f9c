import type {Outcome, Tally, Verdict} from '../model/assessment.ts'

export interface Ratios {
  passRatio: number
  partialRatio: number
}

export function emptyTally(): Tally {
  return {pass: 0, fail: 0, unknown: 0, notApplicable: 0}
}

export function count(tally: Tally, outcome: Outcome): void {
  if (outcome === 'not-applicable') tally.notApplicable++
  else tally[outcome]++
}

export function sumOf(a: Tally, b: Tally): Tally {
  return {pass: a.pass + b.pass, fail: a.fail + b.fail, unknown: a.unknown + b.unknown, notApplicable: a.notApplicable + b.notApplicable}
}

/** Outcome of one target over the checks of a requirement: what fails counts before what is unknown. */
export function worstOutcome(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('fail')) return 'fail'
  if (outcomes.includes('unknown')) return 'unknown'
  return outcomes.includes('pass') ? 'pass' : 'not-applicable'
}

/** The table of design.md section 6. `unseen` targets are members that nobody has looked at: unknown. */
export function verdictOf(members: Tally, unseen: number, ratios: Ratios): Verdict {
  const all = members.pass + members.fail + members.unknown + unseen
  if (all === 0) return 'not-applicable'
  const ratio = members.pass / all
  if (members.fail > 0) {
    if (ratio < ratios.partialRatio) return 'not-met'
    return ratio < ratios.passRatio ? 'partly-met' : 'met'
  }
  return members.unknown + unseen > 0 ? 'unknown' : 'met'
}

/**
 * A requirement with checks and a question is met only if both are. Not-applicable parts are ignored. One part partly
 * met beside an unknown one stays unknown: half a mark for it would claim more than was seen.
 */
export function combineParts(parts: readonly Verdict[]): Verdict {
  const applicable = parts.filter((part) => part !== 'not-applicable')
  if (applicable.length === 0) return 'not-applicable'
  for (const verdict of ['not-met', 'unknown', 'partly-met'] as const) if (applicable.includes(verdict)) return verdict
  return 'met'
}
