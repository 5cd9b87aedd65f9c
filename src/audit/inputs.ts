import {z} from 'zod'
import {assessedSystem} from '../model/assessed-system.ts'
import {conclusions} from '../model/assessment.ts'
import {attestation, waiver} from '../model/register.ts'
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
  declaredTargets: z.number().int().min(0).optional(),
  previous: z
    .strictObject({id: z.string(), on: day, conclusion: z.enum(conclusions), improved: z.number(), worsened: z.number(), same: z.number()})
    .optional(),
})
export type Inputs = z.infer<typeof inputs>
