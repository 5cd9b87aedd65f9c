import type {Result, UnknownReason} from '../model/assessment.ts'
import {partialMark} from '../model/fact.ts'
import type {FactSet, SeenFacts} from './seen-facts.ts'
import {UnknownValue} from './unknown-value.ts'

export type Judgement = Pick<Result, 'outcome' | 'reason' | 'detail'>

/** Names why a check could not be judged: what the expression itself said, a fact that is missing or too old, or a field with a gap. */
export function explainUnknown(error: unknown, paths: readonly string[], {facts, aged}: SeenFacts): Judgement {
  const said = unknownValueIn(error)
  if (said) return {outcome: 'unknown', reason: said.reason, detail: said.message}
  for (const path of paths) {
    const [name = ''] = path.split('.')
    const fact = facts[name]
    if (!fact) return {outcome: 'unknown', reason: 'not-collected', detail: `${name} was not collected`}
    if (!fact.ok) return {outcome: 'unknown', reason: fact.reason, detail: fact.detail}
    const age = aged[name]
    if (age) return {outcome: 'unknown', ...age}
  }
  for (const path of paths) {
    const gap = gapFor(path, facts) ?? partialGap(path, facts)
    if (gap) return {outcome: 'unknown', reason: gap.reason, detail: gap.detail}
  }
  const absent = paths.filter((path) => isAbsent(path.split('.'), facts))
  const named = absent.length > 0 ? absent : paths
  return {outcome: 'unknown', reason: 'not-collected', detail: `${unseenMark}${named.join(', ')}`.slice(0, 300)}
}

/** How a detail begins that goes on with paths of fields. */
export const unseenMark = 'not seen: '

/** True when a field is missing; in a list, when it is in any element. */
function isAbsent([name = '', ...rest]: readonly string[], facts: FactSet): boolean {
  const fact = facts[name]
  const missing = (value: unknown, steps: readonly string[]): boolean => {
    if (value === undefined) return true
    const [step, ...others] = steps
    if (step === undefined) return false
    if (Array.isArray(value)) return value.some((item) => missing(item, steps))
    return typeof value === 'object' && value !== null && missing((value as Record<string, unknown>)[step], others)
  }
  return fact?.ok === true && missing(fact.value, rest)
}

function unknownValueIn(error: unknown): UnknownValue | undefined {
  for (let depth = 0, current = error; depth < 5 && current instanceof Error; depth++, current = current.cause) {
    if (current instanceof UnknownValue) return current
  }
  return undefined
}

/** The gap of a list that was seen in part: its key ends in ".+". */
export function partialGap(path: string, facts: FactSet): {reason: UnknownReason; detail: string} | undefined {
  const [name = '', ...rest] = path.split('.')
  const fact = facts[name]
  if (!fact?.ok || !fact.gaps) return undefined
  for (let length = rest.length; length > 0; length--) {
    const gap = fact.gaps[`${rest.slice(0, length).join('.')}${partialMark}`]
    if (gap) return gap
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
