import type {WorkingDays} from '../calendar/working-days.ts'
import {judgeTarget} from '../check/judge.ts'
import type {Content} from '../content/content.ts'
import {dayOf} from '../lib/dates.ts'
import type {Result} from '../model/assessment.ts'
import type {Register, System} from '../model/register.ts'
import {systemFactsOf} from '../register/system-facts.ts'

/** Facts of the register are as fresh as the register. */
const maxFactAgeDays = 1

export interface CheckedSystem {
  system: System
  results: Result[]
}

/** Judges systems by every check in checks/system, with the parameters the checks declare. `now` is ISO 8601. */
export function checkSystems(
  content: Content,
  register: Register,
  systems: readonly System[],
  workingDays: WorkingDays,
  now: string,
): CheckedSystem[] {
  const uses = [...content.checks.values()]
    .filter(({check}) => check.target === 'system')
    .map(({check}) => ({key: check.id, check: check.id, params: check.params, maxFactAgeDays}))
  return systems.map((system) => {
    const facts = systemFactsOf(system, register, now, workingDays.between)
    const results = judgeTarget(content.checks, uses, {id: system.id, facts}, dayOf(Date.parse(now)))
    return {system, results: [...results.values()]}
  })
}
