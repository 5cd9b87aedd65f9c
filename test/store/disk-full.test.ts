import {execFileSync} from 'node:child_process'
import {readdir, readFile, rm, statfs, truncate, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {createFolderStore} from '../../src/store/folder-store.ts'
import type {Store} from '../../src/store/store.ts'
import {storeErrorOf, temporaryFolder, writer} from './fixtures.ts'
import {backupFact, registerEntry, sampleSnapshot, sampleSystem, sampleWorkspace} from './samples.ts'

const early = '2026-11-24T08:00:00+07:00'
const late = '2026-11-25T08:00:00+07:00'

/** A disk of its own, small enough to fill; undefined where mounting is not allowed. */
async function smallDisk(): Promise<string | undefined> {
  const folder = await temporaryFolder()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder], {stdio: 'ignore'})
  } catch {
    return undefined
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  return folder
}

/** Leaves `pages` pages of 4 KB free. */
async function fillUp(folder: string, pages: number): Promise<void> {
  await rm(join(folder, 'ballast'), {force: true})
  const {bavail, bsize} = await statfs(folder)
  await writeFile(join(folder, 'ballast'), Buffer.alloc((bavail - pages) * bsize))
}

const noDisk = 'needs the right to mount a tmpfs (root on Linux): what a full disk does was NOT tested here'

const writes: [string, (store: Store) => Promise<unknown>][] = [
  ['a register', (store) => store.updateRegister((register) => ({...register, systems: manySystems()}), registerEntry)],
  ['a snapshot', (store) => store.putSnapshot(bigSnapshot(late), late)],
  ['an assessment', (store) => store.putAssessment('b', new Map(['x', 'y', 'z'].map((name) => [name, 'x'.repeat(12_000)])))],
  ['a journal', (store) => appendMuch(store)],
]

function manySystems() {
  return Array.from({length: 100}, (_, index) => ({...sampleSystem(`s${index}`), name: 'x'.repeat(900)}))
}

function bigSnapshot(at: string) {
  return sampleSnapshot('pc', at, backupFact(at.repeat(1500), at))
}

async function appendMuch(store: Store): Promise<void> {
  for (let index = 0; index < 50; index++) {
    await store.appendJournal({at: late, actor: 'x'.repeat(450), action: 'a', object: 'b', payload: ''})
  }
}

// Every number of free pages lets the write get a little further before the disk is full.
test.for(writes.flatMap(([name, write]) => [0, 1, 3, 8].map((pages) => ({name, write, pages}))))(
  '$name on a disk with $pages free pages leaves everything as it was',
  async ({name, write, pages}, {skip}) => {
    const disk = await smallDisk()
    if (disk === undefined) return skip(noDisk)
    const folder = join(disk, 'workspace')
    const store = await createFolderStore(folder, sampleWorkspace, writer)
    await store.putSnapshot(sampleSnapshot('pc', early), early)
    await store.appendJournal({at: early, actor: 'a', action: 'b', object: 'c', payload: ''})
    await store.putAssessment('a', new Map([['x', 'x']]))
    const before = await contentsOf(folder)
    await fillUp(disk, pages)
    expect(await storeErrorOf(() => write(store))).toMatchObject({code: 'disk-full'})
    const after = await contentsOf(folder)
    if (name === 'a journal') {
      expect((await store.verifyJournal()).problems).toEqual([])
      expect(after.get('journal.ndjson')?.endsWith('\n')).toBe(true)
    } else {
      expect(after).toEqual(before)
    }
    await truncate(join(disk, 'ballast'))
    await write(store)
    await store.close()
  },
)

test('making a workspace on a full disk removes what it made', async ({skip}) => {
  const disk = await smallDisk()
  if (disk === undefined) return skip(noDisk)
  for (let pages = 0; pages < 4; pages++) {
    await fillUp(disk, pages)
    expect(await storeErrorOf(() => createFolderStore(join(disk, 'a', 'b'), sampleWorkspace, writer))).toMatchObject({code: 'disk-full'})
    expect(await readdir(disk)).toEqual(['ballast'])
  }
  await truncate(join(disk, 'ballast'))
  await (await createFolderStore(join(disk, 'a', 'b'), sampleWorkspace, writer)).close()
})

async function contentsOf(folder: string): Promise<Map<string, string>> {
  const files = (await readdir(folder, {recursive: true, withFileTypes: true})).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort()
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
  return new Map(paths.map((path, index) => [path.slice(folder.length + 1), texts[index] ?? '']))
}
