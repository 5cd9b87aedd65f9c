import type {Gap} from '../../model/fact.ts'
import type {Seen} from '../probe.ts'

export type Failure = Extract<Seen<never>, {ok: false}>
export type Gaps = Record<string, Gap>

/** Gap of a field for what the probe answered, with words that say what is missing because of it. */
export function gapFor(failure: Failure, missing?: string): Gap {
  return {reason: failure.reason, detail: (missing ? `${missing}: ${failure.detail}` : failure.detail).slice(0, 200)}
}

/** A value with the gaps it came with, ready to be spread into what a collector hands over. */
export function withGaps(gaps: Gaps): {gaps?: Gaps} {
  return Object.keys(gaps).length > 0 ? {gaps} : {}
}
