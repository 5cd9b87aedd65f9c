import {randomBytes} from 'node:crypto'
import {gatherBytes, readBytes, u8, u16, vector} from './bytes.ts'
import type {Conversation, Seen} from './conversation.ts'

const version2 = 0x0002
const clientHello = 1
const serverHello = 4
const mostSuites = 32

/** CLIENT-HELLO of SSL 2.0 with all its suites, and what comes back (draft-hickman-netscape-ssl-00). */
export function createSsl2Conversation(suites: readonly number[], mostBytes: number): Conversation {
  const specs = Buffer.concat(suites.map((code) => Buffer.from([code >> 16, (code >> 8) & 255, code & 255])))
  const challenge = randomBytes(16)
  const body = Buffer.concat([u8(clientHello), u16(version2), u16(specs.length), u16(0), u16(challenge.length), specs, challenge])
  // Two bytes of length, the highest bit set: no padding.
  const opening = vector(2, body)
  opening[0] = (opening[0] ?? 0) | 0x80
  const seen: Seen = {asksClientCertificate: false, complete: false, tickets: 0, earlyData: 0}
  const gathered = gatherBytes(mostBytes)
  return {
    opening,
    seen,
    push: (chunk) => {
      seen.started = true
      const fits = gathered.add(chunk)
      const all = gathered.all()
      const answer = readAnswer(all)
      if (answer === undefined) {
        if (fits) return {done: false}
        seen.fault = 'too-much'
      } else if (typeof answer === 'string') {
        seen.fault = answer
        seen.first = all.subarray(0, 64).toString('latin1')
      } else if ('alert' in answer) seen.alert = answer.alert
      else Object.assign(seen, answer)
      return {done: true}
    },
  }
}

type Answer = Pick<Seen, 'chain' | 'complete'> & {ssl2: number[]}

function readAnswer(all: Buffer): Answer | {alert: {level: number; code: number}} | 'not-tls' | 'malformed' | undefined {
  const [first] = all
  if (first === undefined) return undefined
  // A server that knows only TLS answers with an alert record of TLS.
  if (first === 21) return all.length < 7 ? undefined : {alert: {level: all[5] ?? 0, code: all[6] ?? 0}}
  const head = first & 0x80 ? 2 : 3
  if (all.length < head) return undefined
  const length = head === 2 ? all.readUInt16BE(0) & 0x7fff : all.readUInt16BE(0) & 0x3fff
  if (length === 0 || length > 16_384) return 'not-tls'
  if (all.length <= head) return undefined
  const type = all[head]
  // ERROR of SSL 2.0: it speaks the protocol but not with us.
  if (type === 0 && length === 3) return all.length < head + 3 ? undefined : {alert: {level: 2, code: 40}}
  if (type !== serverHello) return 'not-tls'
  if (all.length < head + length) return undefined
  return (
    readBytes(all.subarray(head + 1, head + length), (reader) => {
      reader.take(2)
      if (reader.u16() !== version2) return 'malformed' as const
      const [certificate, specs] = [reader.u16(), reader.u16()]
      reader.u16()
      const der = reader.take(certificate)
      const list = reader.take(specs)
      const ssl2: number[] = []
      for (let at = 0; at + 3 <= list.length && ssl2.length < mostSuites; at += 3) ssl2.push(list.readUIntBE(at, 3))
      return {ssl2, complete: true, ...(der.length > 0 ? {chain: {certificates: [der]}} : {})}
    }) ?? 'malformed'
  )
}
