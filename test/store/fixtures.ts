import {chmod, mkdtemp, realpath, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import {createFolderStore} from '../../src/store/folder-store.ts'
import type {Writer} from '../../src/store/lock.ts'
import type {Store} from '../../src/store/store.ts'
import {StoreError} from '../../src/store/store-error.ts'
import {sampleWorkspace} from './samples.ts'

export const writer: Writer = {command: 'vitest', at: '2026-11-25T08:00:00+07:00'}

/** A folder that is gone after the test; every user may look into it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'stp-sec-store-')))
  await chmod(folder, 0o755)
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  return folder
}

/** A fresh workspace, open for writing until the test ends. */
export async function freshStore(): Promise<{folder: string; store: Store}> {
  const folder = join(await temporaryFolder(), 'workspace')
  const store = await createFolderStore(folder, sampleWorkspace, writer)
  onTestFinished(() => store.close())
  return {folder, store}
}

/** The `StoreError` that an action ends in. */
export async function storeErrorOf(action: () => Promise<unknown>): Promise<StoreError> {
  try {
    await action()
  } catch (error) {
    if (error instanceof StoreError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

export async function collectAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
