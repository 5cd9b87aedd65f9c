import {z} from 'zod'
import {day, wordsUpTo} from './text.ts'

/** reports/site/details.yaml: what a probe says of what it did not see, in Vietnamese. */
export const siteDetails = z.strictObject({
  id: z.literal('site-details'),
  version: z.string(),
  validFrom: day,
  details: z
    .array(
      z.strictObject({en: wordsUpTo(300).describe('As it stands in facts; {{1}} and {{2}} stand for what changes'), vi: wordsUpTo(300)}),
    )
    .max(500),
})
export type SiteDetails = z.infer<typeof siteDetails>
