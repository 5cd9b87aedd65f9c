import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {expectedHash, readDataFile} from '../../src/cli/data-files.ts'
import {rollBack} from '../../src/cli/data-rollback.ts'
import {type DataOutcome, takeInData} from '../../src/cli/data-run.ts'
import {hashInFile, hashOf} from '../../src/data-sets/check-hash.ts'
import type {StepBackAllowed} from '../../src/data-sets/step-back.ts'
import {openToRead} from '../../src/store/folder-store.ts'
import {fingerprint} from '../cli/cli.ts'
import {collectAll, freshStore} from '../store/fixtures.ts'
import {buildsCsv, bytesOf, kev} from './samples.ts'

async function workspace(): Promise<string> {
  const {folder, store} = await freshStore()
  await store.close()
  return folder
}

async function take(folder: string, value: unknown, more: {sha256?: string; allowed?: Partial<StepBackAllowed>; name?: string} = {}) {
  const path = join(folder, '..', more.name ?? 'set.json')
  await writeFile(path, bytesOf(value))
  const [outcome] = await takeInData({
    folder,
    command: 'stp-sec data import',
    allowed: {older: false, smaller: false, ...more.allowed},
    items: [
      {
        name: path,
        get: async (sources) => ({
          bytes: await readDataFile(path, sources),
          where: path,
          from: 'set.json',
          expected: await expectedHash(path, more.sha256),
          carried: 'none',
        }),
      },
    ],
  })
  if (!outcome) throw new Error('no outcome')
  return outcome
}

const codeOf = (outcome: DataOutcome) => (outcome.ok ? 'taken' : outcome.failure.code)

async function look(folder: string) {
  const store = await openToRead(folder)
  const {sets} = await store.readDataIndex()
  const entries = await collectAll(store.readJournal())
  return {sets, actions: entries.map(({action, object}) => `${action} ${object}`), journal: await store.verifyJournal()}
}

describe('a set that is taken in', () => {
  it('is kept under its day and hash, in use, and in the journal', async () => {
    const folder = await workspace()
    expect(await take(folder, kev())).toMatchObject({
      ok: true,
      accepted: {set: 'kev', changed: true, version: {vouched: 'none', entries: 10}},
    })
    const {sets, actions, journal} = await look(folder)
    const sha256 = hashOf(bytesOf(kev()))
    expect(sets.kev).toMatchObject({inUse: `2026-11-20-${sha256.slice(0, 12)}.json`, versions: [{sha256, from: 'set.json'}]})
    expect(await readFile(join(folder, 'data', 'kev', sets.kev?.inUse ?? ''))).toEqual(bytesOf(kev()))
    expect(actions).toEqual(['data.import data kev 2026-11-20'])
    expect(journal.problems).toEqual([])
  })

  it('is not taken in twice', async () => {
    const folder = await workspace()
    await take(folder, kev())
    const before = fingerprint(folder)
    expect(await take(folder, kev())).toMatchObject({ok: true, accepted: {changed: false}})
    expect(fingerprint(folder)).toEqual(before)
  })

  it('keeps three versions before the one in use, and goes back to one of them', async () => {
    const folder = await workspace()
    const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06']
    for (const day of days) await take(folder, kev({day}))
    expect((await look(folder)).sets.kev?.versions.map(({asOf}) => asOf)).toEqual(days.slice(2).reverse())
    expect((await rollBack(folder, 'kev', undefined)).version.asOf).toBe('2026-11-05')
    expect((await rollBack(folder, 'kev', '2026-11-03')).version.asOf).toBe('2026-11-03')
    await expect(rollBack(folder, 'kev', '2026-11-01')).rejects.toThrow('2026-11-01')
    await expect(rollBack(folder, 'lifecycle', undefined)).rejects.toThrow('lifecycle')
    expect((await look(folder)).actions.at(-1)).toBe('data.rollback data kev 2026-11-03')
    // Going forth again is no step back.
    expect(codeOf(await take(folder, kev({day: '2026-11-06'})))).toBe('taken')
  })

  it('in CSV', async () => {
    const folder = await workspace()
    expect(await take(folder, buildsCsv)).toMatchObject({
      ok: true,
      accepted: {set: 'windows-builds', version: {format: 'windows-builds-csv'}},
    })
    expect((await look(folder)).sets['windows-builds']?.inUse).toMatch(/^2026-11-10-[0-9a-f]{12}\.csv$/)
  })

  it('whose bytes are altered later is not used', async () => {
    const folder = await workspace()
    await take(folder, kev())
    const {sets} = await look(folder)
    await writeFile(join(folder, 'data', 'kev', sets.kev?.inUse ?? ''), bytesOf(kev({entries: 1})))
    const store = await openToRead(folder)
    await expect(store.readDataSet('kev')).rejects.toMatchObject({code: 'foreign-file'})
    expect(await store.readDataSet('lifecycle')).toBeUndefined()
    // The same file mends it.
    expect(codeOf(await take(folder, kev()))).toBe('taken')
    expect((await store.readDataSet('kev'))?.version.entries).toBe(10)
  })
})

