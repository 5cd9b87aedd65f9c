import {createHash} from 'node:crypto'
import {spamForms} from '../../../model/spam-kinds.ts'
import type {SiteCollected, SiteContext} from '../context.ts'
import type {CrawledPage, CrawledSite, PageVisitor} from '../crawl/crawled.ts'
import {pageCharset} from '../crawl/page-charset.ts'
import {isHtmlLike} from '../crawl/page-exits.ts'
import type {Answer} from '../http/fetcher.ts'
import {maskUrl} from '../personal-data/mask.ts'
import type {CompiledSpamRules} from './compile-rules.ts'
import {judgeAddresses} from './judge-addresses.ts'
import {judgePage, type ReadPage, type ReadVisit} from './judge-page.ts'
import {gapsOf, type Seen} from './spam-gaps.ts'
import {type ItemsByForm, itemOf, signsOf, sortItems} from './spam-items.ts'
import type {SpamPool} from './spam-pool.ts'
import {awaySignals} from './view-active.ts'
import {hostOf} from './view-links.ts'
import type {Reading} from './view-signals.ts'

export interface SpamTools {
  compiled: CompiledSpamRules
  pool: SpamPool
}

const source = 'pages of the site as a browser, a search engine and a visitor from one are shown them, and its sitemaps'
const mostItems = 50
/** Statuses of a guard before the site rather than of a page. */
const refusals = new Set([401, 403, 406, 407, 429, 451, 503])
const leadAway = new Set(['off-scope', 'private-address', 'redirect-invalid'])

/** Looks for gambling spam, cloaking and defacement in what the crawl was shown. */
export async function collectSpam(context: SiteContext, crawled: CrawledSite, {compiled, pool}: SpamTools): Promise<SiteCollected<'spam'>> {
  const own = context.site.host
  const probedAt = context.now.toISOString()
  const items = Object.fromEntries(spamForms.map((form) => [form, []])) as unknown as ItemsByForm
  const seen: Seen & {views: number} = {pages: 0, asCrawler: 0, asSearchVisitor: 0, unread: 0, cut: 0, views: 0}
  const readings = new Map<string, Promise<Reading | undefined>>()
  let home: Reading | undefined

  const read = (answer: Answer): Promise<Reading | undefined> => {
    const {body, url, truncated} = answer
    const charset = pageCharset(answer)
    const key = `${createHash('sha256').update(body).digest('hex')} ${charset} ${url}`
    const known = readings.get(key)
    if (known) return known
    const bytes = new Uint8Array(body)
    const task = pool
      .run({bytes, charset, url, own, truncated}, {transfer: [bytes.buffer], signal: context.signal})
      .then((outcome) => (outcome.ok ? outcome.value : undefined))
    readings.set(key, task)
    return task
  }

  const visitOf = async (visitor: PageVisitor, answer: Answer): Promise<ReadVisit> => {
    const visit: ReadVisit = {visitor, status: answer.status, finalUrl: answer.url, away: []}
    if (answer.guard !== undefined || !isReadable(answer)) return visit
    const reading = await read(answer)
    if (!reading) seen.unread++
    else {
      seen.views++
      if (reading.cut) seen.cut++
      visit.reading = reading
    }
    return visit
  }

  for (const page of crawled.pages) {
    const visits = [
      ...(await Promise.all(page.views.map(({visitor, answer}) => visitOf(visitor, answer)))),
      ...page.failures.flatMap((failure) => ledAway(failure, own, compiled)),
    ]
    if (!visits.some(({reading, away}) => reading || away.length > 0)) continue
    seen.pages++
    if (isCompared(page, 'crawler')) seen.asCrawler++
    if (isCompared(page, 'search-visitor')) seen.asSearchVisitor++
    if (page.origin === 'home') home ??= visits.find(({visitor}) => visitor === 'browser')?.reading
    const readPage: ReadPage = {url: page.url, visits, ...(page.repeated ? {repeated: await visitOf('browser', page.repeated)} : {})}
    for (const finding of judgePage(readPage, compiled.rules.thresholds)) items[finding.form].push(itemOf(page.url, finding, probedAt))
  }

  const addresses = await judgeAddresses(crawled, compiled, context.signal)
  if (addresses.signals.length > 0) {
    // A page that advertises, beside a sitemap that does.
    const beside = items.visible.some(({kinds}) => kinds.includes('words')) ? [{kind: 'words' as const, words: [], hosts: []}] : []
    const {excerpt} = addresses.signals[0] ?? {}
    items.sitemap.push({
      url: maskUrl(addresses.first ?? context.site.url),
      visitors: [],
      ...signsOf([...addresses.signals, ...beside]),
      ...(excerpt === undefined ? {} : {excerpt}),
      probedAt,
    })
  }
  if (crawled.pages.length === 0 && addresses.looked === 0)
    return {
      ok: false,
      reason: 'not-collected',
      detail: crawled.unseen.map(({reason}) => reason).join('; ') || 'no page of the site was fetched',
      source,
    }
  for (const form of spamForms) items[form] = sortItems(items[form]).slice(0, mostItems)
  const {pages, views, asCrawler, asSearchVisitor, unread} = seen
  return {
    ok: true,
    value: {
      ...items,
      looked: {pages, views, asCrawler, asSearchVisitor, unread, addresses: addresses.looked},
      ...(home ? {home: {title: home.title, words: home.wordCount, links: home.linkCount, outsideHosts: home.outside}} : {}),
      rulesOf: compiled.rules.checkedOn,
    },
    gaps: gapsOf(items, crawled, seen),
    source,
  }
}

/** Whether the visitor got a page, or was led somewhere: a guard in the way proves nothing. */
function isCompared({views, failures}: CrawledPage, visitor: PageVisitor): boolean {
  const answer = views.find((view) => view.visitor === visitor)?.answer
  if (answer) return answer.guard === undefined && !refusals.has(answer.status)
  return failures.some((failure) => failure.visitor === visitor && failure.leadsTo !== undefined && leadAway.has(failure.reason))
}

/** A redirect off the site is not followed; it tells by where it leads. */
function ledAway({visitor, reason, leadsTo}: CrawledPage['failures'][number], own: string, compiled: CompiledSpamRules): ReadVisit[] {
  const target = leadsTo === undefined || !leadAway.has(reason) ? null : URL.parse(leadsTo)
  if (!target || !/^https?:$/.test(target.protocol)) return []
  return [{visitor, finalUrl: leadsTo ?? '', away: awaySignals(hostOf(target), own, compiled)}]
}

/** HTML, whatever it is called, and plain text: intruders leave both. */
function isReadable(answer: Answer): boolean {
  return isHtmlLike(answer) || /^text\/plain/i.test(answer.headers.find(([name]) => name === 'content-type')?.[1] ?? '')
}
