import {z} from 'zod'
import {identity} from './identity.ts'
import {moment} from './text.ts'

const words = z.string().max(500)

/** What a list shows of a PC, and what tells which PC it is: a summary of its document that can be made again at any time. */
export const endpointRow = z.strictObject({
  id: z.string(),
  name: z.string(),
  firstSeenAt: moment,
  lastSeenAt: moment,
  collectedAt: moment,
  os: z.strictObject({name: words, product: words, version: words, cycle: words.optional(), build: z.number().optional()}).optional(),
  maker: words.optional(),
  model: words.optional(),
  programs: z.number().optional().describe('How many programs are installed'),
  factsSeen: z.number().describe('How many of the facts were seen'),
  identity,
})
export type EndpointRow = z.infer<typeof endpointRow>
