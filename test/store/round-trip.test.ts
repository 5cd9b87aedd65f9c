import {cp, readdir, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises'
import {join, relative} from 'node:path'
import {expect, test} from 'vitest'
import type {Snapshot} from '../../src/model/snapshot.ts'
import {createFolderStore, openToRead, openToWrite} from '../../src/store/folder-store.ts'
import {acquireLock} from '../../src/store/lock.ts'
import {collectAll, freshStore, storeErrorOf, temporaryFolder, writer} from './fixtures.ts'
import {registerEntry, sampleSnapshot, sampleSystem, sampleWorkspace} from './samples.ts'

const morning = '2026-11-25T08:00:00+07:00'
const evening = '2026-11-25T17:00:00+07:00'

test('what is put in comes out again, from a copy of the folder too', async () => {
  const {folder, store} = await freshStore()
  await store.updateRegister((register) => ({...register, systems: [sampleSystem('ho-tich')]}), registerEntry)
  await store.updateWorkspace((workspace) => ({...workspace, sample: false}))
  await store.putSnapshot(sampleSnapshot('PC-01.local', morning), morning)
  await store.putSnapshot(sampleSnapshot('PC-01.local', evening), evening)
  await store.putAssessment('2026-11', new Map([['assessment.json', '{}']]))
  await store.appendJournal({at: evening, actor: 'Nguyễn Văn A', action: 'assess', object: '2026-11', payload: '{}'})

  const copy = join(await temporaryFolder(), 'copy')
  await cp(folder, copy, {recursive: true})
  const reader = await openToRead(copy)
  expect((await reader.readWorkspace()).sample).toBe(false)
  expect((await reader.readRegister()).systems.map((system) => system.id)).toEqual(['ho-tich'])
  expect(await reader.readTarget('PC-01.local')).toEqual({
    schema: 'stp-sec/target/1',
    firstSeenAt: morning,
    lastSeenAt: evening,
    snapshot: sampleSnapshot('PC-01.local', evening),
  })
  expect(await reader.readTarget('PC-02')).toBeUndefined()
  expect(await reader.snapshotOn('PC-01.local', morning)).toEqual(sampleSnapshot('PC-01.local', morning))
  expect(await reader.listAssessments()).toEqual(['2026-11'])
  expect(await collectAll(reader.readJournal())).toHaveLength(2)
  expect((await reader.verifyJournal()).problems).toEqual([])
  const second = await openToWrite(copy, writer)
  await second.close()
})

test('a document is written with two spaces and a newline, in the order of its schema', async () => {
  const {folder, store} = await freshStore()
  const {facts, ...rest} = sampleSnapshot('pc', morning)
  await store.putSnapshot({facts: {backup: facts.backup, lock: facts.lock}, ...rest}, morning)
  const text = await readFile(join(folder, 'targets/endpoint/pc.json'), 'utf8')
  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`)
  expect(Object.keys(JSON.parse(text))).toEqual(['schema', 'firstSeenAt', 'lastSeenAt', 'snapshot'])
  expect(Object.keys(JSON.parse(text).snapshot.facts)).toEqual(['lock', 'backup'])
})

test('a copy without its empty folders and locks works', async () => {
  const {folder, store} = await freshStore()
  await store.close()
  expect((await readdir(folder)).filter((name) => name !== '.lock.db').sort()).toEqual([
    'journal.head',
    'journal.ndjson',
    'register.json',
    'workspace.json',
  ])
  expect((await stat(join(folder, '.lock.db'))).size).toBe(0)
  await rm(join(folder, '.lock.db'))
  const reader = await openToRead(folder)
  expect(await collectAll(reader.listTargets())).toEqual([])
  expect(await reader.listAssessments()).toEqual([])
  const again = await openToWrite(folder, writer)
  await again.putSnapshot(sampleSnapshot('pc', morning), morning)
  await again.close()
})

test('updates of one process at the same time lose nothing', async () => {
  const {store} = await freshStore()
  const add = (index: number) =>
    store.updateRegister((register) => ({...register, systems: [...register.systems, sampleSystem(`s${index}`)]}), registerEntry)
  await Promise.all([
    ...Array.from({length: 20}, (_, index) => add(index)),
    ...Array.from({length: 20}, (_, index) => store.appendJournal({at: morning, actor: 'a', action: 'b', object: `${index}`, payload: ''})),
  ])
  expect((await store.readRegister()).systems).toHaveLength(20)
  expect(await store.verifyJournal()).toMatchObject({entries: 40, problems: []})
})

test('a change that throws or gives a wrong register changes nothing', async () => {
  const {folder, store} = await freshStore()
  const before = await readFile(join(folder, 'register.json'), 'utf8')
  const angry = store.updateRegister(() => {
    throw new Error('no')
  }, registerEntry)
  await expect(angry).rejects.toThrow('no')
  const wrong = await storeErrorOf(() =>
    store.updateRegister((register) => ({...register, systems: [{...sampleSystem('x'), level: 9 as 5}]}), registerEntry),
  )
  expect(wrong).toMatchObject({code: 'schema-mismatch', where: `${join(folder, 'register.json')} (systems.0.level)`})
  expect(await readFile(join(folder, 'register.json'), 'utf8')).toBe(before)
})

test('targets are listed in order, and a damaged one is named, not left out', async () => {
  const {folder, store} = await freshStore()
  for (const id of ['b', 'a', 'c', 'd']) await store.putSnapshot(sampleSnapshot(id, morning), morning)
  await writeFile(join(folder, 'targets/endpoint/b.json'), '{')
  await cp(join(folder, 'targets/endpoint/a.json'), join(folder, 'targets/endpoint/d.json'))
  await writeFile(join(folder, 'targets/endpoint/PC - Copy.json'), '{}')
  await writeFile(join(folder, 'targets/endpoint/Thumbs.db'), '')
  const listed = (await collectAll(store.listTargets())).map((item) => [item.id, item.ok || item.error.code])
  expect(listed).toEqual([
    ['PC - Copy', 'bad-name'],
    ['a', true],
    ['b', 'broken-json'],
    ['c', true],
    ['d', 'foreign-file'],
  ])
})

test('hosts of the network lie beside the endpoints, with facts of their own', async () => {
  const {folder, store} = await freshStore()
  const {schema, collectedAt, tool} = sampleSnapshot('x', morning)
  const reach = {ok: true as const, value: {macs: [], hostnames: []}, source: 'nmap 7.93', at: morning}
  const host = (id: string, facts: Snapshot['facts']): Snapshot => ({
    schema,
    target: {kind: 'host', id, name: id},
    collectedAt,
    tool,
    facts,
  })
  await store.putSnapshot(sampleSnapshot('pc', morning), morning)
  await store.putSnapshot(host('host-10.0.0.1', {reach}), morning)
  await store.putSnapshot(host('host-10.0.0.1', {reach}), evening)
  expect((await collectAll(store.listTargets())).map(({id}) => id)).toEqual(['host-10.0.0.1', 'pc'])
  expect((await collectAll(store.listTargets(['endpoint']))).map(({id}) => id)).toEqual(['pc'])
  expect((await store.snapshotOn('host-10.0.0.1', morning))?.facts.reach).toMatchObject({at: morning})
  expect(await readdir(join(folder, 'targets/host'))).toEqual(['host-10.0.0.1.json'])
  const {lock} = sampleSnapshot('x', morning).facts
  for (const wrong of [host('host-2', {lock}), host('pc-2', {reach}), {...sampleSnapshot('host-3', morning)}])
    expect((await storeErrorOf(() => store.putSnapshot(wrong, morning))).code).toBe('schema-mismatch')
})

test('a workspace that is reached through a link, or by a relative path, is one all the same', async () => {
  const {folder, store} = await freshStore()
  await store.close()
  const link = join(await temporaryFolder(), 'link')
  await symlink(folder, link)
  for (const path of [link, relative(process.cwd(), link)]) {
    const again = await openToWrite(path, writer)
    await again.putSnapshot(sampleSnapshot('pc', morning), morning)
    await again.close()
    await (await acquireLock(path, writer)).release()
    expect((await (await openToRead(path)).readTarget('pc'))?.lastSeenAt).toBe(morning)
  }
})

test('nothing is written after the store was closed', async () => {
  const {store} = await freshStore()
  await store.close()
  await expect(store.putSnapshot(sampleSnapshot('pc', morning), morning)).rejects.toThrow('closed')
})

test('a workspace is made in a new folder or an empty one, once', async () => {
  const folder = await temporaryFolder()
  await (await createFolderStore(folder, sampleWorkspace, writer)).close()
  expect(await storeErrorOf(() => createFolderStore(folder, sampleWorkspace, writer))).toMatchObject({code: 'workspace-exists'})
  const deep = join(folder, 'x', 'y')
  await (await createFolderStore(deep, sampleWorkspace, writer)).close()
  expect((await stat(deep)).mode & 0o077).toBe(0)
})

test('what a killed creation left is made good by the next one', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, '.creating'), '')
  await writeFile(join(folder, 'register.json'), '{')
  await writeFile(join(folder, 'register.json.123'), '{')
  const store = await createFolderStore(folder, sampleWorkspace, writer)
  expect((await store.readRegister()).systems).toEqual([])
  await store.close()
  expect(await readdir(folder)).not.toContain('.creating')
})
