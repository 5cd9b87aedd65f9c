import {z} from 'zod'
import {columnMapping} from './import-columns.ts'
import {id, moment, wordsUpTo} from './text.ts'

export const workspaceSchema = 'stp-sec/workspace/1'
const words = wordsUpTo(1000)

export const schedule = z.strictObject({
  cron: z.string().max(100).describe('Five fields, local time'),
  jitterMinutes: z.number().min(0).max(720),
})

/** workspace.json: whose workspace this is and how it works. */
export const workspace = z.strictObject({
  schema: z.literal(workspaceSchema),
  sample: z.boolean(),
  organisation: z.strictObject({
    name: words,
    parent: words.describe('Cơ quan chủ quản, printed above the name'),
    place: words.describe('Địa danh of the date line'),
    abbreviation: words.describe('In document numbers: "STP"'),
  }),
  offices: z.array(z.strictObject({id, name: words, address: words.optional()})),
  agent: schedule,
  networks: z
    .array(z.strictObject({cidr: z.string().max(20), office: id.optional(), note: words.optional()}))
    .max(200)
    .optional()
    .describe('Own networks that may be scanned'),
  sameMachines: z
    .array(z.strictObject({id, is: id}))
    .max(20_000)
    .optional()
    .describe('Ids under which a PC came that a person knows as another one'),
  distinctMachines: z
    .array(z.tuple([id, id]))
    .max(20_000)
    .optional()
    .describe('Pairs that a person has told apart'),
  importMappings: z.array(columnMapping).max(50).optional().describe('How lists of assets with these headings are read'),
})
export type Workspace = z.infer<typeof workspace>

/** A stored endpoint: its newest facts and when it was first and last seen. */
export const storedTarget = z.strictObject({firstSeenAt: moment, lastSeenAt: moment})
