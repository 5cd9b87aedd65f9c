import {gatherBytes} from './bytes.ts'
import type {Fault} from './conversation.ts'
import {recordTypes} from './numbers.ts'

export interface TlsRecord {
  type: number
  body: Buffer
}

/** Largest body: 2^14 and room for old ciphers to expand (RFC 5246 6.2.3). */
const mostBody = 16_384 + 2048

/** Cuts a stream into records; a byte is copied a few times at most, however small the pieces it comes in. */
export function createRecordReader(limit: number) {
  const gathered = gatherBytes(limit)
  let start = 0
  const isRecord = (bytes: Buffer) => {
    const type = bytes[start] ?? 0
    if (type < recordTypes.changeCipherSpec || type > recordTypes.heartbeat) return false
    return bytes.length - start < 2 || bytes[start + 1] === 3
  }
  return {
    /** False where more came than may. */
    add: gathered.add,
    next(): TlsRecord | Fault | undefined {
      const bytes = gathered.all()
      if (bytes.length === start) return undefined
      if (!isRecord(bytes)) return start === 0 ? 'not-tls' : 'malformed'
      if (bytes.length - start < 5) return undefined
      const length = bytes.readUInt16BE(start + 3)
      if (length > mostBody) return 'malformed'
      if (bytes.length - start < 5 + length) return undefined
      const record = {type: bytes[start] ?? 0, body: bytes.subarray(start + 5, start + 5 + length)}
      start += 5 + length
      return record
    },
    first: () => gathered.all().subarray(0, 64).toString('latin1'),
  }
}

/** Joins handshake messages out of records: a message may span several, a record may hold several. */
export function createMessageReader(limit: number) {
  const gathered = gatherBytes(limit)
  let start = 0
  return {
    add: gathered.add,
    next(): {type: number; body: Buffer; whole: Buffer} | Fault | undefined {
      const bytes = gathered.all()
      if (bytes.length - start < 4) return undefined
      const length = bytes.readUIntBE(start + 1, 3)
      if (length > limit) return 'too-much'
      if (bytes.length - start < 4 + length) return undefined
      const whole = bytes.subarray(start, start + 4 + length)
      start += 4 + length
      return {type: whole[0] ?? 0, body: whole.subarray(4), whole}
    },
  }
}
