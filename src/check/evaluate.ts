import type {Evidence, Result} from '../model/assessment.ts'
import type {Params} from '../model/check.ts'
import type {CompiledCheck} from './compile.ts'
import {explainUnknown, type Judgement, partialGap} from './explain-unknown.ts'
import type {Reads} from './paths.ts'
import {readable} from './readable.ts'
import type {FactSet, SeenFacts} from './seen-facts.ts'
import {UnknownValue} from './unknown-value.ts'

/** Judges one check on the facts of one target: pure, never throws, never passes on what was not seen. */
export function evaluateCheck(compiled: CompiledCheck, seen: SeenFacts, params: Params): Judgement {
  const {when, assert, check, reads} = compiled
  const variables = seen.variables
  variables['params'] = params
  if (when) {
    const applies = run(when, reads.when, variables)
    if (!applies.ok) return explainUnknown(applies.error, reads.when.paths, seen)
    if (!applies.value) return unlessPartial('not-applicable', reads.when.paths, seen)
  }
  if (check.whenEmpty === 'not-applicable' && reads.assert.lists.some((path) => isEmptyList(path, variables)))
    return unlessPartial('not-applicable', reads.assert.paths, seen)
  const holds = run(assert, reads.assert, variables)
  if (!holds.ok) return explainUnknown(holds.error, reads.assert.paths, seen)
  return holds.value ? unlessPartial('pass', reads.assert.paths, seen) : {outcome: 'fail'}
}

/** What a list shows counts; what it does not show proves nothing while it may be longer. */
function unlessPartial(outcome: 'pass' | 'not-applicable', paths: readonly string[], {facts}: SeenFacts): Judgement {
  for (const path of paths) {
    const gap = partialGap(path, facts)
    if (gap) return {outcome: 'unknown', ...gap}
  }
  return {outcome}
}

/** The same judgement with what was seen, where and when: what a report prints as evidence. */
export function evaluateWithEvidence(compiled: CompiledCheck, target: string, seen: SeenFacts, params: Params): Result {
  return withoutTraces(() => resultOf(compiled, target, seen, params))
}

/** What was not seen makes an expression throw, often. Nobody reads where, and writing that down takes longer than the judging. */
function withoutTraces<T>(work: () => T): T {
  const before = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return work()
  } finally {
    Error.stackTraceLimit = before
  }
}

function resultOf(compiled: CompiledCheck, target: string, seen: SeenFacts, params: Params): Result {
  const judgement = evaluateCheck(compiled, seen, params)
  const result: Result = {check: compiled.check.id, target, outcome: judgement.outcome, evidence: evidenceOf(compiled, seen.facts)}
  if (judgement.reason !== undefined) result.reason = judgement.reason
  if (judgement.detail !== undefined) result.detail = judgement.detail
  if (compiled.hasParams) result.expected = params
  // What was not judged has nothing to show; its reason says why.
  const observed = judgement.outcome === 'pass' || judgement.outcome === 'fail' ? observe(compiled, seen.variables) : undefined
  if (observed !== undefined) result.observed = observed
  return result
}

type Ran = {ok: true; value: boolean} | {ok: false; error: unknown}

const noneSeen: Ran = {ok: false, error: undefined}

function run(expression: (context: Record<string, unknown>) => unknown, reads: Reads, variables: Record<string, unknown>): Ran {
  // The usual unknown, without the cost of an exception: nothing that the expression reads is there.
  if (!reads.asksPresence && reads.paths.length > 0 && !reads.steps.some((steps) => isSeen(steps, variables))) return noneSeen
  try {
    const value = expression(variables)
    if (typeof value === 'boolean') return {ok: true, value}
    return {ok: false, error: new UnknownValue('error', 'the expression gave neither true nor false')}
  } catch (error) {
    return {ok: false, error}
  }
}

/** True when a value stands at a path, or a list on the way to it. */
function isSeen(steps: readonly string[], variables: Record<string, unknown>): boolean {
  let value: unknown = variables
  for (const step of steps) {
    if (Array.isArray(value)) return true
    value = (value as Record<string, unknown>)[step]
    if (value === undefined) return false
  }
  return true
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

function observe(compiled: CompiledCheck, variables: Record<string, unknown>): unknown {
  if (compiled.observed) {
    try {
      return readable(compiled.observed(variables))
    } catch {
      return undefined
    }
  }
  let seen: Record<string, unknown> | undefined
  for (const path of compiled.reads.assert.paths) {
    const value = valueAt(path, variables)
    if (value !== undefined) {
      seen ??= {}
      seen[path] = readable(value)
    }
  }
  return seen
}

function evidenceOf(compiled: CompiledCheck, facts: FactSet): Evidence[] {
  const evidence: Evidence[] = []
  for (const name of compiled.facts) {
    const fact = facts[name]
    if (fact) evidence.push({fact: name, source: fact.source, at: fact.at})
  }
  return evidence
}
