import {describe, expect, it} from 'vitest'
import {makeBundle, packBundle, restoreContent, unpackBundle} from '../../src/audit/bundle.ts'
import {withWorkspaceData} from '../../src/audit/workspace-data.ts'
import {judgeTarget} from '../../src/check/judge.ts'
import {loadContent} from '../../src/content/content.ts'
import type {DataSetId} from '../../src/model/data-sets.ts'
import {chooseBasis} from '../../src/pipeline.ts'
import type {StoredDataSet} from '../../src/store/data-sets.ts'
import {apiDump, buildsCsv, bytesOf, kev} from '../data-sets/samples.ts'
import {poorPc} from './sample-machines.ts'

const content = loadContent()
const on = '2026-12-14'

function stored(asOf: string, entries: number, value: unknown): StoredDataSet {
  const version = {
    file: `${asOf}-000000000000.json`,
    asOf,
    sha256: 'a'.repeat(64),
    bytes: 1,
    entries,
    format: 'test',
    from: 'test',
    vouched: 'none',
    importedAt: '2026-11-26T00:00:00Z',
    by: 'test',
  } as const
  return {version, bytes: bytesOf(value)}
}

const reader = (sets: Partial<Record<DataSetId, StoredDataSet>>) => ({
  readDataSet: async (set: DataSetId) => sets[set],
  readSoftwareFile: async () => undefined,
  readWorkspace: () => Promise.reject(new Error('not asked for')),
})
const all = reader({
  kev: stored('2026-11-20', 10, kev()),
  lifecycle: stored('2026-11-18', 2, apiDump()),
  'windows-builds': stored('2026-11-10', 2, buildsCsv),
})

function judged(from: typeof content) {
  const use = {key: 'windows-build-current', check: 'windows-build-current', params: {maxMonths: 1}, maxAgeMonths: undefined}
  const results = judgeTarget(from.checks, [use as never], {id: 'x', facts: poorPc.facts}, on)
  return results.get('windows-build-current')
}

describe('content with the data sets of a workspace', () => {
  it('says how old what is delivered is, where nothing was imported', async () => {
    const {dataSets, checks} = await withWorkspaceData(content, undefined)
    expect(dataSets).toMatchObject([
      {set: 'kev', origin: 'none'},
      {set: 'lifecycle', origin: 'bundled'},
      {set: 'windows-builds', origin: 'bundled', asOf: content.windowsBuilds.asOf},
    ])
    expect(checks).toBe(content.checks)
  })

  it('judges by what was imported, and a folder judged again does the same', async () => {
    const fresh = await withWorkspaceData(content, all)
    expect(fresh.dataSets).toMatchObject([
      {set: 'kev', origin: 'workspace', asOf: '2026-11-20', entries: 10},
      {set: 'lifecycle', origin: 'workspace', asOf: '2026-11-18'},
      {set: 'windows-builds', origin: 'workspace', asOf: '2026-11-10'},
    ])
    expect(judged(content)).toMatchObject({outcome: 'fail', observed: {newest: content.windowsBuilds.builds[0]?.build.slice(5)}})
    expect(judged(fresh)).toMatchObject({
      outcome: 'fail',
      observed: {build: '19045.6456', newest: '19045.7900', since: '2025-11-11', months: 13},
    })
    expect(fresh.lifecycle.find(({product}) => product === 'ubuntu')?.cycles.map(({cycle}) => cycle)).toContain('26.10')
    const basis = chooseBasis(fresh, on)
    if (!basis) throw new Error('no basis')
    const restored = restoreContent(unpackBundle(packBundle(makeBundle(fresh, basis)))).content
    expect(judged(restored)).toEqual(judged(fresh))
    expect(restored.dataSets).toEqual(fresh.dataSets)
    expect(restored.windowsBuilds).toEqual(fresh.windowsBuilds)
  })

  it('a folder of an older version, without any of it, is still read', () => {
    const basis = chooseBasis(content, on)
    if (!basis) throw new Error('no basis')
    const {windowsBuilds: _, dataSets: __, ...older} = makeBundle(content, basis)
    const restored = restoreContent(older).content
    expect(restored.dataSets).toBeUndefined()
    expect(judged(restored)).toMatchObject({outcome: 'unknown', reason: 'no-lifecycle-data'})
  })
})
