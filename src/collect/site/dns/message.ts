import {Buffer} from 'node:buffer'
import {type DecodedPacket, DNSSEC_OK, decode, encode, RECURSION_DESIRED} from 'dns-packet'
import {plainName} from './names.ts'

export const recordTypes = ['A', 'AAAA', 'CNAME', 'NS', 'SOA', 'MX', 'TXT', 'CAA', 'DS', 'DNSKEY', 'TLSA', 'PTR', 'AXFR'] as const
export type RecordType = (typeof recordTypes)[number]

export interface Question {
  name: string
  type: RecordType
  /** Answers that fail validation are wanted too. */
  checkingDisabled?: boolean
}

/** One record of an answer. Names in `name` are lower case without final dot; `data` is as dns-packet reads it. */
export interface DnsRecord {
  name: string
  type: string
  data: unknown
}

export interface DnsMessage {
  rcode: string
  authenticated: boolean
  truncated: boolean
  answers: DnsRecord[]
  authorities: DnsRecord[]
}

/** `foreign`: not the answer to this question; it may come from anybody. */
export type ReadMessage = {kind: 'message'; message: DnsMessage} | {kind: 'foreign'} | {kind: 'malformed'; detail: string}

const authenticData = 1 << 5
const checkingDisabledFlag = 1 << 4
/** RFC 9715 and the DNS flag day of 2020: larger datagrams are cut on the way. */
const udpPayloadSize = 1232
const mostRecords = 1000

/** A query with EDNS and the DO bit (RFC 3225), AD and, on demand, CD (RFC 6840, 5.7 and 5.9). */
export function writeQuery(id: number, {name, type, checkingDisabled}: Question, edns = true): Buffer {
  return encode({
    type: 'query',
    id,
    flags: (type === 'AXFR' ? 0 : RECURSION_DESIRED | authenticData) | (checkingDisabled ? checkingDisabledFlag : 0),
    questions: [{type, name: name === '' ? '.' : name, class: 'IN'}],
    additionals:
      edns && type !== 'AXFR'
        ? [{type: 'OPT', name: '.', udpPayloadSize, extendedRcode: 0, ednsVersion: 0, flags: DNSSEC_OK, flag_do: true, options: []}]
        : [],
  })
}

/** Reads what came back. Never throws, whatever the bytes are. */
export function readMessage(bytes: Buffer, id: number, question: Question): ReadMessage {
  if (bytes.length < 12 || bytes.readUInt16BE(0) !== id || (bytes.readUInt8(2) & 0x80) === 0) return {kind: 'foreign'}
  const count = (offset: number) => bytes.readUInt16BE(offset)
  const rcode = bytes.readUInt8(3) & 0xf
  const truncated = (bytes.readUInt8(2) & 0x02) !== 0
  // A server that does not understand EDNS may send the bare header back.
  if (count(4) === 0 && rcode === 1) return {kind: 'message', message: {...empty, rcode: 'FORMERR'}}
  if (count(4) !== 1) return {kind: 'foreign'}
  if (count(6) + count(8) + count(10) > mostRecords) return {kind: 'malformed', detail: `more than ${mostRecords} records in an answer`}
  const asked = tryDecode(withoutRecords(bytes))?.questions?.[0]
  if (!asked || plainName(asked.name) !== (question.name === '' ? '' : plainName(question.name)) || asked.type !== question.type)
    return {kind: 'foreign'}
  if (truncated) return {kind: 'message', message: {...empty, truncated}}
  const packet = tryDecode(bytes)
  if (!packet) return {kind: 'malformed', detail: 'the answer cannot be read'}
  const {flag_ad, rcode: name} = packet as DecodedPacket & {rcode: string}
  return {
    kind: 'message',
    message: {
      rcode: name,
      authenticated: flag_ad,
      truncated,
      answers: recordsOf(packet.answers),
      authorities: recordsOf(packet.authorities),
    },
  }
}

const empty: DnsMessage = {rcode: 'NOERROR', authenticated: false, truncated: false, answers: [], authorities: []}

function withoutRecords(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy.fill(0, 6, 12)
  return copy
}

function tryDecode(bytes: Buffer): DecodedPacket | undefined {
  try {
    return decode(bytes)
  } catch {
    return undefined
  }
}

function recordsOf(answers: DecodedPacket['answers']): DnsRecord[] {
  return (answers ?? [])
    .filter((answer) => answer.type !== 'OPT' && (answer as {class?: string}).class === 'IN')
    .map((answer) => ({name: plainName(answer.name), type: answer.type, data: (answer as {data?: unknown}).data}))
}
