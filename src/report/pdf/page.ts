import {markLines} from './drawn-marks.ts'
import type {Face} from './face.ts'
import type {LaidText, PlacedLine} from './lay-text.ts'
import {writeLine} from './write-line.ts'

/** The drawing of one page, collected as PDF operators; y goes down from the top. Opaque colours only: PDF/A-1 forbids transparency. */
export interface Page {
  width: number
  height: number
  operators: string[]
  faces: Set<Face>
  /** Colour of fills, so that it is written only when it changes. */
  fill: string
}

export function createPage(width: number, height: number): Page {
  return {width, height, operators: [], faces: new Set(), fill: ''}
}

// Ascender and descender of Tinos and Times New Roman.
const ASCENT = 0.891
const DESCENT = 0.216

/** Draws lines `from` up to `to` of a laid text with the top of the first at y. */
export function drawText(page: Page, text: LaidText, x: number, y: number, color = '#000000', from = 0, to = text.lines.length): void {
  const {size, lineHeight} = text
  setFill(page, color)
  let baseline = y + (lineHeight - (ASCENT + DESCENT) * size) / 2 + ASCENT * size
  for (let index = from; index < to; index++, baseline += lineHeight) {
    const line = text.lines[index]
    if (line) drawLine(page, line, size, x + line.x, baseline, color)
  }
}

function drawLine(page: Page, line: PlacedLine, size: number, x: number, baseline: number, color: string): void {
  const {text, marks} = writeLine(line, size, page.faces)
  if (text !== '') page.operators.push(`BT 1 0 0 -1 ${round(x)} ${round(baseline)} Tm ${text} ET`)
  for (const {mark, at} of marks) {
    for (const stroke of markLines(mark, x + at, baseline, size)) strokePath(page, stroke, color, size / 16)
  }
}

export function fillBox(page: Page, x: number, y: number, width: number, height: number, color: string): void {
  setFill(page, color)
  page.operators.push(`${round(x)} ${round(y)} ${round(width)} ${round(height)} re f`)
}

export function strokeBox(
  page: Page,
  x: number,
  y: number,
  width: number,
  height: number,
  color: string,
  thickness: number,
  dash = '',
): void {
  const box = `${round(x)} ${round(y)} ${round(width)} ${round(height)} re S`
  page.operators.push(`q [${dash}] 0 d ${strokeState(color, thickness)} ${box} Q`)
}

export function strokePath(page: Page, points: [x: number, y: number][], color: string, thickness: number): void {
  strokeLines(page, [points], color, thickness)
}

/** Several lines of one colour in one go. */
export function strokeLines(page: Page, lines: [x: number, y: number][][], color: string, thickness: number, dash = ''): void {
  const paths = lines.map((points) => points.map(([x, y], index) => `${round(x)} ${round(y)} ${index === 0 ? 'm' : 'l'}`).join(' '))
  page.operators.push(`q ${dash === '' ? '' : `[${dash}] 0 d `}${strokeState(color, thickness)} ${paths.join(' ')} S Q`)
}

/** Draws only inside a box what `draw` draws. */
export function clipTo(page: Page, x: number, y: number, width: number, height: number, draw: () => void): void {
  page.operators.push(`q ${round(x)} ${round(y)} ${round(width)} ${round(height)} re W n`)
  page.fill = ''
  draw()
  page.operators.push('Q')
  page.fill = ''
}

function setFill(page: Page, color: string): void {
  if (page.fill === color) return
  page.operators.push(`${rgb(color)} rg`)
  page.fill = color
}

function strokeState(color: string, thickness: number): string {
  return `${rgb(color)} RG ${thickness} w`
}

const known = new Map<string, string>()

function rgb(color: string): string {
  const seen = known.get(color)
  if (seen) return seen
  const bytes = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  const written = bytes.map((byte) => Math.round((byte / 255) * 1000) / 1000).join(' ')
  known.set(color, written)
  return written
}

const round = (length: number): number => Math.round(length * 100) / 100
