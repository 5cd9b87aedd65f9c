import {hex} from './der.ts'

/** A promise of a log to publish a certificate. Its signature is not verified: keys of the logs are not kept here. */
export interface Sct {
  logId: string
  at?: number
}

const mostScts = 30

/** SignedCertificateTimestampList (RFC 6962, 3.3); undefined where the bytes are none. */
export function sctsOf(bytes: Uint8Array): Sct[] | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (buffer.length < 2 || buffer.readUInt16BE(0) !== buffer.length - 2) return undefined
  const found: Sct[] = []
  let at = 2
  while (at < buffer.length && found.length < mostScts) {
    if (at + 2 > buffer.length) return undefined
    const end = at + 2 + buffer.readUInt16BE(at)
    // Version, log, time and at least an empty extension and a signature's head.
    if (end > buffer.length || end - at < 2 + 1 + 32 + 8 + 2 + 4) return undefined
    const moment = Number(buffer.readBigUInt64BE(at + 35))
    const sane = moment > 0 && moment < Date.UTC(2200, 0)
    if (buffer[at + 2] === 0) found.push({logId: hex(buffer.subarray(at + 3, at + 35)), ...(sane ? {at: moment} : {})})
    at = end
  }
  return found
}
