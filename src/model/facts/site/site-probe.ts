import {z} from 'zod'
import {siteStatuses} from './web.ts'

/** How the probe itself went: without it nobody could tell later why so little was seen. */
export const siteProbe = z.strictObject({
  status: z.enum(siteStatuses),
  statusDetail: z.string().max(500).optional(),
  attempts: z.number().int().min(2).max(9).optional().describe('Which look this is, where one before ended by the clock'),
  durationMs: z.number().int().min(0),
  requests: z.number().int().min(0),
  connections: z.number().int().min(0),
  groups: z.array(z.string().max(30)).max(20).describe('What was asked for'),
  addresses: z.array(z.string().max(60)).max(100).describe('Addresses that may be reached, the one looked at first'),
})
