import type {Evidence, Result, UnknownReason} from '../model/assessment.ts'
import type {Params} from '../model/check.ts'
import type {Fact, SeenFact} from '../model/fact.ts'
import type {CompiledCheck} from './compile.ts'
import {readable} from './readable.ts'
import {UnknownValue} from './unknown-value.ts'

export type FactSet = Partial<Record<string, Fact>>

export interface EvaluationContext {
  /** Day of assessment, `YYYY-MM-DD`. */
  on: string
  /** Parameters in force; those of the check where the policy sets none. */
  params: Params
  /** Facts not seen on or after this moment (ms) are stale. */
  freshFrom: number
  /** Facts seen after this moment (ms) come from a clock that runs ahead or a day before they were collected. */
  freshTo: number
}

/** Values without the fields that their collector could not see in full; most facts have none and stay as they are. */
const seenValues = new WeakMap<object, unknown>()

type Judgement = Pick<Result, 'outcome' | 'reason' | 'detail'>

/** Judges one check on the facts of one target: pure, never throws, never passes on what was not seen. */
export function evaluateCheck(compiled: CompiledCheck, facts: FactSet, context: EvaluationContext): Judgement {
  const variables: Record<string, unknown> = {on: context.on, params: context.params}
  let aged: {reason: 'stale' | 'clock'; detail: string} | undefined
  for (const name of compiled.facts) {
    const fact = facts[name]
    if (!fact?.ok) continue
    const age = ageProblem(name, fact.at, context)
    if (age) aged ??= age
    else variables[name] = seenValue(fact)
  }
  const {when, assert, check, reads} = compiled
  if (when) {
    const applies = run(when, variables)
    if (!applies.ok) return unknownBecause(applies.error, reads.when.paths, facts, aged)
    if (!applies.value) return {outcome: 'not-applicable'}
  }
  if (check.whenEmpty === 'not-applicable' && reads.assert.lists.some((path) => isEmptyList(path, variables)))
    return {outcome: 'not-applicable'}
  const holds = run(assert, variables)
  if (!holds.ok) return unknownBecause(holds.error, reads.assert.paths, facts, aged)
  return {outcome: holds.value ? 'pass' : 'fail'}
}

/** The same judgement with what was seen, where and when: what a report prints as evidence. */
export function evaluateWithEvidence(compiled: CompiledCheck, target: string, facts: FactSet, context: EvaluationContext): Result {
  const judgement = evaluateCheck(compiled, facts, context)
  const result: Result = {check: compiled.check.id, target, ...judgement, evidence: evidenceOf(compiled, facts)}
  if (Object.keys(context.params).length > 0) result.expected = context.params
  const observed = observe(compiled, facts, context)
  if (observed !== undefined) result.observed = observed
  return result
}

/**
 * A collector may have to give a field although it saw only a part of it, and says so with a gap. Such a field counts as
 * not seen: a list of administrators that may be longer proves nothing.
 */
function seenValue(fact: SeenFact): unknown {
  if (!fact.gaps) return fact.value
  const known = seenValues.get(fact)
  if (known !== undefined) return known
  const value = Object.keys(fact.gaps).reduce<unknown>((rest, path) => without(rest, path.split('.')), fact.value)
  seenValues.set(fact, value)
  return value
}

/** A copy without the field at a path; in a list, without it in every element. */
function without(value: unknown, path: readonly string[]): unknown {
  const [step, ...rest] = path
  if (step === undefined || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => without(item, path))
  if (!(step in value)) return value
  const {[step]: inner, ...others} = value as Record<string, unknown>
  return rest.length === 0 ? others : {...others, [step]: without(inner, rest)}
}

function run(
  expression: (context: Record<string, unknown>) => unknown,
  variables: Record<string, unknown>,
): {ok: true; value: boolean} | {ok: false; error: unknown} {
  try {
    const value = expression(variables)
    if (typeof value === 'boolean') return {ok: true, value}
    return {ok: false, error: new UnknownValue('error', 'the expression gave neither true nor false')}
  } catch (error) {
    return {ok: false, error}
  }
}

function ageProblem(name: string, at: string, context: EvaluationContext): {reason: 'stale' | 'clock'; detail: string} | undefined {
  const time = Date.parse(at)
  if (time < context.freshFrom) return {reason: 'stale', detail: `${name} was collected at ${at}`}
  if (time > context.freshTo) return {reason: 'clock', detail: `${name} was collected at ${at}, after the day of assessment`}
  return undefined
}

/** Names why: a fact that is missing or too old, a field with a gap, or what the expression itself said. */
function unknownBecause(
  error: unknown,
  paths: string[],
  facts: FactSet,
  aged: {reason: 'stale' | 'clock'; detail: string} | undefined,
): Judgement {
  const said = unknownValueIn(error)
  if (said) return {outcome: 'unknown', reason: said.reason, detail: said.message}
  for (const path of paths) {
    const [name = ''] = path.split('.')
    const fact = facts[name]
    if (!fact) return {outcome: 'unknown', reason: 'not-collected', detail: `${name} was not collected`}
    if (!fact.ok) return {outcome: 'unknown', reason: fact.reason, detail: fact.detail}
  }
  if (aged) return {outcome: 'unknown', ...aged}
  for (const path of paths) {
    const gap = gapFor(path, facts)
    if (gap) return {outcome: 'unknown', reason: gap.reason, detail: gap.detail}
  }
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  return {outcome: 'unknown', reason: 'not-collected', detail: `${paths.join(', ')}: ${message}`.slice(0, 300)}
}

function unknownValueIn(error: unknown): UnknownValue | undefined {
  for (let depth = 0, current = error; depth < 5 && current instanceof Error; depth++, current = current.cause) {
    if (current instanceof UnknownValue) return current
  }
  return undefined
}

/** The gap a collector wrote for a path or for a part of it. */
function gapFor(path: string, facts: FactSet): {reason: UnknownReason; detail: string} | undefined {
  const [name = '', ...rest] = path.split('.')
  const fact = facts[name]
  if (!fact?.ok || !fact.gaps) return undefined
  for (let length = rest.length; length > 0; length--) {
    const gap = fact.gaps[rest.slice(0, length).join('.')]
    if (gap) return gap
  }
  return undefined
}

function isEmptyList(path: string, variables: Record<string, unknown>): boolean {
  const value = valueAt(path, variables)
  return Array.isArray(value) && value.length === 0
}

function valueAt(path: string, variables: Record<string, unknown>): unknown {
  let value: unknown = variables
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    value = (value as Record<string, unknown>)[step]
  }
  return value
}

function observe(compiled: CompiledCheck, facts: FactSet, context: EvaluationContext): unknown {
  const variables: Record<string, unknown> = {on: context.on, params: context.params}
  for (const [name, fact] of Object.entries(facts)) if (fact?.ok) variables[name] = fact.value
  if (compiled.observed) {
    try {
      return readable(compiled.observed(variables))
    } catch {
      return undefined
    }
  }
  const seen: Record<string, unknown> = {}
  for (const path of compiled.reads.assert.paths) {
    const value = valueAt(path, variables)
    if (value !== undefined) seen[path] = readable(value)
  }
  return Object.keys(seen).length > 0 ? seen : undefined
}

function evidenceOf(compiled: CompiledCheck, facts: FactSet): Evidence[] {
  return compiled.facts.flatMap((name) => {
    const fact = facts[name]
    return fact ? [{fact: name, source: fact.source, at: fact.at}] : []
  })
}
