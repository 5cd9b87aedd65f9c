import type {Gap, MissingReason} from '../model/fact.ts'

/** What a program of Windows told, or why it told nothing. */
export type Output<T> = {ok: true; value: T} | Unseen
export interface Unseen {
  ok: false
  reason: MissingReason
  detail: string
}

/** Fields of a fact that were not seen, by their path. */
export type Gaps = Record<string, Gap>

export const unseen = (reason: MissingReason, detail: string): Unseen => ({ok: false, reason, detail: detail.slice(0, 500)})

/** The value, or undefined with the reason written down as a gap of the field. */
export function known<T>(gaps: Gaps, field: string, output: Output<T>): T | undefined {
  if (output.ok) return output.value
  gaps[field] = {reason: output.reason, detail: output.detail}
  return undefined
}

/** The answer read further; what was not seen stays unseen. */
export function map<T, U>(output: Output<T>, read: (value: T) => U): Output<U> {
  return output.ok ? {ok: true, value: read(output.value)} : output
}

/** The first that was seen; else why the first was not. */
export function firstSeen<T>(...outputs: readonly [Output<T>, ...Output<T>[]]): Output<T> {
  return outputs.find(({ok}) => ok) ?? outputs[0]
}
