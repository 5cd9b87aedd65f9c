import {z} from 'zod'
import {confidences, level} from './policy.ts'
import {day, id, moment} from './text.ts'

export const workspaceSchema = 'stp-sec/workspace/1'
const words = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .transform((text) => text.normalize('NFC'))

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
})
export type Workspace = z.infer<typeof workspace>

const official = z.strictObject({number: words, date: day.optional(), issuer: words, title: words.optional(), note: words.optional()})

/** An information system in the register. The register grows in its own commands; these fields are what an assessment needs. */
export const system = z.strictObject({
  id,
  name: words,
  purpose: words.optional(),
  owner: words.describe('Chủ quản'),
  specialisedUnit: words.optional().describe('Đơn vị chuyên trách về an ninh mạng'),
  operator: words.describe('Đơn vị vận hành'),
  offices: z.array(id),
  level,
  levelStatus: z.enum(['approved', 'proposed']),
  decision: official.optional(),
  regulation: official.optional().describe('Quy chế bảo đảm an ninh mạng'),
  endpoints: z.strictObject({
    declared: z.number().int().min(0).optional().describe('How many endpoints belong to it; absent: nobody has said'),
    members: z.array(z.string()).describe('Ids of endpoints'),
  }),
  source: z.strictObject({confidence: z.enum(confidences), note: words.optional()}),
})
export type System = z.infer<typeof system>

/** A person's answer to a requirement that no probe can see. */
export const attestation = z.strictObject({
  id,
  system: id,
  requirement: z.string().max(100),
  result: z.enum(['met', 'partly-met', 'not-met', 'not-applicable']),
  statement: words,
  by: words,
  confirmedBy: words.optional(),
  answeredOn: day,
  validUntil: day,
  evidence: z.array(
    z.strictObject({
      title: words,
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
    }),
  ),
})
export type Attestation = z.infer<typeof attestation>

/** A written exception. Changes no verdict; printed beside it. */
export const waiver = z.strictObject({
  id,
  system: id,
  requirement: z.string().max(100),
  targets: z.array(z.string()).optional().describe('Absent: all targets of the system'),
  reason: words,
  risk: words,
  document: words.describe('Number and date of the paper that allows it'),
  requestedBy: words,
  approvedBy: words,
  validFrom: day,
  expiresOn: day,
})
export type Waiver = z.infer<typeof waiver>

/** One register document: the systems and what people said of them. */
export const register = z.strictObject({
  schema: z.literal('stp-sec/register/1'),
  systems: z.array(system),
  attestations: z.array(attestation),
  waivers: z.array(waiver),
})
export type Register = z.infer<typeof register>

/** A stored endpoint: its newest facts and when it was first and last seen. */
export const storedTarget = z.strictObject({firstSeenAt: moment, lastSeenAt: moment})
