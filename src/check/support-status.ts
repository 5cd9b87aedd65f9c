import {addDays, daysBetween} from '../lib/dates.ts'
import {majorOf} from '../lib/versions.ts'
import type {Cycle, LifecycleProduct, SupportStatus} from '../model/lifecycle.ts'

/** Data about rolling products older than this cannot show that a version is current. */
export const maxRollingAgeDays = 45

/** Days as policies/lifecycle-rules.yaml has them. */
export interface StatusDays {
  endingSoonDays: number
  openEndDays: number
}

/** Status of a cycle on a day; the last day of support is still supported. */
export function cycleStatus(product: LifecycleProduct, cycle: Cycle, on: string, days: StatusDays): SupportStatus {
  const {endOfSupport, end = 'none-named', releasedOn} = cycle
  if (endOfSupport !== undefined) {
    if (endOfSupport < on) return 'ended'
    if (releasedOn !== undefined && on < releasedOn) return 'unknown'
    return endOfSupport <= addDays(on, days.endingSoonDays) ? 'ending-soon' : 'supported'
  }
  // The day is not known, only that it lies before the table was made.
  if (end === 'ended') return on >= product.checkedOn ? 'ended' : 'unknown'
  if (end === 'unknown' || product.policy === 'undated' || (releasedOn !== undefined && on < releasedOn)) return 'unknown'
  // "No end named" is a statement about the day it was read, and grows old.
  return daysBetween(product.checkedOn, on) <= days.openEndDays ? 'supported' : 'unknown'
}

/** Status of a major of a rolling product: old data can prove that it is behind, never that it is current. */
export function majorStatus(product: LifecycleProduct, cycle: string, on: string): SupportStatus {
  const newest = majorOf(product.newest ?? '')
  const major = majorOf(cycle)
  if (Number.isNaN(newest) || Number.isNaN(major)) return 'unknown'
  const behind = major < newest - (product.supportedMajors ?? 1) + 1
  if (behind) return on >= product.checkedOn ? 'ended' : 'unknown'
  return daysBetween(product.checkedOn, on) > maxRollingAgeDays ? 'unknown' : 'supported'
}

/** Status of what was recognised: a cycle that is not told, or not in the table, is unknown. */
export function supportStatus(product: LifecycleProduct, cycle: string | undefined, on: string, days: StatusDays): SupportStatus {
  if (cycle === undefined) return 'unknown'
  const row = product.cycles.find((candidate) => candidate.cycle === cycle)
  if (row) return cycleStatus(product, row, on, days)
  return product.policy === 'rolling' ? majorStatus(product, cycle, on) : 'unknown'
}