describe('nothing is changed by a file that', () => {
  const older = kev({day: '2026-10-01'})
  const smaller = kev({day: '2026-11-21', entries: 7})
  it.each<[string, unknown, Parameters<typeof take>[2], string]>([
    ['is older', older, {}, 'older-data'],
    ['is older, though that is allowed for a smaller one', older, {allowed: {smaller: true}}, 'older-data'],
    ['is much smaller', smaller, {}, 'smaller-data'],
    ['is not what its hash says', kev({day: '2026-11-21'}), {sha256: 'a'.repeat(64)}, 'hash-differs'],
    ['comes with a hash that is none', kev({day: '2026-11-21'}), {sha256: 'abc'}, 'bad-hash'],
    ['is cut', JSON.stringify(kev({day: '2026-11-21'})).slice(0, 900), {}, 'broken-json'],
    ['is no data set', {a: 1}, {}, 'unknown-format'],
    ['is an older table than the one delivered', buildsCsv.replaceAll('2026-11-10', '2024-01-09'), {}, 'older-data'],
  ])('%s', async (_, value, more, code) => {
    const folder = await workspace()
    await take(folder, kev())
    const before = fingerprint(folder)
    expect(codeOf(await take(folder, value, more))).toBe(code)
    expect(fingerprint(folder)).toEqual(before)
  })

  it.each([
    ['older', older, {older: true, smaller: false}],
    ['smaller', smaller, {older: false, smaller: true}],
    ['a little smaller', kev({day: '2026-11-21', entries: 8}), {}],
  ])('but %s is taken when that is meant', async (_, value, allowed) => {
    const folder = await workspace()
    await take(folder, kev())
    expect(codeOf(await take(folder, value, {allowed}))).toBe('taken')
  })
})

describe('the hash of a file', () => {
  const sum = hashOf(bytesOf(kev()))
  it('given by a person, in capitals too', async () => {
    expect(await take(await workspace(), kev(), {sha256: sum.toUpperCase()})).toMatchObject({accepted: {version: {vouched: 'hash'}}})
  })

  it('in a file beside it', async () => {
    const folder = await workspace()
    await writeFile(join(folder, '..', 'set.json.sha256'), `${sum}  set.json\n`)
    expect(await take(folder, kev())).toMatchObject({accepted: {version: {vouched: 'hash-file'}}})
    expect(codeOf(await take(folder, kev({day: '2026-11-21'})))).toBe('hash-differs')
  })

  it.each([
    ['bare', sum, sum],
    ['of sha256sum', `${sum} *a/b/set.json`, sum],
    ['among others', `${'a'.repeat(64)}  other.json\n${sum}  set.json`, sum],
    ['of another file', `${sum}  other.json`, undefined],
    ['of nobody', 'no hash', undefined],
    ['two without names', `${sum}\n${sum}`, undefined],
  ])('%s', (_, text, expected) => {
    const read = () => hashInFile(text, 'set.json', 'x')
    if (expected === undefined) expect(read).toThrow('set.json')
    else expect(read()).toBe(expected)
  })
})
