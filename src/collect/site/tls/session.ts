import type {Socket} from 'node:net'
import type {Gap} from '../../../model/fact.ts'
import {type SiteNetwork, siteClock} from '../net/network.ts'
import type {HelloOffer} from './client-hello.ts'
import type {Conversation, Seen} from './conversation.ts'
import {createHandshake, type Until} from './handshake.ts'
import type {TlsLimits} from './limits.ts'
import type {ServerHello} from './messages.ts'
import {nameAlert} from './numbers.ts'
import {receive} from './receive.ts'
import {createSsl2Conversation} from './ssl2.ts'
import {openStartTls} from './start-tls.ts'
import type {TlsIndex} from './tables.ts'

/** What one question to a server gave. Only `accepted` and `refused` say something about it. */
export type Reply =
  | {kind: 'accepted'; seen: Seen; hello?: ServerHello}
  | {kind: 'refused'; how: string; seen: Seen}
  | {kind: 'unknown'; cause: Cause; gap: Gap}

/** `over`: no more is asked of this server. `closed-port`: nothing listens. */
export type Cause = 'reset' | 'timeout' | 'garbage' | 'plain' | 'closed-port' | 'unreachable' | 'no-starttls' | 'over'

export interface SessionOptions {
  network: SiteNetwork
  address: string
  port: number
  /** Greet by SMTP and ask for STARTTLS with this name before each handshake. */
  ehlo?: string | undefined
  index: TlsIndex
  limits: TlsLimits
  mostConnections: number
  signal: AbortSignal
}

/** Everything that is asked of one server, within its limits; remembers when it last answered well. */
export interface Session {
  ask(offer: HelloOffer, until: Until): Promise<Reply>
  askSsl2(): Promise<Reply>
  /** A hello that this server answers: shows whether it still does. */
  good?: HelloOffer
  readonly connections: number
  /** Number of the connection that last brought a hello. */
  readonly lastGood: number
  /** Why nothing more is asked. */
  readonly over: Gap | undefined
  /** Called with all that a connection showed. */
  witness(seen: Seen): void
}

type Raw = {socket?: Socket} & ({ending: 'done' | 'closed' | 'reset' | 'timeout'; seen: Seen} | {ending: 'none'; reply: Reply})

