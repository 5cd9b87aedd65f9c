import {type CompiledCheck, compileCheck} from '../../src/check/compile.ts'
import {createCheckLanguage} from '../../src/check/environment.ts'
import {createLifecycle} from '../../src/check/lifecycle.ts'
import type {FactSet} from '../../src/check/seen-facts.ts'
import type {Check} from '../../src/model/check.ts'
import type {LifecycleProduct} from '../../src/model/lifecycle.ts'

export const day = '2026-12-14'
export const at = '2026-12-14T02:00:00Z'

const lifecycle: LifecycleProduct[] = [
  {
    product: 'debian',
    title: 'Debian',
    policy: 'dated',
    cycles: [{cycle: '12', endOfSupport: '2028-06-30', confidence: 'secondary'}],
    checkedOn: '2026-11-01',
    source: 'https://endoflife.date/debian',
  },
  {
    product: 'chrome',
    title: 'Chrome',
    policy: 'rolling',
    newest: '145',
    cycles: [],
    checkedOn: '2026-11-20',
    source: 'https://endoflife.date/chrome',
  },
]

export const language = createCheckLanguage(createLifecycle(lifecycle))

export function makeCheck(change: Partial<Check>): Check {
  const text = {vi: 'thử', en: 'test'}
  return {
    id: 'test',
    target: 'endpoint',
    title: text,
    params: {},
    assert: 'lock.enabled',
    whenEmpty: 'not-applicable',
    fails: text,
    fix: text,
    references: ['test'],
    confidence: 'unverified',
    examples: {pass: [{}], fail: [{}], unknown: [{}], 'not-applicable': [{}]},
    ...change,
  }
}

export function compiled(change: Partial<Check>): CompiledCheck {
  const answer = compileCheck(makeCheck(change), language)
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems))
  return answer.value
}

export function seen(
  values: Record<string, unknown>,
  more: {at?: string; gaps?: Record<string, {reason: 'no-rights' | 'timeout'; detail: string}>} = {},
): FactSet {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      {ok: true as const, value, source: 'test', at: more.at ?? at, ...(more.gaps ? {gaps: more.gaps} : {})},
    ]),
  )
}
