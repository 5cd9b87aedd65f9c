import type {CompiledSpamRules} from './compile-rules.ts'
import {excerptAround, maskText, selectorOf} from './excerpt.ts'
import type {PageParts} from './page-parts.ts'
import {hostOf, isStrange, type LinkTarget, phrasesIn} from './view-links.ts'
import type {Signal} from './view-signals.ts'
import type {Span, Stream} from './visible-text.ts'
import type {SpamHit, WeighedText} from './weigh-text.ts'

const mostHosts = 20

/** Signs in what a visitor sees: words, links, title, where the page says its original is, and its script. */
export function readVisible(
  parts: PageParts,
  shown: Stream,
  weighed: WeighedText,
  targets: readonly LinkTarget[],
  {url, own}: {url: string; own: string},
  compiled: CompiledSpamRules,
): Signal[] {
  return [
    ...wordSignals(shown, weighed, compiled),
    ...linkSignals(shown, weighed, targets, compiled),
    ...topicSignals(parts, weighed, compiled),
    ...canonicalSignals(parts, url, own, compiled),
    ...keywordSignals(parts, shown, url, compiled),
  ]
}

function wordSignals(shown: Stream, {free}: WeighedText, compiled: CompiledSpamRules): Signal[] {
  const {score, distinct} = compiled.rules.thresholds
  if (free.score < score || free.distinct < distinct || free.clear === 0 || !free.first) return []
  return [
    {
      kind: 'words',
      words: free.phrases,
      hosts: [],
      excerpt: excerptAround(shown, free.first, compiled),
      selector: selectorAt(shown, free.first),
    },
  ]
}

/** Links to strange hosts that advertise in their text or lead to a bookmaker by name. */
function linkSignals(
  shown: Stream,
  {hits, aboutCrime}: WeighedText,
  targets: readonly LinkTarget[],
  compiled: CompiledSpamRules,
): Signal[] {
  const hosts = new Set<string>()
  const words = new Set<string>()
  const both = new Set<string>()
  let first: {target: LinkTarget; text: string} | undefined
  const byLink = new Map<object, SpamHit[]>()
  for (const span of shown.spans) {
    if (!span.link) continue
    const own = hitsWithin(hits, span)
    if (own.length > 0) byLink.set(span.link, [...(byLink.get(span.link) ?? []), ...own])
  }
  for (const target of targets) {
    if (!isStrange(target)) continue
    const own = byLink.get(target.link)
    // A picture has no paragraph that could tell what it is about.
    const phrases = own
      ? own.filter(({excused, kind}) => !excused && kind !== 'weak' && kind !== 'shape').map(({phrase}) => phrase)
      : aboutCrime
        ? []
        : phrasesIn(target.link.text, compiled)
    if (phrases.length === 0 && target.gambling !== 'sure') continue
    hosts.add(target.host)
    for (const phrase of phrases) words.add(phrase)
    if (phrases.length > 0 && target.gambling) for (const phrase of phrases) both.add(phrase)
    first ??= {target, text: target.link.text}
  }
  if (!first) return []
  const signal: Signal = {
    kind: 'links',
    words: [...words].slice(0, mostHosts),
    hosts: [...hosts].slice(0, mostHosts),
    excerpt: maskText(`${first.text.trim()} → ${first.target.host}`, compiled),
    selector: selectorOf(first.target.link.context),
  }
  // What it says and where it leads agree.
  return both.size > 0 ? [signal, {kind: 'words', words: [...both].slice(0, mostHosts), hosts: []}] : [signal]
}

function hitsWithin(hits: readonly SpamHit[], {from, to}: Span): SpamHit[] {
  let [low, high] = [0, hits.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((hits[middle] as SpamHit).to <= from) low = middle + 1
    else high = middle
  }
  const own: SpamHit[] = []
  for (let at = low; at < hits.length && (hits[at] as SpamHit).from < to; at++) own.push(hits[at] as SpamHit)
  return own
}

/** What the page calls itself before search engines. */
function topicSignals({title, head}: PageParts, {aboutCrime}: WeighedText, compiled: CompiledSpamRules): Signal[] {
  if (aboutCrime) return []
  const words = new Set<string>()
  let first: string | undefined
  for (const text of [title, ...head]) {
    const phrases = phrasesIn(text, compiled)
    if (phrases.length > 0) first ??= text
    for (const phrase of phrases) words.add(phrase)
  }
  if (first === undefined) return []
  return [
    {
      kind: 'topic',
      words: [...words].slice(0, mostHosts),
      hosts: [],
      excerpt: maskText(first, compiled),
      selector: first === title ? 'title' : 'head',
    },
  ]
}

/** The page says that its original is elsewhere. */
function canonicalSignals({canonical, alternates}: PageParts, url: string, own: string, {brands}: CompiledSpamRules): Signal[] {
  const signals: Signal[] = []
  const hosts = [...(canonical === undefined ? [] : [canonical]), ...alternates].flatMap((href) => {
    const target = URL.parse(href, url)
    return target && /^https?:$/.test(target.protocol) ? [hostOf(target)] : []
  })
  const strange = [...new Set(hosts)].filter((host) => brands.kindOf(host, own) === 'strange' || brands.gamblingOf(host) === 'sure')
  if (strange.length === 0) return []
  signals.push({kind: 'canonical', words: [], hosts: strange.slice(0, mostHosts), selector: 'link[rel=canonical], link[hreflang]'})
  const gambling = strange.filter((host) => brands.gamblingOf(host))
  if (gambling.length > 0) signals.push({kind: 'links', words: [], hosts: gambling.slice(0, mostHosts)})
  return signals
}

const letters = /\p{L}/gu
const eastAsian = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/gu

/** Japanese or Chinese on a page that does not say it is in that language. */
function keywordSignals({lang}: PageParts, shown: Stream, url: string, compiled: CompiledSpamRules): Signal[] {
  const {share, letters: least, languages} = compiled.rules.keywordPages
  let all = 0
  let eastern = 0
  let sample = ''
  for (const {text} of shown.paragraphs) {
    const own = text.match(eastAsian)?.length ?? 0
    all += text.match(letters)?.length ?? 0
    eastern += own
    if (own > 10 && sample === '') sample = text
  }
  if (eastern < least || eastern / all < share) return []
  const says = (words: readonly string[]) => words.some((word) => languages.includes(word))
  const address = URL.parse(url)
  const named = address ? `${address.hostname.split('.')[0]} ${address.pathname.split('/').slice(0, -1).join(' ')} ${address.search}` : ''
  if (says(lang.split(/[-_]/)) || says(named.toLowerCase().split(/[^a-z]+/))) return []
  return [{kind: 'keywords', words: [], hosts: [], excerpt: maskText(sample, compiled)}]
}

export function selectorAt({spans}: Stream, {from}: Pick<SpamHit, 'from'>): string {
  const span = spans.find((one) => one.to > from)
  return span ? selectorOf(span.context) : ''
}
