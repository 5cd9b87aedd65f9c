import {createHash} from 'node:crypto'
import {readdir, readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {gunzipSync, gzipSync} from 'node:zlib'
import {expect, test} from 'vitest'
import {hashOf, type JournalEntry} from '../../src/store/journal-entry.ts'
import type {Store} from '../../src/store/store.ts'
import {freshStore} from './fixtures.ts'

const at = '2026-11-25T08:00:00+07:00'
const entry = (payload: string) => ({at, actor: 'Nguyễn Văn A', action: 'ghi', object: 'sổ đăng ký', payload})

async function journalOf(
  payloads: string[],
): Promise<{folder: string; store: Store; entries: JournalEntry[]; fileOf: (index: number) => string}> {
  const {folder, store} = await freshStore()
  const entries: JournalEntry[] = []
  for (const payload of payloads) entries.push(await store.appendJournal(entry(payload)))
  return {folder, store, entries, fileOf: (index) => join(folder, 'journal-payloads', `${entries[index]?.sha256}.json.gz`)}
}

const problemsOf = async (store: Store) => (await store.verifyJournal()).problems.map(({line, kind}) => [line, kind])

test('a payload is kept under its own hash and given back as it was', async () => {
  const {store, entries, fileOf} = await journalOf(['{"trước":"máy 1"}', '{"trước":"máy 1"}', '{"sau":1}'])
  expect(gunzipSync(await readFile(fileOf(0))).toString()).toBe('{"trước":"máy 1"}')
  const payload = await store.readPayload(entries[0]?.sha256 ?? '')
  expect(payload.ok && Buffer.from(payload.bytes).toString()).toBe('{"trước":"máy 1"}')
  expect(entries.map(({kept}) => kept)).toEqual([true, true, true])
  expect(await store.verifyJournal()).toMatchObject({entries: 3, problems: [], unreferenced: []})
})

test('what lies elsewhere for good is not kept twice', async () => {
  const {folder, store} = await freshStore()
  const added = await store.appendJournal({...entry('dữ liệu máy'), keep: false})
  expect(added.kept).toBeUndefined()
  expect(await readdir(folder)).not.toContain('journal-payloads')
  expect(await problemsOf(store)).toEqual([])
  expect(await store.readPayload(added.sha256)).toEqual({ok: false, reason: 'payload-missing'})
})

const tamperings: [string, (file: string, other: string) => Promise<void>, string][] = [
  ['removed', (file) => rm(file), 'payload-missing'],
  ['replaced by other words', (file) => writeFile(file, gzipSync('{"sau":2}')), 'payload-damaged'],
  ["replaced by another entry's", async (file, other) => writeFile(file, await readFile(other)), 'payload-damaged'],
  ['emptied', (file) => writeFile(file, ''), 'payload-damaged'],
  ['cut in the middle', async (file) => writeFile(file, (await readFile(file)).subarray(0, 20)), 'payload-damaged'],
  ['replaced by a decompression bomb', (file) => writeFile(file, gzipSync(Buffer.alloc(65 * 1024 * 1024))), 'payload-damaged'],
]
test.each(tamperings)('a payload %s is found, with its line', async (_, tamper, kind) => {
  const {store, entries, fileOf} = await journalOf(['{"sau":0}', '{"sau":1}', '{"sau":"khác"}'])
  await tamper(fileOf(1), fileOf(2))
  expect(await problemsOf(store)).toEqual([[2, kind]])
  expect(await store.readPayload(entries[1]?.sha256 ?? '')).toEqual({ok: false, reason: kind})
})

test('saying that a payload was never kept is an edit like any other', async () => {
  const {folder, store, fileOf} = await journalOf(['a', 'b', 'c'])
  const file = join(folder, 'journal.ndjson')
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  await rm(fileOf(1))
  await writeFile(file, `${lines.with(1, lines[1]?.replace(',"kept":true', '') ?? '').join('\n')}\n`)
  expect(await problemsOf(store)).toEqual([[2, 'edited']])
})

test('entries of before payloads were kept hash as they did and ask for none', async () => {
  const {folder, store} = await freshStore()
  const old: JournalEntry = {seq: 1, at, actor: 'a', action: 'b', object: 'c', sha256: '0'.repeat(64), prev: '0'.repeat(64), hash: ''}
  const line = {...old, hash: hashOf(old)}
  const seven = `{"seq":1,"at":"${at}","actor":"a","action":"b","object":"c","sha256":"${'0'.repeat(64)}","prev":"${'0'.repeat(64)}"}`
  expect(line.hash).toBe(createHash('sha256').update(seven).digest('hex'))
  await writeFile(join(folder, 'journal.ndjson'), `${JSON.stringify(line)}\n`)
  await writeFile(join(folder, 'journal.head'), JSON.stringify({schema: 'stp-sec/journal-head/1', seq: 1, hash: line.hash}))
  expect(await problemsOf(store)).toEqual([])
  await store.appendJournal(entry('mới'))
  expect(await problemsOf(store)).toEqual([])
})

test('the payload of an entry that was cut off stays behind and is pointed at', async () => {
  const {folder, store, entries} = await journalOf(['a', 'b', 'c'])
  const file = join(folder, 'journal.ndjson')
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  await writeFile(file, `${lines.slice(0, 2).join('\n')}\n`)
  await writeFile(join(folder, 'journal.head'), JSON.stringify({schema: 'stp-sec/journal-head/1', seq: 2, hash: entries[1]?.hash}))
  expect(await store.verifyJournal()).toMatchObject({problems: [], unreferenced: [entries[2]?.sha256]})
})

test('the first sixteen digits of a hash on a signed report are enough to find a rewritten journal', async () => {
  const {store, entries} = await journalOf(['a', 'b', 'c'])
  const short = (entries[1]?.hash ?? '').slice(0, 16)
  expect((await store.verifyJournal({seq: 2, hash: short})).problems).toEqual([])
  expect((await store.verifyJournal({seq: 3, hash: short})).problems).toMatchObject([{line: 3, kind: 'not-as-trusted'}])
  expect((await store.verifyJournal({seq: 4, hash: short})).problems).toMatchObject([{line: 4, kind: 'truncated'}])
})
