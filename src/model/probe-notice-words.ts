import {z} from 'zod'
import {source} from './policy.ts'
import {day, localized} from './text.ts'

/** reports/probe-notice/page.yaml: what owners of probed sites are told. */
export const probeNoticeWords = z.strictObject({
  id: z.literal('probe-notice'),
  version: z.string(),
  validFrom: day,
  source,
  title: localized,
  lead: localized,
  sections: z
    .array(
      z.strictObject({
        heading: localized,
        needs: z.array(z.enum(['sources', 'permission'])).describe('Left out where one of these was not given'),
        items: z.array(localized).min(1),
      }),
    )
    .min(1),
  footer: localized,
})
export type ProbeNoticeWords = z.infer<typeof probeNoticeWords>
