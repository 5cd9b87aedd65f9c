import {ReadRefusal} from './types.ts'

/** Little-endian values over pieces that follow each other. */
export class ByteReader {
  private readonly pieces: readonly Uint8Array[]
  private piece = 0
  private at = 0

  constructor(pieces: readonly Uint8Array[]) {
    this.pieces = pieces
  }

  /** Bytes left in this piece. */
  get left(): number {
    return (this.pieces[this.piece]?.length ?? 0) - this.at
  }

  get ended(): boolean {
    while (this.left <= 0 && this.piece < this.pieces.length) this.nextPiece()
    return this.piece >= this.pieces.length
  }

  private nextPiece(): void {
    this.piece++
    this.at = 0
  }

  u8(): number {
    if (this.ended) throw new ReadRefusal('damaged')
    return this.pieces[this.piece]?.[this.at++] ?? 0
  }

  u16(): number {
    return this.u8() | (this.u8() << 8)
  }

  u32(): number {
    return (this.u16() | (this.u16() << 16)) >>> 0
  }

  f64(): number {
    const view = new DataView(new ArrayBuffer(8))
    for (let index = 0; index < 8; index++) view.setUint8(index, this.u8())
    return view.getFloat64(0, true)
  }

  skip(count: number): void {
    for (let left = count; left > 0; ) {
      if (this.ended) return
      const step = Math.min(left, this.left)
      this.at += step
      left -= step
    }
  }

  /** Letters of a string; where a piece ends inside it, the next one says anew how wide a letter is ([MS-XLS] 2.5.293). */
  text(letters: number, wide: boolean): string {
    let text = ''
    let isWide = wide
    for (let left = letters; left > 0; ) {
      if (this.left <= 0) {
        this.nextPiece()
        if (this.piece >= this.pieces.length) return text
        isWide = (this.u8() & 1) === 1
        continue
      }
      const bytes = this.pieces[this.piece] as Uint8Array
      const step = Math.min(left, isWide ? this.left >> 1 : this.left)
      if (step === 0) {
        this.at = bytes.length
        continue
      }
      const slice = bytes.subarray(this.at, this.at + (isWide ? step * 2 : step))
      text += new TextDecoder(isWide ? 'utf-16le' : 'windows-1252').decode(slice)
      this.at += slice.length
      left -= step
    }
    return text
  }
}

/** The shared strings of a workbook: an SST record and what continues it. */
export function readBiffStrings(pieces: readonly Uint8Array[]): string[] {
  const reader = new ByteReader(pieces)
  reader.u32()
  const count = reader.u32()
  const strings: string[] = []
  while (strings.length < count && !reader.ended) {
    const length = reader.u16()
    const flags = reader.u8()
    const runs = flags & 8 ? reader.u16() : 0
    const extra = flags & 4 ? reader.u32() : 0
    strings.push(reader.text(length, (flags & 1) === 1))
    reader.skip(runs * 4 + extra)
  }
  return strings
}

/** A string of which the length was read. */
export function readUnicode(reader: ByteReader, length: number): string {
  if (length === 0) return ''
  return reader.text(length, (reader.u8() & 1) === 1)
}
