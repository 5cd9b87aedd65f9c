import {Inflate} from 'fflate'
import {type Refused, readLimits, refuse} from './refusals.ts'

const END_OF_DIRECTORY = 0x06054b50
const ENTRY_OF_DIRECTORY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const slice = 16 * 1024

interface Entry {
  method: number
  flags: number
  crc: number
  packed: number
  unpacked: number
  offset: number
}

/** The directory of an archive; nothing is unpacked until a part is asked for. */
export interface ZipParts {
  ok: true
  names: string[]
  /** Bytes of a part, `undefined` when there is none of that name; all parts together stay below the limit. */
  read: (name: string) => {ok: true; bytes: Uint8Array | undefined} | Refused
}

/**
 * Opens a ZIP archive of anybody. Sizes it declares are not believed: unpacking stops at the limit whatever they say, and
 * size and checksum must then agree.
 */
export function openZip(bytes: Uint8Array): ZipParts | Refused {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined) return refuse('broken-zip')
  const count = view.getUint16(end + 10, true)
  if (count > readLimits.entries) return refuse('too-many-entries')
  const entries = readDirectory(view, bytes, view.getUint32(end + 16, true), count)
  if (!entries) return refuse('broken-zip')
  let left: number = readLimits.unpackedBytes
  return {
    ok: true,
    names: [...entries.keys()],
    read: (name) => {
      const entry = entries.get(name)
      if (!entry) return {ok: true, bytes: undefined}
      if ((entry.flags & 1) === 1) return refuse('password', name)
      const packed = packedBytes(view, bytes, entry)
      if (!packed) return refuse('broken-zip', name)
      const result = unpack(packed, entry.method, left)
      if (result === 'too-large') return refuse('too-large-unpacked', name)
      if (result === 'broken' || result.length !== entry.unpacked || crcOf(result) !== entry.crc) return refuse('broken-zip', name)
      left -= result.length
      return {ok: true, bytes: result}
    },
  }
}

function findEnd(view: DataView): number | undefined {
  for (let offset = view.byteLength - 22; offset >= Math.max(0, view.byteLength - 65_557); offset--)
    if (view.getUint32(offset, true) === END_OF_DIRECTORY) return offset
  return undefined
}

function readDirectory(view: DataView, bytes: Uint8Array, start: number, count: number): Map<string, Entry> | undefined {
  const entries = new Map<string, Entry>()
  const decoder = new TextDecoder()
  let offset = start
  for (let index = 0; index < count; index++) {
    if (offset + 46 > view.byteLength || view.getUint32(offset, true) !== ENTRY_OF_DIRECTORY) return undefined
    const nameLength = view.getUint16(offset + 28, true)
    const name = decoder.decode(bytes.subarray(offset + 46, offset + 46 + nameLength))
    // Two parts of one name: which one Word would show is anybody's guess.
    if (entries.has(name)) return undefined
    entries.set(name, {
      flags: view.getUint16(offset + 8, true),
      method: view.getUint16(offset + 10, true),
      crc: view.getUint32(offset + 16, true),
      packed: view.getUint32(offset + 20, true),
      unpacked: view.getUint32(offset + 24, true),
      offset: view.getUint32(offset + 42, true),
    })
    offset += 46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true)
  }
  return entries
}

function packedBytes(view: DataView, bytes: Uint8Array, {offset, packed}: Entry): Uint8Array | undefined {
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL_HEADER) return undefined
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  return start + packed > view.byteLength ? undefined : bytes.subarray(start, start + packed)
}

function unpack(packed: Uint8Array, method: number, most: number): Uint8Array | 'too-large' | 'broken' {
  if (method === 0) return packed.length > most ? 'too-large' : packed
  if (method !== 8) return 'broken'
  const chunks: Uint8Array[] = []
  let length = 0
  const inflate = new Inflate((chunk) => {
    chunks.push(chunk)
    length += chunk.length
  })
  try {
    // Small pieces: each unpacks to a thousand times its size at most.
    for (let at = 0; at === 0 || at < packed.length; at += slice) {
      inflate.push(packed.subarray(at, at + slice), at + slice >= packed.length)
      if (length > most) return 'too-large'
    }
  } catch {
    return 'broken'
  }
  const result = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    result.set(chunk, at)
    at += chunk.length
  }
  return result
}

const crcTable = Uint32Array.from({length: 256}, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
