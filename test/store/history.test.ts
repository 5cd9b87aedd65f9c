import {appendFile, readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import type {Snapshot} from '../../src/model/snapshot.ts'
import type {StoredTarget} from '../../src/store/store.ts'
import {freshStore, storeErrorOf} from './fixtures.ts'
import {backupFact, sampleSnapshot} from './samples.ts'

const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T09:00:00+07:00`
async function linesOf(folder: string) {
  const text = await readFile(join(folder, 'history/endpoint/pc.ndjson'), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

test('a line holds what changed, and of the rest only when it was seen', async () => {
  const {folder, store} = await freshStore()
  await store.putSnapshot(sampleSnapshot('pc', day(1)), day(1))
  await store.putSnapshot(sampleSnapshot('pc', day(2), backupFact(`30`, day(2))), day(2))
  const [first, second] = await linesOf(folder)
  expect(Object.keys(first.changed)).toEqual(['lock', 'timeSync', 'backup'])
  expect(second.changed).toEqual(backupFact(`30`, day(2)))
  expect(second.unchanged).toEqual({lock: day(2), timeSync: day(2)})
})

test('every day comes back as it was, whatever changed, came and went', async () => {
  const {store} = await freshStore()
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 48271) % 2147483647
    return seed % below
  }
  const snapshots: Snapshot[] = []
  for (let number = 1; number <= 28; number++) {
    const at = day(number)
    const {facts, ...rest} = sampleSnapshot('pc', at, backupFact(`${random(3)}`, at))
    // U+2028 ends a line for JavaScript, not for JSON.
    if (random(3) === 0) Object.assign(facts, backupFact(`a\u2028b\n${random(2)}`, at))
    if (random(3) === 0) delete facts.timeSync
    if (random(4) === 0) facts.lock = {ok: false, reason: 'no-rights', detail: '', source: 'test', at}
    snapshots.push({...rest, facts})
    await store.putSnapshot({...rest, facts}, at)
  }
  expect(await store.snapshotOn('pc', '2026-11-01T08:59:59+07:00')).toBeUndefined()
  for (const [index, snapshot] of snapshots.entries()) {
    expect(await store.snapshotOn('pc', day(index + 1))).toEqual(snapshot)
    expect(await store.snapshotOn('pc', `2026-11-${String(index + 1).padStart(2, '0')}T16:59:59Z`)).toEqual(snapshot)
  }
  expect(await store.snapshotOn('other', day(28))).toBeUndefined()
  await expect(store.snapshotOn('pc', '2026-11-28')).rejects.toThrow(RangeError)
})

test('a torn end is passed over by readers, and moved aside by the next writer', async () => {
  const {folder, store} = await freshStore()
  const file = join(folder, 'history/endpoint/pc.ndjson')
  await store.putSnapshot(sampleSnapshot('pc', day(1)), day(1))
  await store.putSnapshot(sampleSnapshot('pc', day(2), backupFact(`2`, day(2))), day(2))
  const torn = `{"schema":"stp-sec/history/1","at":"${day(3)}","cha`
  await appendFile(file, torn)
  expect(await store.snapshotOn('pc', day(1))).toEqual(sampleSnapshot('pc', day(1)))
  await store.putSnapshot(sampleSnapshot('pc', day(4), backupFact(`4`, day(4))), day(4))
  expect(await readFile(`${file}.torn`, 'utf8')).toBe(`${torn}\n`)
  await store.putSnapshot(sampleSnapshot('pc', day(5)), day(5))
  expect(await store.snapshotOn('pc', day(4))).toEqual(sampleSnapshot('pc', day(4), backupFact(`4`, day(4))))
  expect(await linesOf(folder)).toHaveLength(4)
})

test('a file that is one torn line', async () => {
  const {folder, store} = await freshStore()
  await store.putSnapshot(sampleSnapshot('pc', day(1)), day(1))
  await writeFile(join(folder, 'history/endpoint/pc.ndjson'), Buffer.alloc(70_000))
  await store.putSnapshot(sampleSnapshot('pc', day(2)), day(2))
  expect((await linesOf(folder))[0].unchanged).toEqual({})
})

