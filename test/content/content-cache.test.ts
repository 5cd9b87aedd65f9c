import {cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {buildContentCache, loadContent} from '../../src/content/content.ts'
import {readContentCache} from '../../src/content/content-cache.ts'
import {defaultContentRoot} from '../../src/content/files.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'stp-sec-cache-'))
  for (const folder of ['checks', 'policies', 'reports']) cpSync(join(defaultContentRoot, folder), join(root, folder), {recursive: true})
  mkdirSync(join(root, 'dist'))
  buildContentCache(root)
})
afterAll(() => rmSync(root, {recursive: true}))

const checkFile = () => join(root, 'checks/site/pii/pii.bulk.yaml')

test('what is read from the cache is what the files say', () => {
  expect(readContentCache(root)).toBeDefined()
  const [cached, own] = [loadContent(root), loadContent(defaultContentRoot)]
  expect([...cached.checks.keys()]).toEqual([...own.checks.keys()])
  expect([...cached.policies.values()]).toEqual([...own.policies.values()])
  expect(cached.checks.get('pii.bulk')?.facts).toEqual(own.checks.get('pii.bulk')?.facts)
})

test('a copy of the folder, where all times are others, still has its cache', () => {
  const now = new Date()
  utimesSync(checkFile(), now, now)
  expect(readContentCache(root)).toBeDefined()
})

test('an edit of the same size that puts the time back is seen', () => {
  const {atime, mtime} = statSync(checkFile())
  const before = readFileSync(checkFile(), 'utf8')
  const title = /vi: "(.)/.exec(before)?.[0] ?? ''
  writeFileSync(checkFile(), before.replace(title, 'vi: "X'))
  utimesSync(checkFile(), atime, mtime)
  expect(statSync(checkFile())).toMatchObject({mtimeMs: mtime.getTime()})
  expect(readContentCache(root)).toBeUndefined()
  expect(loadContent(root).checks.get('pii.bulk')?.check.title.vi).toMatch(/^X/)
  writeFileSync(checkFile(), before)
  expect(readContentCache(root)).toBeDefined()
})

test('catalogues that are missing, damaged or of another build are read from their files', () => {
  const path = join(root, 'dist/content-policies.json')
  const good = readFileSync(path, 'utf8')
  const expected = [...loadContent(root).policies.keys()]
  renameSync(path, `${path}.away`)
  expect([...loadContent(root).policies.keys()]).toEqual(expected)
  for (const bad of ['{"policies":', '[]', 'null', JSON.stringify({...JSON.parse(good), hash: 'x', policies: []})]) {
    writeFileSync(path, bad)
    expect([...loadContent(root).policies.keys()]).toEqual(expected)
  }
})
