import type {CrawlRules} from '../../../model/crawl-rules.ts'
import type {SiteTarget} from '../context.ts'
import {type DocumentCandidate, orderDocuments} from '../documents/choose-documents.ts'
import type {Answer} from '../http/fetcher.ts'
import {fileName} from '../personal-data/document-links.ts'
import {PhraseBook, wordsOf} from '../personal-data/phrase-book.ts'
import type {Crawl} from './crawl-site.ts'
import type {CrawledPage, CrawledSite, PageOrigin} from './crawled.ts'
import {Frontier, type KnownPage} from './frontier.ts'
import {type PageExits, pageExits} from './page-exits.ts'
import {absoluteUrl, createSiteUrls, type SiteUrls} from './site-urls.ts'
import type {ReadSitemaps} from './sitemaps.ts'
import type {Stop} from './visits.ts'

const mostDocuments = 5000
const synthetic: ReadonlySet<PageOrigin> = new Set(['missing', 'search-page'])
/** The address shows nothing to the public, or nothing at all. */
const settled = new Set([401, 404, 410])
/** The address leads away from the site. One that goes round may be a guard that wants something of a browser. */
const leadsAway = new Set(['off-scope', 'private-address'])

/** What is known of a site while it is crawled, and why that is not everything. */
export class CrawlRecord {
  readonly pages: CrawledPage[] = []
  readonly frontier: Frontier
  readonly urls: SiteUrls
  private readonly documents = new Map<string, DocumentCandidate>()
  private readonly lists: PhraseBook<true>
  private readonly refused = new Set<string>()
  private readonly unread = new Set<string>()
  private readonly reasons: CrawledSite['unseen'] = []
  private readonly counts = {cut: 0, scripted: 0, madeByScript: 0, tooLong: 0, documents: 0}
  private readonly ports = new Set<string>()
  private readonly pictures = new Set<string>()
  private readonly hosts = new Set<string>()
  private https = false
  private sitemap: CrawledSite['sitemap'] = {urls: [], total: 0, complete: true}

  constructor(site: SiteTarget, rules: CrawlRules, listNames: readonly string[]) {
    this.urls = createSiteUrls(site, rules)
    this.frontier = new Frontier(rules.pages)
    this.lists = new PhraseBook<true>().add(listNames, true)
    const own = absoluteUrl(site.url)
    if (own) this.frontier.add(this.urls.keyOf(own), own, 'home')
  }

  /** Where the address of the site leads is the site. */
  addHome(home: URL): void {
    this.urls.addHost(home.hostname)
    this.https = home.protocol === 'https:' && home.port === ''
    this.frontier.add(this.urls.keyOf(home), home, 'home')
  }

  unseen(what: string, reason: string): void {
    this.reasons.push({what, reason: reason.slice(0, 400)})
  }

  refuse({key, url}: KnownPage): void {
    this.frontier.finish(key)
    this.refused.add(url)
  }

  /** Takes a page that was asked for, and what its views lead to. */
  take(page: CrawledPage): void {
    this.pages.push(page)
    const views = new Map(page.views.map(({visitor, answer}) => [visitor, answer]))
    const answer = views.get('browser')
    this.settle(page, answer)
    if (!answer || synthetic.has(page.origin)) return
    const exits = this.exitsOf(answer)
    if (!exits) {
      if (answer.truncated) this.addDocument(new URL(answer.url), '', undefined)
      return
    }
    if (exits.cut) this.counts.cut++
    this.counts.scripted += exits.scripted
    if (exits.madeByScript) this.counts.madeByScript++
    this.takeCanonical(answer, exits)
    for (const {url, text} of exits.links) this.learn(url, 'link', text)
    this.compare(page, exits)
  }

