import {createHash} from 'node:crypto'
import {cp, readFile, rename, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {openToRead, openToWrite} from '../../src/store/folder-store.ts'
import type {Store} from '../../src/store/store.ts'
import {collectAll, freshStore, storeErrorOf, writer} from './fixtures.ts'
import {registerEntry, sampleSystem} from './samples.ts'

const add = (store: Store, id: string) =>
  store.updateRegister((register) => ({...register, systems: [...register.systems, sampleSystem(id)]}), registerEntry)

async function systemsOf(folder: string): Promise<string[]> {
  return (await (await openToRead(folder)).readRegister()).systems.map(({id}) => id)
}

async function reopened(folder: string): Promise<{systems: string[]; actions: string[]; problems: string[]}> {
  const store = await openToWrite(folder, writer)
  try {
    const actions = (await collectAll(store.readJournal())).map(({action}) => action)
    return {systems: await systemsOf(folder), actions, problems: (await store.verifyJournal()).problems.map(({kind}) => kind)}
  } finally {
    await store.close()
  }
}

describe('the register and its entry: both or neither', () => {
  /** A workspace as a process left it that was killed at a step of the change: with `b` on its way. */
  async function killedAt(step: 'before the entry' | 'before the rename'): Promise<string> {
    const {folder, store} = await freshStore()
    await add(store, 'a')
    const before = await readFile(join(folder, 'register.json'))
    const journal = await Promise.all(['journal.ndjson', 'journal.head'].map((name) => readFile(join(folder, name))))
    await add(store, 'b')
    await store.close()
    await rename(join(folder, 'register.json'), join(folder, 'register.json.next'))
    await writeFile(join(folder, 'register.json'), before)
    if (step === 'before the entry')
      for (const [index, name] of ['journal.ndjson', 'journal.head'].entries()) await writeFile(join(folder, name), journal[index] ?? '')
    return folder
  }

  test('killed before the entry: as if it had never begun', async () => {
    const folder = await killedAt('before the entry')
    expect((await (await openToRead(folder)).verifyJournal()).problems).toEqual([])
    expect(await reopened(folder)).toEqual({systems: ['a'], actions: ['register.update'], problems: []})
  })

  test('killed between entry and rename: finished by the next writer, and no problem meanwhile', async () => {
    const folder = await killedAt('before the rename')
    expect((await (await openToRead(folder)).verifyJournal()).problems).toEqual([])
    expect(await reopened(folder)).toEqual({systems: ['a', 'b'], actions: ['register.update', 'register.update'], problems: []})
  })

  test('no entry, no change', async () => {
    const {folder, store} = await freshStore()
    await add(store, 'a')
    const before = await readFile(join(folder, 'register.json'), 'utf8')
    await store.updateRegister(
      (register) => ({...register, systems: []}),
      () => undefined,
    )
    expect(await readFile(join(folder, 'register.json'), 'utf8')).toBe(before)
  })

  test('an entry that is refused takes the change back', async () => {
    const {folder, store} = await freshStore()
    await add(store, 'a')
    const refused = await storeErrorOf(() =>
      store.updateRegister(
        (register) => ({...register, systems: []}),
        () => ({...registerEntry(), actor: ' '}),
      ),
    )
    expect(refused.code).toBe('schema-mismatch')
    expect(await systemsOf(folder)).toEqual(['a'])
    await store.close()
    expect(await reopened(folder)).toMatchObject({systems: ['a'], problems: []})
  })
})

describe('a register edited outside the tool', () => {
  async function edited(): Promise<string> {
    const {folder, store} = await freshStore()
    await add(store, 'a')
    await store.close()
    const file = join(folder, 'register.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('"a"', '"sua-tay"'))
    return folder
  }

  test('is told by verify, with the last line that knew it', async () => {
    const {problems} = await (await openToRead(await edited())).verifyJournal()
    expect(problems).toMatchObject([{line: 1, kind: 'register-changed', message: {vi: expect.stringContaining('sửa tệp ngoài công cụ')}}])
  })

  test('is told even where the head was made to fit', async () => {
    const folder = await edited()
    const hash = createHash('sha256')
      .update(await readFile(join(folder, 'register.json')))
      .digest('hex')
    const head = JSON.parse(await readFile(join(folder, 'journal.head'), 'utf8'))
    for (const register of [hash, undefined]) {
      await writeFile(join(folder, 'journal.head'), JSON.stringify({...head, register}))
      const {problems} = await (await openToRead(folder)).verifyJournal()
      expect(problems.map(({kind}) => kind)).toEqual(['register-changed'])
    }
  })

  test('goes into the journal whole before it is changed again, and stays there to be seen', async () => {
    const folder = await edited()
    const store = await openToWrite(folder, writer)
    await add(store, 'b')
    const entries = await collectAll(store.readJournal())
    expect(entries.map(({action}) => action)).toEqual(['register.update', 'register.found-changed', 'register.update'])
    const payload = await store.readPayload(entries[1]?.sha256 ?? '')
    expect(payload.ok && Buffer.from(payload.bytes).toString()).toContain('"sua-tay"')
    expect((await store.verifyJournal()).problems).toEqual([])
    await store.close()
  })

  test('an older journal does not say how the register was: nothing is claimed', async () => {
    const folder = await edited()
    for (const name of ['journal.ndjson', 'journal.head']) await cp(join(import.meta.dirname, 'old-journal', name), join(folder, name))
    const store = await openToWrite(folder, writer)
    expect((await store.verifyJournal()).problems).toEqual([])
    await add(store, 'b')
    expect((await collectAll(store.readJournal())).map(({action}) => action)).toEqual(['a', 'register.update'])
    expect((await store.verifyJournal()).problems).toEqual([])
    await store.close()
  })
})
