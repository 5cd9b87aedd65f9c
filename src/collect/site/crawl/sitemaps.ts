import type {CrawlRules} from '../../../model/crawl-rules.ts'
import type {Fetcher} from '../http/fetcher.ts'
import type {CrawledSite} from './crawled.ts'
import {absoluteUrl, type SiteUrls} from './site-urls.ts'
import {readSitemapFile} from './sitemap-file.ts'

export interface ReadSitemaps {
  sitemap: CrawledSite['sitemap']
  /** Files that are sitemaps. */
  files: number
  /** Why there may be more than was read. */
  broken: string[]
}

/** Sitemaps that robots.txt names, and the one at the usual place, with those that an index names. */
export async function readSitemaps(
  fetcher: Fetcher,
  named: readonly string[],
  origin: string,
  urls: SiteUrls,
  rules: CrawlRules['sitemap'],
): Promise<ReadSitemaps> {
  const usual = `${origin}/sitemap.xml`
  const queue: {url: string; depth: number; isGuess: boolean}[] = []
  const seen = new Set<string>()
  const known = new Set<string>()
  const read: ReadSitemaps = {sitemap: {urls: [], total: 0, complete: true}, files: 0, broken: []}
  const spoil = (why: string) => {
    read.sitemap.complete = false
    if (read.broken.length < 5) read.broken.push(why)
  }
  const enqueue = (href: string, base: string, depth: number, isGuess = false) => {
    const url = absoluteUrl(href, base)
    if (!url || seen.has(url.href)) return
    seen.add(url.href)
    // A sitemap on another host is not this site's to give, and is not asked for.
    if (!['page', 'document', 'other-host'].includes(urls.kindOf(url))) return spoil('a sitemap lies outside the site')
    if (depth > rules.depth) return spoil(`an index of sitemaps is deeper than ${rules.depth}`)
    queue.push({url: url.href, depth, isGuess})
  }
  for (const href of named) enqueue(href, usual, 0)
  enqueue(usual, usual, 0, true)
  for (let asked = 0; queue.length > 0; asked++) {
    const next = queue.shift() as (typeof queue)[number]
    if (asked >= rules.files) {
      spoil(`${queue.length + 1} sitemaps more than the ${rules.files} that are read`)
      break
    }
    const answer = await fetcher.fetch(next.url, {maxBytes: rules.bytes})
    if (!answer.ok || answer.status < 200 || answer.status > 299) {
      const isAbsent = answer.ok && (answer.status === 404 || answer.status === 410)
      if (!next.isGuess || !isAbsent)
        spoil(answer.ok ? `a sitemap answered with status ${answer.status}` : `a sitemap gave no answer: ${answer.reason}`)
      if (!answer.ok && ['stopped', 'budget', 'rate-limited'].includes(answer.reason)) break
      continue
    }
    if (answer.guard !== undefined) {
      spoil(`a block page of ${answer.guard} came in place of a sitemap`)
      continue
    }
    const file = await readSitemapFile(answer.body, {bytes: rules.bytes, entries: rules.urls})
    if (file.kind === 'other') {
      if (!next.isGuess) spoil('what should be a sitemap is none')
      continue
    }
    read.files++
    if (file.broken !== undefined || answer.truncated)
      spoil(`a sitemap was not read to its end: ${answer.truncated ? 'too long' : file.broken}`)
    if (file.kind === 'index') {
      if (file.total > file.entries.length) spoil('an index names more sitemaps than are read')
      for (const {url} of file.entries.slice(0, 1000)) enqueue(url, answer.url, next.depth + 1)
      if (file.entries.length > 1000) spoil('an index names more sitemaps than are read')
    } else {
      if (file.total > file.entries.length) spoil(`more than ${rules.urls} addresses`)
      take(file.entries, answer.url)
      read.sitemap.total += file.total - file.entries.length
    }
  }
  return read

  function take(entries: readonly {url: string; lastModified?: string}[], base: string): void {
    for (const entry of entries) {
      const url = absoluteUrl(entry.url, base)
      if (!url || !['page', 'document', 'other-host'].includes(urls.kindOf(url)) || known.has(url.href)) continue
      read.sitemap.total++
      if (read.sitemap.urls.length >= rules.urls) {
        if (read.sitemap.complete) spoil(`more than ${rules.urls} addresses`)
        continue
      }
      known.add(url.href)
      read.sitemap.urls.push({...entry, url: url.href})
    }
  }
}
