import type {CrawlRules} from '../../../model/crawl-rules.ts'
import type {Answer, Fetched, Fetcher, FetchFailure} from '../http/fetcher.ts'
import type {CrawledPage, PageOrigin, PageVisitor} from './crawled.ts'
import {differsMuch} from './differs.ts'

/** Why the site is not asked any more: it wants that itself, or a measure of ours is full. */
export interface Stop {
  what: 'refused' | 'time' | 'requests' | 'size'
  reason: string
}

const pageBytes = 3 * 1024 * 1024
const leastBytes = 64 * 1024
/** Status of a guard before the site rather than of a page. */
const refusals = new Set([403, 406, 429, 503])
const silence: ReadonlySet<FetchFailure> = new Set(['reset', 'timeout', 'unreachable', 'tls-error', 'protocol-error'])
const everyone: readonly PageVisitor[] = ['browser', 'crawler', 'search-visitor']

/** Asks for pages as several visitors, within the limits of requests and memory, and knows when to leave the site alone. */
export class Visits {
  stop: Stop | undefined
  private held = 0
  private readonly troubles: Record<PageVisitor, number> = {browser: 0, crawler: 0, 'search-visitor': 0}
  private readonly rules: CrawlRules
  private readonly mostRequests: number

  constructor(rules: CrawlRules, mostRequests: number) {
    this.rules = rules
    this.mostRequests = mostRequests
  }

  /** One address as the visitors see it. Undefined where nothing was asked any more. */
  async visit(fetcher: Fetcher, url: string, origin: PageOrigin, threeViews: boolean): Promise<CrawledPage | undefined> {
    const page: CrawledPage = {url, origin, views: [], failures: []}
    const first = await this.ask(fetcher, url, 'browser')
    if (!first) return undefined
    note(page, 'browser', first)
    for (const visitor of everyone.slice(1)) {
      const skip = (detail: string, reason: FetchFailure = 'budget') => page.failures.push({visitor, reason, detail})
      if (!threeViews) skip('only what a browser is shown was asked for')
      else if (this.troubles[visitor] >= this.rules.failuresInARow) skip('this visitor was refused on the pages before', 'rate-limited')
      else {
        const fetched = await this.ask(fetcher, url, visitor)
        if (fetched) note(page, visitor, fetched)
        else skip(this.stop?.reason ?? 'not asked for')
      }
    }
    if (first.ok && differs(first, page)) {
      const again = await this.ask(fetcher, url, 'browser')
      if (again?.ok) page.repeated = again
    }
    return page
  }

  private async ask(fetcher: Fetcher, url: string, visitor: PageVisitor): Promise<Fetched | undefined> {
    if (this.stop) return undefined
    const left = this.rules.pages.bytes - this.held
    if (fetcher.requests >= this.mostRequests) {
      this.stop = {what: 'requests', reason: `${this.mostRequests} requests were sent, more are not sent to one site`}
      return undefined
    }
    if (left < leastBytes) {
      this.stop = {what: 'size', reason: `the pages hold more than ${this.rules.pages.bytes} bytes`}
      return undefined
    }
    const fetched = await fetcher.fetch(url, {visitor, maxBytes: Math.min(pageBytes, left)})
    if (fetched.ok) this.held += fetched.body.length
    this.learn(visitor, fetched)
    return fetched
  }

  private learn(visitor: PageVisitor, fetched: Fetched): void {
    if (!fetched.ok && (fetched.reason === 'rate-limited' || fetched.reason === 'stopped' || fetched.reason === 'budget')) {
      const what = fetched.reason === 'rate-limited' ? 'refused' : fetched.reason === 'stopped' ? 'time' : 'requests'
      this.stop ??= {what, reason: what === 'time' ? 'the time for one site was over' : fetched.detail}
      return
    }
    const isTrouble = fetched.ok ? fetched.guard !== undefined || refusals.has(fetched.status) : silence.has(fetched.reason)
    this.troubles[visitor] = isTrouble ? this.troubles[visitor] + 1 : 0
    if (visitor === 'browser' && this.troubles.browser >= this.rules.failuresInARow)
      this.stop ??= {
        what: 'refused',
        reason: `${this.troubles.browser} pages in a row ${fetched.ok ? `were refused (status ${fetched.status})` : `gave no answer (${fetched.reason})`}`,
      }
  }
}

function note(page: CrawledPage, visitor: PageVisitor, fetched: Fetched): void {
  if (fetched.ok) {
    page.views.push({visitor, answer: fetched})
    return
  }
  const leadsTo = fetched.hops.at(-1)?.location
  page.failures.push({visitor, reason: fetched.reason, detail: fetched.detail, ...(leadsTo === undefined ? {} : {leadsTo})})
}

function differs(first: Answer, page: CrawledPage): boolean {
  if (page.failures.some(({visitor, leadsTo}) => visitor !== 'browser' && leadsTo !== undefined)) return true
  return page.views.some(({visitor, answer}) => visitor !== 'browser' && differsMuch(first, answer))
}
