import {dayOf, timeOf} from '../lib/dates.ts'
import type {DeadlineRules} from '../model/deadlines.ts'
import type {Register} from '../model/register.ts'
import type {Entry} from './deadline.ts'
import {type PreparedRules, viewOf} from './prepare-rules.ts'
import type {WorkingDays} from './working-days.ts'

const dayMs = 86_400_000

/** Days of the year that come back: every one since the rule began, up to the horizon. */
export function yearlyEntries(rules: DeadlineRules, horizon: string): Entry[] {
  return rules.yearly.flatMap((rule) => {
    const entries: Entry[] = []
    for (let year = Number(rule.from.slice(0, 4)); year <= Number(horizon.slice(0, 4)); year++) {
      const named = `${year}-${rule.on}`
      if (named < rule.from || named > horizon) continue
      const {title, act, basis, confidence} = rule
      entries.push({id: `${rule.id}.${year}`, title, act, basis, confidence, systems: [], ...lastDayOf(named, rule.kind)})
    }
    return entries
  })
}

/** Ends of transitional periods, one entry a rule with all systems it catches. */
export function transitionEntries(prepared: PreparedRules, register: Register): Entry[] {
  return prepared.transitions.flatMap(({rule, applies}) => {
    const caught = register.systems.filter((system) => system.status !== 'stopped' && applies(viewOf(system, register)))
    if (caught.length === 0) return []
    const {id, title, act, basis, confidence} = rule
    return [{id, title, act, basis, confidence, systems: caught.map((system) => system.id), ...lastDayOf(rule.on, 'by')}]
  })
}

/** Limits of the appraising and approving bodies for dossiers under way. */
export function dossierEntries(rules: DeadlineRules, register: Register, workingDays: WorkingDays): Entry[] {
  return rules.dossier.flatMap((rule) =>
    register.systems.flatMap((system) => {
      const from = system[rule.from]
      if (system.role !== 'operates' || system.state !== rule.state || from === undefined) return []
      // Without a level nobody knows which limit binds.
      if (system.level === undefined || !rule.levels.includes(system.level)) return []
      const {title, act, basis, confidence} = rule
      const name = (text: string) => `${text}: ${system.name}`
      const limit = workingDays.after(from, rule.workingDays)
      return [
        {
          id: `${rule.id}.${system.id}`,
          title: {vi: name(title.vi), en: name(title.en)},
          act,
          basis,
          confidence: limit.certain ? confidence : ('unverified' as const),
          systems: [system.id],
          ...lastDayOf(limit.day, rule.kind),
        },
      ]
    }),
  )
}

/** "trước 20/12" leaves 19/12 as the last day; "chậm nhất 05/12" leaves 05/12. */
export function lastDayOf(named: string, kind: 'before' | 'by' | 'event'): Pick<Entry, 'lastDay' | 'namedDay' | 'event' | 'done'> {
  const lastDay = kind === 'before' ? dayOf(timeOf(named) - dayMs) : named
  return {lastDay, namedDay: named, event: kind === 'event', done: false}
}
