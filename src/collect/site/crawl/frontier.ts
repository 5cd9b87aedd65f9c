import type {PageOrigin} from './crawled.ts'
import {drawFrom} from './draw.ts'

export interface KnownPage {
  key: string
  url: string
  origin: PageOrigin
  lastModified?: string
  /** First part of its path. */
  section: string
}

export interface FrontierLimits {
  links: number
  newest: number
  random: number
  crawlerOnly: number
  known: number
}

/** Pages that are known and not looked at yet, the most telling next. */
export class Frontier {
  /** There were more than are kept. */
  overflow = false
  private readonly pages = new Map<string, KnownPage>()
  private readonly done = new Set<string>()
  private readonly queue: KnownPage[] = []
  private readonly planned = new Set<string>()
  private readonly urgent: KnownPage[] = []
  private crawlerOnly = 0
  private linked = 0
  private readonly limits: FrontierLimits

  constructor(limits: FrontierLimits) {
    this.limits = limits
  }

  get known(): number {
    return this.pages.size
  }

  get open(): number {
    let open = 0
    for (const key of this.pages.keys()) if (!this.done.has(key)) open++
    return open
  }

  /** What the register names, in its order. */
  get given(): KnownPage[] {
    return [...this.pages.values()].filter(({key, origin}) => origin === 'given' && !this.done.has(key))
  }

  has(key: string): boolean {
    return this.pages.has(key)
  }

  isDone(key: string): boolean {
    return this.done.has(key)
  }

  /** Remembers a page; those of sitemaps and of the register are bounded where they are read. */
  add(key: string, url: URL, origin: PageOrigin, lastModified?: string): void {
    const before = this.pages.get(key)
    if (before) {
      if (lastModified !== undefined) before.lastModified ??= lastModified
      // A link may lead there as well; that somebody named it is what counts.
      if (origin === 'given') before.origin = origin
      if (origin === 'seen-by-crawler' && before.origin !== origin && !this.done.has(key)) this.hurry({...before, origin})
      return
    }
    if (origin !== 'sitemap' && origin !== 'given' && ++this.linked > this.limits.known) {
      this.overflow = true
      return
    }
    const section = url.pathname.split('/', 3).slice(0, 2).join('/').toLowerCase()
    const page: KnownPage = {key, url: url.href, origin, section, ...(lastModified === undefined ? {} : {lastModified})}
    this.pages.set(key, page)
    if (origin === 'seen-by-crawler') this.hurry(page)
  }

  /** Looked at, under this address or another one of the same page. */
  finish(key: string): void {
    this.done.add(key)
  }

  /** Sets the order: links spread over sections, the newest, some drawn from the sitemap; then the rest as it came. */
  plan(seed: string): void {
    const all = [...this.pages.values()]
    const linked = all.filter(({key, origin}) => origin === 'link' && !this.done.has(key))
    this.take(spread(linked, this.limits.links), this.limits.links)
    const dated = all.filter(({key, lastModified}) => lastModified !== undefined && !this.done.has(key) && !this.planned.has(key))
    dated.sort((a, b) => (b.lastModified ?? '').localeCompare(a.lastModified ?? ''))
    this.take(dated, this.limits.newest)
    const draw = drawFrom(seed)
    const left = all.filter(({key, origin}) => origin === 'sitemap' && !this.done.has(key) && !this.planned.has(key))
    for (let count = Math.min(this.limits.random, left.length); count > 0; count--) {
      const at = Math.floor(draw() * left.length)
      this.take(left.splice(at, 1), 1)
    }
  }

  next(): KnownPage | undefined {
    for (const list of [this.urgent, this.queue])
      for (let page = list.shift(); page; page = list.shift()) if (!this.done.has(page.key)) return page
    // Sections take turns, so that one endless calendar does not eat everything.
    const rest = [...this.pages.values()].filter(({key}) => !this.done.has(key) && !this.planned.has(key)).slice(0, 5000)
    this.take(spread(rest, 10), 10)
    for (let page = this.queue.shift(); page; page = this.queue.shift()) if (!this.done.has(page.key)) return page
    return undefined
  }

  private hurry(page: KnownPage): void {
    if (this.crawlerOnly >= this.limits.crawlerOnly) return
    this.crawlerOnly++
    this.urgent.push(page)
  }

  private take(pages: readonly KnownPage[], most: number): void {
    let left = most
    for (const page of pages) {
      if (left <= 0) return
      if (this.planned.has(page.key) || this.done.has(page.key)) continue
      this.planned.add(page.key)
      this.queue.push(page)
      left--
    }
  }
}

/** One of each section in turn, in the order found. */
function spread(pages: readonly KnownPage[], most: number): KnownPage[] {
  const sections = new Map<string, KnownPage[]>()
  for (const page of pages) {
    const list = sections.get(page.section)
    if (list) list.push(page)
    else sections.set(page.section, [page])
  }
  const turns: KnownPage[] = []
  const wanted = Math.min(most, pages.length)
  for (let round = 0; turns.length < wanted; round++)
    for (const list of sections.values()) {
      const page = list[round]
      if (page) turns.push(page)
      else if (list.length < round) sections.delete(list[0]?.section ?? '')
    }
  return turns.slice(0, most)
}
