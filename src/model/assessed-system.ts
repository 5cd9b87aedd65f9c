import {z} from 'zod'
import {confidences, level} from './policy.ts'
import {siteKinds} from './site-kinds.ts'
import {day, id} from './text.ts'

const words = z.string().min(1).max(1000)
const paper = z.strictObject({
  number: words,
  date: day.optional(),
  issuer: words,
  title: words.optional(),
  basis: id.optional().describe('Instrument it was decided under'),
  note: words.optional(),
})

/** A registered site that is the face of the system. */
export const assessedSite = z.strictObject({
  id: z.string().describe('Id of the target, as its snapshot has it'),
  name: words,
  url: words,
  kind: z.enum(siteKinds).optional(),
})
export type AssessedSite = z.infer<typeof assessedSite>

/** A system as an assessment needs it: the register entry with its papers written in, so that a folder of evidence stands alone. */
export const assessedSystem = z.strictObject({
  id,
  name: words,
  purpose: words.optional(),
  owner: words.optional(),
  specialisedUnit: words.optional(),
  operator: words.optional(),
  offices: z.array(id),
  level,
  levelStatus: z.enum(['approved', 'proposed']),
  archive: z.boolean().optional().describe('Electronic archive: the overlay for archives is judged too'),
  decision: paper.optional(),
  regulation: paper.optional(),
  networks: z.array(z.string().max(50)).optional().describe('CIDR: hosts that a scan saw in them belong to the system'),
  sites: z.array(assessedSite).optional().describe('Operating sites of the system; absent: none is registered'),
  endpoints: z.strictObject({declared: z.number().int().min(0).optional(), members: z.array(z.string())}),
  source: z.strictObject({confidence: z.enum(confidences), note: words.optional()}),
})
export type AssessedSystem = z.infer<typeof assessedSystem>
