import {z} from 'zod'
import type {CompiledCheck} from '../check/compile.ts'
import {evaluateCheck} from '../check/evaluate.ts'
import {factSchemasOf} from '../check/fact-types.ts'
import {type FactSet, seeFacts} from '../check/seen-facts.ts'
import {createSoftwareJudge} from '../check/software-rules.ts'
import {type Outcome, outcomes} from '../model/assessment.ts'
import type {Params} from '../model/check.ts'
import type {TargetKind} from '../model/snapshot.ts'
import {softwareRule} from '../model/software-rules.ts'
import type {LoadedCheck} from './load-checks.ts'
import type {Problem} from './problem.ts'
import {validateFile} from './validate.ts'

/** Day on which examples are judged that do not name one with `on`. */
const exampleDay = '2026-12-14'

/** Where the PC of an example stands; `rules` take the place of policies/software.yaml. */
const examplePlace = z.strictObject({level: z.number().optional(), office: z.string().optional(), rules: z.array(softwareRule).optional()})

/** Runs every example of a check; an outcome that differs, or a value that no fact can have, is a problem. */
export function testExamples({compiled, file}: LoadedCheck): {ran: number; problems: Problem[]} {
  const problems: Problem[] = []
  let ran = 0
  for (const expected of outcomes) {
    for (const [index, example] of compiled.check.examples[expected].entries()) {
      ran++
      const path = ['examples', expected, index]
      const wrong = exampleProblem(compiled, example, path, file)
      if (wrong.length > 0) problems.push(...wrong)
      else {
        const judged = judgeExample(compiled, example)
        if (judged.outcome !== expected) {
          const got = `${judged.outcome}${judged.detail ? ` (${judged.detail})` : ''}`
          problems.push({
            ...file.placeOf(path),
            message: {vi: `ví dụ phải cho "${expected}" nhưng cho ${got}`, en: `the example must give "${expected}" but gives ${got}`},
          })
        }
      }
    }
  }
  return {ran, problems}
}

function judgeExample(compiled: CompiledCheck, example: Record<string, unknown>): {outcome: Outcome; detail?: string | undefined} {
  const on = typeof example['on'] === 'string' ? example['on'] : exampleDay
  const {rules, ...where} = examplePlace.parse(example['place'] ?? {})
  const place = {endpoint: 'example', ...where, ...(rules ? {rules: createSoftwareJudge(rules, [])} : {})}
  const params = {...compiled.check.params, ...((example['params'] as Params | undefined) ?? {})}
  const facts: FactSet = {}
  for (const [name, value] of Object.entries(example))
    if (name !== 'on' && name !== 'params' && name !== 'place') facts[name] = {ok: true, value, source: 'example', at: `${on}T05:00:00Z`}
  return evaluateCheck(compiled, seeFacts(facts, on, 1, place), params)
}

/** Fields of an example must exist and have the right type; which of them are given is free. */
function exampleProblem(
  compiled: CompiledCheck,
  example: Record<string, unknown>,
  path: PropertyKey[],
  file: LoadedCheck['file'],
): Problem[] {
  const schema = exampleSchemaOf(compiled.check.target)
  try {
    validateFile({...file, value: example, placeOf: (inner, what) => file.placeOf([...path, ...inner], what)}, schema)
    return []
  } catch (error) {
    return (error as {problems: Problem[]}).problems
  }
}

const exampleSchemas = new Map<TargetKind, z.ZodType>()

/** Made once for a kind of target: it is large, and a check has several examples. */
function exampleSchemaOf(target: TargetKind): z.ZodType {
  const known = exampleSchemas.get(target)
  if (known) return known
  const schema = z.strictObject({
    ...Object.fromEntries(Object.entries(factSchemasOf(target)).map(([name, fact]) => [name, deepPartial(fact).optional()])),
    on: z.iso.date().optional(),
    params: z.record(z.string(), z.unknown()).optional(),
    place: examplePlace.optional(),
  })
  exampleSchemas.set(target, schema)
  return schema
}

function deepPartial(schema: z.ZodType): z.ZodType {
  const loosen = (shape: unknown): unknown => {
    if (Array.isArray(shape)) return shape.map(loosen)
    if (typeof shape !== 'object' || shape === null) return shape
    return Object.fromEntries(
      Object.entries(shape)
        .filter(([key, value]) => !(key === 'required' && Array.isArray(value)))
        .map(([key, value]) => [key, loosen(value)]),
    )
  }
  return z.fromJSONSchema(loosen(z.toJSONSchema(schema, {io: 'input'})) as Parameters<typeof z.fromJSONSchema>[0])
}
