import {mkdir, realpath, rm, rmdir, writeFile} from 'node:fs/promises'
import {dirname, join, resolve} from 'node:path'
import type {Workspace} from '../model/workspace.ts'
import {parseAs} from './document.ts'
import {emptyRegister, registerKind, registerPath, workspaceKind, workspacePath} from './documents.ts'
import {writing} from './file-errors.ts'
import {createHead, headPath, journalPath} from './journal.ts'
import {acquireLock, holderPath, type Lock, lockPath, type Writer} from './lock.ts'
import {replaceDocument} from './lowdb-adapter.ts'
import {entriesOf} from './paths.ts'
import {StoreError} from './store-error.ts'
import {syncFolder} from './write-safely.ts'

/** Stands in a folder while a workspace is being made there; what it stands beside may be removed. */
export const creatingPath = '.creating'
// workspace.json comes last: with it the folder is a workspace, without it it is not.
const made = [registerPath, journalPath, headPath, workspacePath]
const locks = [lockPath, holderPath]

/** Makes a workspace in a new or empty folder and keeps its lock. After a failure everything is as it was. */
export async function createWorkspace(folder: string, workspace: Workspace, writer: Writer): Promise<{root: string; lock: Lock}> {
  const checked = parseAs(workspaceKind, workspace, join(folder, workspacePath))
  // What it will hold says where each PC is weak: for nobody else's eyes, unless its owner decides otherwise.
  const firstMade = await writing(folder, () => mkdir(folder, {recursive: true, mode: 0o700}))
  const root = await realpath(folder)
  let lock: Lock | undefined
  try {
    await requireFree(root)
    lock = await acquireLock(root, writer)
    await requireFree(root)
    await fill(root, checked)
    return {root, lock}
  } catch (error) {
    await lock?.release()
    if (!isTaken(error)) await Promise.all(locks.map((name) => rm(join(root, name), {force: true})))
    if (firstMade !== undefined) await removeEmpty(root, resolve(firstMade))
    throw error
  }
}

/** Says whether the folder is somebody else's, so that the lock in it is theirs too. */
function isTaken(error: unknown): boolean {
  return error instanceof StoreError && ['locked', 'workspace-exists', 'folder-not-empty', 'not-writable'].includes(error.code)
}

async function requireFree(root: string): Promise<void> {
  const names = ((await entriesOf(root)) ?? []).map((entry) => entry.name)
  if (names.includes(workspacePath)) throw new StoreError('workspace-exists', root)
  const isOurs = (name: string) => locks.includes(name) || (names.includes(creatingPath) && isMade(name))
  const foreign = names.find((name) => !isOurs(name))
  if (foreign !== undefined) throw new StoreError('folder-not-empty', root, foreign)
}

/** One of our names, or the temporary file of one. */
function isMade(name: string): boolean {
  return name === creatingPath || made.some((own) => name === own || name.startsWith(`${own}.`))
}

async function fill(root: string, workspace: Workspace): Promise<void> {
  try {
    await writing(root, () => writeFile(join(root, creatingPath), ''))
    await replaceDocument(join(root, registerPath), registerKind, emptyRegister)
    await writing(root, () => writeFile(join(root, journalPath), '', {flush: true}))
    await createHead(root)
    await replaceDocument(join(root, workspacePath), workspaceKind, workspace)
    await rm(join(root, creatingPath))
    await writing(root, () => syncFolder(dirname(root)))
  } catch (error) {
    for (const name of [...made, creatingPath]) await rm(join(root, name), {force: true})
    throw error
  }
}

/** Removes the folders we made, from the inside out, as long as they are empty. */
async function removeEmpty(folder: string, first: string): Promise<void> {
  try {
    for (let path = folder; ; path = dirname(path)) {
      await rmdir(path)
      if (path === first || path === dirname(path)) return
    }
  } catch {
    // Somebody else has put something there: leave it, and let the first error be the one that is told.
  }
}
