import {rename, rm} from 'node:fs/promises'
import type {Register} from '../model/register.ts'
import {maxBytes, parseAs, toJson} from './document.ts'
import {registerKind, registerPath} from './documents.ts'
import {errnoOf, writing} from './file-errors.ts'
import {appendEntry, hashOfFile, readEnd, readHead} from './journal.ts'
import type {JournalEntry, NewJournalEntry} from './journal-entry.ts'
import {readExisting} from './lowdb-adapter.ts'
import {inside} from './paths.ts'
import {hashOfPayload} from './payloads.ts'
import {StoreError} from './store-error.ts'
import {retryWhileHeld, syncFolder, writeSafely} from './write-safely.ts'

/** The register that is about to take the place of the old one. */
const nextPath = `${registerPath}.next`

/**
 * Changes the register and says so in the journal, both or neither: the new register is written beside the old one, then
 * the entry with its hash, then it takes the old one's place. A process killed in between is finished, or undone, by
 * `finishChange`. No entry means that nothing is changed.
 */
export async function changeRegister(
  root: string,
  change: (register: Register) => Register,
  entryOf: (before: Register, after: Register) => NewJournalEntry | undefined,
  at: string,
): Promise<Register> {
  const file = inside(root, registerPath)
  const before = await readExisting(file, registerKind)
  const after = parseAs(registerKind, change(before), file)
  const entry = entryOf(before, after)
  if (entry === undefined) return before
  const bytes = Buffer.from(toJson(after))
  if (bytes.length > maxBytes) throw new StoreError('too-large', file)
  await recordForeignChange(root, at)
  await writeSafely(inside(root, nextPath), bytes)
  try {
    await appendEntry(root, entry, hashOfPayload(bytes))
  } catch (error) {
    await rm(inside(root, nextPath), {force: true})
    throw error
  }
  await takePlace(root)
  return after
}

/** What a killed process left of a change: with its entry in the journal it is finished, without it is undone. Only under the lock. */
export async function finishChange(root: string): Promise<void> {
  const next = await hashOfFile(root, nextPath)
  if (next === undefined) return
  const {register} = await readEnd(root)
  if (register === next) await takePlace(root)
  else await writing(inside(root, nextPath), () => rm(inside(root, nextPath), {force: true}))
}

/** True where the register is not as an entry of the journal left it (its SHA-256), and no change is on its way. */
export async function isChangedOutside(root: string, register: string | undefined): Promise<boolean> {
  if (register === undefined) return false
  return ![await hashOfFile(root, registerPath), await hashOfFile(root, nextPath)].includes(register)
}

/**
 * What somebody else has done to the register since the last entry goes into the journal in full, before it is changed
 * again. Older journals do not say how the register was; there is nothing to compare.
 */
async function recordForeignChange(root: string, at: string): Promise<JournalEntry | undefined> {
  if (!(await isChangedOutside(root, (await readHead(root)).register))) return undefined
  const found = toJson(await readExisting(inside(root, registerPath), registerKind))
  return appendEntry(root, {at, actor: 'stp-sec', action: 'register.found-changed', object: registerPath, payload: found})
}

async function takePlace(root: string): Promise<void> {
  const file = inside(root, registerPath)
  await writing(file, async () => {
    try {
      await retryWhileHeld(() => rename(inside(root, nextPath), file))
    } catch (error) {
      // Somebody finished it for us.
      if (errnoOf(error) !== 'ENOENT') throw error
    }
    await syncFolder(root)
  })
}
