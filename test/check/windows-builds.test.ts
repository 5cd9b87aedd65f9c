import {describe, expect, it} from 'vitest'
import {createWindowsBuildTable, monthsBehind} from '../../src/check/windows-builds.ts'
import {mergeWindowsBuilds} from '../../src/data-sets/merge-windows-builds.ts'
import {type WindowsBuilds, windowsBuilds} from '../../src/model/windows-builds.ts'

const tableOf = (rows: [string, string, ('windows' | 'windows-server')?][], asOf = '2026-11-10'): WindowsBuilds =>
  windowsBuilds.parse({
    schema: 'stp-sec/windows-builds/1',
    asOf,
    builds: rows.map(([build, releasedOn, product = 'windows']) => ({
      release: 'r',
      product,
      build: `10.0.${build}`,
      releasedOn,
      source: 'x',
    })),
  })

const rows: Parameters<typeof tableOf>[0] = [
  ['19045.6456', '2025-10-14'],
  ['19045.7900', '2026-11-10'],
  ['19045.7700', '2026-10-13'],
  ['26100.9900', '2026-11-10'],
  ['26100.33000', '2026-11-10', 'windows-server'],
]
const table = createWindowsBuildTable(tableOf(rows).builds)

describe('where a build stands', () => {
  it.each<[number, number, string, object]>([
    [19045, 7900, '2026-11-26', {newest: '19045.7900', monthsBehind: 0}],
    // A preview of the next month is beyond what is known, and lacks nothing known.
    [19045, 7950, '2026-11-26', {newest: '19045.7900', monthsBehind: 0}],
    [19045, 7700, '2026-11-26', {lackingSince: '2026-11-10', monthsBehind: 0}],
    [19045, 7700, '2026-12-10', {lackingSince: '2026-11-10', monthsBehind: 1}],
    [19045, 7650, '2026-11-26', {lackingSince: '2026-10-13', monthsBehind: 1}],
    [19045, 3803, '2026-11-26', {newest: '19045.7900', newestReleasedOn: '2026-11-10', lackingSince: '2025-10-14', monthsBehind: 13}],
    // On that day the later ones were not out.
    [19045, 6456, '2026-01-31', {newest: '19045.6456', monthsBehind: 0}],
    [19045, 3803, '2026-02-28', {lackingSince: '2025-10-14', monthsBehind: 4}],
  ])('%i.%i on %s', (build, ubr, on, expected) => {
    expect(table.standing('windows', build, ubr, on)).toMatchObject(expected)
  })

  it('a server and a client of the same number have numbers of their own', () => {
    expect(table.standing('windows', 26100, 9900, '2026-11-26').monthsBehind).toBe(0)
    expect(table.standing('windows-server', 26100, 9900, '2027-01-10')).toMatchObject({newest: '26100.33000', monthsBehind: 2})
  })
})

describe('for a verdict', () => {
  it.each<[string, number, number, string, number | 'unknown']>([
    ['newest of a fresh table', 19045, 7900, '2026-12-25', 0],
    ['newest of an old table', 19045, 7900, '2026-12-26', 'unknown'],
    ['a little behind an old table', 19045, 7700, '2026-12-26', 'unknown'],
    ['far behind a fresh table', 19045, 3803, '2026-11-26', 13],
    ['far behind an old table', 19045, 3803, '2028-11-26', 37],
    ['a release nobody knows', 22631, 1, '2026-11-26', 'unknown'],
    ['before anything was out', 19045, 1, '2020-01-01', 'unknown'],
  ])('%s', (_, build, ubr, on, expected) => {
    const judge = () => monthsBehind(table, 'windows', build, ubr, 2, on)
    if (expected === 'unknown') expect(judge).toThrow(expect.objectContaining({reason: 'no-lifecycle-data'}))
    else expect(judge()).toBe(expected)
  })
})

it('an imported table that holds the newest only is put on top of the one delivered', () => {
  const merged = mergeWindowsBuilds(
    tableOf(rows),
    tableOf(
      [
        ['19045.8000', '2026-12-08'],
        ['19045.7900', '2026-11-11'],
      ],
      '2026-12-09',
    ),
  )
  expect(merged.asOf).toBe('2026-12-09')
  expect(createWindowsBuildTable(merged.builds).standing('windows', 19045, 7700, '2026-12-10')).toMatchObject({
    newest: '19045.8000',
    lackingSince: '2026-11-11',
  })
  expect(merged.builds.filter(({build}) => build === '10.0.19045.7900')).toHaveLength(1)
})
