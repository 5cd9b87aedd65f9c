import type {Answer, FetchFailure, Visitor} from '../http/fetcher.ts'

/** Who a page is asked for as: a person with a browser, a search engine, a person with a phone who comes from a search engine. */
export type PageVisitor = Exclude<Visitor, 'tool'>

/** What one visitor was shown. A redirect off the site is not followed: then the last hop says where it leads. */
export interface PageView {
  visitor: PageVisitor
  answer: Answer
}

export type PageOrigin = 'home' | 'missing' | 'link' | 'sitemap' | 'feed' | 'search-page' | 'seen-by-crawler' | 'given'

/** One address of the site with what each visitor was shown. */
export interface CrawledPage {
  url: string
  origin: PageOrigin
  views: PageView[]
  /** Visitors who got no answer that counts, with where redirects led before. */
  failures: {visitor: PageVisitor; reason: FetchFailure; detail: string; leadsTo?: string}[]
  /** The browser's view asked for once more after a difference: how much the page changes by itself. */
  repeated?: Answer
}

export interface CrawledSite {
  pages: CrawledPage[]
  /** Links to files of the site, those that look like lists of people first. */
  documents: string[]
  sitemap: {urls: {url: string; lastModified?: string}[]; total: number; complete: boolean}
  /** Addresses that robots.txt keeps robots from: they were not asked for. */
  disallowed: string[]
  /** Why more may exist than was looked at. Empty only where every page that is known was looked at. */
  unseen: {what: string; reason: string}[]
}
