import {splitLongWord} from './split-long-word.ts'
import type {Word} from './split-words.ts'

/** Words on one line; the spaces after the last word are not part of its width. Widths are thousandths of the size. */
export interface Line {
  words: Word[]
  width: number
  /** May be justified: not the end of a paragraph, and full enough. */
  stretches: boolean
}

/** A line emptier than this takes in the beginning of a long path or hash; if it cannot, it is not stretched. */
const LOOSE_SHARE = 0.75
/** Shorter words (dates, product names) go to the next line whole. */
const LONG_WORD = 25

/** Fills lines greedily; the first one is shorter by the indent. */
export function breakLines(words: Word[], width: number, indent: number, spaceWidth: number): Line[] {
  const lines: Line[] = []
  let line: Line = {words: [], width: 0, stretches: false}
  let room = width - indent

  function close(isEnd: boolean): void {
    line.stretches = !isEnd && line.width >= room * LOOSE_SHARE
    lines.push(line)
    line = {words: [], width: 0, stretches: false}
    room = width
  }

  function gapBefore(): number {
    return (line.words.at(-1)?.spaces ?? 0) * spaceWidth
  }

  function append(word: Word): void {
    line.width += gapBefore() + word.width
    line.words.push(word)
  }

  for (let word of words) {
    while (line.width + gapBefore() + word.width > room) {
      const isEmpty = line.words.length === 0
      const isLoose = isEmpty || (line.width < room * LOOSE_SHARE && (word.width > width || lengthOf(word) >= LONG_WORD))
      const way = isEmpty ? 'must' : word.width > width ? 'may' : 'separator'
      const split = isLoose ? splitLongWord(word, room - line.width - gapBefore(), way) : undefined
      if (split) append(split[0])
      else if (isEmpty) break
      close(false)
      if (split) word = split[1]
    }
    append(word)
    if (word.endsLine) close(true)
  }
  if (line.words.length > 0) close(true)
  return lines
}

function lengthOf(word: Word): number {
  return word.pieces.reduce((sum, {text}) => sum + text.length, 0)
}
