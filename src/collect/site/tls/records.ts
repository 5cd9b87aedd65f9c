import type {Fault} from './conversation.ts'
import {recordTypes} from './numbers.ts'

export interface TlsRecord {
  type: number
  body: Buffer
}

/** Largest body: 2^14 and room for old ciphers to expand (RFC 5246 6.2.3). */
const mostBody = 16_384 + 2048

/** Cuts a stream into records; every byte is copied once, however small the pieces it comes in. */
export function createRecordReader(limit: number) {
  const bytes = Buffer.allocUnsafe(limit)
  let start = 0
  let end = 0
  const isRecord = () => {
    const type = bytes[start] ?? 0
    if (type < recordTypes.changeCipherSpec || type > recordTypes.heartbeat) return false
    return end - start < 2 || bytes[start + 1] === 3
  }
  return {
    /** False where more came than may. */
    add(chunk: Buffer): boolean {
      const fits = chunk.length <= limit - end
      end += chunk.copy(bytes, end)
      return fits
    },
    next(): TlsRecord | Fault | undefined {
      if (end === start) return undefined
      if (!isRecord()) return start === 0 ? 'not-tls' : 'malformed'
      if (end - start < 5) return undefined
      const length = bytes.readUInt16BE(start + 3)
      if (length > mostBody) return 'malformed'
      if (end - start < 5 + length) return undefined
      const record = {type: bytes[start] ?? 0, body: bytes.subarray(start + 5, start + 5 + length)}
      start += 5 + length
      return record
    },
    first: () => bytes.subarray(0, Math.min(end, 64)).toString('latin1'),
  }
}

/** Joins handshake messages out of records: a message may span several, a record may hold several. */
export function createMessageReader(limit: number) {
  const bytes = Buffer.allocUnsafe(limit)
  let start = 0
  let end = 0
  return {
    add(part: Buffer): boolean {
      if (part.length > limit - end) return false
      end += part.copy(bytes, end)
      return true
    },
    next(): {type: number; body: Buffer; whole: Buffer} | Fault | undefined {
      if (end - start < 4) return undefined
      const length = bytes.readUIntBE(start + 1, 3)
      if (length > limit) return 'too-much'
      if (end - start < 4 + length) return undefined
      const whole = bytes.subarray(start, start + 4 + length)
      start += 4 + length
      return {type: whole[0] ?? 0, body: whole.subarray(4), whole}
    },
  }
}
