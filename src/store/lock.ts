import {constants} from 'node:fs'
import {access, readFile, realpath, rm, writeFile} from 'node:fs/promises'
import {hostname} from 'node:os'
import {setTimeout as sleep} from 'node:timers/promises'
import {z} from 'zod'
import {writing} from './file-errors.ts'
import {inside} from './paths.ts'
import {StoreError} from './store-error.ts'

export const lockPath = '.lock.db'
export const holderPath = '.lock.json'

/** Who wants to write: told to whoever finds the workspace locked. */
export interface Writer {
  command: string
  at: string
  /** How long to wait for another writer; 0 when absent. */
  waitMs?: number
}

export interface Lock {
  release(): Promise<void>
}

const holder = z.object({pid: z.number(), host: z.string(), since: z.string(), command: z.string()})

// In this order; the last one makes SQLite say so when it could open the file for reading only, where it would lock nothing.
// It changes no byte: the transaction is never committed and its journal is in memory, so the file stays empty.
const takeLock = 'PRAGMA journal_mode=MEMORY; PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; PRAGMA user_version=1'
const pauseMs = 50

/**
 * Takes the one lock of those who write in a folder: a lock of the operating system on `.lock.db`, held through SQLite, which ends with the
 * process however it dies; the file itself means nothing and may be copied or deleted. Nothing else may open that file: on
 * POSIX closing any handle on it drops the lock of the whole process.
 */
export async function acquireLock(folder: string, writer: Writer): Promise<Lock> {
  const root = await writing(folder, () => realpath(folder))
  const file = inside(root, lockPath)
  const holderFile = inside(root, holderPath)
  await writing(root, () => access(root, constants.W_OK))
  const database = await lockDatabase(file, holderFile, writer.waitMs ?? 0)
  const release = async () => {
    try {
      await rm(holderFile, {force: true})
    } finally {
      database.close()
    }
  }
  try {
    const who: z.infer<typeof holder> = {pid: process.pid, host: hostname(), since: writer.at, command: writer.command.slice(0, 500)}
    await writing(holderFile, () => writeFile(holderFile, `${JSON.stringify(who)}\n`))
  } catch (error) {
    await release()
    throw error
  }
  return {release}
}

async function lockDatabase(file: string, holderFile: string, waitMs: number): Promise<{close(): void}> {
  const {DatabaseSync} = await import('node:sqlite')
  for (let waited = 0; ; waited += pauseMs) {
    let database: InstanceType<typeof DatabaseSync> | undefined
    try {
      database = new DatabaseSync(file, {timeout: 100})
      database.exec(takeLock)
      return database
    } catch (error) {
      database?.close()
      const refusal = refusalOf(error)
      if (refusal !== 'locked') throw refusal === undefined ? error : new StoreError(refusal, file, undefined, error)
      if (waited >= waitMs) throw new StoreError('locked', file, await describeHolder(holderFile))
    }
    await sleep(pauseMs)
  }
}

/** From SQLite's result codes: 5 BUSY, 8 READONLY, 13 FULL, 14 CANTOPEN, 26 NOTADB. */
function refusalOf(error: unknown) {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
  if (code === 5) return 'locked'
  if (code === 8 || code === 14) return 'not-writable'
  if (code === 13) return 'disk-full'
  if (code === 26) return 'foreign-file'
  return undefined
}

async function describeHolder(file: string): Promise<string | undefined> {
  try {
    const {pid, host, since, command} = holder.parse(JSON.parse(await readFile(file, 'utf8')))
    return `PID ${pid}, ${host}, ${since}, ${command}`
  } catch {
    return undefined
  }
}
