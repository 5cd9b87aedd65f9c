import {describe, expect, it} from 'vitest'
import {mergeSnapshots} from '../../src/inventory/merge-facts.ts'
import type {Snapshot} from '../../src/model/snapshot.ts'
import {goodPc} from '../audit/sample-machines.ts'

const at = (moment: string, facts: Snapshot['facts'], name = 'PC'): Snapshot => ({
  ...goodPc,
  target: {...goodPc.target, name},
  collectedAt: moment,
  facts,
})
const backup = (moment: string, count: number) => ({
  ok: true as const,
  value: {shares: [], count} as never,
  source: 'test',
  at: moment,
})
const missing = (moment: string) => ({ok: false as const, reason: 'no-rights' as const, detail: 'x', source: 'test', at: moment})

describe('what is known of a machine after another look', () => {
  const early = '2026-11-26T09:00:00+07:00'
  const late = '2026-11-26T03:00:00Z'

  it.each([
    ['the later one stands, whatever the offset of its time', backup(early, 1), backup(late, 2), 2],
    ['an older look changes nothing', backup(late, 1), backup(early, 2), 1],
    ['of the same moment the new one stands', backup(late, 1), backup('2026-11-26T10:00:00.000+07:00', 2), 2],
    ['a look that did not see it erases nothing', backup(early, 1), missing(late), 1],
    ['what was not seen before is known now, even from an older look', missing(late), backup(early, 2), 2],
  ])('%s', (_, known, seen, expected) => {
    const merged = mergeSnapshots(at(known.at, {shares: known}), at(seen.at, {shares: seen}))
    expect(merged.facts.shares?.ok && (merged.facts.shares.value as unknown as {count: number}).count).toBe(expected)
  })

  it('each fact counts by itself, and keeps its own time', () => {
    const merged = mergeSnapshots(at(late, {shares: backup(late, 1)}), at(early, {ports: backup(early, 2) as never}, 'OLD'))
    expect([merged.facts.shares?.at, merged.facts.ports?.at]).toEqual([late, early])
    expect([merged.target.name, merged.collectedAt]).toEqual(['PC', late])
  })
})
