import {z} from 'zod'
import {source} from './policy.ts'
import {day, wordsUpTo} from './text.ts'

const words = wordsUpTo(200)
/** One line of the file; an empty one parts paragraphs. */
const line = z.union([z.literal(''), words])
const edition = z.strictObject({title: words, notes: z.array(line)})

/** reports/round-kit/guide.yaml: the leaflet beside collect.cmd. */
export const roundKitWords = z.strictObject({
  id: z.literal('round-kit'),
  version: z.string(),
  validFrom: day,
  source,
  steps: z.array(line).min(1),
  full: edition,
  minimal: edition,
})
export type RoundKitWords = z.infer<typeof roundKitWords>
