import {mkdir, open, writeFile} from 'node:fs/promises'
import {dirname} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import writeFileAtomic from 'write-file-atomic'
import {errnoOf, writing} from './file-errors.ts'

/** Replaces a file in one step: after a crash it holds the old bytes or the new ones, never a part. */
export async function writeSafely(file: string, bytes: Uint8Array): Promise<void> {
  await writing(file, async () => {
    // write-file-atomic 8 does not look at how much its single write() took: on a disk that fills up it renames a truncated
    // file over the good one and reports success. So we fill (and flush) its temporary file, and it only renames.
    const tmpfileCreated = (temporary: string) => writeFile(temporary, bytes, {flush: true})
    const write = () => retryWhileHeld(() => writeFileAtomic(file, undefined, {fsync: false, tmpfileCreated}))
    await inFolder(dirname(file), write)
    await syncFolder(dirname(file))
  })
}

/** Runs an action that writes into a folder; makes the folder when it is not there. */
async function inFolder(folder: string, action: () => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
    await makeFolder(folder)
    await action()
  }
}

/** Makes a folder and its parents, and sees to it that they survive a power cut. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, {recursive: true})
  if (first === undefined) return
  for (let made = folder; ; made = dirname(made)) {
    await syncFolder(dirname(made))
    if (made === first || made === dirname(made)) return
  }
}

/** Makes the names in a folder durable. Windows does this by itself and cannot open a folder. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const held = new Set(['EACCES', 'EBUSY', 'EPERM'])

/** On Windows a virus scanner may hold a file for a moment, and a rename over it fails: tries for about a second. */
export async function retryWhileHeld(action: () => Promise<void>, platform: NodeJS.Platform = process.platform): Promise<void> {
  for (let wait = 20; ; wait *= 2) {
    try {
      return await action()
    } catch (error) {
      if (platform !== 'win32' || wait > 640 || !held.has(errnoOf(error) ?? '')) throw error
      await sleep(wait)
    }
  }
}
