import {appendFile, mkdir, readdir, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {freshStore, storeErrorOf} from './fixtures.ts'

const files = new Map<string, string>([
  ['assessment.json', '{"a":1}\n'],
  ['report.pdf', '%PDF'],
  ['evidence/2026/photo.png', 'PNG'],
])

test('an assessment is stored for good', async () => {
  const {folder, store} = await freshStore()
  await store.putAssessment('2026-11', files)
  await store.putAssessment('2026-11', files)
  const read = await store.readAssessment('2026-11')
  expect([...(read ?? [])].map(([name, content]) => [name, Buffer.from(content).toString()])).toEqual([
    ['assessment.json', '{"a":1}\n'],
    ['evidence/2026/photo.png', 'PNG'],
    ['report.pdf', '%PDF'],
  ])
  expect(await store.readAssessment('2026-12')).toBeUndefined()
  expect(await readdir(join(folder, 'assessments'))).toEqual(['2026-11'])
})

test.each<[string, Map<string, string>]>([
  ['another byte', new Map([...files, ['report.pdf', '%PDE']])],
  ['a file more', new Map([...files, ['x', '']])],
  ['a file less', new Map([...files].slice(1))],
  ['another name', new Map([...[...files].slice(1), ['Assessment.json', '{"a":1}\n']])],
])('%s under the same id is refused', async (_, changed) => {
  const {store} = await freshStore()
  await store.putAssessment('2026-11', files)
  expect(await storeErrorOf(() => store.putAssessment('2026-11', changed))).toMatchObject({code: 'assessment-differs'})
  expect((await store.readAssessment('2026-11'))?.size).toBe(3)
})

test('what was changed by hand is not taken for the same', async () => {
  const {folder, store} = await freshStore()
  await store.putAssessment('2026-11', files)
  await appendFile(join(folder, 'assessments/2026-11/report.pdf'), ' ')
  expect(await storeErrorOf(() => store.putAssessment('2026-11', files))).toMatchObject({code: 'assessment-differs'})
  await mkdir(join(folder, 'assessments/empty'))
  expect(await storeErrorOf(() => store.putAssessment('empty', files))).toMatchObject({code: 'assessment-differs'})
})

test('no files, or two that Windows takes for one, leave nothing', async () => {
  const {store} = await freshStore()
  expect(await storeErrorOf(() => store.putAssessment('a', new Map()))).toMatchObject({code: 'schema-mismatch'})
  const twins = new Map([
    ['a.txt', ''],
    ['A.txt', ''],
  ])
  expect(await storeErrorOf(() => store.putAssessment('a', twins))).toMatchObject({code: 'bad-name'})
  const clash = new Map([
    ['a/b', ''],
    ['a', ''],
  ])
  expect(await storeErrorOf(() => store.putAssessment('a', clash))).toMatchObject({code: 'foreign-file'})
  expect(await store.listAssessments()).toEqual([])
})

test('only folders are assessments, and an unfinished one is not', async () => {
  const {folder, store} = await freshStore()
  await store.putAssessment('b', files)
  await store.putAssessment('a', files)
  await writeFile(join(folder, 'assessments/.DS_Store'), '')
  await mkdir(join(folder, 'assessments/.new-c'))
  expect(await store.listAssessments()).toEqual(['a', 'b'])
  await store.putAssessment('c', files)
  expect(await store.listAssessments()).toEqual(['a', 'b', 'c'])
  await rm(join(folder, 'assessments'), {recursive: true})
  expect(await store.listAssessments()).toEqual([])
})
