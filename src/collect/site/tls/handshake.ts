import {randomBytes} from 'node:crypto'
import {u8, vector} from './bytes.ts'
import {asRecord, buildClientHello, type HelloOffer, usualGroups} from './client-hello.ts'
import type {Conversation, Seen, Step} from './conversation.ts'
import {
  readAlpn,
  readCertificates,
  readCertificates13,
  readExtensions,
  readKeyExchange,
  readServerHello,
  readStaple,
  readTicketEarlyData,
  type ServerHello,
} from './messages.ts'
import {extensions, messages, recordTypes, versions} from './numbers.ts'
import {createMessageReader, createRecordReader} from './records.ts'
import {createSchedule, createShare, type KeyShare, type Schedule, type Traffic} from './tls13-keys.ts'

/** How far a handshake is read: the choice alone, the server's whole flight, or on to the tickets of TLS 1.3. */
export type Until = 'hello' | 'flight' | 'tickets'

export interface HandshakeOptions {
  offer: HelloOffer
  until: Until
  /** Key exchange of a suite by its number. */
  keyExchangeOf(suite: number): string
  mostBytes: number
  mostMessages: number
}

const more: Step = {done: false}
const done: Step = {done: true}

/** A handshake from SSL 3.0 to TLS 1.3, seen from the client, up to where nothing more is to be learnt. */
export function createHandshake(options: HandshakeOptions): Conversation {
  const {offer, until} = options
  const share = offer.version >= versions['TLSv1.3'] && until !== 'hello' ? createShare(offer.groups?.[0] ?? 0x1d) : undefined
  const asked: HelloOffer = share ? {...offer, shares: [share]} : offer
  const secrets = {random: randomBytes(32), session: randomBytes(offer.version >= versions['TLSv1.3'] ? 32 : 0)}
  const firstHello = buildClientHello(asked, secrets.random, secrets.session)
  const seen: Seen = {asksClientCertificate: false, complete: false, tickets: 0, earlyData: 0}
  const records = createRecordReader(options.mostBytes)
  const joined = createMessageReader(options.mostBytes)
  let count = 0
  let tls13: Decryption | undefined
  let ours: {share: KeyShare | undefined; transcript: Buffer[]} = {share, transcript: [firstHello]}

  function push(chunk: Buffer): Step {
    seen.started = true
    const fits = records.add(chunk)
    for (;;) {
      const record = records.next()
      if (record === undefined) return fits ? more : fault('too-much')
      if (typeof record === 'string') return fault(record)
      const step = take(record.type, record.body)
      if (step !== more) return step
    }
  }

  function take(outer: number, body: Buffer): Step {
    if (outer === recordTypes.changeCipherSpec) return more
    let type = outer
    let content = body
    if (outer === recordTypes.applicationData) {
      const inner = tls13?.server.open(body)
      if (!inner) return fault('malformed')
      type = inner.type
      content = inner.content
    }
    if (type === recordTypes.alert) return takeAlert(content)
    if (type !== recordTypes.handshake) return type === recordTypes.applicationData ? more : fault('malformed')
    if (!joined.add(content)) return fault('too-much')
    for (;;) {
      const message = joined.next()
      if (message === undefined) return more
      if (typeof message === 'string') return fault(message)
      if (++count > options.mostMessages) return fault('too-much')
      const step = takeMessage(message)
      if (step !== more) return step
    }
  }

  function takeAlert(content: Buffer): Step {
    const [level, code] = content
    if (level === undefined || code === undefined) return fault('malformed')
    // A warning such as "unrecognized_name" comes before a hello all the same.
    if (level === 1 && code !== 0) return more
    seen.alert = {level, code}
    return done
  }

  function takeMessage({type, body, whole}: {type: number; body: Buffer; whole: Buffer}): Step {
    if (type === messages.serverHello) return takeHello(body, whole)
    if (!seen.hello) return fault('malformed')
    if (tls13) return takeEncrypted(tls13, type, body, whole)
    if (type === messages.certificate) seen.chain = readCertificates(body) ?? {certificates: []}
    if (type === messages.certificateStatus && seen.chain) {
      const staple = readStaple(body)
      if (staple) seen.chain.staple = staple
    }
    if (type === messages.serverKeyExchange) {
      const keyExchange = readKeyExchange(body, options.keyExchangeOf(seen.hello.suite))
      if (keyExchange) seen.keyExchange = keyExchange
    }
    if (type === messages.certificateRequest) seen.asksClientCertificate = true
    if (type !== messages.serverHelloDone) return more
    addScts(seen.hello)
    seen.complete = true
    return done
  }

  function takeHello(body: Buffer, whole: Buffer): Step {
    const hello = readServerHello(body)
    if (!hello || seen.hello) return fault('malformed')
    if (hello.isRetry) {
      if (seen.retryGroup !== undefined || hello.group === undefined) return fault('malformed')
      seen.retryGroup = hello.group
      return until === 'hello' ? settle(hello) : answerRetry(hello, whole)
    }
    if (until === 'hello') return settle(hello)
    settle(hello)
    if (hello.version < versions['TLSv1.3']) return more
    ours.transcript.push(whole)
    tls13 = startDecryption(hello, ours)
    return tls13 ? more : done
  }

  function settle(hello: ServerHello): Step {
    seen.hello = hello
    const alpn = readAlpn(hello.extensions.get(extensions.alpn))
    if (alpn !== undefined) seen.alpn = alpn
    return done
  }

  function answerRetry(hello: ServerHello, whole: Buffer): Step {
    const group = hello.group ?? 0
    const share = (offer.groups ?? usualGroups).includes(group) ? createShare(group) : undefined
    const schedule = createSchedule(hello.suite)
    if (!share || !schedule) return settle(hello)
    const second = buildClientHello(
      {...offer, shares: [share], cookie: hello.extensions.get(extensions.cookie)},
      secrets.random,
      secrets.session,
    )
    // RFC 8446 4.4.1: the first hello counts as its hash.
    const hashed = schedule.hash([firstHello])
    ours = {share, transcript: [Buffer.concat([u8(254), vector(3, hashed)]), whole, second]}
    return {done: false, send: asRecord(second, versions['TLSv1.2'])}
  }

  function takeEncrypted(keys: Decryption, type: number, body: Buffer, whole: Buffer): Step {
    if (type === messages.newSessionTicket) {
      seen.tickets++
      seen.earlyData = Math.max(seen.earlyData, readTicketEarlyData(body) ?? 0)
      return seen.earlyData > 0 ? done : more
    }
    ours.transcript.push(whole)
    if (type === messages.encryptedExtensions) {
      const list = readExtensions(body.subarray(2))
      const alpn = readAlpn(list?.get(extensions.alpn))
      if (alpn !== undefined) seen.alpn = alpn
    }
    if (type === messages.certificateRequest) {
      seen.asksClientCertificate = true
      keys.requestContext = body.subarray(1, 1 + (body[0] ?? 0))
    }
    if (type === messages.certificate) seen.chain = readCertificates13(body) ?? {certificates: []}
    if (type !== messages.finished) return more
    seen.complete = true
    return until === 'tickets' ? {done: false, send: finish(keys, ours.transcript), end: true} : done
  }

  function addScts(hello: ServerHello): void {
    const scts = hello.extensions.get(extensions.scts)
    if (scts?.length && seen.chain) seen.chain.scts = scts
  }

  function fault(kind: NonNullable<Seen['fault']>): Step {
    seen.fault = kind
    if (kind === 'not-tls') seen.first = records.first()
    return done
  }

  return {opening: asRecord(firstHello, offer.version), push, seen}
}

