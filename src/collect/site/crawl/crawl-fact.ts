import type {SiteCollected} from '../context.ts'
import {maskUrl} from '../personal-data/mask.ts'
import type {Crawl} from './crawl-site.ts'

/** What a crawl saw, in numbers, with the files that were read afterwards. */
export function crawlFact(crawl: Crawl, documents: {known: number; read: number} | undefined): SiteCollected<'crawl'> {
  const source = 'pages, robots.txt and sitemaps of the site'
  if (crawl.pages.length === 0)
    return {
      ok: false,
      reason: 'not-collected',
      detail: crawl.unseen.map(({reason}) => reason).join('; ') || 'no page of the site was asked for',
      source,
    }
  const {robots, delayMs, pagesKnown, pagesLooked, disallowed, sitemap, sitemapFiles, requests, unseen} = crawl
  return {
    ok: true,
    value: {
      robots,
      delaySeconds: delayMs / 1000,
      pagesKnown,
      pagesLooked,
      documentsKnown: Math.max(crawl.documents.length, documents?.known ?? 0),
      documentsRead: documents?.read ?? 0,
      disallowed: disallowed.length,
      sitemap: {files: sitemapFiles, urls: sitemap.total, complete: sitemap.complete},
      otherHosts: crawl.otherHosts.slice(0, 50).map((host) => host.slice(0, 255)),
      requests,
      whole: unseen.length === 0,
      unseen: unseen.slice(0, 30).map(({what, reason}) => ({what, reason: maskUrl(reason).slice(0, 400)})),
      pages: crawl.pages.slice(0, 100).map(({url, origin, views}) => {
        const status = views.find(({visitor}) => visitor === 'browser')?.answer.status
        return {url: maskUrl(url), origin, ...(status === undefined ? {} : {status}), views: views.length}
      }),
    },
    source,
  }
}
