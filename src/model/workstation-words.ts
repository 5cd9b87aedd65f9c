import {z} from 'zod'
import {letterHeadWords} from './letter-head-words.ts'
import {source} from './policy.ts'
import {day, wordsUpTo} from './text.ts'

const words = wordsUpTo(1000)

/** reports/workstation/report.yaml: the words of the sheet of one PC. */
export const workstationWords = z.strictObject({
  id: z.literal('workstation'),
  version: z.string(),
  validFrom: day,
  source,
  mostFindings: z.number().int().min(1).max(30),
  head: letterHeadWords,
  title: words,
  footer: words,
  keywords: z.array(words),
  sample: words,
  machine: words,
  unitUnknown: words,
  hardwareUnknown: words,
  osUnknown: words,
  support: z.strictObject({ended: words, until: words, unknown: words, never: words}),
  systemLevel: words,
  result: words,
  findingsCaption: words,
  findingsColumns: z.array(words).length(4),
  more: words,
  nothing: words,
  unseen: words,
  mostUnseen: z.number().int().min(0).max(10),
  signer: z.array(words),
  placeholder: words,
  recipientsTitle: words,
  recipients: z.array(words),
  codeCaption: words,
})
export type WorkstationWords = z.infer<typeof workstationWords>