/** What is needed to read the rest of a handshake of TLS 1.3. */
interface Decryption {
  schedule: Schedule
  client: Traffic
  server: Traffic
  requestContext?: Buffer
}

function startDecryption(hello: ServerHello, ours: {share: KeyShare | undefined; transcript: Buffer[]}): Decryption | undefined {
  const schedule = createSchedule(hello.suite)
  if (!schedule || !hello.shareKey || !ours.share || ours.share.group !== hello.group) return undefined
  try {
    return {schedule, ...schedule.handshake(ours.share.agree(hello.shareKey), schedule.hash(ours.transcript))}
  } catch {
    // A key that is no point of its curve.
    return undefined
  }
}

/** Our Finished, after an empty certificate where one was asked for, and a farewell; from here on the server speaks with its last keys. */
function finish(keys: Decryption, transcript: Buffer[]): Buffer {
  const application = keys.schedule.application(keys.schedule.hash(transcript))
  keys.server = application.server
  const sent: Buffer[] = [Buffer.from([recordTypes.changeCipherSpec, 3, 3, 0, 1, 1])]
  const say = (message: Buffer) => {
    transcript.push(message)
    sent.push(keys.client.seal(recordTypes.handshake, message))
  }
  if (keys.requestContext) say(Buffer.concat([u8(messages.certificate), vector(3, vector(1, keys.requestContext), vector(3))]))
  say(Buffer.concat([u8(messages.finished), vector(3, keys.client.finished(keys.schedule.hash(transcript)))]))
  return Buffer.concat([...sent, application.client.seal(recordTypes.alert, Buffer.from([1, 0]))])
}
