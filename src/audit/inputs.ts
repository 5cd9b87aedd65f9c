import {z} from 'zod'
import {assessedSystem} from '../model/assessed-system.ts'
import {conclusions} from '../model/assessment.ts'
import {attestation, task, waiver} from '../model/register.ts'
import {day, languages} from '../model/text.ts'
import {workspace} from '../model/workspace.ts'

/** inputs.json: what people and the register contributed to an assessment. */
export const inputs = z.strictObject({
  schema: z.literal('stp-sec/inputs/1'),
  id: z.string(),
  on: day,
  language: z.enum(languages),
  workspace,
  system: assessedSystem,
  attestations: z.array(attestation),
  waivers: z.array(waiver),
  tasks: z.array(task).optional().describe('Absent: none, as in folders of older versions'),
  journal: z
    .strictObject({seq: z.number().int().min(1), hash: z.string().regex(/^[0-9a-f]{16}$/)})
    .optional()
    .describe('Where the journal of the workspace ended: number of the line, first digits of its hash'),
  offices: z.record(z.string(), z.string()).optional().describe('Office of each PC, where a rule for software asks; absent: none asks'),
  declaredTargets: z.number().int().min(0).optional(),
  previous: z
    .strictObject({id: z.string(), on: day, conclusion: z.enum(conclusions), improved: z.number(), worsened: z.number(), same: z.number()})
    .optional(),
})
export type Inputs = z.infer<typeof inputs>
