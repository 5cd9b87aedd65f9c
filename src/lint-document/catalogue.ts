import type {Instrument, LegalBasis} from '../model/legal-basis.ts'
import type {Localized} from '../model/text.ts'
import {type CitedNumber, keyOf} from './citation-number.ts'
import type {CitationRules, Citing, FormerBody, Keep, Markers, Topic} from './citation-rules.ts'
import {findCitations} from './find-citations.ts'
import {cleanSpaces, findPhrases, fold, type Phrases, phraseKey, phrasesOf} from './fold.ts'
import {toBlocks} from './text-blocks.ts'

/** An instrument of either file, with how it is cited. */
export interface Known extends Pick<Instrument, 'id' | 'kind' | 'number' | 'title' | 'confidence' | 'checkedOn' | 'source'> {
  cited: CitedNumber
  /** How it should be written, with date and title where the data has them. */
  citation: string
  issuedOn?: string
  validFrom?: string
  validTo?: string
  replacedBy: string[]
  topics: string[]
  periods: Citing['periods']
  keeps: (Keep & {phrases: Phrases})[]
}

type SearchedTopic = Topic & {phrases: Phrases}

/** Everything a document is judged by, prepared for searching. */
export interface Catalogue {
  known: Map<string, Known>
  byKey: Map<string, Known>
  /** Key of a name -> the instruments called so. */
  byName: Map<string, Known[]>
  names: Phrases
  otherLaws: Phrases
  topics: SearchedTopic[]
  bodies: (FormerBody & {phrases: Phrases})[]
  markers: {[name in keyof Markers]: Phrases}
}

/** A place in the rules that cannot be used: path of keys into the file, and why. */
export interface RuleProblem {
  path: (string | number)[]
  message: Localized
}

/** Joins the legal basis and the rules of citing; lists what does not fit together instead of guessing. */
export function prepareCatalogue(
  law: LegalBasis,
  rules: CitationRules,
): {ok: true; value: Catalogue} | {ok: false; problems: RuleProblem[]} {
  const problems: RuleProblem[] = []
  const known = new Map<string, Known>()
  const searched: Searched = {
    citing: new Map(rules.citing.map((entry) => [entry.instrument, entry])),
    keeps: rules.keeps.map((keep) => ({...keep, phrases: phrasesOf(keep.words)})),
    topics: rules.topics.map((topic) => ({...topic, phrases: phrasesOf(topic.words)})),
  }
  for (const instrument of law.instruments) {
    const replacedBy = law.instruments.filter((other) => other.replaces.includes(instrument.id)).map((other) => other.id)
    addKnown(known, {...instrument, replacedBy}, instrument.citation, searched, (message) => problems.push({path: ['citing'], message}))
  }
  for (const [index, instrument] of rules.instruments.entries()) {
    const path = ['instruments', index]
    if (known.has(instrument.id)) problems.push({path, message: {vi: `"${instrument.id}" đã có`, en: `"${instrument.id}" exists already`}})
    else addKnown(known, instrument, `${instrument.title.vi} (${instrument.number})`, searched, (message) => problems.push({path, message}))
  }
  problems.push(...danglingNames(rules, known))
  if (problems.length > 0) return {ok: false, problems}
  return {ok: true, value: compile(known, rules, searched.topics)}
}

interface Searched {
  citing: ReadonlyMap<string, Citing>
  keeps: Known['keeps']
  topics: SearchedTopic[]
}

function addKnown(
  known: Map<string, Known>,
  instrument: Pick<Known, 'id' | 'kind' | 'number' | 'title' | 'confidence' | 'checkedOn' | 'source' | 'replacedBy'> &
    Partial<Pick<Known, 'issuedOn' | 'validFrom' | 'validTo'>>,
  citation: string,
  searched: Searched,
  report: (message: Localized) => void,
): void {
  const cited = readNumber(instrument.number)
  const citing = searched.citing.get(instrument.id)
  if (!cited) {
    report({vi: `số hiệu "${instrument.number}" không đọc được`, en: `number "${instrument.number}" cannot be read`})
    return
  }
  // Some numbers carry no year; the day of issue does.
  const year = cited.year ?? Number((instrument.issuedOn ?? instrument.validFrom ?? '').slice(0, 4))
  const {id, kind, number, title, confidence, checkedOn, source, replacedBy, issuedOn, validFrom, validTo} = instrument
  known.set(id, {
    ...{id, kind, number, title, confidence, checkedOn, source, replacedBy, citation},
    ...(issuedOn ? {issuedOn} : {}),
    ...(validFrom ? {validFrom} : {}),
    ...(validTo ? {validTo} : {}),
    cited: {...cited, kind, ...(year ? {year} : {})},
    topics: citing?.topics ?? topicsOfTitle(title.vi, searched.topics),
    periods: citing?.periods ?? [],
    keeps: searched.keeps.filter((keep) => keep.instruments.includes(id)),
  })
}

