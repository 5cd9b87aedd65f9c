import {isIP} from 'node:net'
import {type Dispatcher, request} from 'undici'
import type {Politeness} from '../../../model/politeness.ts'
import {isLoopback} from '../net/connection-limits.ts'
import type {SiteNetwork} from '../net/network.ts'
import type {Resolver} from '../net/resolver.ts'
import {readBody} from './decode-body.ts'
import type {Answer, Fetched, Fetcher, FetchFailure, FetchOptions, Hop} from './fetcher.ts'
import {ConnectFailure, createPinnedAgent} from './pinned-agent.ts'
import {followLocation} from './redirect.ts'

/** Who asks, by visitor. */
export interface Visitors {
  tool: string
  browser: string
  crawler: string
  searchVisitor: string
  searchReferer: string
}

export interface FetcherOptions {
  network: SiteNetwork
  resolver: Resolver
  /** Host that was looked up already, with the addresses that may be reached. */
  site: {host: string; port: number; addresses: readonly string[]}
  signal: AbortSignal
  visitors: Visitors
  politeness: Politeness['requests']
  /** Waits; tests do not. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  /** 0 to 1, for the jitter of the pause. */
  random?: () => number
}

const maxBodyBytes = 3 * 1024 * 1024

type Failed = {ok: false; reason: FetchFailure; detail: string}
type Once = {ok: true; status: number; headers: (readonly [string, string])[]; body: Buffer; truncated: boolean; address: string} | Failed

/** The fetcher of one site (fetcher.ts). `close` ends its connections. */
export function createFetcher(options: FetcherOptions): Fetcher & {close: () => Promise<void>} {
  const {network, resolver, site, signal, visitors, random = Math.random} = options
  const {perSite: maxRequests, timeoutMs, maxRetryAfterMs, maxRedirects} = options.politeness
  const sleep = options.sleep ?? pause
  const pinned = new Map<string, string>(site.addresses[0] === undefined ? [] : [[site.host, site.addresses[0]]])
  const agent = createPinnedAgent(network, (host) => pinned.get(host), signal)
  // This machine itself is nobody else's server.
  let pauseMs = site.addresses.every(isLoopback) ? 0 : options.politeness.pauseMs
  let requests = 0
  let nextAt = 0
  let turn: Promise<unknown> = Promise.resolve()
  let strikes = 0
  let resets = 0
  let ended: Failed | undefined

  /** Requests begin one after another, with the pause between them. */
  const waitForTurn = async (): Promise<void> => {
    const mine = turn.then(async () => {
      const wait = nextAt - performance.now()
      if (wait > 0) await sleep(wait, signal)
      nextAt = performance.now() + pauseMs * (0.9 + 0.2 * random())
    })
    turn = mine.catch(() => undefined)
    await mine
  }

  /** The address of a host, looked up and checked once. */
  const pin = async (host: string): Promise<Failed | undefined> => {
    if (pinned.has(host)) return undefined
    const answer = isIP(host) ? {ok: true as const, addresses: [host]} : await resolver.resolve(host, signal)
    if (!answer.ok) return {ok: false, reason: 'dns-error', detail: answer.detail}
    const address = answer.addresses.find((candidate) => network.permits(candidate))
    if (address === undefined)
      return {ok: false, reason: 'private-address', detail: `${host} is ${answer.addresses.slice(0, 4).join(', ')}`}
    pinned.set(host, address)
    return undefined
  }

  const askOnce = async (url: URL, cookies: string | undefined, {method = 'GET', headers, visitor = 'tool', maxBytes}: FetchOptions) => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const unpinned = await pin(host)
    if (unpinned) return unpinned
    if (requests >= maxRequests) return {ok: false, reason: 'budget', detail: `${maxRequests} requests were sent already`} as const
    requests++
    try {
      await waitForTurn()
    } catch {
      return {ok: false, reason: 'stopped', detail: 'stopped'} as const
    }
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    const asked = {
      method,
      headers: {
        'user-agent': visitors[visitor === 'search-visitor' ? 'searchVisitor' : visitor],
        accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
        'accept-language': 'vi,en;q=0.5',
        'accept-encoding': 'gzip, deflate, br',
        ...(visitor === 'search-visitor' ? {referer: visitors.searchReferer} : {}),
        ...(cookies === undefined ? {} : {cookie: cookies}),
        ...headers,
      },
    }
    const once = await send(agent, url, asked, deadline, maxBytes ?? maxBodyBytes, signal)
    resets = !once.ok && once.reason === 'reset' ? resets + 1 : 0
    if (resets >= 3) ended = {ok: false, reason: 'reset', detail: 'the server closed three connections in a row; nothing more was asked'}
    return once.ok ? {...once, address: pinned.get(host) ?? ''} : once
  }

  /** A server that asks for patience gets it, once. */
  const ask = async (url: URL, cookies: string | undefined, given: FetchOptions): Promise<Once> => {
    for (;;) {
      if (ended) return ended
      const once: Once = await askOnce(url, cookies, given)
      const retryAfter = once.ok ? retryAfterOf(once) : undefined
      if (!once.ok || retryAfter === undefined) return once
      strikes++
      if (strikes >= 2 || retryAfter > maxRetryAfterMs) {
        ended = {ok: false, reason: 'rate-limited', detail: `the server asked for fewer requests (status ${once.status})`}
        return ended
      }
      pauseMs *= 2
      try {
        await sleep(retryAfter, signal)
      } catch {
        return {ok: false, reason: 'stopped', detail: 'stopped'}
      }
    }
  }

  return {
    get requests() {
      return requests
    },
    close: () => agent.destroy(),
    fetch: async (text, given = {}) => {
      const hops: Hop[] = []
      const fail = ({reason, detail}: Failed): Fetched => ({ok: false, asked: text, reason, detail, hops})
      let url: URL
      try {
        url = new URL(text)
      } catch {
        return fail({ok: false, reason: 'redirect-invalid', detail: 'is no address'})
      }
      if (url.protocol !== 'http:' && url.protocol !== 'https:')
        return fail({ok: false, reason: 'redirect-invalid', detail: `${url.protocol} is no web address`})
      const seen = new Set<string>()
      const jar = new Map<string, string>()
      for (;;) {
        const key = `${url.href} ${cookiesFor(jar)}`
        if (seen.has(key)) return fail({ok: false, reason: 'redirect-loop', detail: `comes back to ${url.href.slice(0, 300)}`})
        if (seen.size > maxRedirects) return fail({ok: false, reason: 'redirect-loop', detail: `more than ${maxRedirects} redirects`})
        seen.add(key)
        const once = await ask(url, cookiesFor(jar), given)
        if (!once.ok) return fail(once)
        const location = isRedirect(once.status) ? headerOf(once.headers, 'location') : undefined
        hops.push({
          url: url.href,
          address: once.address,
          status: once.status,
          ...(location === undefined ? {} : {location: absolute(url, location)}),
        })
        if (location === undefined || given.follow === false) return answerOf(text, url, once, hops)
        for (const [name, value] of once.headers) if (name === 'set-cookie') keepCookie(jar, value)
        const next = followLocation(url, location, site.port)
        if (!next.ok) return fail(next)
        // A cookie of one host is no other host's business.
        if (next.url.hostname !== url.hostname) jar.clear()
        url = next.url
      }
    },
  }
}

