import type {SupportCurve} from '../model/replacement.ts'

/** Counts last days of support into quarters, from that of the day on. */
export function countByQuarter(ends: Iterable<string | undefined>, on: string, quarters: number): SupportCurve {
  const first = indexOf(on)
  const curve: SupportCurve = {
    ended: 0,
    quarters: Array.from({length: quarters}, (_, step) => ({
      year: Math.floor((first + step) / 4),
      quarter: ((first + step) % 4) + 1,
      count: 0,
    })),
    later: 0,
    unknown: 0,
  }
  for (const end of ends) {
    if (end === undefined) curve.unknown++
    else if (end < on) curve.ended++
    else {
      const slot = curve.quarters[indexOf(end) - first]
      if (slot) slot.count++
      else curve.later++
    }
  }
  return curve
}

function indexOf(day: string): number {
  return Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3)
}
