import {appendFile, cp, readFile, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {hashOf, type JournalEntry} from '../../src/store/journal-entry.ts'
import type {Store} from '../../src/store/store.ts'
import {collectAll, freshStore, storeErrorOf} from './fixtures.ts'

const at = '2026-11-25T08:00:00+07:00'
const entry = (object: string) => ({at, actor: 'Nguyễn Văn A', action: 'ghi', object, payload: object})

async function journalOf(count: number): Promise<{folder: string; store: Store; file: string; lines: string[]}> {
  const {folder, store} = await freshStore()
  for (let number = 1; number <= count; number++) await store.appendJournal(entry(`${number}`))
  const file = join(folder, 'journal.ndjson')
  return {folder, store, file, lines: (await readFile(file, 'utf8')).trimEnd().split('\n')}
}

const join_ = (lines: string[]) => lines.map((line) => `${line}\n`).join('')
const problemsOf = async (store: Store) => (await store.verifyJournal()).problems.map(({line, kind}) => [line, kind])

test('entries are chained and counted', async () => {
  const {store} = await journalOf(3)
  const entries = await collectAll(store.readJournal())
  expect(entries.map(({seq, object}) => [seq, object])).toEqual([
    [1, '1'],
    [2, '2'],
    [3, '3'],
  ])
  expect(entries[1]?.prev).toBe(entries[0]?.hash)
  // printf 1 | sha256sum
  expect(entries[0]?.sha256).toBe('6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b')
  expect(await store.verifyJournal()).toEqual({entries: 3, head: {seq: 3, hash: entries[2]?.hash}, problems: [], unreferenced: []})
})

const rewritten = (line: string, change: Partial<JournalEntry>) => {
  const changed = {...(JSON.parse(line) as JournalEntry), ...change}
  return JSON.stringify({...changed, hash: hashOf(changed)})
}

test.each<[string, (lines: string[]) => string[], [number, string][]]>([
  ['editing a word', (lines) => lines.with(2, lines[2]?.replace('"ghi"', '"xem"') ?? ''), [[3, 'edited']]],
  ['editing the first line', (lines) => lines.with(0, lines[0]?.replace('"1"', '"9"') ?? ''), [[1, 'edited']]],
  ['editing white space', (lines) => lines.with(2, lines[2]?.replace('{', '{ ') ?? ''), [[3, 'edited']]],
  ['editing with a new hash', (lines) => lines.with(2, rewritten(lines[2] ?? '', {actor: 'B'})), [[4, 'unlinked']]],
  ['editing the last with a new hash', (lines) => lines.with(5, rewritten(lines[5] ?? '', {actor: 'B'})), [[6, 'not-the-head']]],
  ['breaking a line', (lines) => lines.with(3, 'x'), [[4, 'unreadable']]],
  [
    'an empty line',
    (lines) => lines.toSpliced(2, 0, ''),
    [
      [3, 'unreadable'],
      [4, 'out-of-sequence'],
    ],
  ],
  ['deleting the first', (lines) => lines.slice(1), [[1, 'out-of-sequence']]],
  ['deleting one', (lines) => lines.toSpliced(2, 1), [[3, 'out-of-sequence']]],
  ['repeating one', (lines) => lines.toSpliced(2, 0, lines[2] ?? ''), [[4, 'out-of-sequence']]],
  [
    'swapping two',
    (lines) => lines.with(2, lines[3] ?? '').with(3, lines[2] ?? ''),
    [
      [3, 'out-of-sequence'],
      [4, 'out-of-sequence'],
      [5, 'out-of-sequence'],
    ],
  ],
  ['cutting the last', (lines) => lines.slice(0, -1), [[6, 'truncated']]],
  ['cutting all', () => [], [[1, 'truncated']]],
])('%s is found, by line', async (_, change, problems) => {
  const {store, file, lines} = await journalOf(6)
  await writeFile(file, join_(change(lines)))
  expect(await problemsOf(store)).toEqual(problems)
})

test('any single line edited, deleted or cut in the middle is found', async () => {
  const {store, file, lines} = await journalOf(6)
  for (const [index, line] of lines.entries()) {
    await writeFile(file, join_(lines.with(index, line.replace('Nguyễn', 'Trần'))))
    expect(await problemsOf(store)).toEqual([[index + 1, 'edited']])
    await writeFile(file, join_(lines.toSpliced(index, 1)))
    expect(await problemsOf(store)).toEqual([[index + 1, index === 5 ? 'truncated' : 'out-of-sequence']])
    await writeFile(file, `${join_(lines.slice(0, index))}${line.slice(0, 40)}`)
    expect(await problemsOf(store)).toEqual([[index + 1, 'truncated']])
  }
})

test('what was cut stays visible after more is written', async () => {
  const {store, file, lines} = await journalOf(6)
  await writeFile(file, `${join_(lines.slice(0, 4))}${lines[4]?.slice(0, 40)}`)
  expect((await store.appendJournal(entry('7'))).seq).toBe(7)
  expect(await problemsOf(store)).toEqual([[5, 'out-of-sequence']])
  expect(await readFile(`${file}.torn`, 'utf8')).toBe(`${lines[4]?.slice(0, 40)}\n`)
})

test('a journal that is gone is noticed, and stays so', async () => {
  const {store, file} = await journalOf(2)
  await rm(file)
  expect(await problemsOf(store)).toEqual([[1, 'truncated']])
  await store.appendJournal(entry('3'))
  expect(await problemsOf(store)).toEqual([[1, 'out-of-sequence']])
})

test('a crash between the line and the head is no problem, and is caught up with', async () => {
  const {folder, store, file} = await journalOf(2)
  const head = join(folder, 'journal.head')
  const before = await readFile(head)
  await store.appendJournal(entry('3'))
  await store.appendJournal(entry('4'))
  await writeFile(head, before)
  expect(await problemsOf(store)).toEqual([])
  expect((await store.appendJournal(entry('5'))).seq).toBe(5)
  await appendFile(file, '{"seq":6,"at')
  expect(await problemsOf(store)).toEqual([])
  expect((await store.appendJournal(entry('6'))).seq).toBe(6)
  expect(await problemsOf(store)).toEqual([])
})

test('without a head nothing is appended', async () => {
  const {folder, store} = await journalOf(2)
  await rm(join(folder, 'journal.head'))
  expect(await problemsOf(store)).toEqual([[0, 'head-missing']])
  expect(await storeErrorOf(() => store.appendJournal(entry('3')))).toMatchObject({code: 'missing-file'})
})

test('a journal rewritten from end to end, head and all, is found with a head kept outside', async () => {
  const {folder, store} = await journalOf(3)
  const {head} = await store.verifyJournal()
  const forged = await journalOf(4)
  const other = await freshStore()
  for (const object of ['1', 'x', '3', '4']) await other.store.appendJournal(entry(object))
  for (const name of ['journal.ndjson', 'journal.head', 'journal-payloads'])
    await cp(join(other.folder, name), join(folder, name), {recursive: true})
  expect(await problemsOf(store)).toEqual([])
  expect((await store.verifyJournal(head)).problems).toMatchObject([{line: 3, kind: 'not-as-trusted'}])
  expect((await forged.store.verifyJournal(head)).problems).toEqual([])
  expect((await store.verifyJournal({...head, seq: 9})).problems).toMatchObject([{line: 5, kind: 'truncated'}])
})

test('an entry must say who, what and when', async () => {
  const {store} = await journalOf(1)
  expect(await storeErrorOf(() => store.appendJournal({...entry('x'), actor: ' '}))).toMatchObject({where: 'journal (actor)'})
  expect(await storeErrorOf(() => store.appendJournal({...entry('x'), at: 'hôm nay'}))).toMatchObject({where: 'journal (at)'})
  const {file, lines} = await journalOf(2)
  await writeFile(file, join_([lines[0] ?? '', 'x']))
  const broken = await journalOf(2)
  await writeFile(broken.file, `x\n${broken.lines[1]}\n`)
  expect(await storeErrorOf(() => collectAll(broken.store.readJournal()))).toMatchObject({
    code: 'journal-damaged',
    where: `${broken.file}:1`,
  })
})