export function createSession(options: SessionOptions, witness: (seen: Seen) => void): Session {
  const {network, address, port, index, limits, signal} = options
  const clock = siteClock(network)
  const until = clock() + limits.siteMs
  let connections = 0
  let lastGood = 0
  let over: Gap | undefined
  let refusesByError = false

  const unknown = (cause: Cause, reason: Gap['reason'], detail: string): Reply => ({kind: 'unknown', cause, gap: {reason, detail}})
  const stop = (gap: Gap): Reply => {
    over ??= gap
    return {kind: 'unknown', cause: 'over', gap: over}
  }

  async function open(remaining: number): Promise<{socket: Socket} | {reply: Reply}> {
    const dialled =
      options.ehlo === undefined
        ? await network.dial({address, port, timeoutMs: Math.min(limits.connectMs, remaining), signal})
        : await openStartTls(network, {address, port, ehlo: options.ehlo, firstByteMs: limits.firstByteMs, totalMs: remaining, signal})
    if (dialled.ok) return {socket: dialled.socket}
    const {reason, detail} = dialled
    if (reason === 'refused') return {reply: unknown('closed-port', 'error', detail)}
    if (reason === 'timeout') return {reply: unknown('timeout', 'timeout', detail)}
    if (reason === 'not-offered') return {reply: unknown('no-starttls', 'not-supported', detail)}
    if (reason === 'reset' || reason === 'refused-by-server') return {reply: unknown('reset', 'error', detail)}
    if (reason === 'not-smtp') return {reply: unknown('garbage', 'error', detail)}
    if (reason === 'unreachable' || reason === 'no-route' || reason === 'local') return {reply: unknown('unreachable', 'error', detail)}
    return {reply: stop({reason: 'not-collected', detail})}
  }

  async function converse(make: () => Conversation): Promise<Raw> {
    if (over) return {ending: 'none', reply: stop(over)}
    const left = until - clock()
    if (signal.aborted) return {ending: 'none', reply: stop({reason: 'not-collected', detail: 'the probe was stopped'})}
    if (left <= 0) return {ending: 'none', reply: stop({reason: 'timeout', detail: `the site took longer than ${limits.siteMs / 1000} s`})}
    if (connections >= options.mostConnections)
      return {
        ending: 'none',
        reply: stop({reason: 'not-collected', detail: `no more than ${options.mostConnections} connections to one site`}),
      }
    connections++
    const deadline = clock() + Math.min(limits.connectionMs, left)
    const opened = await open(deadline - clock())
    if ('reply' in opened) return {ending: 'none', reply: opened.reply}
    const {socket} = opened
    socket.setNoDelay(true)
    const conversation = make()
    const write = (bytes: Buffer) => socket.writable && socket.write(bytes)
    write(conversation.opening)
    const ending = await receive(socket, {firstByteMs: limits.firstByteMs, totalMs: deadline - clock(), signal}, (chunk) => {
      const step = conversation.push(chunk)
      if (step.send) write(step.send)
      if (step.end) socket.end()
      return step.done
    })
    // An orderly end, so that the server's own log stays quiet; nothing waits for it.
    socket.destroy()
    if (ending === 'stopped') return {ending: 'none', reply: stop({reason: 'not-collected', detail: 'the probe was stopped'})}
    return {ending, seen: conversation.seen}
  }

  /** One question, judged by itself. */
  async function once(make: () => Conversation, offer?: HelloOffer): Promise<Reply> {
    const raw = await converse(make)
    if (raw.ending === 'none') return raw.reply
    const reply = judge(raw.ending, raw.seen, offer)
    if (reply.kind === 'accepted') {
      lastGood = connections
      witness(raw.seen)
    }
    return reply
  }

  /**
   * A reset or silence may come from a guard that dislikes the question, or from a server that has had enough. A usual hello tells them
   * apart. A question that is reset twice, with a good answer between, is refused: no visitor gets further with it.
   */
  async function ask(make: () => Conversation, offer?: HelloOffer): Promise<Reply> {
    const reply = await once(make, offer)
    // "internal_error" may be an accident; twice in a row it is how this server says no.
    if (isInternalError(reply) && !refusesByError) {
      const again = await once(make, offer)
      refusesByError = isInternalError(again)
      return again
    }
    if (reply.kind !== 'unknown' || reply.cause === 'over' || !session.good) return reply
    // Where a usual hello was answered, "this is no HTTP" is the web server's way of saying no to an unusual one.
    if (reply.cause === 'plain') return {kind: 'refused', how: 'answered in plain text', seen: noSeen}
    const control = await once(() => handshake(session.good as HelloOffer, 'hello'), session.good)
    if (control.kind !== 'accepted') {
      stop({reason: reply.gap.reason, detail: `the server no longer answers a usual hello: ${reply.gap.detail}`.slice(0, 400)})
      return reply
    }
    if (reply.cause !== 'reset') return reply
    const again = await once(make, offer)
    if (again.kind === 'unknown' && again.cause === 'reset')
      return {kind: 'refused', how: 'reset twice, a usual hello between them was answered', seen: noSeen}
    return again
  }

  function handshake(offer: HelloOffer, how: Until): Conversation {
    return createHandshake({
      offer,
      until: how,
      keyExchangeOf: (suite) => index.suites.get(suite)?.keyExchange ?? '',
      mostBytes: limits.connectionBytes,
      mostMessages: limits.handshakeMessages,
    })
  }

  const session: Session = {
    ask: (offer, how) => ask(() => handshake(offer, how), offer),
    askSsl2: () => ask(() => createSsl2Conversation([...index.ssl2.keys()], limits.connectionBytes)),
    witness,
    get connections() {
      return connections
    },
    get lastGood() {
      return lastGood
    },
    get over() {
      return over
    },
  }
  return session
}

const isInternalError = (reply: Reply) => reply.kind === 'refused' && reply.seen.alert?.code === 80

const noSeen: Seen = {asksClientCertificate: false, complete: false, tickets: 0, earlyData: 0}

/** What a conversation proves. A hello is a yes; an alert, an orderly end and a text in another language are a no. */
function judge(ending: 'done' | 'closed' | 'reset' | 'timeout', seen: Seen, offer?: HelloOffer): Reply {
  const {hello, alert} = seen
  const unknown = (cause: Cause, reason: Gap['reason'], detail: string): Reply => ({kind: 'unknown', cause, gap: {reason, detail}})
  if (seen.ssl2) return {kind: 'accepted', seen}
  // What breaks off in nonsense helps no visitor, whatever it began with.
  if (seen.fault === 'not-tls')
    return /^HTTP\/|^\s*<|^\d{3}[ -]/.test(seen.first ?? '')
      ? unknown('plain', 'error', 'the answer is plain text and no TLS')
      : unknown('garbage', 'error', 'the answer is no TLS')
  if (seen.fault)
    return unknown('garbage', 'error', seen.fault === 'too-much' ? 'the server sends without end' : 'the answer is broken TLS')
  if (hello && offer) {
    if (hello.version > offer.version || !offer.suites.includes(hello.suite))
      return unknown('garbage', 'error', 'the server chose what was not offered')
    if (alert && !seen.complete && alert.level === 2) return {kind: 'refused', how: `${nameAlert(alert.code)} after its hello`, seen}
    return {kind: 'accepted', seen, hello}
  }
  if (alert) return {kind: 'refused', how: nameAlert(alert.code), seen}
  if (ending === 'closed' && seen.started) return unknown('garbage', 'error', 'the answer broke off')
  if (ending === 'closed') return {kind: 'refused', how: 'closed without an answer', seen}
  if (ending === 'reset') return unknown('reset', 'error', 'the connection was reset')
  return unknown('timeout', 'timeout', 'no answer in time')
}
