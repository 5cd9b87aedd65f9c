import type {Gap} from '../../../model/fact.ts'
import {type SpamForm, spamForms} from '../../../model/spam-kinds.ts'
import type {CrawledSite} from '../crawl/crawled.ts'
import type {ItemsByForm} from './spam-items.ts'

export interface Seen {
  pages: number
  asCrawler: number
  asSearchVisitor: number
  /** Answers that were not read, or not to their end. */
  unread: number
  cut: number
}

const longest = 500
/** Reasons that say something of the sitemaps themselves. */
const ofSitemaps = new Set(['sitemap', 'robots', 'site'])

/**
 * What bounds each list. A sign that is not enough to conclude comes first: a person has to look. Then what was not looked at:
 * nothing found there proves nothing.
 */
export function gapsOf(items: ItemsByForm, {unseen, sitemap}: Pick<CrawledSite, 'unseen' | 'sitemap'>, seen: Seen): Record<string, Gap> {
  const gaps: Record<string, Gap> = {}
  for (const form of spamForms) {
    const review = items[form].filter(({verdict}) => verdict === 'review')
    const missing = missingOf(form, {unseen, sitemap}, seen)
    if (review.length === 0 && missing.length === 0) continue
    const shown = review.slice(0, 3).map(({url, signs}) => `${url.slice(0, 120)} (${signs.slice(0, 60)})`)
    const more = review.length > shown.length ? `, +${review.length - shown.length}` : ''
    const detail = [...(review.length > 0 ? [`${shown.join(', ')}${more}`] : []), ...missing].join('; ')
    gaps[`${form}.+`] = {reason: review.length > 0 ? 'needs-review' : 'not-collected', detail: detail.slice(0, longest)}
  }
  return gaps
}

function missingOf(
  form: SpamForm,
  {unseen, sitemap}: Pick<CrawledSite, 'unseen' | 'sitemap'>,
  {pages, asCrawler, asSearchVisitor, unread, cut}: Seen,
): string[] {
  if (form === 'sitemap')
    return [
      ...unseen.filter(({what}) => ofSitemaps.has(what)).map(({reason}) => reason),
      ...(sitemap.complete ? [] : ['not every sitemap was read to its end']),
    ]
  const missing = unseen.map(({reason}) => reason)
  const compared = form === 'cloakedCrawler' ? asCrawler : form === 'cloakedReferrer' ? asSearchVisitor : undefined
  if (compared !== undefined && compared < pages) missing.unshift(`${compared} of ${pages} pages were compared`)
  if (pages === 0) missing.unshift('no page could be read')
  if (unread > 0) missing.push(`${unread} answers could not be read`)
  if (cut > 0) missing.push(`${cut} answers were not read to their end`)
  return missing
}
