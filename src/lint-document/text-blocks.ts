import {cleanSpaces, fold} from './fold.ts'

/** Parts of a document in the order findings are shown. */
export const partKinds = ['body', 'header', 'footer', 'footnote', 'endnote'] as const
export type PartKind = (typeof partKinds)[number]

/** Where a text stands: a line of a text file, or a paragraph of a part of a DOCX. */
export interface Place {
  unit: 'line' | 'paragraph'
  part: PartKind
  number: number
}

/** One line or paragraph as read. */
export interface Segment {
  place: Place
  text: string
  /** It follows a blank line, or is a paragraph of its own: only an unfinished sentence goes on here. */
  apart: boolean
}

/** Lines or paragraphs that are read as one, cleaned. */
export interface Block {
  text: string
  /** The same, folded: same length. */
  folded: string
  /** Offsets at which lines or paragraphs begin, and the place of each. */
  starts: number[]
  places: Place[]
  /** Offsets at which sentences begin; the first is 0. */
  sentences: number[]
  /** It begins like an item of a list. */
  item: boolean
}

const ITEM = /^(?:[-–—•*+·▪○●]|\d{1,3}[.)]|[a-zđA-ZĐ][.)]|[IVXLC]+[.)])\s/
const HEADING = /^(?:(?:dieu|chuong|muc|phan|phu luc) [\divxlc]+\b|can cu |kinh gui|noi nhan|theo de nghi|so:)/
const FINISHED = /[.;:!?…]["”')\]*]*$/
const STARTS_SMALL = /^[\p{Ll}(/]|^\d{1,5}\s?\/\s?\d{4}/u
const SENTENCE_END = /[.!?;…]["”')\]]*\s(?=["“'([*•+–-]*\s?[\p{Lu}\d])/gu

/** Joins what page and line breaks tore apart, so that a citation is found across them. */
export function toBlocks(segments: readonly Segment[]): Block[] {
  const blocks: Block[] = []
  let open: Open | undefined
  const close = () => {
    if (open) blocks.push(toBlock(open))
    open = undefined
  }
  for (const segment of segments) {
    const text = cleanSpaces(segment.text)
    if (text === '') continue
    if (open && !goesOn(open, segment, text)) close()
    if (!open) open = {texts: [], starts: [], places: [], length: 0}
    open.starts.push(open.length)
    open.places.push(segment.place)
    open.texts.push(text)
    open.length += text.length + 1
  }
  close()
  return blocks
}

interface Open {
  texts: string[]
  starts: number[]
  places: Place[]
  length: number
}

function goesOn(open: Open, segment: Segment, text: string): boolean {
  if (open.places.at(-1)?.part !== segment.place.part) return false
  const before = open.texts.at(-1) ?? ''
  if (FINISHED.test(before) || ITEM.test(text)) return false
  return segment.apart ? STARTS_SMALL.test(text) : !HEADING.test(fold(text.slice(0, 40)))
}

function toBlock({texts, starts, places}: Open): Block {
  const text = texts.join(' ')
  const sentences = [0]
  for (const match of text.matchAll(SENTENCE_END)) sentences.push(match.index + match[0].length)
  return {text, folded: fold(text), starts, places, sentences, item: ITEM.test(text)}
}

/** The place of an offset in a block. */
export function placeAt(block: Block, offset: number): Place {
  return block.places[lastAtOrBefore(block.starts, offset)] as Place
}

/** A text without any full stop must not cost the square of its length. */
const longestSentence = 1200

/** Where the sentence around an offset begins and ends; of a very long one, the part around the offset. */
export function sentenceAt(block: Block, offset: number): {start: number; end: number} {
  const index = lastAtOrBefore(block.sentences, offset)
  return {
    start: Math.max(block.sentences[index] ?? 0, offset - longestSentence),
    end: Math.min(block.sentences[index + 1] ?? block.text.length, offset + longestSentence),
  }
}

function lastAtOrBefore(sorted: readonly number[], offset: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((sorted[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
