import type {Politeness} from '../../../model/politeness.ts'
import {isLoopback} from '../net/connection-limits.ts'
import {createDeadline} from '../net/deadline.ts'
import {type SiteNetwork, siteClock} from '../net/network.ts'
import type {Resolver} from '../net/resolver.ts'
import {createCookieChain} from './cookie-chain.ts'
import type {Fetched, Fetcher, FetchOptions, Hop} from './fetcher.ts'
import {createPace, type Sleep, sleepFor} from './pace.ts'
import {createPinnedAgent, type PinnedAgent} from './pinned-agent.ts'
import {addressOf, type HeaderList, headerOf} from './raw-headers.ts'
import {absoluteLocation, bareHost, followLocation, isRedirect, type NextUrl, type Scope, withinScope} from './redirect.ts'
import {type Failed, type Received, send} from './send.ts'
import {createSiteAddresses} from './site-addresses.ts'

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
  /** Name of the product whose block page an answer is. */
  guardOf?: (answer: {status: number; headers: HeaderList; body: Buffer}) => string | undefined
  /** Waits; tests do not. */
  sleep?: Sleep
  /** 0 to 1, for the jitter of the pause. */
  random?: () => number
}

const maxBodyBytes = 3 * 1024 * 1024
/** More than any body may have, for all that comes while one request waits. */
const maxReceived = 64 * 1024 * 1024
const maxResets = 3

type Answered = Received & {address?: string}

