import {expect, it} from 'vitest'
import {lifecycleInUse} from '../../src/audit/lifecycle-in-use.ts'
import {lifecycleInUseLines} from '../../src/cli/lifecycle-in-use-lines.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadLifecycleRules} from '../../src/content/load-lifecycle.ts'
import type {Os} from '../../src/model/facts/os.ts'
import type {SoftwareItem} from '../../src/model/facts/software.ts'
import {type Snapshot, snapshot} from '../../src/model/snapshot.ts'

const at = '2026-11-20T02:00:00.000Z'

function machine(name: string, os: Pick<Os, 'product' | 'cycle' | 'esu'>, programs: [string, string][] | undefined): Snapshot {
  const items = programs?.map(([title, version]): SoftwareItem => ({name: title, version, source: 'registry'}))
  const seen = (value: unknown) => ({ok: true, value, source: 'test', at})
  return snapshot.parse({
    schema: 'stp-sec/snapshot/1',
    target: {kind: 'endpoint', id: name, name},
    collectedAt: at,
    tool: {name: 'stp-sec', version: '0.1.0'},
    facts: {
      os: seen({family: 'windows', name: 'Windows', version: '10.0', arch: 'x64', hostname: name, ...os}),
      software: items
        ? seen({items, managers: ['registry'], unversioned: [], nameless: 0})
        : {ok: false, reason: 'no-rights', detail: '-', source: 'test', at},
    },
  }) as Snapshot
}

const machines = [
  machine('may-1', {product: 'windows', cycle: '10-22h2-w', esu: true}, [
    ['Java 7 Update 80', '7.0.800'],
    ['Java 7 Update 79', '7.0.790'],
    ['Phần mềm lạ', '1'],
  ]),
  machine('may-2', {product: 'windows', cycle: '10-22h2-w', esu: false}, [
    ['Java 7 Update 80', '7.0.800'],
    ['UniKey', '4.6'],
  ]),
  machine('may-3', {product: 'windows', cycle: '11-25h2-w'}, undefined),
  machine('may-4', {product: 'arch', cycle: 'rolling'}, [['Microsoft SQL Server 2016 (64-bit)', '']]),
]

it('groups what machines run by release, ended support first, and says what was not seen', async () => {
  const found = await lifecycleInUse(machines, loadContent().lifecycle, '2026-06-01', loadLifecycleRules())
  expect(
    found.inUse.map(({product, cycle, endOfSupport, status, machines: names}) => [product, cycle, endOfSupport, status, names]),
  ).toEqual([
    ['oracle-jdk', '7', '2019-07-31', 'ended', ['may-1', 'may-2']],
    ['windows', '10-22h2-w', '2025-10-14', 'ended', ['may-2']],
    // Which service pack it has is not known; the newest was still supported.
    ['mssqlserver', '13.0-sp3', null, 'unknown', ['may-4']],
    ['unikey', null, null, 'unknown', ['may-2']],
    ['windows', '10-22h2-w', '2028-10-10', 'supported', ['may-1']],
    ['windows', '11-25h2-w', '2027-10-12', 'supported', ['may-3']],
  ])
  expect(found).toMatchObject({machines: 4, notSeen: ['may-3'], unrecognised: 2})
  for (const language of ['vi', 'en'] as const) {
    const lines = lifecycleInUseLines(found, '2026-06-01', language)
    expect(lines.filter((line) => [...line].length > 80)).toEqual([])
    expect(lines.join('\n')).toContain('may-3')
  }
})
