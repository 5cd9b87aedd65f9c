import {type Dirent, lstatSync, realpathSync} from 'node:fs'
import {readdir} from 'node:fs/promises'
import {dirname, isAbsolute, join, relative, sep} from 'node:path'
import {target} from '../model/snapshot.ts'
import {errnoOf, reading, readingError} from './file-errors.ts'
import {StoreError} from './store-error.ts'

// A workspace may be copied to a Windows PC, where these are devices whatever follows the dot.
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** Says whether a name can be a file name of a workspace on every system. */
export function isFileName(name: string): boolean {
  return target.shape.id.safeParse(name).success && !reserved.test(name) && !name.endsWith('.')
}

/** Refuses a name that cannot be a file name, "../x" above all. */
export function requireFileName(name: string): void {
  if (!isFileName(name)) throw new StoreError('bad-name', JSON.stringify(name.slice(0, 120)))
}

/**
 * Absolute path of something in the workspace, existing or not, after looking that no symbolic link on the way leads out
 * of it. `root` is a real path. Synchronous, since handing so short a call to another thread costs ten times the call.
 */
export function inside(root: string, path: string): string {
  const file = join(root, path)
  for (let existing = file; ; existing = dirname(existing)) {
    const real = realPathOf(existing, file)
    if (real === undefined && existing === root) throw new StoreError('no-workspace', root)
    if (real === undefined) continue
    if (isOutside(root, real)) throw new StoreError('link-outside', file, real)
    return file
  }
}

/** What a folder holds, in order of name; undefined when there is no such folder. */
export async function entriesOf(folder: string): Promise<Dirent[] | undefined> {
  try {
    const entries = await reading(folder, () => readdir(folder, {withFileTypes: true}))
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function realPathOf(path: string, where: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw readingError(error, where)
    // A link into nothing. A file would be one that another process has made since.
    if (lstatSync(path, {throwIfNoEntry: false})?.isSymbolicLink()) throw new StoreError('link-outside', where)
    return undefined
  }
}

function isOutside(root: string, real: string): boolean {
  const way = relative(root, real)
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)
}
