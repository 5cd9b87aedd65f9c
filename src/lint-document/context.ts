import type {Localized} from '../model/text.ts'
import type {Catalogue, Known} from './catalogue.ts'
import type {Keep} from './citation-rules.ts'
import type {Citation} from './find-citations.ts'
import {findPhrases, type PhraseFound, type Phrases} from './fold.ts'
import {type Block, sentenceAt} from './text-blocks.ts'

/** The sentence around an offset, with the citations in it. Offsets are those of the block. */
export interface Sentence {
  block: Block
  start: number
  end: number
  citations: readonly Citation[]
}

/** A stretch of a block. */
type Stretch = Pick<Sentence, 'block' | 'start' | 'end'>

export function sentenceAround(block: Block, offset: number, citations: readonly Citation[]): Sentence {
  const {start, end} = sentenceAt(block, offset)
  const inside: Citation[] = []
  for (let index = firstEndingAfter(citations, start); index < citations.length; index++) {
    const citation = citations[index]
    if (!citation || citation.start >= end) break
    inside.push(citation)
  }
  return {block, start, end, citations: inside}
}

/** Citations are sorted and short, so that the ones of a sentence lie together. */
function firstEndingAfter(citations: readonly Citation[], offset: number): number {
  let low = 0
  let high = citations.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((citations[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

type Markers = Catalogue['markers']

/** Each block is searched once for each list of phrases, however many sentences ask. */
const searched = new WeakMap<Block, Map<Phrases, PhraseFound[]>>()

/** Places of phrases in a stretch of a block. */
function placesOf(phrases: Phrases, {block, start, end}: Stretch): PhraseFound[] {
  let ofBlock = searched.get(block)
  if (!ofBlock) {
    ofBlock = new Map()
    searched.set(block, ofBlock)
  }
  let all = ofBlock.get(phrases)
  if (!all) {
    all = findPhrases(phrases, block.text, block.folded)
    ofBlock.set(phrases, all)
  }
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.index ?? 0) < start) low = middle + 1
    else high = middle
  }
  const found: PhraseFound[] = []
  for (let place = all[low]; place && place.end <= end; place = all[++low]) found.push(place)
  return found
}

/** True when one of the phrases stands in a stretch. */
export function occurs(phrases: Phrases, stretch: Stretch): boolean {
  return placesOf(phrases, stretch).length > 0
}

/** Subject matters a stretch speaks of, by id. */
export function topicsOf(stretch: Stretch, catalogue: Catalogue): Set<string> {
  return new Set(catalogue.topics.filter((topic) => occurs(topic.phrases, stretch)).map((topic) => topic.id))
}

/** True when the sentence itself says that the cited instrument has ended. */
export function statesEnd(sentence: Sentence, citation: Pick<Citation, 'start' | 'end'>, markers: Markers): boolean {
  if (occurs(markers.ends, sentence)) return true
  return placesOf(markers.replaces, sentence).some(({index}) =>
    isPassive(sentence.block, index, markers) ? citation.end <= index : citation.start >= index,
  )
}

/** "được thay thế", "bị bãi bỏ": the word of the passive stands right before. */
function isPassive(block: Block, at: number, markers: Markers): boolean {
  const before = {block, start: Math.max(0, at - 16), end: at}
  return placesOf(markers.passive, before).some(({end}) => block.text.slice(end, at).trim() === '')
}

/** True when what follows in a list is ended by its opening line: "Bãi bỏ các văn bản sau:". */
export function opensListOfEnded(block: Block, markers: Markers): boolean {
  if (!block.text.endsWith(':')) return false
  const last = sentenceAround(block, block.text.length - 1, [])
  return occurs(markers.ends, last) || placesOf(markers.replaces, last).some(({index}) => !isPassive(block, index, markers))
}

/** The transition clause by which this sentence may still cite an old instrument. */
export function keptIn(sentence: Sentence, known: Known, on: string): Keep | undefined {
  return known.keeps.find((keep) => (keep.to === undefined || on <= keep.to) && occurs(keep.phrases, sentence))
}

const DAY = /(?<!\d)(\d{1,2}) ?(?:[/.-]|thang) ?(\d{1,2}) ?(?:[/.-]|nam) ?((?:19|20)\d{2})(?!\d)/g
const MONTH = /(?<!\d)(\d{1,2}) ?(?:\/|nam) ?((?:19|20)\d{2})(?!\d)/g
const YEAR = /(?<!\d)((?:19|20)\d{2})(?!\d)/g

/** True when the sentence tells what happened before a day: a word of the past, and only earlier dates besides those of citations. */
export function tellsPast(sentence: Sentence, before: string, markers: Markers): boolean {
  if (occurs(markers.basis, sentence) || !occurs(markers.past, sentence)) return false
  let text = sentence.block.folded.slice(sentence.start, sentence.end)
  for (const {start, dateEnd} of sentence.citations) text = blank(text, start - sentence.start, dateEnd - sentence.start)
  const days: string[] = []
  const take = (pattern: RegExp, dayOf: (match: RegExpMatchArray) => string) => {
    for (const match of [...text.matchAll(pattern)]) {
      days.push(dayOf(match))
      text = blank(text, match.index, match.index + match[0].length)
    }
  }
  const two = (digits = '') => digits.padStart(2, '0')
  take(DAY, (match) => `${match[3]}-${two(match[2])}-${two(match[1])}`)
  take(MONTH, (match) => `${match[2]}-${two(match[1])}-01`)
  take(YEAR, (match) => `${match[1]}-12-31`)
  return days.length > 0 && days.every((day) => day < before)
}

function blank(text: string, from: number, to: number): string {
  const start = Math.max(0, from)
  return text.slice(0, start) + ' '.repeat(Math.max(0, Math.min(text.length, to) - start)) + text.slice(Math.max(start, to))
}

/** Reasons for which an error becomes a notice, as they are told. */
export const softenings = {
  'states-end': {
    vi: 'Câu này đã nói rõ việc hết hiệu lực hoặc thay thế, nên chỉ nêu để lưu ý.',
    en: 'The sentence itself says that it ended or was replaced, so this is only a notice.',
  },
  coming: {
    vi: 'Câu này nói về việc sẽ có hiệu lực, nên chỉ nêu để lưu ý.',
    en: 'The sentence speaks of it as still to come, so this is only a notice.',
  },
  past: {
    vi: 'Câu này kể việc đã qua, nên chỉ nêu để lưu ý.',
    en: 'The sentence tells what happened before, so this is only a notice.',
  },
} as const satisfies Record<string, Localized>
