import {z} from 'zod'
import {confidences, level} from './policy.ts'
import {day, id, localized} from './text.ts'

const expression = z.string().trim().min(1).max(500)
const inputName = z.string().regex(/^[a-z][A-Za-z0-9]*$/)

/** One thing the wizard may ask. `unknown` is always a possible answer and is never taken for "no". */
export const levelInput = z.strictObject({
  name: inputName,
  kind: z.enum(['choice', 'choices', 'boolean', 'count']),
  question: localized,
  help: localized.optional(),
  choices: z
    .array(z.strictObject({value: z.string(), label: localized}))
    .min(2)
    .optional(),
  askIf: expression.optional().describe('Asked only when this holds for what is known'),
  clause: z.string().max(100),
  registerField: z.string().optional().describe('Field of the system that already holds the answer'),
})
export type LevelInput = z.infer<typeof levelInput>

/** One row of the decision table; every row is looked at and the highest level that applies wins. */
export const levelRow = z.strictObject({id, when: expression, level, clause: z.string().max(100), reason: localized})
export type LevelRow = z.infer<typeof levelRow>

/** Something the officer must know where it holds: a trap of the wording, a grey zone. */
export const levelNote = z.strictObject({id, when: expression, text: localized, atLeast: level.optional()})

/** policies/level-rules/<decree>.yaml */
export const levelRules = z.strictObject({
  id,
  instrument: id,
  name: localized,
  validFrom: day,
  validTo: day.optional(),
  inputs: z.array(levelInput).min(1),
  rows: z.array(levelRow).min(1),
  notes: z.array(levelNote),
  confidence: z.enum(confidences),
  source: z.string().max(500),
})
export type LevelRules = z.infer<typeof levelRules>

export type LevelAnswer = string | string[] | boolean | number
export type LevelAnswers = Record<string, LevelAnswer>
