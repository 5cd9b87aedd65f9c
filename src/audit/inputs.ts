import {z} from 'zod'
import {conclusions} from '../model/assessment.ts'
import {day, languages} from '../model/text.ts'
import {attestation, system, waiver, workspace} from '../model/workspace.ts'

/** inputs.json: what people and the register contributed to an assessment. */
export const inputs = z.strictObject({
  schema: z.literal('stp-sec/inputs/1'),
  id: z.string(),
  on: day,
  language: z.enum(languages),
  workspace,
  system,
  attestations: z.array(attestation),
  waivers: z.array(waiver),
  declaredTargets: z.number().int().min(0).optional(),
  previous: z
    .strictObject({id: z.string(), on: day, conclusion: z.enum(conclusions), improved: z.number(), worsened: z.number(), same: z.number()})
    .optional(),
})
export type Inputs = z.infer<typeof inputs>
