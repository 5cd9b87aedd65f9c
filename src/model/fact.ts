import {z} from 'zod'
import {moment} from './text.ts'

/** Why a fact, or one field of it, was not seen; `needs-review`: something was seen that a person must look at. */
export const missingReasons = ['not-collected', 'not-supported', 'no-rights', 'timeout', 'error', 'needs-review'] as const
export const missingReason = z.enum(missingReasons)
export type MissingReason = z.infer<typeof missingReason>

/** Ends the path of a list that was seen in part: what stands in it counts, what is missing in it may still be there. */
export const partialMark = '.+'

/**
 * One field of a fact that could not be seen; key of the map is its path, for example `users.lastLogonAt`, or `items.+` for a list
 * that may be longer.
 */
export const gap = z.strictObject({reason: missingReason, detail: z.string().max(500)})
export type Gap = z.infer<typeof gap>

/**
 * Wraps the schema of a value as a fact. A field that is absent from `value` was not seen:
 * collectors never write `null`, and never leave a field out to mean "no".
 */
export function factOf<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [
    z.strictObject({
      ok: z.literal(true),
      value,
      gaps: z.record(z.string(), gap).optional(),
      source: z.string().max(500),
      at: moment,
    }),
    z.strictObject({
      ok: z.literal(false),
      reason: missingReason,
      detail: z.string().max(500),
      source: z.string().max(500),
      at: moment,
    }),
  ])
}

export interface SeenFact<T = unknown> {
  ok: true
  value: T
  gaps?: Record<string, Gap> | undefined
  source: string
  at: string
}

export interface MissingFact {
  ok: false
  reason: MissingReason
  detail: string
  source: string
  at: string
}

export type Fact<T = unknown> = SeenFact<T> | MissingFact

/** Why a list of a fact is missing or may be longer than what was seen. */
export const listGap = ({gaps}: {gaps?: Record<string, Gap> | undefined}, field: string): Gap | undefined =>
  gaps?.[field] ?? gaps?.[`${field}${partialMark}`]
