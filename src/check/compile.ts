import type {ParseResult} from '@marcbachmann/cel-js'
import type {Check} from '../model/check.ts'
import type {CheckLanguage} from './environment.ts'
import {factSchemasOf} from './fact-types.ts'
import {type Reads, readsOf} from './paths.ts'

/** A check ready to be judged. */
export interface CompiledCheck {
  check: Check
  when?: ParseResult | undefined
  assert: ParseResult
  observed?: ParseResult | undefined
  /** Facts that `assert` and then `when` need, by first appearance. */
  facts: string[]
  reads: {when: Reads; assert: Reads}
  hasParams: boolean
}

/** What is wrong with an expression; `field` is `when`, `assert` or `observed`. */
export interface ExpressionProblem {
  field: 'when' | 'assert' | 'observed'
  message: string
  /** The word that is not known, for a suggestion. */
  word?: string
  candidates: string[]
}

/** Type-checks the expressions of a check and prepares them; never throws for wrong content. */
export function compileCheck(
  check: Check,
  language: CheckLanguage,
): {ok: true; value: CompiledCheck} | {ok: false; problems: ExpressionProblem[]} {
  const typed = language.typed(check.target, check.params)
  const roots = new Set(Object.keys(factSchemasOf(check.target)))
  const problems: ExpressionProblem[] = []
  const fields = ['when', 'assert', 'observed'] as const
  for (const field of fields) {
    const source = check[field]
    if (source === undefined) continue
    const answer = typed.check(source)
    if (!answer.valid) problems.push(describe(field, source, answer.error?.message ?? 'is no expression', check, roots))
    else if (field !== 'observed' && answer.type !== 'bool')
      problems.push({field, message: `gives ${answer.type}, but must give true or false`, candidates: []})
  }
  if (problems.length > 0) return {ok: false, problems}
  const compiled = prepareCheck(check, language)
  if (compiled.facts.length === 0) {
    return {ok: false, problems: [{field: 'assert', message: 'reads no fact, so it would pass without looking', candidates: [...roots]}]}
  }
  return {ok: true, value: compiled}
}

/** Parses the expressions of a check whose types were checked before. */
export function prepareCheck(check: Check, language: CheckLanguage): CompiledCheck {
  const roots = new Set(Object.keys(factSchemasOf(check.target)))
  const none: Reads = {paths: [], steps: [], lists: [], asksPresence: false}
  const when = check.when === undefined ? undefined : language.plain.parse(check.when)
  const assert = language.plain.parse(check.assert)
  const reads = {when: when ? readsOf(when.ast, roots) : none, assert: readsOf(assert.ast, roots)}
  // What the assertion reads comes first: it is the evidence, the rest says why the check applies.
  const facts = [...new Set([...reads.assert.paths, ...reads.when.paths].map((path) => path.split('.')[0] ?? ''))]
  const compiled: CompiledCheck = {check, assert, facts, reads, hasParams: Object.keys(check.params).length > 0}
  if (when) compiled.when = when
  if (check.observed !== undefined) compiled.observed = language.plain.parse(check.observed)
  return compiled
}

/** The same when it is first judged: most commands judge few checks of all, or none. */
export function prepareLater(check: Check, language: CheckLanguage): CompiledCheck {
  let made: CompiledCheck | undefined
  const prepared = () => {
    made ??= prepareCheck(check, language)
    return made
  }
  return {
    check,
    hasParams: Object.keys(check.params).length > 0,
    get when() {
      return prepared().when
    },
    get assert() {
      return prepared().assert
    },
    get observed() {
      return prepared().observed
    },
    get facts() {
      return prepared().facts
    },
    get reads() {
      return prepared().reads
    },
  }
}

function describe(field: ExpressionProblem['field'], source: string, message: string, check: Check, roots: Set<string>): ExpressionProblem {
  const summary = message.split('\n')[0] ?? message
  const variable = /^Unknown variable: (\w+)/.exec(summary)?.[1]
  if (variable !== undefined) return {field, message: summary, word: variable, candidates: [...roots, 'on', 'params']}
  const key = /^No such key: (\w+)/.exec(summary)?.[1]
  if (key !== undefined) return {field, message: `${summary} in "${source.slice(0, 80)}"`, word: key, candidates: [...fieldNames(check)]}
  return {field, message: `${summary} in "${source.slice(0, 80)}"`, candidates: []}
}

/** Names of all fields of all facts of the check's kind of target, and of its parameters. */
function fieldNames(check: Check): Set<string> {
  const names = new Set<string>(Object.keys(check.params))
  const walk = (schema: unknown): void => {
    const definition = (schema as {def?: Record<string, unknown>} | undefined)?.def
    if (!definition) return
    const shape = definition['shape'] as Record<string, unknown> | undefined
    for (const [name, inner] of Object.entries(shape ?? {})) {
      names.add(name)
      walk(inner)
    }
    walk(definition['innerType'])
    walk(definition['element'])
  }
  for (const schema of Object.values(factSchemasOf(check.target))) walk(schema)
  return names
}
