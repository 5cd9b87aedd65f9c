import {followAnswer} from './follow.ts'
import type {DnsMessage, DnsRecord, Question, RecordType} from './message.ts'
import {isAskable, plainName} from './names.ts'
import {type DnsServer, showServer} from './servers.ts'
import {type Attempt, askTcp, askUdp} from './transport.ts'

export type DnsFailure = 'servfail' | 'refused' | 'timeout' | 'unreachable' | 'malformed' | 'loop' | 'bad-name' | 'stopped' | 'error'

export interface DnsAnswer {
  ok: true
  /** False: the name at the end of the chain does not exist (NXDOMAIN). */
  exists: boolean
  /** The resolver vouches for the answer (AD). */
  authenticated: boolean
  /** Names that CNAME records led to, in their order. */
  chain: string[]
  /** Records of the asked type at the end of the chain. */
  records: DnsRecord[]
  /** Signatures came along for records that the asked name itself owns; undefined where it owns none. */
  signed?: boolean
  /** A signature of any kind came along: the resolver speaks DNSSEC. */
  anySignature: boolean
}

/** A failure says nothing about the name. */
export type DnsReply = DnsAnswer | {ok: false; reason: DnsFailure; detail: string}

export interface QueryOptions {
  signal: AbortSignal
  checkingDisabled?: boolean
}

/** Asks the resolvers of a run. Never throws; the same question is asked once an hour. */
export interface DnsClient {
  query(name: string, type: RecordType, options: QueryOptions): Promise<DnsReply>
  /** Resolvers as a person reads them. */
  readonly servers: readonly string[]
  /** Ends what is still under way. */
  close(): void
}

export interface DnsClientOptions {
  servers: readonly DnsServer[]
  timeoutMs?: number
  tries?: number
  /** Questions under way at once. */
  concurrent?: number
}

interface Known {
  reply: Promise<DnsReply>
  /** Asked again after this. */
  until: number
}

/** A campaign may take days; a slip of the resolver must not spoil all of it. */
const answerMs = 3_600_000
const failureMs = 30_000
const mostKnown = 20_000
const mostFollowed = 8
/** After so many questions in a row without any answer, each is tried once only, until one is answered. */
const patience = 5

export function createDnsClient(options: DnsClientOptions): DnsClient {
  const {servers, timeoutMs = 4000, tries = 3, concurrent = 16} = options
  const known = new Map<string, Known>()
  const closing = new AbortController()
  const places = createPlaces(concurrent)
  let silent = 0

  const attempt = async (server: DnsServer, question: Question, edns: boolean): Promise<Attempt> => {
    const settings = {timeoutMs, signal: closing.signal, edns}
    const byUdp = await askUdp(server, question, settings)
    return byUdp.ok && byUdp.message.truncated ? askTcp(server, question, settings) : byUdp
  }

  /** Goes round the servers until one gives an answer that counts. */
  const askServers = async (question: Question): Promise<{ok: true; message: DnsMessage} | Extract<DnsReply, {ok: false}>> => {
    let last: Extract<DnsReply, {ok: false}> = {ok: false, reason: 'error', detail: 'no DNS server is known'}
    let edns = true
    const most = silent >= patience ? 1 : Math.max(tries, Math.min(servers.length, 3))
    for (let round = 0; round < most; round++) {
      const server = servers[round % Math.max(1, servers.length)]
      if (!server) break
      const got = await attempt(server, question, edns)
      const where = `${question.name || '.'} ${question.type} at ${showServer(server)}`
      if (!got.ok) {
        last = {ok: false, reason: got.reason, detail: `${where}: ${got.detail}`}
        if (got.reason === 'stopped') return last
        continue
      }
      silent = 0
      const {rcode, truncated} = got.message
      if (!truncated && (rcode === 'NOERROR' || rcode === 'NXDOMAIN')) return {ok: true, message: got.message}
      // A server from before EDNS; the plain question is for the same server.
      if ((rcode === 'FORMERR' || rcode === 'NOTIMP') && edns) edns = false
      else if (round + 1 >= servers.length) return failedBy(rcode, where)
      last = failedBy(rcode, where)
    }
    if (last.reason === 'timeout' || last.reason === 'unreachable') silent++
    return last
  }

  const ask = async (name: string, type: RecordType, checkingDisabled: boolean): Promise<DnsReply> => {
    const question = (current: string): Question => ({name: current, type, ...(checkingDisabled ? {checkingDisabled} : {})})
    let answer: DnsAnswer | undefined
    let current = name
    for (let round = 0; round < mostFollowed; round++) {
      const release = await places()
      const got = await askServers(question(current)).finally(release)
      if (!got.ok) return got
      const followed = followAnswer(current, type, got.message, answer)
      if (!followed.ok) return followed
      answer = followed.answer
      if (followed.next === undefined) return answer
      current = followed.next
    }
    return {ok: false, reason: 'loop', detail: `the chain of aliases of ${name} has no end`}
  }

  return {
    servers: servers.map(showServer),
    close: () => closing.abort(),
    query: async (text, type, {signal, checkingDisabled = false}) => {
      const name = plainName(text)
      if (!isAskable(name)) return {ok: false, reason: 'bad-name', detail: `"${name.slice(0, 100)}" is no name that can be asked for`}
      if (signal.aborted) return stopped
      const key = `${type} ${checkingDisabled ? 'cd ' : ''}${name}`
      const before = known.get(key)
      if (before && before.until > performance.now()) return unlessAborted(before.reply, signal)
      const mine: Known = {reply: ask(name, type, checkingDisabled), until: performance.now() + answerMs}
      known.delete(key)
      if (known.size >= mostKnown) known.delete(known.keys().next().value ?? '')
      known.set(key, mine)
      void mine.reply.then((reply) => {
        if (!reply.ok) mine.until = performance.now() + failureMs
      })
      return unlessAborted(mine.reply, signal)
    },
  }
}

const stopped = {ok: false, reason: 'stopped', detail: 'stopped'} as const

/** The question goes on for whoever asks next; this one does not wait for it. */
async function unlessAborted(running: Promise<DnsReply>, signal: AbortSignal): Promise<DnsReply> {
  let leave: () => void = () => undefined
  const left = new Promise<DnsReply>((resolve) => {
    leave = () => resolve(stopped)
    signal.addEventListener('abort', leave, {once: true})
  })
  try {
    return await Promise.race([running, left])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

function failedBy(rcode: string, where: string): Extract<DnsReply, {ok: false}> {
  const reason = rcode === 'SERVFAIL' ? 'servfail' : rcode === 'REFUSED' ? 'refused' : 'error'
  return {ok: false, reason, detail: `${where}: ${rcode}`}
}

/** First come, first served. */
function createPlaces(most: number): () => Promise<() => void> {
  let taken = 0
  const waiting: (() => void)[] = []
  const release = () => {
    const next = waiting.shift()
    if (next) next()
    else taken--
  }
  return async () => {
    if (taken < most) taken++
    else await new Promise<void>((resolve) => waiting.push(resolve))
    return release
  }
}
