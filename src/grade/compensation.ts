import type {Outcome, Result} from '../model/assessment.ts'
import type {Params} from '../model/check.ts'
import type {Policy} from '../model/policy.ts'
import type {Waiver} from '../model/register.ts'
import type {TargetKind} from '../model/snapshot.ts'
import type {Compensation} from './overlays.ts'
import {type CheckUse, checksOf, type Plan} from './plan.ts'
import {worstOutcome} from './verdict.ts'

/**
 * The plan with what waivers name as compensating controls: a check that the level does not ask for is judged with its own
 * parameters. Only checks of the catalogue can compensate; others are not part of the evidence and stay unknown.
 */
export function planCompensation(
  plan: Plan,
  policy: Policy,
  waivers: readonly Waiver[],
  defaultsOf: (check: string) => Params | undefined,
  targetOf: (check: string) => TargetKind,
): Plan {
  const planned = new Set(plan.uses.map((use) => use.check))
  const known = checksOf(policy)
  const added: CheckUse[] = []
  for (const check of [...new Set(waivers.flatMap((waiver) => waiver.compensatedBy ?? []))].sort()) {
    const params = planned.has(check) || !known.has(check) ? undefined : defaultsOf(check)
    if (!params) continue
    const {maxFactAgeDays} = policy.head
    added.push({key: JSON.stringify([check, params, maxFactAgeDays]), target: targetOf(check), check, params, maxFactAgeDays})
  }
  return added.length === 0 ? plan : {...plan, uses: [...plan.uses, ...added]}
}

/** Follows the compensating control of one waiver over the targets that need it. */
export interface CompensationLedger {
  waiver: Waiver
  add: (target: string, own: Outcome, results: ReadonlyMap<string, Result>) => void
  /** `unseen`: targets of the system that nobody has looked at. */
  finish: (unseen: number) => Compensation
}

export function createCompensationLedger(waiver: Waiver, plan: Plan): CompensationLedger {
  const uses = (waiver.compensatedBy ?? []).map((check) => plan.uses.filter((use) => use.check === check))
  const seen = new Set<string>()
  const unmet: string[] = []
  const unknown: string[] = []
  return {
    waiver,
    add: (target, own, results) => {
      seen.add(target)
      const needs = (waiver.targets?.includes(target) ?? true) && own !== 'pass' && own !== 'not-applicable'
      if (!needs) return
      // A check the plan does not know, and one that does not apply here, compensates nothing.
      const outcomes = uses.map((same) => worstOutcome(same.map((use) => results.get(use.key)?.outcome ?? 'unknown')))
      if (outcomes.includes('fail')) unmet.push(target)
      else if (outcomes.some((outcome) => outcome !== 'pass')) unknown.push(target)
    },
    finish: (unseen) => {
      if (unmet.length > 0) return {state: 'unmet', targets: unmet}
      const notSeen = waiver.targets?.filter((target) => !seen.has(target)) ?? []
      const nobody = !waiver.targets && (unseen > 0 || seen.size === 0)
      return unknown.length + notSeen.length > 0 || nobody ? {state: 'unknown', targets: [...unknown, ...notSeen]} : {state: 'met'}
    },
  }
}
