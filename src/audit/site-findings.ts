import {formatMoment} from '../lib/dates.ts'
import {fillTemplate} from '../lib/template.ts'
import type {Result} from '../model/assessment.ts'
import type {SiteFactName} from '../model/facts/site/index.ts'
import type {SiteSeverity} from '../model/site-grading.ts'
import type {SiteRemedies} from '../model/site-remedies.ts'
import type {Snapshot} from '../model/snapshot.ts'
import {maskNumbers} from '../report/site/mask.ts'
import type {MendStep, SeeAgain, SiteFinding} from '../report/site/values.ts'
import type {SiteJudge} from './site-values.ts'

export interface SiteFinderInput extends SiteJudge {
  facts: Snapshot['facts']
  show: (value: unknown) => string
  fill: (template: string, found?: string, address?: string) => string | undefined
}

/** Of a long list the first are shown in a sentence, more as evidence. */
const mostInSentence = 3
const mostAsEvidence = 20
const longestEvidence = 600
const mostPersonalItems = 5
const mostSpamItems = 5
const longestExcerpt = 300
/** Hashes and numbers of certificates are no numbers of persons. */
const neverPersonal = 'tls'

/** Gives the finding of a failed check in words, with its evidence, how to see it again and how to mend it. */
export function createSiteFinder(input: SiteFinderInput): (failed: {result: Result; severity: SiteSeverity}) => Omit<SiteFinding, 'alert'> {
  const {content, grading, words, language, remedies, show, fill} = input
  return ({result, severity}) => {
    const check = content.checks.get(result.check)?.check
    const category = grading.grading.checks[result.check]?.category ?? ''
    const mask = category === neverPersonal ? (text: string) => text : maskNumbers
    const observed = result.observed ?? words.notKnown[language]
    const values = {observed: Array.isArray(observed) ? shorten(observed, mostInSentence) : observed, params: result.expected ?? {}}
    const remedy = remedies.checks.get(result.check)
    const found = firstAddress(result.observed)
    const isPersonal = found !== undefined && mask(found) !== found
    const see = (remedy?.see ?? []).map(({run, shows}): SeeAgain => {
      // The number of a person must not come into a command, and another address would show something else.
      const filled = isPersonal && run.includes('{{found}}') ? undefined : fill(run, found, result.addresses?.[0])
      return {shows: shows[language], ...(filled === undefined ? {} : {run: filled})}
    })
    return {
      check: result.check,
      severity,
      category,
      message: atAddresses(
        mask(check ? fillTemplate(check.fails[language], values, show) : result.check),
        result,
        words.atAddresses[language],
      ),
      evidence: [...personalItems(result, input), ...spamItems(result, input), ...evidenceOf(result, input)].map(mask),
      see,
      ...(remedy?.byHand === undefined ? {} : {byHand: remedy.byHand[language]}),
      mend: (remedy?.mend ?? []).flatMap((recipe) => stepsOf(recipe, remedies, input)),
    }
  }
}

/** Of a site with several addresses, a fault may be of one machine alone. */
function atAddresses(message: string, {addresses}: Result, template: string): string {
  return addresses ? fillTemplate(template, {message, list: addresses.join(', ')}) : message
}

function stepsOf(recipe: string, {recipes}: SiteRemedies, {language, fill}: Pick<SiteFinderInput, 'language' | 'fill'>): MendStep[] {
  return (recipes.get(recipe) ?? []).map(({where, context, text, code, confidence}) => {
    const filled = code === undefined ? undefined : fill(code)
    return {
      recipe,
      where,
      text: text[language],
      confidence,
      ...(filled === undefined || context === undefined ? {} : {context, code: filled.trimEnd()}),
    }
  })
}

/** What was seen where: the observed values, then each source with its time. */
function evidenceOf({observed, evidence}: Result, {show, words, language}: SiteFinderInput): string[] {
  const items = Array.isArray(observed) ? shorten(observed, mostAsEvidence).map(show) : []
  const seen = evidence.filter(({fact}) => fact !== 'siteAddress' || evidence.length === 1)
  const sources = [...new Set(seen.map(({fact}) => words.sources[fact as SiteFactName]?.[language] ?? fact))]
  const at = evidence[0]?.at
  return [
    ...(items.length > mostInSentence ? items.map((item) => item.slice(0, longestEvidence)) : []),
    ...(sources.length > 0 && at !== undefined ? [`${sources.join('; ')}; ${formatMoment(at)}`] : []),
  ]
}

/** Pages and files that a finding about personal data names, with masks and hashes alone. */
function personalItems({observed}: Result, {facts: {personalData}, words, language}: SiteFinderInput): string[] {
  if (!personalData?.ok || !Array.isArray(observed)) return []
  const named = personalData.value.items.filter(({url}) => observed.some((text) => typeof text === 'string' && text.startsWith(`${url} `)))
  return named
    .slice(0, mostPersonalItems)
    .map(({url, persons, samples, sha256}) =>
      fillTemplate(words.personalItem[language], {url, persons, samples: samples.map(({masked}) => masked).join(', ') || '–', sha256}),
    )
}

/** Lists of the fact by the check that reads them. */
const spamLists = {
  'spam.visible': 'visible',
  'spam.hidden': 'hidden',
  'spam.cloaked.ua': 'cloakedCrawler',
  'spam.cloaked.referer': 'cloakedReferrer',
  'spam.sitemap': 'sitemap',
  'spam.redirect': 'redirect',
  'spam.iframe': 'iframe',
  'spam.defaced': 'defaced',
} as const

/** Where spam was seen, by whom, and what proves it. */
function spamItems({check}: Result, {facts: {spam}, words, language}: SiteFinderInput): string[] {
  const list = spamLists[check as keyof typeof spamLists]
  if (!spam?.ok || list === undefined) return []
  return spam.value[list]
    .filter(({verdict}) => verdict === 'spam')
    .slice(0, mostSpamItems)
    .map(({url, finalUrl, visitors, status, kinds, signs, selector, sha256, excerpt}) =>
      fillTemplate(words.spamItem[language], {
        url,
        visitors: visitors.map((visitor) => words.visitors[visitor][language]).join(', ') || '–',
        status: status ?? '–',
        finalUrl: finalUrl ?? url,
        kinds: kinds.map((kind) => words.signs[kind][language]).join(', '),
        signs,
        selector: selector ?? '–',
        sha256: sha256 ?? '–',
        excerpt: excerpt?.slice(0, longestExcerpt) ?? '–',
      }),
    )
}

function shorten(list: readonly unknown[], most: number): unknown[] {
  return list.length <= most ? [...list] : [...list.slice(0, most), `… (+${list.length - most})`]
}

/** The first address in what was observed: the page or file that a finding is about. */
function firstAddress(observed: unknown): string | undefined {
  const texts = Array.isArray(observed) ? observed : [observed]
  for (const text of texts) {
    const found = typeof text === 'string' ? /https?:\/\/[^\s"'<>]+/.exec(text)?.[0] : undefined
    if (found !== undefined) return found
  }
  return undefined
}
