import {closeSync, openSync, readSync} from 'node:fs'
import {open} from 'node:fs/promises'
import {setImmediate} from 'node:timers/promises'
import {UserError} from '../lib/user-error.ts'
import type {Localized} from '../model/text.ts'
import type {Source} from './importer.ts'

const headBytes = 64 * 1024
/** Small pieces die young: with larger ones the texts made of them outlive a collection of garbage. */
const chunkBytes = 32 * 1024
/** How much is read before other events get their turn, Ctrl-C among them. */
const turnBytes = 4 * 1024 * 1024
/** A scan of 65,536 addresses with every port described takes a quarter of a gigabyte. */
const maxBytes = 2 * 1024 ** 3

/** Opens a file to import; refuses what is no regular file, is empty or too large. */
export async function openSource(path: string): Promise<Source> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw refused(path, {vi: 'Không mở được tệp này', en: 'This file cannot be opened'}, error)
  })
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) throw refused(path, {vi: 'Đây không phải một tệp thường', en: 'This is no regular file'})
    if (stats.size === 0) throw refused(path, {vi: 'Tệp rỗng (0 byte)', en: 'The file is empty (0 bytes)'})
    if (stats.size > maxBytes) throw refused(path, {vi: 'Tệp lớn hơn 2 GB', en: 'The file is larger than 2 GB'})
    const head = new Uint8Array(Math.min(headBytes, stats.size))
    const {bytesRead} = await handle.read(head, 0, head.length, 0)
    return {
      name: path,
      sizeBytes: stats.size,
      head: head.subarray(0, bytesRead),
      open: () => readPieces(path, stats.size, false),
      scan: () => readPieces(path, stats.size, true),
    }
  } finally {
    await handle.close()
  }
}

/**
 * The file piece by piece, up to the size it had when it was opened. Read without threads: handing each piece over from one
 * costs more than the reading.
 */
async function* readPieces(path: string, size: number, isReused: boolean): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r')
  const own = Buffer.allocUnsafe(isReused ? chunkBytes : 0)
  try {
    for (let at = 0; at < size; ) {
      const piece = isReused ? own : Buffer.allocUnsafe(chunkBytes)
      const count = readSync(file, piece, 0, Math.min(piece.length, size - at), at)
      if (count === 0) return
      yield piece.subarray(0, count)
      if (at % turnBytes > (at + count) % turnBytes) await setImmediate()
      at += count
    }
  } finally {
    closeSync(file)
  }
}

function refused(path: string, what: Localized, cause?: unknown): UserError {
  const next = {
    vi: 'Kiểm tra lại đường dẫn; xuất lại tệp từ công cụ đã tạo ra nó nếu cần.',
    en: 'Check the path; write the file again with the tool it comes from if need be.',
  }
  return new UserError({code: 'bad-import-file', what, where: path, next}, cause)
}
