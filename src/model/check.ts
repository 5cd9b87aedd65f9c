import {z} from 'zod'
import {targetKinds} from './snapshot.ts'
import {id, localized} from './text.ts'

/** A value a policy may set: a number, a flag, a word, or a list of words or numbers. */
export const paramValue = z.union([
  z.number(),
  z.boolean(),
  z.string().max(200),
  z.array(z.string().max(200)).max(500),
  z.array(z.number()).max(500),
])
export type ParamValue = z.infer<typeof paramValue>
export type Params = Record<string, ParamValue>

const expression = z.string().trim().min(1).max(2000)
const example = z
  .record(z.string(), z.union([z.record(z.string(), z.unknown()), z.string()]))
  .describe('Bare fact values; `on` sets the day, `params` overrides parameters, `place` says level, office and rules for software')
const examples = z.array(example).min(1)

/**
 * How to look at one thing (design.md section 4). `when`, `assert` and `observed` are CEL over facts, `params` and
 * `on` (the day of assessment, `YYYY-MM-DD`); the first word of a path names the fact. Examples hold bare fact values.
 */
export const check = z.strictObject({
  id,
  target: z.enum(targetKinds),
  title: localized.describe('What holds when the check passes'),
  params: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), paramValue).default({}),
  when: expression.optional().describe('The check applies to this target at all; absent: always'),
  assert: expression,
  observed: expression.optional().describe('What to show as evidence; default: the facts the assertion reads'),
  whenEmpty: z
    .enum(['not-applicable', 'judge'])
    .default('not-applicable')
    .describe('What an empty list of a fact means that the assertion ranges over'),
  fails: localized,
  fix: localized,
  references: z.array(z.string().max(500)).min(1),
  confidence: z
    .enum(['seen', 'secondary', 'unverified'])
    .default('unverified')
    .describe('How sure the reading of the facts is on every platform named'),
  examples: z.strictObject({
    pass: examples,
    fail: examples,
    unknown: examples,
    'not-applicable': examples,
  }),
})
export type Check = z.infer<typeof check>
