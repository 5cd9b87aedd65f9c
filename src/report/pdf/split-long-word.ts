import type {Glyphs} from './face.ts'
import type {Word} from './split-words.ts'

const BREAKS_AFTER = /[/\\\-_,:;=&?@+|]/
const BREAKS_BEFORE = '.'
/** So many characters at least go to the next line: a comma alone would look lost. */
const LEAST_REST = 3
/** Breaking after a separator may leave this share of the line empty; beyond it the word is cut anywhere. */
const EMPTY_SHARE = 0.6

/**
 * The longest beginning of a word that fits the room, and the rest: hashes, addresses and paths have no space to break at.
 * `undefined` when the word stays whole. `must` gives one character at least, `separator` cuts nowhere else.
 */
export function splitLongWord(word: Word, room: number, way: 'must' | 'may' | 'separator'): [head: Word, rest: Word] | undefined {
  let width = 0
  let cut: {piece: number; at: number} | undefined
  let separator: {piece: number; at: number; width: number} | undefined
  let rest = word.pieces.reduce((sum, {text}) => sum + text.length, 0)
  search: for (const [index, piece] of word.pieces.entries()) {
    let at = 0
    for (const character of piece.text) {
      const next = width + piece.face.measure(character).width
      if (next > room) break search
      if (character === BREAKS_BEFORE && cut) separator = {...cut, width}
      width = next
      rest -= character.length
      at += character.length
      cut = {piece: index, at}
      if (rest >= LEAST_REST && BREAKS_AFTER.test(character)) separator = {piece: index, at, width}
    }
  }
  if (way === 'separator') return separator && cutWord(word, separator)
  const atSeparator = separator && separator.width >= room * (1 - EMPTY_SHARE) ? separator : undefined
  const place = atSeparator ?? cut ?? (way === 'must' ? firstCharacter(word) : undefined)
  return place && cutWord(word, place)
}

function firstCharacter(word: Word): {piece: number; at: number} {
  const code = word.pieces[0]?.text.codePointAt(0) ?? 0
  return {piece: 0, at: code > 0xffff ? 2 : 1}
}

function cutWord(word: Word, cut: {piece: number; at: number}): [Word, Word] | undefined {
  const split = word.pieces[cut.piece]
  if (!split) return undefined
  const before = split.text.slice(0, cut.at)
  const after = split.text.slice(cut.at)
  const head = [...word.pieces.slice(0, cut.piece), split.face.measure(before)]
  const rest = [...(after === '' ? [] : [split.face.measure(after)]), ...word.pieces.slice(cut.piece + 1)]
  if (rest.length === 0) return undefined
  return [
    {...word, pieces: head, width: sumWidths(head), spaces: 0, endsLine: false},
    {...word, pieces: rest, width: sumWidths(rest)},
  ]
}

function sumWidths(pieces: Glyphs[]): number {
  return pieces.reduce((sum, piece) => sum + piece.width, 0)
}