  /** Pages and files that the register names; gives the pages. What is no part of the site is not looked at, and said to be so. */
  takeGiven(named: readonly string[]): KnownPage[] {
    const strange = named.filter((text) => {
      const url = absoluteUrl(text)
      const kind = url && this.urls.kindOf(url)
      if (url && (kind === 'page' || kind === 'document')) this.learn(url, 'given', '')
      return kind !== 'page' && kind !== 'document'
    })
    if (strange.length > 0) this.unseen('given', `of the pages that the register names ${strange.length} are not of this site`)
    return this.frontier.given
  }

  takeSitemaps({sitemap, broken}: ReadSitemaps): void {
    this.sitemap = sitemap
    for (const why of broken) this.unseen('sitemap', why)
    for (const {url, lastModified} of sitemap.urls) this.learn(new URL(url), 'sitemap', '', lastModified)
  }

  takeFeed(entries: readonly {url: string; lastModified?: string}[], base: string): void {
    for (const {url, lastModified} of entries) {
      const target = absoluteUrl(url, base)
      if (target) this.learn(target, 'feed', '', lastModified)
    }
  }

  result(run: Pick<Crawl, 'robots' | 'delayMs' | 'sitemapFiles' | 'requests'> & {stop?: Stop | undefined}): Crawl {
    const {stop, ...rest} = run
    const beyond = this.sitemap.total - this.sitemap.urls.length
    const pagesKnown = this.frontier.known + Math.max(0, beyond)
    const pagesLooked = this.frontier.known - this.frontier.open - this.refused.size - this.unread.size
    const isListComplete = this.sitemap.complete && !this.frontier.overflow && beyond <= 0
    this.explain(pagesKnown, pagesLooked, isListComplete, stop)
    return {
      pages: this.pages,
      documents: orderDocuments([...this.documents.values()]).map(({url}) => url),
      sitemap: this.sitemap,
      disallowed: [...this.refused],
      unseen: this.reasons,
      pagesKnown,
      pagesLooked,
      isListComplete,
      otherHosts: [...this.hosts].sort(),
      ...rest,
    }
  }

  private explain(known: number, looked: number, isListComplete: boolean, stop: Stop | undefined): void {
    const {cut, scripted, madeByScript, tooLong, documents} = this.counts
    const say = (count: number, what: string, reason: string) => {
      if (count > 0) this.unseen(what, reason)
    }
    if (known > looked) {
      const reason = `${looked} of ${isListComplete ? '' : 'at least '}${known} known pages were looked at`
      this.reasons.unshift({what: 'pages', reason: stop ? `${reason}; ${stop.reason}` : reason})
    } else if (stop && stop.what !== 'requests') this.unseen('pages', stop.reason)
    say(this.unread.size, 'answers', `${this.unread.size} pages gave no answer that counts`)
    say(this.refused.size, 'robots', `robots.txt keeps robots from ${this.refused.size} addresses`)
    say(this.frontier.overflow ? 1 : 0, 'links', 'the site names more pages than are remembered')
    say(cut, 'long pages', `${cut} pages were not read to their end`)
    say(scripted, 'scripts', `${scripted} links lead on by a script alone`)
    say(madeByScript, 'scripts', `${madeByScript} pages are made by a script in the browser`)
    say(tooLong, 'links', `${tooLong} links are too long to be followed`)
    say(this.ports.size, 'ports', `${this.ports.size} addresses lie on other ports of the site`)
    say(this.pictures.size, 'pictures', `${this.pictures.size} linked pictures bear the name of a list of persons`)
    say(documents, 'documents', `${documents} files more than are remembered`)
  }

  /** Whether the address counts as looked at, under each name that it goes by. */
  private settle(page: CrawledPage, answer: Answer | undefined): void {
    if (synthetic.has(page.origin)) return
    const key = this.urls.keyOf(new URL(page.url))
    this.frontier.finish(key)
    if (answer) {
      const final = new URL(answer.url)
      const finalKey = this.urls.keyOf(final)
      if (this.urls.kindOf(final) === 'page') {
        this.frontier.add(finalKey, final, page.origin)
        this.frontier.finish(finalKey)
      }
      // The page of a guard, whatever its status, shows nothing of the site.
      const isShown = answer.guard === undefined
      const isGood = isShown && answer.status >= 200 && answer.status < 300 && answer.body.length > 0
      if (!isGood && !(isShown && settled.has(answer.status))) this.unread.add(this.frontier.has(finalKey) ? finalKey : key)
      return
    }
    const failure = page.failures.find(({visitor}) => visitor === 'browser')
    if (failure?.reason === 'disallowed') this.refused.add(page.url)
    else if (!failure || !leadsAway.has(failure.reason)) this.unread.add(key)
  }

