import {daysBetween} from '../lib/dates.ts'
import type {DataAge} from '../model/data-sets.ts'

export interface Age {
  /** Undefined where there is no data at all. */
  days: number | undefined
  /** Too old to be relied on, or not there. */
  old: boolean
}

/** How old a set is on a day. Data of a later day than that is not old: an assessment may look back. */
export function ageOn({asOf, maxAgeDays}: Pick<DataAge, 'asOf' | 'maxAgeDays'>, on: string): Age {
  if (asOf === undefined) return {days: undefined, old: true}
  const days = Math.max(0, daysBetween(asOf, on))
  return {days, old: days > maxAgeDays}
}