function topicsOfTitle(title: string, topics: readonly SearchedTopic[]): string[] {
  const text = cleanSpaces(title)
  const folded = fold(text)
  return topics.filter((topic) => findPhrases(topic.phrases, text, folded).length > 0).map((topic) => topic.id)
}

const nothing = phrasesOf([])

function readNumber(number: string): CitedNumber | undefined {
  const [block] = toBlocks([{place: {unit: 'line', part: 'body', number: 1}, text: number, apart: true}])
  const [citation] = block ? findCitations(block, nothing, nothing) : []
  if (citation?.number === undefined) return undefined
  const {kind, number: digits, year, symbol} = citation
  return {kind, number: digits, ...(year ? {year} : {}), ...(symbol ? {symbol} : {})}
}

function danglingNames(rules: CitationRules, known: ReadonlyMap<string, Known>): RuleProblem[] {
  const topics = new Set(rules.topics.map((topic) => topic.id))
  const problems: RuleProblem[] = []
  const requireKnown = (ids: readonly string[], exists: (id: string) => boolean, path: (string | number)[]) => {
    for (const id of ids) if (!exists(id)) problems.push({path, message: {vi: `không có "${id}"`, en: `there is no "${id}"`}})
  }
  const isTopic = (id: string) => topics.has(id)
  const isKnown = (id: string) => known.has(id)
  for (const [index, entry] of rules.citing.entries()) {
    requireKnown([entry.instrument], isKnown, ['citing', index, 'instrument'])
    requireKnown(entry.topics ?? [], isTopic, ['citing', index, 'topics'])
    for (const [at, period] of entry.periods.entries()) requireKnown(period.instead, isKnown, ['citing', index, 'periods', at, 'instead'])
  }
  for (const [index, entry] of rules.instruments.entries()) requireKnown(entry.replacedBy, isKnown, ['instruments', index, 'replacedBy'])
  for (const [index, keep] of rules.keeps.entries()) requireKnown(keep.instruments, isKnown, ['keeps', index, 'instruments'])
  for (const [index, body] of rules.bodies.entries())
    for (const [at, successor] of body.successors.entries())
      requireKnown(successor.topics, isTopic, ['bodies', index, 'successors', at, 'topics'])
  return problems
}

function compile(known: Map<string, Known>, rules: CitationRules, topics: SearchedTopic[]): Catalogue {
  const byName = new Map<string, Known[]>()
  for (const {instrument, names} of rules.citing)
    for (const name of names) {
      const key = phraseKey(fold(cleanSpaces(name)))
      const entry = known.get(instrument)
      if (entry) byName.set(key, [...(byName.get(key) ?? []), entry])
    }
  const {markers} = rules
  return {
    known,
    byKey: new Map([...known.values()].map((entry) => [keyOf(entry.cited), entry])),
    byName,
    names: phrasesOf(rules.citing.flatMap(({names}) => names)),
    otherLaws: phrasesOf(rules.topics.flatMap((topic) => topic.words.map((word) => `luật ${word}`))),
    topics,
    bodies: rules.bodies.map((body) => ({...body, phrases: phrasesOf(body.names)})),
    markers: {
      ends: phrasesOf(markers.ends),
      replaces: phrasesOf(markers.replaces),
      passive: phrasesOf(markers.passive),
      coming: phrasesOf(markers.coming),
      past: phrasesOf(markers.past),
      basis: phrasesOf(markers.basis),
      former: phrasesOf(markers.former),
    },
  }
}

/** Instruments that take the place of one on a day, followed until they are in force themselves. */
export function successorsOn(catalogue: Catalogue, id: string, on: string, seen = new Set<string>()): {through: Known[]; inForce: Known[]} {
  const entry = catalogue.known.get(id)
  if (!entry || seen.has(id)) return {through: [], inForce: []}
  seen.add(id)
  const ids = new Set([...entry.replacedBy, ...entry.periods.filter((period) => covers(period, on)).flatMap((period) => period.instead)])
  const result: {through: Known[]; inForce: Known[]} = {through: [], inForce: []}
  for (const next of [...ids].flatMap((nextId) => catalogue.known.get(nextId) ?? [])) {
    const ended =
      (next.validTo !== undefined && next.validTo < on) || next.periods.some((period) => covers(period, on) && period.instead.length > 0)
    if (!ended) result.inForce.push(next)
    else {
      const further = successorsOn(catalogue, next.id, on, seen)
      result.through.push(next, ...further.through)
      result.inForce.push(...further.inForce)
    }
  }
  return result
}

export function covers(period: {from: string; to?: string | undefined}, on: string): boolean {
  return period.from <= on && (period.to === undefined || on <= period.to)
}