  /** A page that names its own address with or without parameters is one page; that it is the first page is not believed. */
  private takeCanonical(answer: Answer, {canonical}: PageExits): void {
    if (!canonical || this.urls.kindOf(canonical) !== 'page') return
    const own = new URL(answer.url)
    const path = (url: URL) => url.pathname.replace(/\/(?:index\.\w{2,5})?$/, '')
    const key = this.urls.keyOf(canonical)
    if (path(canonical) !== path(own) || canonical.search !== '') {
      this.learn(canonical, 'link', '')
      return
    }
    this.frontier.add(key, canonical, 'link')
    // Parameters may choose another page; without any it is the one that was seen.
    if (own.search === '') this.frontier.finish(key)
  }

  /** What a search engine alone is shown. A page that changes by itself shows it to a browser the second time. */
  private compare(page: CrawledPage, exits: PageExits): void {
    const shown = new Set(exits.links.map(({url}) => this.urls.keyOf(url)))
    const again = page.repeated && this.exitsOf(page.repeated)
    for (const {url} of again?.links ?? []) shown.add(this.urls.keyOf(url))
    for (const {visitor, answer} of page.views) {
      if (visitor === 'browser') continue
      for (const {url, text} of this.exitsOf(answer)?.links ?? [])
        if (!shown.has(this.urls.keyOf(url))) this.learn(url, visitor === 'crawler' ? 'seen-by-crawler' : 'link', text)
    }
    for (const {url, text} of again?.links ?? []) this.learn(url, 'link', text)
  }

  private learn(found: URL, origin: PageOrigin, text: string, lastModified?: string): void {
    const kind = this.urls.kindOf(found)
    const url = kind === 'page' ? this.secured(found) : found
    if (kind === 'page') this.frontier.add(this.urls.keyOf(url), url, origin, lastModified)
    else if (kind === 'document') this.addDocument(url, text, lastModified)
    else if (kind === 'too-long') this.counts.tooLong++
    else if (kind === 'other-port') remember(this.ports, url.href)
    else if (kind === 'other-host') remember(this.hosts, url.hostname)
    else if (kind === 'asset' && this.isListLike(url, text)) remember(this.pictures, url.href)
  }

  /** Old links say http of a site that has moved to https: the way round would cost a request each. */
  private secured(url: URL): URL {
    if (!this.https || url.protocol !== 'http:' || url.port !== '') return url
    const secure = new URL(url)
    secure.protocol = 'https:'
    return secure
  }

  private addDocument(url: URL, text: string, lastModified: string | undefined): void {
    const listLike = this.isListLike(url, text)
    const before = this.documents.get(url.href)
    if (before) {
      before.listLike ||= listLike
      before.lastModified ??= lastModified
    } else if (this.documents.size < mostDocuments) this.documents.set(url.href, {url: url.href, listLike, lastModified})
    else this.counts.documents++
  }

  private isListLike(url: URL, text: string): boolean {
    return this.lists.has(wordsOf(`${text.slice(0, 300)} ${fileName(url)}`))
  }

  /** Only where the answer came from the site itself. */
  private exitsOf(answer: Answer): PageExits | undefined {
    return answer.guard === undefined && this.urls.kindOf(new URL(answer.url)) === 'page' ? pageExits(answer) : undefined
  }
}

function remember(set: Set<string>, value: string): void {
  if (set.size < 1000) set.add(value)
}
