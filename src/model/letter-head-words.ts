import {z} from 'zod'
import {wordsUpTo} from './text.ts'

const words = wordsUpTo(500)

/** The fixed words of a letter head after NĐ 30/2020, in Vietnamese: what is signed is. */
export const letterHeadWords = z.strictObject({
  nationalTitle: words,
  motto: words,
  number: words,
  placeAndDate: words,
  typeName: words,
  subject: words,
})
export type LetterHeadWords = z.infer<typeof letterHeadWords>
