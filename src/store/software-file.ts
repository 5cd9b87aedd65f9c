import {readFile, stat} from 'node:fs/promises'
import {errnoOf, reading} from './file-errors.ts'
import {inside} from './paths.ts'
import {hashOfPayload} from './payloads.ts'
import {StoreError} from './store-error.ts'

/** Rules for software that an officer wrote, beside workspace.json. */
export const softwarePath = 'software.yaml'

/** Far above any list that people write. */
const maxBytes = 4 * 1024 * 1024

export interface SoftwareFile {
  text: string
  sha256: string
}

/** The file as it is, unread; undefined where the workspace has none. */
export async function readSoftwareFile(root: string): Promise<SoftwareFile | undefined> {
  const file = inside(root, softwarePath)
  try {
    return await reading(file, async () => {
      const stats = await stat(file)
      // A pipe or a device would make the read wait for ever.
      if (!stats.isFile()) throw new StoreError('foreign-file', file)
      if (stats.size > maxBytes) throw new StoreError('too-large', file, `${Math.ceil(stats.size / 1024 / 1024)} MB`)
      const bytes = await readFile(file)
      return {text: bytes.toString('utf8').replace(/^\uFEFF/, ''), sha256: hashOfPayload(bytes)}
    })
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}
