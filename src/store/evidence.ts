import {createHash, randomUUID} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {open, readdir, realpath, rename, rm, stat} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {UserError} from '../lib/user-error.ts'
import {errnoOf, reading, writing} from './file-errors.ts'
import {inside} from './paths.ts'
import {makeFolder, retryWhileHeld, syncFolder} from './write-safely.ts'

export const evidencePath = 'evidence'
const maxBytes = 200 * 1024 * 1024
const incoming = '.incoming-'
const abandonedAfterMs = 24 * 60 * 60 * 1000

/** A file in the evidence store, as the register keeps it. */
export interface StoredFile {
  name: string
  sha256: string
  bytes: number
}

/** Path of a stored file below the workspace: `evidence/<first two>/<sha256>`. */
export function evidenceFile(sha256: string): string {
  return `${evidencePath}/${sha256.slice(0, 2)}/${sha256}`
}

/** Copies a file into the evidence store of a workspace under its hash. It appears whole or not at all, and twice is once. */
export async function storeEvidence(folder: string, source: string): Promise<StoredFile> {
  await requireFile(source)
  const root = await realpath(folder)
  const store = inside(root, evidencePath)
  await writing(store, () => makeFolder(store))
  await removeAbandoned(store)
  const temporary = join(store, `${incoming}${randomUUID()}`)
  try {
    const {sha256, bytes} = await copy(source, temporary)
    const file = inside(root, evidenceFile(sha256))
    await writing(file, async () => {
      await makeFolder(dirname(file))
      await retryWhileHeld(() => rename(temporary, file))
      await syncFolder(dirname(file))
    })
    return {name: basename(source).normalize('NFC'), sha256, bytes}
  } finally {
    await rm(temporary, {force: true})
  }
}

export async function hasEvidence(folder: string, sha256: string): Promise<boolean> {
  try {
    return (await stat(inside(await realpath(folder), evidenceFile(sha256)))).isFile()
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw error
  }
}

async function copy(source: string, target: string): Promise<{sha256: string; bytes: number}> {
  const hash = createHash('sha256')
  let bytes = 0
  const handle = await writing(target, () => open(target, 'wx', 0o600))
  try {
    for await (const chunk of createReadStream(source) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      // The size seen before says nothing about a file that still grows.
      if (bytes > maxBytes) throw tooLarge(source)
      hash.update(chunk)
      await writing(target, () => handle.writeFile(chunk))
    }
    await writing(target, () => handle.sync())
  } finally {
    await handle.close()
  }
  return {sha256: hash.digest('hex'), bytes}
}

async function requireFile(source: string): Promise<void> {
  const stats = await reading(source, () => stat(source)).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT') throw error
    throw refusal(source, 'no-file', {vi: 'Không có tệp này', en: 'There is no such file'})
  })
  if (!stats.isFile()) throw refusal(source, 'not-a-file', {vi: 'Đây không phải một tệp thường', en: 'This is no regular file'})
  if (stats.size > maxBytes) throw tooLarge(source)
}

function tooLarge(source: string): UserError {
  return refusal(source, 'file-too-large', {vi: 'Tệp lớn hơn 200 MB', en: 'The file is larger than 200 MB'})
}

function refusal(source: string, code: string, what: UserError['what']): UserError {
  return new UserError({
    code,
    what,
    where: source,
    next: {vi: 'Kiểm tra đường dẫn, chọn đúng tệp văn bản rồi chạy lại.', en: 'Check the path, name the right file and run again.'},
  })
}

/** What a killed process left behind; a young one may belong to somebody who is still copying. */
async function removeAbandoned(store: string): Promise<void> {
  for (const name of await readdir(store)) {
    if (!name.startsWith(incoming)) continue
    const path = join(store, name)
    const stats = await stat(path).catch(() => undefined)
    if (stats && Date.now() - stats.mtimeMs > abandonedAfterMs) await rm(path, {force: true})
  }
}
