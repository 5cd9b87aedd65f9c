import {describe, expect, it} from 'vitest'
import {createLifecycle} from '../../src/check/lifecycle.ts'
import {lifecycleRows} from '../../src/check/lifecycle-rows.ts'
import {supportStatus} from '../../src/check/support-status.ts'
import {UnknownValue} from '../../src/check/unknown-value.ts'
import {type LifecycleProduct, lifecycleProduct, neverEnds} from '../../src/model/lifecycle.ts'

const days = {endingSoonDays: 180, openEndDays: 180}
const common = {title: 'Sản phẩm', checkedOn: '2026-08-22', source: 'https://example.vn/'}
const dated = lifecycleProduct.parse({
  ...common,
  product: 'dated',
  policy: 'dated',
  cycles: [
    {cycle: 'day', edition: 'Pro', releasedOn: '2020-01-01', endOfSupport: '2026-12-31', confidence: 'seen'},
    {cycle: 'open', releasedOn: '2025-01-01', end: 'none-named', confidence: 'seen'},
    {cycle: 'gone', end: 'ended', confidence: 'seen'},
    {cycle: 'dark', end: 'unknown', confidence: 'seen'},
    {cycle: 'old-bundle', confidence: 'seen'},
  ],
})
const rolling = lifecycleProduct.parse({...common, product: 'rolling', policy: 'rolling', newest: '157', supportedMajors: 2})
const undated = lifecycleProduct.parse({...common, product: 'undated', policy: 'undated'})

describe('status on the days where it changes', () => {
  it.each<[LifecycleProduct, string | undefined, string, string]>([
    [dated, 'day', '2019-12-31', 'unknown'],
    [dated, 'day', '2020-01-01', 'supported'],
    [dated, 'day', '2026-07-03', 'supported'],
    [dated, 'day', '2026-07-04', 'ending-soon'],
    [dated, 'day', '2026-12-31', 'ending-soon'],
    [dated, 'day', '2027-01-01', 'ended'],
    [dated, 'open', '2024-12-31', 'unknown'],
    [dated, 'open', '2026-08-22', 'supported'],
    [dated, 'open', '2027-02-18', 'supported'],
    [dated, 'open', '2027-02-19', 'unknown'],
    [dated, 'gone', '2026-08-21', 'unknown'],
    [dated, 'gone', '2026-08-22', 'ended'],
    [dated, 'dark', '2026-08-22', 'unknown'],
    [dated, 'old-bundle', '2026-08-22', 'supported'],
    [dated, 'missing', '2026-08-22', 'unknown'],
    [dated, undefined, '2026-08-22', 'unknown'],
    [rolling, '157', '2026-10-06', 'supported'],
    [rolling, '157', '2026-10-07', 'unknown'],
    [rolling, '156', '2026-10-06', 'supported'],
    [rolling, '155', '2026-10-07', 'ended'],
    [rolling, '155', '2026-08-21', 'unknown'],
    [rolling, 'x', '2026-10-06', 'unknown'],
    [undated, undefined, '2026-08-22', 'unknown'],
    [undated, '1', '2026-08-22', 'unknown'],
  ])('%#: %j', (product, cycle, on, expected) => {
    expect(supportStatus(product, cycle, on, days)).toBe(expected)
  })
})

it('lists each cycle once, and products without days as unknown', () => {
  const rules = {endingSoon: {days: 180, reason: '-'}, openEnd: {days: 180, reason: '-'}}
  expect(lifecycleRows([dated, rolling, undated], '2026-12-01', rules)).toEqual([
    {product: 'dated', cycle: 'day', edition: 'Pro', releasedOn: '2020-01-01', endOfSupport: '2026-12-31', status: 'ending-soon'},
    {product: 'dated', cycle: 'open', edition: null, releasedOn: '2025-01-01', endOfSupport: null, status: 'supported'},
    {product: 'dated', cycle: 'gone', edition: null, releasedOn: null, endOfSupport: null, status: 'ended'},
    {product: 'dated', cycle: 'dark', edition: null, releasedOn: null, endOfSupport: null, status: 'unknown'},
    {product: 'dated', cycle: 'old-bundle', edition: null, releasedOn: null, endOfSupport: null, status: 'supported'},
    {product: 'rolling', cycle: '157', edition: null, releasedOn: null, endOfSupport: null, status: 'unknown'},
    {product: 'undated', cycle: null, edition: null, releasedOn: null, endOfSupport: null, status: 'unknown'},
  ])
})

it('gives a check no day where there is none', () => {
  const lifecycle = createLifecycle([dated])
  expect(lifecycle.endOfSupport('dated', 'open')).toBe(neverEnds)
  for (const cycle of ['gone', 'dark', 'missing']) expect(() => lifecycle.endOfSupport('dated', cycle)).toThrow(UnknownValue)
  for (const cycle of ['gone', 'dark']) expect(() => lifecycle.endOfExtended('dated', cycle)).toThrow(UnknownValue)
})