/** The fetcher of one site (fetcher.ts). `close` ends its connections. */
export function createFetcher(options: FetcherOptions): Fetcher & {close: () => Promise<void>} {
  const {network, resolver, site, signal, visitors, random = Math.random} = options
  const {perSite: maxRequests, timeoutMs, maxRetryAfterMs, maxRedirects} = options.politeness
  const sleep = options.sleep ?? sleepFor
  // This machine itself is nobody else's server.
  const pace = createPace(site.addresses.every(isLoopback) ? 0 : options.politeness.pauseMs, {sleep, random, signal})
  const addresses = createSiteAddresses(network, resolver, site)
  const clock = siteClock(network)
  const scope: Scope = {host: site.host, port: site.port, permits: (address) => network.permits(address)}
  const agents = new Map<string | undefined, PinnedAgent>()
  let requests = 0
  let strikes = 0
  let resets = 0
  let ended: Failed | undefined

  const untilOf = (given: FetchOptions) => (given.signal ? AbortSignal.any([signal, given.signal]) : signal)

  /** Connections to an address that was asked for are kept apart from the usual ones. */
  const agentFor = (chosen: string | undefined): PinnedAgent => {
    const known = agents.get(chosen)
    if (known) return known
    const made = createPinnedAgent(network, (host) => (chosen !== undefined && host === site.host ? chosen : addresses.of(host)), signal)
    agents.set(chosen, made)
    return made
  }

  const headersOf = (cookies: string | undefined, {headers, visitor = 'tool'}: FetchOptions): Record<string, string> => ({
    'user-agent': visitors[visitor === 'search-visitor' ? 'searchVisitor' : visitor],
    accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    'accept-language': 'vi,en;q=0.5',
    'accept-encoding': 'gzip, deflate, br',
    ...(visitor === 'search-visitor' ? {referer: visitors.searchReferer} : {}),
    ...(cookies === undefined ? {} : {cookie: cookies}),
    ...headers,
  })

  const sendOnce = async (url: URL, cookies: string | undefined, given: FetchOptions): Promise<Received> => {
    if (requests >= maxRequests) return {ok: false, reason: 'budget', detail: `${maxRequests} requests were sent already`}
    requests++
    const until = untilOf(given)
    try {
      await pace.next(given.pauseMs, until)
    } catch {
      return {ok: false, reason: 'stopped', detail: 'stopped'}
    }
    const {agent, received} = agentFor(given.address)
    const deadline = createDeadline(until, {timeoutMs, clock, received, maxReceived})
    const address = given.address ?? addresses.of(bareHost(url)) ?? ''
    const asked = {
      last: network.isCrowded?.(address) === true,
      method: given.method ?? 'GET',
      headers: headersOf(cookies, given),
      maxBytes: given.maxBytes ?? maxBodyBytes,
    }
    try {
      return await send(agent, url, asked, deadline)
    } finally {
      deadline.clear()
    }
  }

  /** One answer, by the first address of the host that can be connected to. */
  const askOnce = async (url: URL, cookies: string | undefined, given: FetchOptions): Promise<Answered> => {
    const host = bareHost(url)
    const notFound = await addresses.find(host, signal)
    if (notFound) return notFound
    let isSecondTry = false
    for (;;) {
      const connectionsBefore = network.connections
      const received = await sendOnce(url, cookies, given)
      if (received.ok) {
        resets = 0
        addresses.keep(host)
        return {...received, address: (host === site.host ? given.address : undefined) ?? addresses.of(host) ?? ''}
      }
      if (received.unconnected && given.address === undefined && addresses.giveUp(host)) continue
      // A connection that was kept open may be closed by the server at any time: that is no reset.
      const wasKept = received.reason === 'reset' && network.connections === connectionsBefore
      if (wasKept && !isSecondTry) {
        isSecondTry = true
        continue
      }
      resets = received.reason === 'reset' ? resets + 1 : 0
      if (resets >= maxResets)
        ended = {ok: false, reason: 'reset', detail: 'the server closed three connections in a row; nothing more was asked'}
      return received
    }
  }

  /** A server that asks for patience gets it, once. */
  const ask = async (url: URL, cookies: string | undefined, given: FetchOptions): Promise<Answered> => {
    for (;;) {
      if (ended) return ended
      const answer = await askOnce(url, cookies, given)
      const retryAfter = answer.ok ? retryAfterOf(answer) : undefined
      if (!answer.ok || retryAfter === undefined) return answer
      strikes++
      const limited: Failed = {ok: false, reason: 'rate-limited', detail: `the server asked for fewer requests (status ${answer.status})`}
      if (strikes >= 2 || retryAfter > maxRetryAfterMs) {
        ended = limited
        return limited
      }
      pace.halve()
      try {
        await sleep(retryAfter, untilOf(given))
      } catch {
        return limited
      }
    }
  }

  const endConnections = async () => {
    const ended = [...agents.values()]
    agents.clear()
    await Promise.all(ended.map(({agent}) => agent.destroy()))
  }

  return {
    get requests() {
      return requests
    },
    rest: endConnections,
    close: endConnections,
    fetch: async (text, given = {}) => {
      const hops: Hop[] = []
      const fail = ({reason, detail}: Failed): Fetched => ({ok: false, asked: text, reason, detail, hops})
      const parsed = URL.parse(text)
      const first: NextUrl = parsed ? withinScope(parsed, scope) : {ok: false, reason: 'redirect-invalid', detail: 'is no address'}
      if (!first.ok) return fail(first)
      let {url} = first
      const seen = new Set<string>()
      const cookies = createCookieChain()
      for (;;) {
        const key = `${url.href} ${cookies.header()}`
        if (seen.has(key)) return fail({ok: false, reason: 'redirect-loop', detail: `comes back to ${url.href.slice(0, 300)}`})
        if (seen.size > maxRedirects) return fail({ok: false, reason: 'redirect-loop', detail: `more than ${maxRedirects} redirects`})
        seen.add(key)
        if (given.permits && !(await given.permits(url)))
          return fail({ok: false, reason: 'disallowed', detail: `${url.href.slice(0, 300)} is not to be asked for`})
        const answer = await ask(url, cookies.header(), given)
        if (!answer.ok) return fail(answer)
        const {status, headers, body, truncated, address = ''} = answer
        const sent = isRedirect(status) ? headerOf(headers, 'location') : undefined
        const location = sent === undefined ? undefined : addressOf(sent)
        hops.push({url: url.href, address, status, ...(location === undefined ? {} : {location: absoluteLocation(url, location)})})
        if (location === undefined || given.follow === false) {
          const guard = options.guardOf?.({status, headers, body})
          const named = guard === undefined ? {} : {guard}
          return {ok: true, asked: text, url: url.href, status, headers, body, truncated, hops, ...named}
        }
        cookies.keep(headers)
        const next = followLocation(url, location, scope)
        if (!next.ok) return fail(next)
        cookies.move(url, next.url)
        url = next.url
      }
    },
  }
}

/** How long the server asks to wait, in milliseconds; undefined where it does not ask. A day counts from the server's own clock. */
function retryAfterOf({status, headers}: {status: number; headers: HeaderList}): number | undefined {
  const value = headerOf(headers, 'retry-after')?.trim()
  if (status !== 429 && !(status === 503 && value !== undefined)) return undefined
  if (value !== undefined && /^\d{1,6}$/.test(value)) return Number(value) * 1000
  const wait = Date.parse(value ?? '') - Date.parse(headerOf(headers, 'date') ?? '')
  return wait >= 0 ? wait : 5000
}
