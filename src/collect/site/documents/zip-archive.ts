import {Inflate} from 'fflate'
import type {ReadBudget} from './read-budget.ts'
import {ReadRefusal} from './types.ts'

export interface ZipEntry {
  /** As written in the archive: may be anything, and is never used as a path. */
  name: string
  method: number
  encrypted: boolean
  packed: number
  offset: number
}

const endOfDirectory = 0x06054b50
const entryOfDirectory = 0x02014b50
const localHeader = 0x04034b50
/** Deflate makes at most 1,032 bytes of one: a slice yields at most 4 MB before it is counted. */
const slice = 4096

/** The directory of an archive, or a refusal. Sizes that it declares are not trusted. */
export function readZipDirectory(bytes: Uint8Array, mostEntries: number): {entries: ZipEntry[]; more: number} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined) throw new ReadRefusal('damaged')
  const count = view.getUint16(end + 10, true)
  let offset = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  let more = 0
  for (let index = 0; index < count; index++) {
    if (offset + 46 > view.byteLength || view.getUint32(offset, true) !== entryOfDirectory) {
      if (entries.length === 0) throw new ReadRefusal('damaged')
      more += count - index
      break
    }
    const flags = view.getUint16(offset + 8, true)
    const nameLength = view.getUint16(offset + 28, true)
    const raw = bytes.subarray(offset + 46, offset + 46 + nameLength)
    const name = new TextDecoder(flags & 0x800 || isUtf8(raw) ? 'utf-8' : 'windows-1252').decode(raw)
    // A folder has nothing in it to read.
    if (!name.endsWith('/')) {
      if (entries.length < mostEntries)
        entries.push({
          name,
          method: view.getUint16(offset + 10, true),
          encrypted: (flags & 1) === 1,
          packed: view.getUint32(offset + 20, true),
          offset: view.getUint32(offset + 42, true),
        })
      else more++
    }
    offset += 46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true)
  }
  return {entries, more}
}

/** Unpacks an entry piece by piece; every byte that comes out is counted before anybody sees it. */
export function inflateEntry(bytes: Uint8Array, entry: ZipEntry, budget: ReadBudget, take: (chunk: Uint8Array) => void): void {
  if (entry.encrypted) throw new ReadRefusal('encrypted')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.offset + 30 > view.byteLength || view.getUint32(entry.offset, true) !== localHeader) throw new ReadRefusal('damaged')
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  const end = Math.min(start + entry.packed, bytes.length)
  if (start > bytes.length) throw new ReadRefusal('damaged')
  if (entry.method === 0) {
    for (let at = start; at < end; at += 65_536) {
      const chunk = bytes.subarray(at, Math.min(at + 65_536, end))
      budget.inflate(chunk.length)
      take(chunk)
    }
    return
  }
  if (entry.method !== 8) throw new ReadRefusal('format')
  const inflate = new Inflate((chunk) => {
    budget.inflate(chunk.length)
    if (chunk.length > 0) take(chunk)
  })
  for (let at = start; at < end; at += slice) inflate.push(bytes.subarray(at, Math.min(at + slice, end)), at + slice >= end)
}

/** A whole entry in memory, within the budget. */
export function unpackEntry(bytes: Uint8Array, entry: ZipEntry, budget: ReadBudget): Uint8Array {
  const chunks: Uint8Array[] = []
  inflateEntry(bytes, entry, budget, (chunk) => chunks.push(chunk.slice()))
  return Buffer.concat(chunks)
}

function findEnd(view: DataView): number | undefined {
  for (let offset = view.byteLength - 22; offset >= Math.max(0, view.byteLength - 65_557); offset--)
    if (view.getUint32(offset, true) === endOfDirectory) return offset
  return undefined
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', {fatal: true}).decode(bytes)
    return true
  } catch {
    return false
  }
}
