import {randomBytes} from 'node:crypto'
import type {PersonalDataRules} from '../../../model/personal-data-rules.ts'
import type {CollectedSiteFacts, SiteContext, SiteTarget} from '../context.ts'
import {type DocumentCandidate, orderDocuments} from '../documents/choose-documents.ts'
import {fetchDocument} from '../documents/fetch-document.ts'
import {portOf, sameDomain} from '../http/redirect.ts'
import {fileName, isDocumentUrl} from './document-links.ts'
import {PersonalDataReport} from './personal-data-report.ts'
import {PhraseBook, wordsOf} from './phrase-book.ts'
import type {Scanned} from './scan-file.ts'
import type {ScanPool} from './scan-pool.ts'

export interface CrawledPage {
  url: string
  body: Uint8Array
  /** Headers as sent; the charset of `content-type` is asked for. */
  headers?: readonly (readonly [name: string, value: string])[]
  truncated?: boolean
}

export interface SitemapUrl {
  url: string
  lastModified?: string
}

export interface PersonalDataOptions {
  rules: PersonalDataRules
  pool: ScanPool
  /** Key of the run, never stored: the same person in two files of the run has the same hash. */
  key?: Uint8Array
  mostDocuments?: number
  /** Files that are known beside those that pages and the sitemap name. */
  documents?: readonly string[]
  /** Addresses that were looked at as pages already. */
  seen?: readonly string[]
  /** Bytes of one file. */
  documentBytes?: number
  /** Pages and files of this site in work at once. */
  concurrency?: number
}

const source = 'pages and files of the site, read without keeping them'
const mostKnown = 2000

/** Looks for personal data in the pages that were fetched and in the files that they and the sitemap name. */
export async function collectPersonalData(
  context: SiteContext,
  pages: readonly CrawledPage[],
  sitemapUrls: readonly (string | SitemapUrl)[],
  options: PersonalDataOptions,
): Promise<CollectedSiteFacts> {
  const {
    rules,
    pool,
    key = randomBytes(32),
    mostDocuments = 20,
    documents = [],
    seen = [],
    documentBytes = 20 * 1024 * 1024,
    concurrency = 2,
  } = options
  if (pages.length === 0 && sitemapUrls.length === 0)
    return {personalData: {ok: false, reason: 'not-collected', detail: 'no page of the site was fetched', source}}
  const report = new PersonalDataReport()
  const thisYear = context.now.getUTCFullYear()
  const known = new Map<string, DocumentCandidate>()
  const inScope = scopeOf(context.site)
  const done = new Set(seen)
  const remember = (candidate: DocumentCandidate) => {
    const url = URL.parse(candidate.url)
    if (!url || !inScope(url) || done.has(url.href)) return
    const before = known.get(url.href)
    if (before) {
      before.listLike ||= candidate.listLike
      before.from ??= candidate.from
      before.lastModified ??= candidate.lastModified
    } else if (known.size < mostKnown) known.set(url.href, {...candidate, url: url.href})
  }

  const scan = (bytes: Uint8Array, base: string, charset: string | undefined, name?: string) => {
    const {buffer, given} = ownBytes(bytes)
    return pool.run({bytes: given, key, thisYear, base, charset, ...(name ? {name} : {})}, {transfer: [buffer], signal: context.signal})
  }
  const learnLinks = (scanned: Scanned, from: string) => {
    for (const {url, listLike} of scanned.links) remember({url, listLike, from})
  }

  await inTurn(pages, concurrency, async (page) => {
    const outcome = await scan(Uint8Array.from(page.body), page.url, charsetOf(page.headers))
    if (!outcome.ok) return report.failed(page.url, outcome.reason)
    report.read({url: page.url, kind: 'page', scanned: outcome.value})
    if (page.truncated) report.notRead(page.url, 'too-big', outcome.value.format)
    learnLinks(outcome.value, page.url)
  })

  const lists = new PhraseBook<true>().add(rules.listNames, true)
  for (const entry of sitemapUrls.slice(0, 50_000)) {
    const {url, lastModified} = typeof entry === 'string' ? {url: entry} : entry
    const parsed = URL.parse(url)
    if (parsed && isDocumentUrl(parsed)) remember({url: parsed.href, listLike: lists.has(wordsOf(fileName(parsed))), lastModified})
  }

  for (const url of documents) {
    const parsed = URL.parse(url)
    if (parsed) remember({url: parsed.href, listLike: lists.has(wordsOf(fileName(parsed)))})
  }

  const ordered = orderDocuments([...known.values()])
  report.documentsFound = ordered.length
  let left = mostDocuments
  await inTurn(ordered, concurrency, async (candidate) => {
    if (left <= 0) return report.overLimit()
    left--
    const free = await pool.reserve(documentBytes, context.signal)
    try {
      await readOne(candidate)
    } finally {
      free?.()
    }
  })

  async function readOne(candidate: DocumentCandidate): Promise<void> {
    const fetched = await fetchDocument(context, candidate.url, documentBytes)
    if (!fetched.ok) {
      // A dead link is no file: its place goes to the next one.
      if (fetched.reason === 'gone') {
        left++
        report.documentsFound--
        return
      }
      if (fetched.reason === 'disallowed') left++
      return report.notRead(candidate.url, fetched.reason)
    }
    const outcome = await scan(fetched.body, fetched.url, fetched.charset, fileName(new URL(candidate.url)))
    if (!outcome.ok) return report.failed(candidate.url, outcome.reason)
    report.read({url: candidate.url, from: candidate.from, kind: 'document', scanned: outcome.value})
    // Where a file should be stands a page, often one that shows the file.
    for (const {url, listLike} of outcome.value.links) {
      const isNew = !known.has(url)
      remember({url, listLike, from: candidate.url})
      const added = isNew ? known.get(url) : undefined
      if (!added) continue
      ordered.push(added)
      report.documentsFound++
    }
  }
  return {personalData: report.fact(source)}
}

/** Files on the same registrable domain; for an address or a name without one, on the same host. Usual ports and the site's own. */
function scopeOf({host, port}: SiteTarget): (url: URL) => boolean {
  const ports = new Set([80, 443, port])
  return (url) => ports.has(portOf(url)) && sameDomain(url.hostname.replace(/^\[|\]$/g, ''), host)
}

/** Bytes with a buffer of their own, so that they can move to a thread. */
function ownBytes(bytes: Uint8Array): {buffer: ArrayBuffer; given: Uint8Array} {
  const whole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
  const given = whole ? new Uint8Array(bytes.buffer as ArrayBuffer) : Uint8Array.from(bytes)
  return {buffer: given.buffer as ArrayBuffer, given}
}

function charsetOf(headers: readonly (readonly [string, string])[] | undefined): string | undefined {
  const type = headers?.find(([name]) => name === 'content-type')?.[1]
  return type && /charset=["']?([\w-]{2,40})/i.exec(type)?.[1]
}

/** A few at a time, in order. */
async function inTurn<T>(items: readonly T[], width: number, work: (item: T) => Promise<void> | void): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < items.length) await work(items[next++] as T)
  }
  await Promise.all(Array.from({length: Math.max(1, width)}, lane))
}
