import type {Run} from '../document.ts'
import {breakLines, type Line} from './break-lines.ts'
import {LINE} from './measures.ts'
import {type PickFace, splitWords} from './split-words.ts'

export interface TextStyle {
  size: number
  align?: 'left' | 'center' | 'right' | 'justify'
  /** Space before the first line, in points. */
  indent?: number
  /** Distance of lines as a multiple of the size. */
  leading?: number
}

/** Text broken into lines for one width, ready to be drawn as often and in as many parts as pages want. Lengths are points. */
export interface LaidText {
  lines: PlacedLine[]
  size: number
  lineHeight: number
  height: number
  /** Width of the longest line. */
  natural: number
}

export interface PlacedLine extends Line {
  x: number
  /** Added to every space of the line. */
  stretch: number
}

/** Lays runs out in a column. */
export function layText(runs: Run[], width: number, style: TextStyle, pickFace: PickFace): LaidText {
  const {size, align = 'left', indent = 0, leading = LINE.single} = style
  const scale = size / 1000
  const spaceWidth = pickFace().space.width
  const lines = breakLines(splitWords(runs, pickFace), width / scale, indent / scale, spaceWidth)
  let natural = 0
  const placed = lines.map((line, index): PlacedLine => {
    const start = index === 0 ? indent : 0
    const drawn = line.width * scale
    natural = Math.max(natural, start + drawn)
    const free = width - start - drawn
    const x = start + (align === 'center' ? free / 2 : align === 'right' ? free : 0)
    return {...line, x, stretch: align === 'justify' && line.stretches ? shareOut(line, free) : 0}
  })
  const lineHeight = size * leading
  return {lines: placed, size, lineHeight, height: placed.length * lineHeight, natural}
}

/** The same for short centred lines: no line much longer than the others. */
export function layBalanced(runs: Run[], width: number, style: TextStyle, pickFace: PickFace): LaidText {
  const greedy = layText(runs, width, style, pickFace)
  const count = greedy.lines.length
  if (count < 2) return greedy
  const total = greedy.lines.reduce((sum, line) => sum + line.width, 0) * (style.size / 1000)
  for (let share = 1.04; share < 1.5; share += 0.06) {
    const narrow = Math.min(width, (total / count) * share)
    const balanced = layText(runs, narrow, style, pickFace)
    if (balanced.lines.length !== count) continue
    const shift = (width - narrow) / 2
    for (const line of balanced.lines) line.x += style.align === 'center' ? shift : 0
    return balanced
  }
  return greedy
}

function shareOut(line: Line, free: number): number {
  let spaces = 0
  for (let index = 0; index < line.words.length - 1; index++) spaces += line.words[index]?.spaces ?? 0
  return spaces > 0 ? free / spaces : 0
}
