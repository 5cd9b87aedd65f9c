import {setImmediate as breathe} from 'node:timers/promises'
import robotsParser from 'robots-parser'
import type {CrawlRules} from '../../../model/crawl-rules.ts'
import type {Fetched, Fetcher} from '../http/fetcher.ts'

/** What robots.txt of one origin turned out to be (RFC 9309, 2.3.1). */
export type RobotsState = 'read' | 'absent' | 'unavailable' | 'unreadable'

export interface OriginRobots {
  state: RobotsState
  /** What the server answered, where it keeps robots out by that. */
  detail?: string
  /** Of what the site asks for, as much as is obeyed. */
  delayMs: number
  sitemaps: string[]
  allows(url: URL): boolean
}

/** Rules of robots.txt, asked for once an origin. */
export interface Robots {
  of(url: URL): Promise<OriginRobots>
  allows(url: URL): Promise<boolean>
}

/** Its types speak of a default export that the module itself does not have. */
const parseRobots = robotsParser as unknown as typeof robotsParser.default
/** Time that rules written to be slow may cost in all. */
const evaluationMs = 2000
const longestLine = 4000

/** `product` is the name that a group of robots.txt would call this tool by. */
export function createRobots(fetcher: Fetcher, product: string, rules: CrawlRules['robots'], signal?: AbortSignal): Robots {
  const origins = new Map<string, Promise<OriginRobots>>()
  const of = (url: URL): Promise<OriginRobots> => {
    const before = origins.get(url.origin)
    if (before) return before
    const asked =
      origins.size >= rules.origins
        ? Promise.resolve(closed('unreadable', `robots.txt of more than ${rules.origins} hosts was not asked for`))
        : readOrigin(fetcher, url.origin, product, rules, signal)
    origins.set(url.origin, asked)
    return asked
  }
  return {
    of,
    allows: async (url) => {
      const robots = await of(url)
      await breathe()
      return robots.allows(url)
    },
  }
}

async function readOrigin(
  fetcher: Fetcher,
  origin: string,
  product: string,
  rules: CrawlRules['robots'],
  signal: AbortSignal | undefined,
): Promise<OriginRobots> {
  const address = `${origin}/robots.txt`
  const answer = await fetcher.fetch(address, {maxBytes: rules.bytes, ...(signal ? {signal} : {})})
  if (!answer.ok) return failed(answer)
  if (answer.guard !== undefined) return closed('unavailable', `robots.txt: a block page of ${answer.guard}`)
  if (answer.status >= 500) return closed('unavailable', `robots.txt answered with status ${answer.status}`)
  if (answer.status < 200 || answer.status > 299) return open('absent')
  const text = answer.body.toString('utf8').replace(/^\uFEFF/, '')
  // A page in place of the file says nothing to robots.
  if (/^\s*<(?:!doctype|html|head|body)/i.test(text.slice(0, 500))) return open('absent')
  const parsed = parseRobots(address, plainLines(answer.truncated ? text.replace(/[\r\n]+[ \t]*allow[^\r\n]*$/i, '') : text))
  const delay = parsed.getCrawlDelay(product) ?? 0
  let spent = 0
  return {
    state: 'read',
    delayMs: Math.min(Math.max(0, delay * 1000), rules.maxDelayMs),
    sitemaps: parsed.getSitemaps().slice(0, 50),
    allows(url) {
      if (spent > evaluationMs) return false
      const began = performance.now()
      const isAllowed = parsed.isAllowed(url.href.slice(0, 2000), product) ?? false
      spent += performance.now() - began
      return isAllowed
    },
  }
}

/** Lines longer than any address are cut, runs of "*" mean one: both only cost time. A rule that is cut forbids more, not less. */
function plainLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.slice(0, longestLine).replace(/\*{2,}/g, '*'))
    .filter((line) => !/^\s*allow\s*:/i.test(line) || line.length < longestLine)
    .join('\n')
}

/** Who cannot be asked is taken to forbid; who goes round in circles has no rules (RFC 9309, 2.3.1.2 and 2.3.1.4). */
function failed({reason, detail}: Extract<Fetched, {ok: false}>): OriginRobots {
  if (reason === 'redirect-loop' || reason === 'redirect-invalid') return open('absent')
  return closed(
    reason === 'off-scope' || reason === 'too-big' || reason === 'protocol-error' ? 'unreadable' : 'unavailable',
    `robots.txt: ${detail}`,
  )
}

const open = (state: RobotsState): OriginRobots => ({state, delayMs: 0, sitemaps: [], allows: () => true})
const closed = (state: RobotsState, detail: string): OriginRobots => ({
  state,
  detail: detail.slice(0, 300),
  delayMs: 0,
  sitemaps: [],
  allows: () => false,
})
