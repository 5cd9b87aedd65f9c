import type {CollectedSiteFacts, SiteCollected, SiteContext} from '../collect/site/context.ts'
import {crawlFact} from '../collect/site/crawl/crawl-fact.ts'
import {browserView, type Crawl, crawlSite} from '../collect/site/crawl/crawl-site.ts'
import {politeFetcher} from '../collect/site/crawl/polite-fetcher.ts'
import {createRobots, type Robots} from '../collect/site/crawl/robots.ts'
import {collectPersonalData} from '../collect/site/personal-data/collect-personal-data.ts'
import type {ScanPool} from '../collect/site/personal-data/scan-pool.ts'
import {collectSpam, type SpamTools} from '../collect/site/spam/collect-spam.ts'
import type {CollectedWeb} from '../collect/site/web/collect-web.ts'
import type {CrawlRules} from '../model/crawl-rules.ts'
import type {Gap} from '../model/fact.ts'
import type {PersonalDataRules} from '../model/personal-data-rules.ts'
import type {Politeness} from '../model/politeness.ts'

export interface ContentTools {
  crawl: {rules: CrawlRules; maxPages?: number}
  personalData: {rules: PersonalDataRules; pool: ScanPool; key: Uint8Array}
  spam: SpamTools
  searchNames: readonly string[]
  product: string
  politeness: Politeness
}

/** What stands in the pages and files of a site: one crawl serves every collector that reads them. */
export async function collectContent(
  context: SiteContext,
  web: CollectedWeb,
  {crawl, personalData, spam, searchNames, product, politeness}: ContentTools,
  given?: Robots,
): Promise<CollectedSiteFacts> {
  const {rules, maxPages} = crawl
  const robots = given ?? createRobots(context.fetcher, product, rules.robots)
  const crawled = await crawlSite(
    context,
    web,
    {rules, searchNames, listNames: personalData.rules.listNames, product, mostRequests: politeness.requests.perSite},
    {...(maxPages === undefined ? {} : {maxPages}), robots},
  )
  const polite = {...context, fetcher: politeFetcher(context.fetcher, robots, crawled.delayMs)}
  const pages = readPages(crawled, web)
  const [found, spamSeen] = await Promise.all([
    collectPersonalData(polite, pages, crawled.sitemap.urls, {
      ...personalData,
      documents: crawled.documents,
      seen: pages.flatMap(({asked, url}) => [asked, url]),
      mostDocuments: politeness.documents.perSite,
    }),
    collectSpam(context, crawled, spam),
  ])
  const facts: CollectedSiteFacts = {personalData: bounded(found.personalData, crawled), spam: spamSeen}
  const read = found.personalData?.ok ? found.personalData.value : undefined
  facts.crawl = crawlFact(crawled, read && {known: read.documentsFound, read: read.documentsRead})
  return facts
}

/** What a browser was shown; the first page as the tool itself saw it, where a browser was refused. */
function readPages({pages, documents}: Crawl, {home}: CollectedWeb) {
  const shown = pages.flatMap((page) => browserView(page) ?? []).filter(({guard}) => guard === undefined)
  const answers = home && !shown.some(({url, status}) => url === home.url && status < 300) ? [home, ...shown] : shown
  const files = new Set(documents)
  // A file that is longer than a page may be is among the files, where it is asked for whole.
  const whole = answers.filter(({url, truncated}) => !truncated || !files.has(url))
  return whole.map(({asked, url, body, headers, truncated}) => ({asked, url, body, headers, truncated}))
}

/** What leaks, leaks below the first page: nothing found proves something only where nothing was left out. */
function bounded(fact: SiteCollected<'personalData'> | undefined, {unseen}: Crawl): SiteCollected<'personalData'> {
  if (!fact) return {ok: false, reason: 'not-collected', detail: 'no page of the site was fetched', source: 'stp-sec'}
  if (!fact.ok || unseen.length === 0) return fact
  const gap: Gap = {
    reason: 'not-collected',
    detail: unseen
      .map(({reason}) => reason)
      .join('; ')
      .slice(0, 500),
  }
  return {...fact, gaps: {...fact.gaps, 'items.+': gap, 'unread.+': gap}}
}
