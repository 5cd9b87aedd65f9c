import {z} from 'zod'
import {moment} from '../../text.ts'
import {siteStatuses} from './web.ts'

/** What calls for action at once was looked at a second time. */
export const secondLook = z.strictObject({
  at: moment,
  checks: z
    .array(
      z.strictObject({
        check: z.string().max(60),
        seen: z.enum(['again', 'not-again', 'not-looked-at']).describe('not-looked-at: the second look came to no answer'),
      }),
    )
    .max(100),
})
export type SecondLook = z.infer<typeof secondLook>

/** How the probe itself went: without it nobody could tell later why so little was seen. */
export const siteProbe = z.strictObject({
  status: z.enum(siteStatuses),
  statusDetail: z.string().max(500).optional(),
  attempts: z.number().int().min(2).max(9).optional().describe('Which look this is, where one before ended by the clock'),
  durationMs: z.number().int().min(0),
  requests: z.number().int().min(0),
  connections: z.number().int().min(0),
  groups: z.array(z.string().max(30)).max(20).describe('What was asked for'),
  secondLook: secondLook.optional().describe('Absent where nothing called for action at once'),
  addresses: z.array(z.string().max(60)).max(100).describe('Addresses that may be reached, the one looked at first'),
})
