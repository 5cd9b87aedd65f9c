import type {CrawlRules} from '../../../model/crawl-rules.ts'
import type {SiteContext} from '../context.ts'
import type {Answer} from '../http/fetcher.ts'
import type {CollectedWeb} from '../web/collect-web.ts'
import {CrawlRecord} from './crawl-record.ts'
import type {CrawledPage, CrawledSite} from './crawled.ts'
import {unlikelyName} from './draw.ts'
import {pageExits} from './page-exits.ts'
import {politeFetcher} from './polite-fetcher.ts'
import {createRobots, type Robots, type RobotsState} from './robots.ts'
import {searchUrl} from './search-page.ts'
import {readSitemapFile} from './sitemap-file.ts'
import {readSitemaps} from './sitemaps.ts'
import {Visits} from './visits.ts'

export interface CrawlData {
  rules: CrawlRules
  /** Names of fields that only search. */
  searchNames: readonly string[]
  /** Words of files that hold lists of persons. */
  listNames: readonly string[]
  /** The name that robots.txt would call this tool by. */
  product: string
  /** Requests that the whole site may cost, those sent already among them. */
  mostRequests: number
}

/** What a crawl hands over, with what it cost and how much of the site it is. */
export interface Crawl extends CrawledSite {
  robots: RobotsState | 'not-asked'
  delayMs: number
  sitemapFiles: number
  /** Addresses of pages of the site that are known: at least so many where not all could be listed. */
  pagesKnown: number
  pagesLooked: number
  isListComplete: boolean
  /** Other hosts of the same domain that it leads to: sites of their own. */
  otherHosts: string[]
  requests: number
}

/** Looks at pages of a site as three visitors, in the order of what they tell; never leaves the site and obeys its robots.txt. */
export async function crawlSite(
  context: SiteContext,
  web: CollectedWeb,
  data: CrawlData,
  {maxPages, robots: given}: {maxPages?: number; robots?: Robots} = {},
): Promise<Crawl> {
  const {site, fetcher, now} = context
  const {rules} = data
  const record = new CrawlRecord(site, rules, data.listNames)
  const before = fetcher.requests
  const home = web.home && URL.parse(web.home.url)
  if (!home) {
    record.unseen('site', 'the page at the address of the site gave no answer that counts')
    return record.result({robots: 'not-asked', delayMs: 0, sitemapFiles: 0, requests: 0})
  }
  record.addHome(home)
  const robots = given ?? createRobots(fetcher, data.product, rules.robots)
  const own = await robots.of(home)
  const polite = politeFetcher(fetcher, robots, own.delayMs)
  const visits = new Visits(rules, data.mostRequests)
  const seed = `${site.id} ${now.toISOString().slice(0, 10)}`
  const pages: CrawledPage[] = record.pages
  const result = (sitemapFiles: number) =>
    record.result({robots: own.state, delayMs: own.delayMs, sitemapFiles, requests: fetcher.requests - before, stop: visits.stop})

  // The first page, robots.txt and sitemaps are asked for whatever robots.txt says: they are where the site says what it wants.
  const slow: typeof fetcher = {
    get requests() {
      return fetcher.requests
    },
    fetch: (url, options) => fetcher.fetch(url, {pauseMs: own.delayMs, ...options}),
  }
  const first = await visits.visit(slow, site.url, 'home', true)
  if (first) record.take(first)
  if (own.state === 'unavailable' || own.state === 'unreadable') {
    record.unseen('robots', `${own.detail ?? 'robots.txt could not be read'}: the site was not crawled`)
    return result(0)
  }
  // Somebody wrote these down because no link or sitemap names them: they come first, and take no place from what is found.
  const named = record.takeGiven(site.pages ?? [])
  const most = maxPages ?? rules.pages.most + named.length
  for (const page of named) {
    if (visits.stop || pages.length >= most) break
    if (record.frontier.isDone(page.key)) continue
    if (!(await robots.allows(new URL(page.url)))) record.refuse(page)
    else await look(page.url, 'given', pages.length < rules.pages.threeViews)
  }
  const sitemaps = visits.stop ? undefined : await readSitemaps(slow, own.sitemaps, home.origin, record.urls, rules.sitemap)
  if (sitemaps) record.takeSitemaps(sitemaps)
  const exits = exitsOf(first)
  await lookAtFeed()
  if (pages.length < most) {
    const missing = new URL(`/${unlikelyName(seed)}`, home)
    if (await robots.allows(missing)) await look(missing.href, 'missing', true)
  }
  record.frontier.plan(seed)
  const search = exits && searchUrl(exits, data.searchNames, rules.searchWord)
  let isSearched = search === undefined || record.urls.kindOf(search) !== 'page'
  for (let count = 0; pages.length < most && !visits.stop; count++) {
    const next = count < rules.pages.links || isSearched ? record.frontier.next() : undefined
    if (next) {
      if (!(await robots.allows(new URL(next.url)))) record.refuse(next)
      else await look(next.url, next.origin, next.origin === 'seen-by-crawler' || pages.length < rules.pages.threeViews)
    } else if (isSearched || !search) break
    else {
      isSearched = true
      if (await robots.allows(search)) await look(search.href, 'search-page', true)
    }
  }
  return result(sitemaps?.files ?? 0)

  async function look(url: string, origin: CrawledPage['origin'], threeViews: boolean): Promise<CrawledPage | undefined> {
    const page = await visits.visit(polite, url, origin, threeViews)
    if (page) record.take(page)
    return page
  }

  async function lookAtFeed(): Promise<void> {
    const feed = exits?.feeds.find((url) => record.urls.kindOf(url) === 'page')
    if (!feed || pages.length >= most || !(await robots.allows(feed))) return
    const answer = browserView(await look(feed.href, 'feed', false))
    if (answer?.status !== 200) return
    const file = await readSitemapFile(answer.body, {bytes: answer.body.length, entries: 500})
    if (file.kind === 'feed') record.takeFeed(file.entries, answer.url)
  }
}

export function browserView(page: CrawledPage | undefined): Answer | undefined {
  return page?.views.find(({visitor}) => visitor === 'browser')?.answer
}

function exitsOf(page: CrawledPage | undefined) {
  const answer = browserView(page)
  return answer && pageExits(answer)
}
