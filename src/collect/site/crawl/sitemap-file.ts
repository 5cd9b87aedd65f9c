import {Readable} from 'node:stream'
import {setImmediate as breathe} from 'node:timers/promises'
import {createGunzip} from 'node:zlib'
import {feedXml} from '../documents/read-xml.ts'
import {ReadRefusal} from '../documents/types.ts'

export interface SitemapEntry {
  url: string
  lastModified?: string
}

/** What one file is and names: a sitemap, an index of sitemaps, a feed, plain lines, or nothing of the kind. */
export interface SitemapFile {
  kind: 'urlset' | 'index' | 'feed' | 'text' | 'other'
  entries: SitemapEntry[]
  /** Names in the file, those beyond the limit too. */
  total: number
  /** Why the file was not read to its end. */
  broken?: string
}

const chunkBytes = 128 * 1024
const mostRatio = 200
const longestText = 4000

/** Reads a sitemap, packed or not, as a stream within limits of bytes and entries; what came before damage is kept. */
export async function readSitemapFile(body: Buffer, {bytes, entries}: {bytes: number; entries: number}): Promise<SitemapFile> {
  const file: SitemapFile = {kind: 'other', entries: [], total: 0}
  const isPacked = body[0] === 0x1f && body[1] === 0x8b
  const head = isPacked
    ? undefined
    : body
        .subarray(0, 1000)
        .toString('latin1')
        .replace(/^\xEF\xBB\xBF/, '')
        .trimStart()
  if (head !== undefined && /^https?:\/\//i.test(head)) return readLines(body, file, entries)
  if (head !== undefined && !head.startsWith('<') && body[0] !== 0xff && body[0] !== 0xfe) return file
  const feed = feedXml(entryHandler(file, entries))
  let size = 0
  const unpacked = isPacked ? Readable.from([body]).pipe(createGunzip()) : undefined
  try {
    for await (const chunk of unpacked ?? chunksOf(body)) {
      size += chunk.length
      if (size > bytes || (isPacked && size > 1024 * 1024 && size > body.length * mostRatio)) {
        file.broken = isPacked && size <= bytes ? 'unpacks out of proportion' : `longer than ${bytes} bytes`
        break
      }
      feed.write(chunk)
      // The root told what it is: the rest of a page is not read.
      if (file.kind === 'other' && size > chunkBytes) break
      await breathe()
    }
    if (file.broken === undefined && (file.kind !== 'other' || size <= chunkBytes)) feed.end()
  } catch (error) {
    if (file.kind !== 'other') file.broken = error instanceof ReadRefusal ? error.reason : 'damaged'
  } finally {
    unpacked?.destroy()
  }
  return file
}

function* chunksOf(body: Buffer): Generator<Buffer> {
  for (let at = 0; at < body.length; at += chunkBytes) yield body.subarray(at, at + chunkBytes)
}

const roots: Record<string, SitemapFile['kind']> = {urlset: 'urlset', sitemapindex: 'index', rss: 'feed', RDF: 'feed', feed: 'feed'}
const holders = new Set(['url', 'sitemap', 'item', 'entry'])
const dates = new Set(['lastmod', 'pubDate', 'date', 'updated', 'published'])

/** Addresses stand right below an entry: those of pictures and translations lie deeper or bear other names. */
function entryHandler(file: SitemapFile, most: number) {
  const path: string[] = []
  let text = ''
  let address: string | undefined
  let date: string | undefined
  return {
    open(name: string, attributes: Record<string, string>) {
      if (path.length === 0) file.kind = roots[name] ?? 'other'
      path.push(name)
      text = ''
      if (holders.has(name)) {
        address = undefined
        date = undefined
      }
      const isAtomLink = name === 'link' && path.at(-2) === 'entry' && attributes['href'] !== undefined
      if (isAtomLink && (attributes['rel'] ?? 'alternate') === 'alternate') address ??= attributes['href']
    },
    text(part: string) {
      if (text.length < longestText) text += part.slice(0, longestText)
    },
    close(name: string) {
      path.pop()
      const holder = path.at(-1) ?? ''
      const written = text.trim()
      text = ''
      if (holders.has(holder)) {
        if ((name === 'loc' || (name === 'link' && holder === 'item')) && written !== '') address ??= written
        if (dates.has(name)) date ??= written
      }
      if (!holders.has(name) || address === undefined || file.kind === 'other') return
      file.total++
      const day = dayOf(date)
      if (file.entries.length < most) file.entries.push({url: address, ...(day === undefined ? {} : {lastModified: day})})
      address = undefined
    },
  }
}

/** Plain text, an address a line (sitemaps.org). */
function readLines(body: Buffer, file: SitemapFile, most: number): SitemapFile {
  file.kind = 'text'
  for (const line of body.toString('utf8').split(/\r?\n/)) {
    const url = line.replace(/^\uFEFF/, '').trim()
    if (!/^https?:\/\//i.test(url)) continue
    file.total++
    if (file.entries.length < most) file.entries.push({url: url.slice(0, longestText)})
  }
  return file
}

/** "2026-11-26T08:00:00+07:00" and "Thu, 26 Nov 2026 08:00:00 +0700" as moments that sort as text. */
function dayOf(written: string | undefined): string | undefined {
  if (written === undefined || written.length > 60) return undefined
  const time = Date.parse(written)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
