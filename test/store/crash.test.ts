import {readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {expect, test} from 'vitest'
import {openToRead, openToWrite} from '../../src/store/folder-store.ts'
import {killChild, runChild, startChild} from './children.ts'
import {collectAll, freshStore, writer} from './fixtures.ts'

const workspaces = 5
const killsEach = 10
const leftover = /\.(json|head|next)\.\d+$|\.next$|^\.new-/

test(`${workspaces * killsEach} processes killed in mid write leave a sound workspace`, {timeout: 60_000}, async () => {
  await warmUp()
  const leftovers = await Promise.all(Array.from({length: workspaces}, killManyTimes))
  // Else the kills came at the wrong moments, and the test shows nothing.
  expect(Math.max(...leftovers)).toBeGreaterThan(0)
})

/** Lets one child end in peace, so that those to be killed start faster. */
async function warmUp(): Promise<void> {
  const {folder, store} = await freshStore()
  await store.close()
  await runChild(['open', folder])
}

/** How many temporary files the kills left behind in all. */
async function killManyTimes(): Promise<number> {
  const {folder, store} = await freshStore()
  await store.close()
  let leftovers = 0
  // On a busy machine a child may not come to write at all before it is killed.
  for (let round = 0; round < killsEach || (leftovers === 0 && round < 4 * killsEach); round++) {
    const child = startChild(['storm', folder, `${round}`])
    expect(await child.firstLine).toBe('ready')
    await sleep(Math.random() * 80)
    await killChild(child)
    leftovers += await expectSound(folder, `a-${round}-`)
  }
  await (await openToWrite(folder, writer)).close()
  const names = await readdir(folder, {recursive: true})
  expect(names.filter((name) => leftover.test(name.split('/').at(-1) ?? ''))).toEqual([])
  return leftovers
}

test('a reader sees whole things while another process writes', async () => {
  const {folder, store} = await freshStore()
  await store.close()
  const child = startChild(['storm', folder, '1'])
  await child.firstLine
  for (let round = 0; round < 10; round++) await expectReadable(folder, 'a-1-')
  await killChild(child)
})

/** How many temporary files there are beside the sound ones. */
async function expectSound(folder: string, newest: string): Promise<number> {
  await expectReadable(folder, newest)
  const names = await readdir(folder, {recursive: true})
  const documents = names.filter((name) => name.endsWith('.json') && !name.startsWith('assessments') && name !== '.lock.json')
  for (const name of documents) JSON.parse(await readFile(join(folder, name), 'utf8'))
  return names.filter((name) => leftover.test(name.split('/').at(-1) ?? '')).length
}

/** `newest`: how the ids of the assessments to look at begin. */
async function expectReadable(folder: string, newest: string): Promise<void> {
  const reader = await openToRead(folder)
  await reader.readRegister()
  for (const item of await collectAll(reader.listTargets())) {
    if (!item.ok) throw item.error
    const {lastSeenAt, snapshot} = item.target
    expect(await reader.snapshotOn(item.id, lastSeenAt)).toEqual(snapshot)
    const justBefore = new Date(Date.parse(lastSeenAt) - 1).toISOString()
    await reader.snapshotOn(item.id, justBefore)
  }
  expect((await reader.verifyJournal()).problems).toEqual([])
  const ids = await reader.listAssessments()
  for (const id of ids.filter((name) => name.startsWith(newest))) {
    const files = await reader.readAssessment(id)
    expect([...(files ?? [])].map(([name, content]) => [name, content.length])).toEqual([
      ['evidence/three.bin', 40_000],
      ['one.json', 40_000],
      ['two.json', 40_000],
    ])
  }
}
