import {endOfDay} from '../lib/dates.ts'
import type {Fact, SeenFact} from '../model/fact.ts'
import type {PlaceValue} from './software-functions.ts'

const dayMs = 86_400_000

export type FactSet = Partial<Record<string, Fact>>

/** The facts of one target as expressions may see them on a day: not too old, not from the future, without half-seen fields. */
export interface SeenFacts {
  facts: FactSet
  /** Bare values by name of the fact, `on` and `place`; `params` is set for each check. */
  variables: Record<string, unknown>
  /** Facts left out because of their age. */
  aged: Record<string, {reason: 'stale' | 'clock'; detail: string}>
}

/** `maxFactAgeDays` counts whole days before the day of assessment. */
export function seeFacts(facts: FactSet, on: string, maxFactAgeDays: number, place: PlaceValue = {endpoint: ''}): SeenFacts {
  const freshTo = endOfDay(on)
  const freshFrom = freshTo - (maxFactAgeDays + 1) * dayMs
  const variables: Record<string, unknown> = {on, place}
  const aged: SeenFacts['aged'] = {}
  for (const name in facts) {
    const fact = facts[name]
    if (!fact?.ok) continue
    const time = Date.parse(fact.at)
    if (time < freshFrom) aged[name] = {reason: 'stale', detail: `${name} was collected at ${fact.at}`}
    else if (time > freshTo) aged[name] = {reason: 'clock', detail: `${name} was collected at ${fact.at}, after the day of assessment`}
    else variables[name] = fact.gaps ? withoutGaps(fact, fact.gaps) : fact.value
  }
  return {facts, variables, aged}
}

/**
 * A collector may have to give a field although it saw only a part of it, and says so with a gap. Such a field counts as
 * not seen: a list of administrators that may be longer proves nothing.
 */
function withoutGaps(fact: SeenFact, gaps: Record<string, unknown>): unknown {
  let value = fact.value
  for (const path in gaps) value = without(value, path.split('.'))
  return value
}

/** A copy without the field at a path; in a list, without it in every element. The same value when it is not there. */
function without(value: unknown, path: readonly string[]): unknown {
  const [step, ...rest] = path
  if (step === undefined || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => without(item, path))
  if (!(step in value)) return value
  const {[step]: inner, ...others} = value as Record<string, unknown>
  return rest.length === 0 ? others : {...others, [step]: without(inner, rest)}
}
