import type {Localized} from '../model/text.ts'
import type {Dropped} from './importer.ts'

/** Counts what is left out, by reason. */
export interface Tally {
  drop(reason: Localized, count?: number): void
  /** The reasons in the order in which they came up. */
  list(): Dropped[]
  total(): number
}

export function createTally(): Tally {
  const byReason = new Map<string, Dropped>()
  return {
    drop: (reason, count = 1) => {
      if (count === 0) return
      const known = byReason.get(reason.vi)
      if (known) known.count += count
      else byReason.set(reason.vi, {reason, count})
    },
    list: () => [...byReason.values()],
    total: () => [...byReason.values()].reduce((sum, {count}) => sum + count, 0),
  }
}