test('after a crash between history and target the next line stands alone', async () => {
  const {folder, store} = await freshStore()
  const target = join(folder, 'targets/endpoint/pc.json')
  await store.putSnapshot(sampleSnapshot('pc', day(1)), day(1))
  const before = await readFile(target, 'utf8')
  await store.putSnapshot(sampleSnapshot('pc', day(2), backupFact(`99`, day(2))), day(2))
  await writeFile(target, before)
  // Compared with the target nothing changed; compared with the history the backup did.
  await store.putSnapshot(sampleSnapshot('pc', day(3)), day(3))
  await store.putSnapshot(sampleSnapshot('pc', day(4)), day(4))
  expect(await store.snapshotOn('pc', day(2))).toEqual(sampleSnapshot('pc', day(2), backupFact(`99`, day(2))))
  expect(await store.snapshotOn('pc', day(3))).toEqual(sampleSnapshot('pc', day(3)))
  expect((await linesOf(folder))[2].unchanged).toEqual({})
  await writeFile(target, before)
  expect(await storeErrorOf(() => store.putSnapshot(sampleSnapshot('pc', day(3)), day(3)))).toMatchObject({code: 'clock-set-back'})
})

test.each([
  ['the clock of the PC stands still', day(2), day(1)],
  ['many are stored with one moment', day(1), day(2)],
])('a crash is seen even when %s', async (_, at, collectedAt) => {
  const {folder, store} = await freshStore()
  const target = join(folder, 'targets/endpoint/pc.json')
  await store.putSnapshot(sampleSnapshot('pc', day(1)), day(1))
  const before = await readFile(target, 'utf8')
  await store.putSnapshot(sampleSnapshot('pc', collectedAt, backupFact('other', collectedAt)), at)
  await writeFile(target, before)
  await store.putSnapshot(sampleSnapshot('pc', day(3)), day(3))
  expect((await linesOf(folder))[2].unchanged).toEqual({})
})

test('a lost history or a lost target starts anew', async () => {
  const {folder, store} = await freshStore()
  await store.putSnapshot(sampleSnapshot('pc', day(1)), day(1))
  await rm(join(folder, 'history'), {recursive: true})
  await store.putSnapshot(sampleSnapshot('pc', day(2)), day(2))
  expect(await store.snapshotOn('pc', day(1))).toBeUndefined()
  await rm(join(folder, 'targets'), {recursive: true})
  expect(await store.snapshotOn('pc', day(2))).toEqual(sampleSnapshot('pc', day(2)))
  const again: StoredTarget = await store.putSnapshot(sampleSnapshot('pc', day(3)), day(3))
  expect(again.firstSeenAt).toBe(day(3))
})

test.each([
  ['not JSON', 'xx'],
  ['a newer history', '{"schema":"stp-sec/history/2"}'],
  ['not UTF-8', Buffer.from([0x7b, 0xff])],
])('a damaged line in the middle (%s) is named, and only its days are lost', async (_, damage) => {
  const {folder, store} = await freshStore()
  const file = join(folder, 'history/endpoint/pc.ndjson')
  for (const number of [1, 2, 3])
    await store.putSnapshot(sampleSnapshot('pc', day(number), backupFact(`${number}`, day(number))), day(number))
  const lines = (await readFile(file, 'utf8')).split('\n')
  await writeFile(file, Buffer.concat([Buffer.from(`${lines[0]}\n`), Buffer.from(damage), Buffer.from(`\n${lines[2]}\n`)]))
  await store.putSnapshot(sampleSnapshot('pc', day(4), backupFact(`1`, day(4))), day(4))
  expect(await storeErrorOf(() => store.snapshotOn('pc', day(3)))).toMatchObject({code: 'history-damaged', where: `${file}:2`})
  expect(await store.snapshotOn('pc', day(4))).toEqual(sampleSnapshot('pc', day(4), backupFact(`1`, day(4))))
})

test('a long history is read from its end', async () => {
  const {folder, store} = await freshStore()
  const big = 'x'.repeat(100_000)
  for (let number = 1; number <= 9; number++) {
    const at = day(number)
    await store.putSnapshot(sampleSnapshot('pc', at, backupFact(`${big}${number % 3}`, at)), at)
  }
  expect((await linesOf(folder)).map((line) => Object.keys(line.changed).length)).toEqual([3, 1, 1, 1, 1, 1, 1, 1, 1])
})
