import {z} from 'zod'
import {letterHeadWords} from './letter-head-words.ts'
import {source} from './policy.ts'
import {day, wordsUpTo} from './text.ts'

const words = wordsUpTo(1000)

/** reports/walk-sheet/report.yaml: the words of the sheet for looking at strange devices. */
export const walkSheetWords = z.strictObject({
  id: z.literal('walk-sheet'),
  version: z.string(),
  validFrom: day,
  source,
  mostRows: z.number().int().min(1).max(60),
  head: letterHeadWords,
  title: words,
  footer: words,
  keywords: z.array(words),
  sample: words,
  summary: words,
  unreached: words,
  caption: words,
  columns: z.array(words).length(7),
  unknownCard: words,
  noPorts: words,
  ports: words,
  like: words,
  more: words,
  nothing: words,
  signer: z.array(words),
  placeholder: words,
  recipientsTitle: words,
  recipients: z.array(words),
})
export type WalkSheetWords = z.infer<typeof walkSheetWords>
