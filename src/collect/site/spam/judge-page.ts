import type {SignalKind, SpamForm} from '../../../model/spam-kinds.ts'
import type {SpamRules} from '../../../model/spam-rules.ts'
import type {PageVisitor} from '../crawl/crawled.ts'
import {similarityOf} from './simhash.ts'
import type {Reading, Signal} from './view-signals.ts'

/** What one visitor got at an address. */
export interface ReadVisit {
  visitor: PageVisitor
  status?: number
  finalUrl?: string
  /** Absent where there was no page: it led away, or was no HTML. */
  reading?: Reading
  /** Signs of being led off the site by the server. */
  away: Signal[]
}

export interface ReadPage {
  url: string
  visits: ReadVisit[]
  /** The browser's view once more. */
  repeated?: ReadVisit
}

export interface Finding {
  form: SpamForm
  signals: Signal[]
  visit: ReadVisit
  visitors: PageVisitor[]
  compared?: {visit: ReadVisit; similarity?: number}
}

/** Signs that mean little alone and much beside a text that advertises. */
const supporting: ReadonlySet<SignalKind> = new Set(['words', 'topic', 'links'])

/** All findings of one address: what a browser is shown by itself, then what others are shown and a browser is not. */
export function judgePage(page: ReadPage, thresholds: SpamRules['thresholds']): Finding[] {
  const byVisitor = new Map(page.visits.map((visit) => [visit.visitor, visit]))
  const browser = byVisitor.get('browser')
  // Where a browser was refused, what others see is what there is.
  const base = browser ?? byVisitor.get('search-visitor') ?? byVisitor.get('crawler')
  if (!base) return []
  const findings = [...own(base), ...secondVisit(page, base)]
  if (!browser) return findings
  const crawler = byVisitor.get('crawler')
  const searcher = byVisitor.get('search-visitor')
  for (const [form, visit, other] of [
    ['cloakedCrawler', crawler, searcher],
    ['cloakedReferrer', searcher, crawler],
  ] as const) {
    if (!visit) continue
    const finding = compare(
      form,
      visit,
      browser,
      {...(other ? {other} : {}), ...(page.repeated ? {repeated: page.repeated} : {})},
      thresholds,
    )
    if (finding) findings.push(finding)
  }
  return findings
}

/** Faults of one view, each with what else the same view says. */
function own(visit: ReadVisit): Finding[] {
  const groups = visit.reading?.groups ?? []
  const advertising = groups.filter(({form}) => form === 'visible').flatMap(({signals}) => signals.filter(({kind}) => supporting.has(kind)))
  const findings = groups.map(({form, signals}): Finding => {
    const beside = form === 'visible' || form === 'defaced' ? [] : advertising.filter(({kind}) => signals.every((one) => one.kind !== kind))
    return {form, signals: [...signals, ...beside], visit, visitors: [visit.visitor]}
  })
  if (visit.away.length > 0) findings.push({form: 'redirect', signals: visit.away, visit, visitors: [visit.visitor]})
  return findings
}

/** What a browser is shown the second time only. */
function secondVisit({repeated}: ReadPage, first: ReadVisit): Finding[] {
  if (!repeated || first.visitor !== 'browser') return []
  const news = newSignals(repeated, [first])
  if (news.length === 0) return []
  return [
    {
      form: repeated.away.length > 0 ? 'redirect' : 'visible',
      signals: [{kind: 'difference', words: [], hosts: [], how: 'second-visit'}, ...news],
      visit: repeated,
      visitors: ['browser'],
      compared: {visit: first},
    },
  ]
}

function compare(
  form: SpamForm,
  visit: ReadVisit,
  browser: ReadVisit,
  {other, repeated}: {other?: ReadVisit; repeated?: ReadVisit},
  thresholds: SpamRules['thresholds'],
): Finding | undefined {
  const plain = [browser, ...(repeated ? [repeated] : [])]
  const news = newSignals(visit, plain, thresholds)
  const similarity = visit.reading && browser.reading ? similarityOf(visit.reading.fingerprint, browser.reading.fingerprint) : undefined
  const compared = {visit: browser, ...(similarity === undefined ? {} : {similarity})}
  if (news.length > 0) {
    // Both sent away alike: a page for phones, unless it is plain where it leads.
    const onlyDevice = news.every(({kind}) => kind === 'redirect') && other !== undefined && sameHosts(other.away, visit.away)
    const difference: Signal[] = onlyDevice ? [] : [{kind: 'difference', words: [], hosts: []}]
    return {form, signals: [...difference, ...news], visit, visitors: [visit.visitor], compared}
  }
  if (!differsInText(visit, browser, repeated, other, thresholds)) return undefined
  return {form, signals: [{kind: 'difference', words: [], hosts: []}], visit, visitors: [visit.visitor], compared}
}

/** Signs of a view that none of the others gives, or gives half as much of. */
function newSignals(visit: ReadVisit, others: readonly ReadVisit[], thresholds?: SpamRules['thresholds']): Signal[] {
  const known = new Set(
    others.flatMap(({reading, away}) => [...(reading?.groups.flatMap(({signals}) => signals) ?? []), ...away].map(({kind}) => kind)),
  )
  const signals = [...(visit.reading?.groups.flatMap((group) => group.signals) ?? []), ...visit.away]
  const fresh = signals.filter(({kind}) => !known.has(kind))
  const most = Math.max(0, ...others.map(({reading}) => reading?.score ?? 0))
  const {score = 0, phrases = []} = visit.reading ?? {}
  const isMore = thresholds !== undefined && score >= thresholds.scoreBeside && most * 2 <= score
  if (isMore && !fresh.some(({kind}) => kind === 'words')) fresh.push({kind: 'words', words: phrases, hosts: []})
  // Defacement and the look of a short page speak for themselves in the view of the browser.
  return fresh.filter(({kind}) => kind !== 'short-page' && kind !== 'black-page')
}

/** The text is another one altogether, more than the page changes by itself and than phones get another page. */
function differsInText(
  visit: ReadVisit,
  browser: ReadVisit,
  repeated: ReadVisit | undefined,
  other: ReadVisit | undefined,
  {similarity: least, noise, leastWords}: SpamRules['thresholds'],
): boolean {
  const isPage = (one: ReadVisit | undefined) =>
    one?.reading !== undefined && one.status !== undefined && one.status < 300 && one.reading.wordCount >= leastWords
  if (!repeated?.reading || !browser.reading || !visit.reading || !isPage(visit)) return false
  // Found by a search engine, not there for people.
  if (browser.status === 404 && repeated.status === 404) return !isPage(other)
  if (!isPage(browser) || !isPage(repeated)) return false
  const alike = (a: ReadVisit, b: ReadVisit) => (a.reading && b.reading ? similarityOf(a.reading.fingerprint, b.reading.fingerprint) : 1)
  const own = alike(browser, repeated)
  const there = Math.max(alike(visit, browser), alike(visit, repeated))
  if (there >= least || own - there < noise) return false
  return !isPage(other) || other === undefined || alike(visit, other) < least
}

function sameHosts(a: readonly Signal[], b: readonly Signal[]): boolean {
  const hosts = (signals: readonly Signal[]) => [...new Set(signals.flatMap((signal) => signal.hosts))].sort().join(' ')
  return hosts(a) === hosts(b)
}
