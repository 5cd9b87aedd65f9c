import type {Run, Table} from '../document.ts'
import {type PickFace, splitWords} from './split-words.ts'

/** Space left and right of the text in a cell. */
export const CELL_SIDE = 4
/** Width of the coloured edge of a cell with a tone. */
export const EDGE = 3

/** Words up to this length, dates and addresses of machines among them, are not broken; hashes and paths are. */
const WHOLE_WORD = 15
/** So many rows speak for the others. */
const SAMPLE = 50

/** Widths after the shares; a column too narrow for its words grows at the cost of the others. */
export function columnWidths({columns, rows}: Table, width: number, size: number, pickFace: PickFace): number[] {
  const least = columns.map(({header}) => longestWord([{text: header, bold: true}], Number.POSITIVE_INFINITY))
  for (const row of rows.slice(0, SAMPLE)) {
    if (row.length !== columns.length) continue
    for (const [index, {runs}] of row.entries()) least[index] = Math.max(least[index] ?? 0, longestWord(runs, WHOLE_WORD))
  }
  return fitShares(
    columns.map(({share}) => Math.max(share, 0.01)),
    least.map((word) => (word * size) / 1000 + 2 * CELL_SIDE + EDGE + 0.5),
    width,
  )

  function longestWord(runs: Run[], mostCharacters: number): number {
    let longest = 0
    for (const word of splitWords(runs, pickFace)) {
      const characters = word.pieces.reduce((count, {text}) => count + text.length, 0)
      if (characters <= mostCharacters) longest = Math.max(longest, word.width)
    }
    return longest
  }
}

function fitShares(shares: number[], least: number[], width: number): number[] {
  if (sum(least) >= width) return least.map((one) => (one / sum(least)) * width)
  const fixed = new Set<number>()
  for (;;) {
    const free = width - sum(least.filter((_, index) => fixed.has(index)))
    const total = sum(shares.filter((_, index) => !fixed.has(index)))
    const widths = shares.map((share, index) => (fixed.has(index) ? (least[index] ?? 0) : (share / total) * free))
    const narrow = widths.findIndex((one, index) => one < (least[index] ?? 0))
    if (narrow < 0) return widths
    fixed.add(narrow)
  }
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
