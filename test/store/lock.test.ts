import {mkdir, readdir, readFile, stat, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {createFolderStore, openToRead, openToWrite} from '../../src/store/folder-store.ts'
import {killChild, runChild, startChild} from './children.ts'
import {freshStore, storeErrorOf, temporaryFolder, writer} from './fixtures.ts'
import {sampleWorkspace} from './samples.ts'

test('a second writer is told who holds the lock; a reader is not held up', async () => {
  const {folder, store} = await freshStore()
  const refused = await runChild(['hold', folder])
  expect(refused).toMatchObject({ok: false, code: 'locked', where: join(folder, '.lock.db')})
  const inProcess = await storeErrorOf(() => openToWrite(folder, writer))
  expect(inProcess.what.en).toContain(`PID ${process.pid}`)
  expect(inProcess.what.vi).toContain('vitest')
  expect((await (await openToRead(folder)).readWorkspace()).sample).toBe(true)
  // Refusals of the same process must not have dropped the lock.
  expect(await runChild(['hold', folder])).toMatchObject({code: 'locked'})
  await store.close()
  await store.close()
  expect(await runChild(['open', folder])).toMatchObject({ok: true})
})

test('the lock of a killed process is gone at once, and leaves nothing to clean', async () => {
  const {folder, store} = await freshStore()
  await store.close()
  for (let round = 0; round < 3; round++) {
    const child = startChild(['hold', folder, 'holder'])
    expect(await child.firstLine).toBe('ready')
    const error = await storeErrorOf(() => openToWrite(folder, writer))
    expect(error.what.en).toContain(`PID ${child.process.pid}`)
    expect(error.what.en).toContain('child holder')
    expect((await readdir(folder)).filter((name) => name.startsWith('.lock'))).toEqual(['.lock.db', '.lock.json'])
    await killChild(child)
    const next = await openToWrite(folder, writer)
    expect((await stat(join(folder, '.lock.db'))).size).toBe(0)
    await next.close()
    expect((await readdir(folder)).filter((name) => name.startsWith('.lock'))).toEqual(['.lock.db'])
  }
})

test('of those who come at the same time one gets the lock', async () => {
  const {folder, store} = await freshStore()
  await store.close()
  const children = Array.from({length: 4}, (_, index) => startChild(['hold', folder, `${index}`]))
  const said = await Promise.all(children.map((child) => child.firstLine))
  const codes = said.map((line) => (line === 'ready' ? line : JSON.parse(line).code))
  expect(codes.sort(), said.join('\n')).toEqual(['locked', 'locked', 'locked', 'ready'])
})

test('two processes writing a hundred updates each lose nothing', {timeout: 30_000}, async () => {
  const {folder, store} = await freshStore()
  await store.close()
  const said = await Promise.all([runChild(['updates', folder, 'a']), runChild(['updates', folder, 'b'])])
  expect(said).toEqual([{ok: true}, {ok: true}])
  const ids = (await (await openToRead(folder)).readRegister()).systems.map((system) => system.id)
  const wanted = ['a', 'b'].flatMap((name) => Array.from({length: 100}, (_, index) => `${name}-${index}`))
  expect(ids.toSorted()).toEqual(wanted.toSorted())
})

test('a folder in which another process is making a workspace', async () => {
  const folder = join(await temporaryFolder(), 'workspace')
  const results = await Promise.allSettled(Array.from({length: 4}, () => createFolderStore(folder, sampleWorkspace, writer)))
  const made = results.filter((result) => result.status === 'fulfilled')
  expect(made).toHaveLength(1)
  expect(JSON.parse(await readFile(join(folder, 'workspace.json'), 'utf8'))).toEqual(sampleWorkspace)
  for (const {value} of made) await value.close()
})

test('leftovers of killed processes are cleaned by the next writer, and nothing else is', async () => {
  const {folder, store} = await freshStore()
  await store.putAssessment('a', new Map([['a', 'a']]))
  await store.close()
  await mkdir(join(folder, 'targets/endpoint'), {recursive: true})
  await mkdir(join(folder, 'assessments/.new-b'))
  const leftovers = ['register.json.4294967295', 'journal.head.17', 'targets/endpoint/pc.json.3', 'assessments/.new-b/x', '.creating']
  const kept = ['ghi chú.txt', 'targets/endpoint/pc.json.3.json', 'targets/endpoint/pc.json.12345678901']
  for (const name of [...leftovers, ...kept]) await writeFile(join(folder, name), 'x')
  await openToRead(folder)
  expect(await readFile(join(folder, 'register.json.4294967295'), 'utf8')).toBe('x')
  await (await openToWrite(folder, writer)).close()
  const names = await readdir(folder, {recursive: true})
  for (const name of kept) expect(names).toContain(name)
  for (const name of leftovers) expect(names).not.toContain(name)
  expect(await readdir(join(folder, 'assessments'))).toEqual(['a'])
})
