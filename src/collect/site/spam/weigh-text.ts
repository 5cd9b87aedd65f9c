import type {CompiledSpamRules, Meaning} from './compile-rules.ts'
import type {Word} from './normalise.ts'
import {type Places, placesOf} from './places.ts'
import type {Paragraph, Span, Stream} from './visible-text.ts'

export type SpamKind = 'strong' | 'weak' | 'other' | 'brand' | 'shape'

/** One phrase or name of spam in a text. */
export interface SpamHit {
  kind: SpamKind
  phrase: string
  /** First word, and the one after the last. */
  from: number
  to: number
  paragraph: Paragraph
  /** The text around it is about crime or law, or lawful sport: it is no advertisement. */
  excused: boolean
}

/** What the words of a text add up to. */
export interface Weight {
  score: number
  /** Different phrases. */
  distinct: number
  /** Different phrases that mean nothing else. */
  clear: number
  phrases: string[]
  /** Of the first of them. */
  first?: SpamHit
}

export interface WeighedText {
  hits: SpamHit[]
  free: Weight
  /** Everything, excused or not. */
  all: Weight
  /** The running text as a whole speaks of crime and law. */
  aboutCrime: boolean
}

const mostHits = 4000
const mostFound = 400_000
const mostPhrases = 20

/** Finds phrases of spam and tells, by the words around each, advertisement from an article about crime. */
export function weighText(stream: Stream, compiled: CompiledSpamRules, isStrangeLink: (span: Span) => boolean = () => false): WeighedText {
  const {words, paragraphs, spans} = stream
  const found = compiled.lexicon.find(words)
  for (const paragraph of paragraphs)
    if (found.length < mostFound) found.push(...compiled.lexicon.findUnspaced(paragraph.text, (place) => wordAt(words, paragraph, place)))
  const at = (kind: Meaning) => found.filter(({means}) => means === kind)
  const paragraphOf = createLocator(paragraphs)
  const calls = at('call').filter((hit) => !isQuoted(paragraphOf(hit.from), words[hit.from], compiled))
  const places = {
    acts: placesOf(at('act'), paragraphOf),
    authorities: placesOf(at('authority'), paragraphOf),
    calls: placesOf(calls, paragraphOf),
    lawful: placesOf(at('lawful'), paragraphOf),
  }
  const raw: Omit<SpamHit, 'excused' | 'paragraph'>[] = found.flatMap(({means, phrase, from, to}) =>
    means === 'strong' || means === 'weak' || means === 'other' ? [{kind: means, phrase, from, to}] : [],
  )
  raw.push(...findBrands(words, compiled))
  raw.sort((a, b) => a.from - b.from)
  const spanOf = createLocator(spans)
  const text = aboutCrime(places, raw, compiled)
  const hits = raw.slice(0, mostHits).map((hit): SpamHit => {
    const paragraph = paragraphOf(hit.from)
    const span = spanOf(hit.from)
    return {...hit, paragraph, excused: isExcused(hit, paragraph, isStrangeLink(span), text, places, compiled)}
  })
  return {
    hits,
    free: weightOf(
      hits.filter(({excused}) => !excused),
      compiled,
    ),
    all: weightOf(hits, compiled),
    aboutCrime: text,
  }
}

/** Adds up hits: one phrase counts a few times at most, names by their shape only beside something else. */
export function weightOf(hits: readonly SpamHit[], {rules}: CompiledSpamRules): Weight {
  const {points, mostOfOne} = rules.thresholds
  const counts = new Map<string, {kind: SpamKind; times: number}>()
  for (const {phrase, kind} of hits) {
    const one = counts.get(phrase)
    if (one) one.times++
    else counts.set(phrase, {kind, times: 1})
  }
  const isClear = (kind: SpamKind) => kind === 'strong' || kind === 'other' || kind === 'brand'
  const clear = [...counts.values()].filter(({kind}) => isClear(kind)).length
  let score = 0
  for (const {kind, times} of counts.values()) if (kind !== 'shape' || clear > 0) score += points[kind] * Math.min(times, mostOfOne)
  const first = hits.find(({kind}) => isClear(kind)) ?? hits[0]
  return {score, distinct: counts.size, clear, phrases: [...counts.keys()].slice(0, mostPhrases), ...(first ? {first} : {})}
}

