import type {CrawledSite} from '../crawl/crawled.ts'
import {maskUrl} from '../personal-data/mask.ts'
import type {CompiledSpamRules} from './compile-rules.ts'
import type {Signal} from './view-signals.ts'
import {StreamBuilder} from './visible-text.ts'
import {weighText} from './weigh-text.ts'

export interface JudgedAddresses {
  /** Addresses that were read for their words. */
  looked: number
  signals: Signal[]
  /** The first that tells, for the evidence. */
  first?: string
}

const mostAddresses = 50_000
const batch = 2000
const mostShown = 20
const context = {parent: undefined, tag: 'loc', id: '', classes: [], aside: false, depth: 0}

/**
 * Words of the addresses in sitemaps and of linked files. News of crime has such words too, with those of the law beside them; many
 * addresses that advertise, in several ways, leave no doubt.
 */
export async function judgeAddresses(
  {sitemap, documents}: Pick<CrawledSite, 'sitemap' | 'documents'>,
  compiled: CompiledSpamRules,
  signal: AbortSignal,
): Promise<JudgedAddresses> {
  const {slugs, slugMass} = compiled.rules.thresholds
  const urls = [...sitemap.urls, ...documents.map((url) => ({url, lastModified: undefined}))].slice(0, mostAddresses)
  const phrases = new Set<string>()
  const shown: string[] = []
  const days = new Map<string, number>()
  let count = 0
  let looked = 0
  for (const {url, lastModified} of urls) {
    if (signal.aborted) break
    // Others have their turn between many.
    if (++looked % batch === 0) await new Promise((resolve) => setImmediate(resolve))
    const found = advertisingWords(url, compiled)
    if (found.length === 0) continue
    count++
    for (const phrase of found) phrases.add(phrase)
    if (shown.length < mostShown) shown.push(maskUrl(url))
    const day = lastModified?.slice(0, 10)
    if (day !== undefined) days.set(day, (days.get(day) ?? 0) + 1)
  }
  if (count < slugs) return {looked, signals: []}
  const sameDay = Math.max(0, ...days.values())
  const words = [...phrases].slice(0, mostShown)
  const how = `${count}/${looked}${sameDay >= slugs && sameDay * 2 > count ? `, ${sameDay} × ${[...days].find(([, times]) => times === sameDay)?.[0]}` : ''}`
  const signals: Signal[] = [{kind: 'sitemap', words, hosts: [], how, excerpt: shown.join(' ').slice(0, 500)}]
  if (count >= slugMass && phrases.size >= 3) signals.push({kind: 'words', words, hosts: []})
  return {looked, signals, ...(shown[0] === undefined ? {} : {first: shown[0]})}
}

/** Phrases of spam in the path and query of an address, unless it speaks of crime. */
function advertisingWords(url: string, compiled: CompiledSpamRules): string[] {
  const parsed = URL.parse(url)
  if (!parsed) return []
  let text = `${parsed.pathname} ${parsed.search}`
  try {
    text = decodeURIComponent(text)
  } catch {
    // Read as it is.
  }
  const builder = new StreamBuilder(compiled)
  builder.add({pieces: [{text: text.slice(0, 500).replace(/[-_+/?&=.%]+/g, ' '), context}], heading: false})
  const {free} = weighText(builder.stream, compiled)
  return free.clear > 0 ? free.phrases : []
}
