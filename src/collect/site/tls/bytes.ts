/** Reads numbers and vectors from bytes of a stranger; what is cut short ends the reading. */
export interface Reader {
  u8(): number
  u16(): number
  u24(): number
  take(length: number): Buffer
  /** Bytes that follow their own length, which takes one, two or three bytes. */
  vector(lengthBytes: 1 | 2 | 3): Buffer
  left(): number
}

class CutShort extends Error {}

/** What `read` makes of the bytes; undefined where they end too early. */
export function readBytes<T>(bytes: Buffer, read: (reader: Reader) => T): T | undefined {
  let at = 0
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new CutShort()
    const part = bytes.subarray(at, at + length)
    at += length
    return part
  }
  const number = (length: 1 | 2 | 3) => take(length).readUIntBE(0, length)
  const reader: Reader = {
    u8: () => number(1),
    u16: () => number(2),
    u24: () => number(3),
    take,
    vector: (lengthBytes) => take(number(lengthBytes)),
    left: () => bytes.length - at,
  }
  try {
    return read(reader)
  } catch (error) {
    if (error instanceof CutShort) return undefined
    throw error
  }
}

/** A list of vectors to the end of the bytes. */
export function readVectors(bytes: Buffer, lengthBytes: 1 | 2 | 3, limit: number): Buffer[] | undefined {
  return readBytes(bytes, (reader) => {
    const parts: Buffer[] = []
    while (reader.left() > 0 && parts.length < limit) parts.push(reader.vector(lengthBytes))
    return parts
  })
}

export const u8 = (value: number) => Buffer.from([value])
export const u16 = (value: number) => Buffer.from([value >> 8, value & 255])
export function u16s(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2)
  return bytes
}

/** Bytes with their length before them. */
export function vector(lengthBytes: 1 | 2 | 3, ...parts: readonly Buffer[]): Buffer {
  const length = Buffer.alloc(lengthBytes)
  length.writeUIntBE(
    parts.reduce((sum, part) => sum + part.length, 0),
    0,
    lengthBytes,
  )
  return Buffer.concat([length, ...parts])
}

/** Bytes that come in pieces, up to a limit. */
export interface Gathered {
  /** All that came; parts of it stay as they are when more comes. */
  all(): Buffer
  /** False where more came than may; what fits is taken. */
  add(piece: Buffer): boolean
}

/** The room grows with what comes: most answers are short, and whoever keeps a part of one keeps all of its room. */
export function gatherBytes(limit: number): Gathered {
  let room = Buffer.alloc(0)
  let end = 0
  return {
    all: () => room.subarray(0, end),
    add: (piece) => {
      const needed = Math.min(limit, end + piece.length)
      if (needed > room.length) {
        const larger = Buffer.allocUnsafe(Math.min(limit, Math.max(needed, 2 * room.length)))
        room.copy(larger, 0, 0, end)
        room = larger
      }
      const fits = end + piece.length <= limit
      piece.copy(room, end, 0, needed - end)
      end = needed
      return fits
    },
  }
}
