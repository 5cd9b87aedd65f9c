import {open, readFile, stat} from 'node:fs/promises'
import {basename} from 'node:path'
import {type ExpectedHash, hashGiven, hashInFile} from '../data-sets/check-hash.ts'
import {refuse} from '../data-sets/refuse.ts'
import type {DataSources} from '../model/data-sets.ts'

/** Reads a data file carried by hand, up to the largest size any set may have. */
export async function readDataFile(path: string, {sets}: DataSources): Promise<Uint8Array> {
  const megabytes = Math.max(...Object.values(sets).map(({maxMegabytes}) => maxMegabytes))
  try {
    // A pipe would make the opening wait for ever.
    if (!(await stat(path)).isFile()) throw Object.assign(new Error('no regular file'), {code: 'EISDIR'})
    const handle = await open(path, 'r')
    try {
      const info = await handle.stat()
      if (info.size > megabytes * 1024 * 1024)
        throw refuse('too-large', path, {vi: `Tệp lớn hơn ${megabytes} MB`, en: `The file is larger than ${megabytes} MB`})
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (!/^E[A-Z]+$/.test(code)) throw error
    throw refuse(
      'not-readable',
      path,
      {vi: `Không đọc được tệp (${code})`, en: `The file cannot be read (${code})`},
      {vi: 'Kiểm tra đường dẫn và quyền đọc.', en: 'Check the path and the rights.'},
      error,
    )
  }
}

/** The hash that a person gave, else one in `FILE.sha256` beside the file, else none. */
export async function expectedHash(path: string, given: string | undefined): Promise<ExpectedHash | undefined> {
  if (given !== undefined) return {sha256: hashGiven(given, '--sha256'), by: 'hash', where: '--sha256'}
  const beside = `${path}.sha256`
  const info = await stat(beside).catch(() => undefined)
  if (!info) return undefined
  if (!info.isFile() || info.size > 64 * 1024)
    throw refuse('bad-hash-file', beside, {vi: 'Tệp mã băm không đúng dạng', en: 'The hash file is not of the right form'})
  return {sha256: hashInFile(await readFile(beside, 'utf8'), basename(path), beside), by: 'hash-file', where: beside}
}
