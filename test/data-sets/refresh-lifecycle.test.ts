import {describe, expect, it} from 'vitest'
import {parseLifecycle} from '../../src/data-sets/lifecycle-dump.ts'
import {refreshLifecycle} from '../../src/data-sets/refresh-lifecycle.ts'
import {type LifecycleProduct, lifecycleProduct} from '../../src/model/lifecycle.ts'
import {apiDump} from './samples.ts'

const dump = parseLifecycle(apiDump(), 'dump', '2026-11-26')
const product = (change: object): LifecycleProduct =>
  lifecycleProduct.parse({
    product: 'ubuntu',
    title: 'Ubuntu',
    policy: 'dated',
    cycles: [
      {cycle: '26.04', endOfSupport: '2031-04-30', endOfExtended: '2036-04-30', confidence: 'seen'},
      {cycle: '24.04', endOfSupport: '2029-05-31', endOfExtended: '2036-05-31', confidence: 'seen'},
      {cycle: '16.04', endOfSupport: '2021-04-02', confidence: 'seen'},
    ],
    checkedOn: '2026-08-22',
    source: 'https://endoflife.date/ubuntu',
    ...change,
  })

const refreshed = (change: object) => refreshLifecycle([product(change)], dump, {chrome: 'chrome'})[0]

describe('a newer dump', () => {
  it('changes days, adds cycles, and leaves the rest', () => {
    const {cycles, checkedOn} = refreshed({}) ?? product({})
    expect(checkedOn).toBe('2026-11-18')
    expect(cycles).toEqual([
      {cycle: '26.04', endOfSupport: '2031-05-31', endOfExtended: '2036-05-31', confidence: 'secondary'},
      {cycle: '24.04', endOfSupport: '2029-05-31', endOfExtended: '2036-05-31', confidence: 'seen'},
      {cycle: '16.04', endOfSupport: '2021-04-02', confidence: 'seen'},
      // "planned" has no day: as a cycle it would count as never ending.
      {cycle: '26.10', releasedOn: '2024-04-25', endOfSupport: '2027-07-01', confidence: 'secondary'},
    ])
  })

  it('tells that support has ended, on a day nobody names', () => {
    const ended = apiDump()
    Object.assign(ended.result[0]?.releases[2] ?? {}, {isEol: true, eolFrom: null})
    const [first] = refreshLifecycle([product({})], parseLifecycle(ended, 'dump', '2026-11-26'), {})
    expect(first?.cycles[1]).toMatchObject({cycle: '24.04', endOfSupport: '2026-11-18', confidence: 'secondary'})
  })

  it('knows the newest major of a browser', () => {
    const chrome = {product: 'chrome', policy: 'rolling', newest: '145', cycles: [], source: 'https://example.org/chrome'}
    expect(refreshed(chrome)).toMatchObject({newest: '152', checkedOn: '2026-11-18'})
    expect(refreshed({...chrome, newest: '160'})).toMatchObject({newest: '160', checkedOn: '2026-08-22'})
  })

  it.each([
    ['a table of ours that is newer', {checkedOn: '2026-11-20'}],
    [
      'a line of its own',
      {product: 'thunderbird', policy: 'rolling', newest: '153', cycles: [], source: 'https://tracker.debian.org/pkg/x'},
    ],
    ['a product it does not have', {product: 'unikey', source: 'https://unikey.org'}],
  ])('does not touch %s', (_, change) => {
    expect(refreshed(change)).toEqual(product(change))
  })
})
