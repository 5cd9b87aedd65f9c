import {z} from 'zod'

/** Languages the tool speaks; Vietnamese is the one that is signed. */
export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]

/** A text of one language, NFC, not empty: what a person enters, or a sentence of a report. */
export function wordsUpTo(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .transform((text) => text.normalize('NFC'))
}

/** A text in both languages, NFC. */
export const localized = z.strictObject({vi: wordsUpTo(4000), en: wordsUpTo(4000)})
export type Localized = z.infer<typeof localized>

/** A day of the calendar, `YYYY-MM-DD`. */
export const day = z.iso.date()

/** A moment, ISO 8601 with `Z` or an offset. */
export const moment = z.iso.datetime({offset: true})

/** Stable identifier: kebab-case, dots between name spaces. */
export const id = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/, 'use lower-case letters, digits, "-" and "."')
