import {z} from 'zod'
import {day} from './text.ts'

/** What of two probes of one site is not compared. */
export const siteChangeRules = z.strictObject({
  checkedOn: day,
  source: z.string().min(1).max(500),
  ignored: z.array(z.string().regex(/^[a-zA-Z0-9]+(?:\.(?:[a-zA-Z0-9]+|\*))*$/)).max(200),
})
export type SiteChangeRules = z.infer<typeof siteChangeRules>