function answerOf(asked: string, url: URL, once: Once & {ok: true}, hops: readonly Hop[]): Answer {
  const {status, headers, body, truncated} = once
  return {ok: true, asked, url: url.href, status, headers, body, truncated, hops}
}

async function send(
  agent: Dispatcher,
  url: URL,
  {method, headers}: {method: string; headers: Record<string, string>},
  deadline: AbortSignal,
  maxBytes: number,
  site: AbortSignal,
): Promise<Once> {
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method: method as Dispatcher.HttpMethod,
      headers,
      signal: deadline,
      responseHeaders: 'raw',
    })
    const list = headerList(answer.headers as unknown as (Buffer | string)[])
    const body = await readBody(answer.body, headerOf(list, 'content-encoding') ?? '', method === 'HEAD' ? 0 : maxBytes)
    if (!body.ok) return deadline.aborted ? stoppedOrLate(site) : body
    return {ok: true, status: answer.statusCode, headers: list, body: body.body, truncated: body.truncated, address: ''}
  } catch (error) {
    return deadline.aborted ? stoppedOrLate(site) : failureOf(error as Error & {code?: string})
  }
}

function stoppedOrLate(site: AbortSignal): Failed {
  return site.aborted
    ? {ok: false, reason: 'stopped', detail: 'stopped'}
    : {ok: false, reason: 'timeout', detail: 'the answer was not complete in time'}
}

const connectReasons: Record<string, FetchFailure> = {refused: 'unreachable', unreachable: 'unreachable'}
const failures: Record<string, FetchFailure> = {
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too-big',
  UND_ERR_SOCKET: 'reset',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
}

function failureOf(error: Error & {code?: string}): Failed {
  const detail = `${error.code ?? error.name}: ${error.message}`.slice(0, 300)
  if (error instanceof ConnectFailure)
    return {ok: false, reason: connectReasons[error.reason] ?? (error.reason as FetchFailure), detail: error.message}
  return {ok: false, reason: failures[error.code ?? ''] ?? 'protocol-error', detail}
}

/** Names in lower case, order and repetitions kept; how many there are is bound by their size. */
function headerList(raw: readonly (Buffer | string)[]): (readonly [string, string])[] {
  const list: (readonly [string, string])[] = []
  for (let index = 0; index + 1 < raw.length; index += 2)
    list.push([String(raw[index]).toLowerCase(), Buffer.from(raw[index + 1] ?? '').toString('latin1')])
  return list
}

export function headerOf(headers: Answer['headers'], name: string): string | undefined {
  return headers.find(([candidate]) => candidate === name)?.[1]
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

function absolute(from: URL, location: string): string {
  const cut = location.slice(0, 1000)
  return URL.canParse(cut, from.href) ? new URL(cut, from).href : cut
}

/** How long the server asks to wait, in milliseconds; undefined where it does not ask. */
function retryAfterOf({status, headers}: {status: number; headers: Answer['headers']}): number | undefined {
  const value = headerOf(headers, 'retry-after')
  if (status !== 429 && !(status === 503 && value !== undefined)) return undefined
  if (value !== undefined && /^\d{1,6}$/.test(value.trim())) return Number(value) * 1000
  return 5000
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const at = pair.indexOf('=')
  if (at > 0 && jar.size < 20 && pair.length < 4000) jar.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim())
}

function cookiesFor(jar: ReadonlyMap<string, string>): string | undefined {
  return jar.size === 0 ? undefined : [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, {once: true})
  })
}
