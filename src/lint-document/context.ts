import type {Localized} from '../model/text.ts'
import type {Catalogue, Known} from './catalogue.ts'
import type {Keep} from './citation-rules.ts'
import type {Citation} from './find-citations.ts'
import {findPhrases, type Phrases} from './fold.ts'
import {type Block, sentenceAt} from './text-blocks.ts'

/** The sentence around an offset, folded, with the citations in it. */
export interface Sentence {
  block: Block
  start: number
  text: string
  folded: string
  citations: readonly Citation[]
}

export function sentenceAround(block: Block, offset: number, citations: readonly Citation[]): Sentence {
  const {start, end} = sentenceAt(block, offset)
  const first = firstEndingAfter(citations, start)
  const inside: Citation[] = []
  for (let index = first; index < citations.length; index++) {
    const citation = citations[index]
    if (!citation || citation.start >= end) break
    inside.push(citation)
  }
  return {block, start, text: block.text.slice(start, end), folded: block.folded.slice(start, end), citations: inside}
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

/** True when one of the phrases stands in a text. */
export function occurs(phrases: Phrases, {text, folded}: Pick<Sentence, 'text' | 'folded'>): boolean {
  return findPhrases(phrases, text, folded).length > 0
}

/** Subject matters a sentence speaks of, by id. */
export function topicsOf(sentence: Pick<Sentence, 'text' | 'folded'>, catalogue: Catalogue): Set<string> {
  return new Set(catalogue.topics.filter((topic) => occurs(topic.phrases, sentence)).map((topic) => topic.id))
}

/** True when the sentence itself says that the cited instrument has ended. */
export function statesEnd(sentence: Sentence, citation: Pick<Citation, 'start' | 'end'>, markers: Markers): boolean {
  if (occurs(markers.ends, sentence)) return true
  return findPhrases(markers.replaces, sentence.text, sentence.folded).some(({index, end}) =>
    isPassive(sentence, index, markers) ? citation.end <= sentence.start + index : citation.start >= sentence.start + end,
  )
}

/** "được thay thế", "bị bãi bỏ": the word of the passive stands right before. */
function isPassive({text, folded}: Pick<Sentence, 'text' | 'folded'>, at: number, markers: Markers): boolean {
  const from = Math.max(0, at - 16)
  return findPhrases(markers.passive, text.slice(from, at), folded.slice(from, at)).some(
    ({end}) => text.slice(from + end, at).trim() === '',
  )
}

/** True when what follows in a list is ended by its opening line: "Bãi bỏ các văn bản sau:". */
export function opensListOfEnded(block: Block, markers: Markers): boolean {
  if (!block.text.endsWith(':')) return false
  const last = sentenceAround(block, block.text.length - 1, [])
  return (
    occurs(markers.ends, last) || findPhrases(markers.replaces, last.text, last.folded).some(({index}) => !isPassive(last, index, markers))
  )
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
  let text = sentence.folded
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
