import {createReadStream} from 'node:fs'
import {type FileHandle, open} from 'node:fs/promises'
import {dirname} from 'node:path'
import type {z} from 'zod'
import {maxBytes} from './document.ts'
import {errnoOf, reading, writing} from './file-errors.ts'
import {StoreError} from './store-error.ts'
import {makeFolder, syncFolder} from './write-safely.ts'

const newline = 0x0a

/** A whole line of a file, without its newline; `number` counts from 1. */
export interface Line {
  number: number
  bytes: Buffer
}

/**
 * The whole lines of a file; none when there is no file. Bytes after the last newline are what a crash left of a line that
 * was never confirmed, and are passed over. Not node:readline, which also breaks lines at U+2028, and JSON may hold that.
 */
export async function* readLines(file: string): AsyncGenerator<Line> {
  const handle = await openToRead(file)
  if (handle === undefined) return
  let parts: Buffer[] = []
  let length = 0
  let number = 0
  try {
    for await (const chunk of createReadStream('', {fd: handle, autoClose: false}) as AsyncIterable<Buffer>) {
      let start = 0
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
        parts.push(chunk.subarray(start, end))
        number += 1
        yield {number, bytes: Buffer.concat(parts)}
        parts = []
        length = 0
        start = end + 1
      }
      parts.push(chunk.subarray(start))
      length += chunk.length - start
      if (length > maxBytes) throw new StoreError('too-large', `${file}:${number + 1}`)
    }
  } finally {
    await handle.close()
  }
}

/** The value of a line, or undefined when it is not JSON of that shape in UTF-8. */
export function parseLine<T>(bytes: Uint8Array, shape: z.ZodType<T>): T | undefined {
  try {
    return shape.safeParse(JSON.parse(new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes))).data
  } catch {
    return undefined
  }
}

/**
 * Appends the line that `makeLine` makes of the last one, flushes it to the disk, and runs `confirm`; when either fails the
 * line is taken back. A torn end is first moved to a side file `.torn`. Only for the process that holds the lock.
 */
export async function appendLine(
  file: string,
  makeLine: (last: Buffer | undefined) => Promise<string>,
  confirm: () => Promise<void>,
): Promise<void> {
  await writing(file, async () => {
    const handle = await openToAppend(file)
    try {
      const end = await cutTornEnd(handle, file)
      const last = end === 0 ? undefined : await readLastLine(handle, end, file)
      const line = Buffer.from(`${await makeLine(last)}\n`)
      if (line.length > maxBytes) throw new StoreError('too-large', file)
      try {
        await writeAll(handle, line, end)
        await handle.datasync()
        await confirm()
      } catch (error) {
        await handle.truncate(end)
        throw error
      }
    } finally {
      await handle.close()
    }
  })
}

async function openToRead(file: string): Promise<FileHandle | undefined> {
  try {
    return await reading(file, async () => {
      const handle = await open(file, 'r')
      if ((await handle.stat()).isFile()) return handle
      await handle.close()
      throw new StoreError('foreign-file', file)
    })
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}

// Not 'a': Windows lets nobody shorten a file opened so.
async function openToAppend(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r+')
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
    await makeFolder(dirname(file))
    const handle = await open(file, 'wx+')
    await syncFolder(dirname(file))
    return handle
  }
}

/** Length of the whole lines, after the torn end, if any, was moved away. */
async function cutTornEnd(handle: FileHandle, file: string): Promise<number> {
  const {size} = await handle.stat()
  const whole = await startOfLine(handle, size, file)
  if (whole === size) return size
  const side = await open(`${file}.torn`, 'a')
  try {
    await side.writeFile(await readRange(handle, whole, size))
    await side.writeFile('\n')
    await side.sync()
  } finally {
    await side.close()
  }
  await handle.truncate(whole)
  return whole
}

async function readLastLine(handle: FileHandle, end: number, file: string): Promise<Buffer> {
  return readRange(handle, await startOfLine(handle, end - 1, file), end - 1)
}

/** Offset behind the last newline before `end`. Looks back in steps, since most lines are short and few are long. */
async function startOfLine(handle: FileHandle, end: number, file: string): Promise<number> {
  for (let step = 16 * 1024, to = end; to > 0; step *= 2) {
    if (end - to > maxBytes) throw new StoreError('too-large', file)
    const from = Math.max(0, to - step)
    const found = (await readRange(handle, from, to)).lastIndexOf(newline)
    if (found !== -1) return from + found + 1
    to = from
  }
  return 0
}

async function readRange(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const bytes = Buffer.alloc(to - from)
  let filled = 0
  while (filled < bytes.length) {
    const {bytesRead} = await handle.read(bytes, filled, bytes.length - filled, from + filled)
    if (bytesRead === 0) return bytes.subarray(0, filled)
    filled += bytesRead
  }
  return bytes
}

async function writeAll(handle: FileHandle, bytes: Buffer, at: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    written += (await handle.write(bytes, written, bytes.length - written, at + written)).bytesWritten
  }
}