interface AllPlaces {
  acts: Places
  authorities: Places
  calls: Places
  lawful: Places
}

/** The running text as a whole speaks of crime: of the law more, and in more ways, than of anything on offer. */
function aboutCrime({acts, calls}: AllPlaces, raw: readonly {kind: SpamKind}[], {rules}: CompiledSpamRules): boolean {
  const clear = raw.filter(({kind}) => kind !== 'weak' && kind !== 'shape').length
  return (
    acts.inProse.distinct >= rules.thresholds.actsInText &&
    acts.inProse.distinct > calls.inProse.distinct &&
    acts.inProse.total * rules.thresholds.actsWeight >= clear
  )
}

function isExcused(
  {kind, from, to}: {kind: SpamKind; from: number; to: number},
  paragraph: Paragraph,
  inStrangeLink: boolean,
  text: boolean,
  places: AllPlaces,
  {rules}: CompiledSpamRules,
): boolean {
  const {nearWords, actsNear, shortParagraph} = rules.thresholds
  if (paragraph.to - paragraph.from <= shortParagraph) {
    const own = places.acts.within(paragraph.from, paragraph.to)
    if (own > 0 && own > places.calls.within(paragraph.from, paragraph.to)) return true
  }
  // Who follows the link goes to the bookmaker, whatever stands in the paragraphs around.
  if (inStrangeLink) return false
  if (text && (paragraph.prose || paragraph.linked === 0)) return true
  const [start, end] = [from - nearWords, to + nearWords]
  const acts = places.acts.near(start, end, paragraph)
  const calls = places.calls.within(start, end)
  if (acts > 0) {
    const speaking = acts + places.authorities.near(start, end, paragraph)
    if (speaking >= actsNear && speaking > calls && isText(paragraph)) return true
  }
  return (kind === 'weak' || kind === 'shape') && calls === 0 && places.lawful.within(start, end) > 0
}

/** What stands around a list of links says nothing of the list. */
const isText = ({prose, linked, from, to}: Paragraph) => prose || linked * 2 < to - from

/** Betting names: one word, or digits and an ending apart ("78 win"). */
function findBrands(words: readonly Word[], {brands, rules}: CompiledSpamRules): Omit<SpamHit, 'excused' | 'paragraph'>[] {
  const hits: Omit<SpamHit, 'excused' | 'paragraph'>[] = []
  const endings = new Set(rules.brands.letterEndings)
  for (const [index, {text, plain}] of words.entries()) {
    if (!plain || text.length > 20) continue
    const next = words[index + 1]
    if (brands.isNamed(text)) hits.push({kind: 'brand', phrase: text, from: index, to: index + 1})
    else if (next && /^\d{1,4}$/.test(text) && endings.has(next.text) && brands.isNamed(text + next.text))
      hits.push({kind: 'brand', phrase: text + next.text, from: index, to: index + 2})
    else if (brands.hasShape(text)) hits.push({kind: 'shape', phrase: text, from: index, to: index + 1})
    if (hits.length >= mostHits) break
  }
  return hits
}

/** Words of an advertisement that somebody else is quoted with. */
function isQuoted({text}: Paragraph, word: Word | undefined, {rules}: CompiledSpamRules): boolean {
  const {quoteReach} = rules.thresholds
  if (!word) return false
  const before = text.slice(Math.max(0, word.from - quoteReach), word.from)
  const opened = Math.max(before.lastIndexOf('“'), before.lastIndexOf('«'), before.lastIndexOf('‘'))
  if (opened >= 0 && !/[”»’]/.test(before.slice(opened))) return true
  const isOpen = before.split('"').length % 2 === 0
  return isOpen && text.slice(word.to, word.to + quoteReach).includes('"')
}

/** The word of a paragraph that stands at a place of its text. */
function wordAt(words: readonly Word[], {from, to}: Paragraph, place: number): number {
  let [low, high] = [from, to - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((words[middle] as Word).from <= place) low = middle
    else high = middle - 1
  }
  return low
}

/** The one of ordered, touching ranges that holds a place. */
function createLocator<T extends {from: number; to: number}>(ranges: readonly T[]): (place: number) => T {
  return (place) => {
    let [low, high] = [0, ranges.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ranges[middle] as T).to <= place) low = middle + 1
      else high = middle
    }
    return ranges[low] as T
  }
}
