import {dayOf, timeOf} from '../lib/dates.ts'
import type {HolidayYear} from '../model/deadlines.ts'

const dayMs = 86_400_000

/** A day reached by counting working days; not certain where a year without data or a doubtful day was passed. */
export interface Counted {
  day: string
  certain: boolean
}

/** Working days of state offices. Doubtful holidays count against us both ways: no target falls on one, no limit grows by one. */
export interface WorkingDays {
  /** The last working day before a day, that day not included. */
  before: (day: string) => Counted
  /** The end of a limit of so many working days; the first one counted is that after `day`. */
  after: (day: string, count: number) => Counted
  /** Working days after `from` up to `to`; undefined where doubtful days lie between, or `to` is earlier. */
  between: (from: string, to: string) => number | undefined
}

export function createWorkingDays(years: readonly HolidayYear[]): WorkingDays {
  const known = new Set(years.map(({year}) => String(year)))
  const exceptions = new Map<string, 'off' | 'works' | 'doubt'>()
  for (const {off, worked} of years) {
    for (const {day, confidence} of off) exceptions.set(day, confidence === 'unverified' ? 'doubt' : 'off')
    for (const {day, confidence} of worked) exceptions.set(day, confidence === 'unverified' ? 'doubt' : 'works')
  }
  const kindOf = (day: string) => exceptions.get(day) ?? (isWeekend(day) ? 'off' : 'works')
  const isCertain = (day: string) => known.has(day.slice(0, 4)) && kindOf(day) !== 'doubt'
  /** Walks until `wanted` days of the accepted kinds are found. */
  const walk = (from: string, step: 1 | -1, wanted: number, accepted: readonly string[]): Counted => {
    let certain = true
    let at = from
    for (let left = wanted; left > 0; ) {
      at = dayOf(timeOf(at) + step * dayMs)
      certain &&= isCertain(at)
      if (accepted.includes(kindOf(at))) left--
    }
    return {day: at, certain}
  }
  return {
    before: (day) => walk(day, -1, 1, ['works']),
    after: (day, count) => walk(day, 1, count, ['works', 'doubt']),
    between: (from, to) => {
      if (to < from) return undefined
      let count = 0
      for (let at = from; at < to; ) {
        at = dayOf(timeOf(at) + dayMs)
        if (!isCertain(at)) return undefined
        if (kindOf(at) === 'works') count++
      }
      return count
    },
  }
}

function isWeekend(day: string): boolean {
  // Noon in Viet Nam is the same day in UTC.
  const weekday = new Date(timeOf(day) + dayMs / 2).getUTCDay()
  return weekday === 0 || weekday === 6
}
