import type {RawPage} from './parse-page.ts'

export interface PageLink {
  url: string
  text: string
}

/** Address that relative ones of a page go by; a base that is no http address is passed over. */
export function baseOf(page: Pick<RawPage, 'base'>, url: string): string {
  const base = page.base === undefined ? null : URL.parse(page.base.trim(), url)
  return base && (base.protocol === 'http:' || base.protocol === 'https:') ? base.href : url
}

/** Links of a page to other pages, made whole, each once, without their fragment. */
export function linksOf(page: Pick<RawPage, 'base' | 'links'>, url: string): PageLink[] {
  const base = baseOf(page, url)
  const found = new Map<string, PageLink>()
  for (const {href, text} of page.links) {
    const target = URL.parse(href, base)
    if (!target || (target.protocol !== 'http:' && target.protocol !== 'https:') || target.username !== '') continue
    target.hash = ''
    if (target.href.length > 2000) continue
    const words = text.replace(/\s+/g, ' ').trim().slice(0, 300)
    const before = found.get(target.href)
    if (before) before.text = `${before.text} ${words}`.trim().slice(0, 300)
    else found.set(target.href, {url: target.href, text: words})
  }
  return [...found.values()]
}
