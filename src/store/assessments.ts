import {mkdir, open, readFile, rename, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {reading, writing} from './file-errors.ts'
import {entriesOf, inside, isFileName, requireFileName} from './paths.ts'
import type {AssessmentFiles} from './store.ts'
import {StoreError} from './store-error.ts'
import {makeFolder, retryWhileHeld, syncFolder} from './write-safely.ts'

export const assessmentsPath = 'assessments'
/** Before the name of a folder that is still being written; no id begins so. */
export const unfinishedPrefix = '.new-'

/** Ids in order. */
export async function listAssessmentIds(root: string): Promise<string[]> {
  const entries = (await entriesOf(inside(root, assessmentsPath))) ?? []
  // A link is listed too, so that reading it says where it leads.
  return entries.filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && isFileName(entry.name)).map((entry) => entry.name)
}

/** All files of an assessment, or undefined when there is none with this id. */
export async function readAssessmentFiles(root: string, id: string): Promise<AssessmentFiles | undefined> {
  requireFileName(id)
  const path = join(assessmentsPath, id)
  if ((await entriesOf(inside(root, path))) === undefined) return undefined
  const files = new Map<string, Uint8Array>()
  for (const name of await namesUnder(root, path, '')) {
    const file = inside(root, join(path, name))
    files.set(name, await reading(file, () => readFile(file)))
  }
  return files
}

/** Writes a folder beside its place and renames it there in one step. */
export async function writeAssessment(root: string, id: string, contents: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  requireFileName(id)
  const files = checkedFiles(id, contents)
  const folder = inside(root, join(assessmentsPath, id))
  const existing = await readAssessmentFiles(root, id)
  if (existing !== undefined) {
    if (isSame(existing, files)) return
    throw new StoreError('assessment-differs', folder)
  }
  const unfinished = inside(root, join(assessmentsPath, `${unfinishedPrefix}${id}`))
  await writing(folder, async () => {
    await makeFolder(join(root, assessmentsPath))
    await rm(unfinished, {recursive: true, force: true})
    try {
      await writeFiles(unfinished, files)
      await retryWhileHeld(() => rename(unfinished, folder))
    } catch (error) {
      await rm(unfinished, {recursive: true, force: true})
      throw error
    }
    await syncFolder(join(root, assessmentsPath))
  })
}

function checkedFiles(id: string, contents: ReadonlyMap<string, Uint8Array | string>): AssessmentFiles {
  if (contents.size === 0) throw new StoreError('schema-mismatch', `${assessmentsPath}/${id}`, {vi: 'không có tệp nào', en: 'no files'})
  const files = new Map<string, Uint8Array>()
  const seen = new Set<string>()
  for (const [name, content] of contents) {
    for (const part of name.split('/')) requireFileName(part)
    // Windows would write both into one file.
    if (seen.has(name.toLowerCase())) throw new StoreError('bad-name', `${assessmentsPath}/${id}/${name}`)
    seen.add(name.toLowerCase())
    files.set(name, typeof content === 'string' ? Buffer.from(content) : content)
  }
  return files
}

async function writeFiles(folder: string, files: AssessmentFiles): Promise<void> {
  const folders = new Set([folder])
  for (const name of files.keys()) {
    const parts = name.split('/').slice(0, -1)
    for (const index of parts.keys()) folders.add(join(folder, ...parts.slice(0, index + 1)))
  }
  for (const path of folders) await mkdir(path)
  for (const [name, content] of files) {
    const handle = await open(join(folder, name), 'wx')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
  for (const path of folders) await syncFolder(path)
}

async function namesUnder(root: string, path: string, prefix: string): Promise<string[]> {
  const names: string[] = []
  for (const entry of (await entriesOf(inside(root, join(path, prefix)))) ?? []) {
    const name = `${prefix}${entry.name}`
    if (entry.isDirectory()) names.push(...(await namesUnder(root, path, `${name}/`)))
    else names.push(name)
  }
  return names
}

function isSame(before: AssessmentFiles, after: AssessmentFiles): boolean {
  if (before.size !== after.size) return false
  return [...after].every(([name, content]) => Buffer.compare(before.get(name) ?? Buffer.alloc(0), content) === 0 && before.has(name))
}
