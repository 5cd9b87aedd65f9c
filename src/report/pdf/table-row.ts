import type {Cell, Table} from '../document.ts'
import {type LaidText, layText, type TextStyle} from './lay-text.ts'
import {COLOR} from './measures.ts'
import {drawText, fillBox, type Page, strokeLines} from './page.ts'
import type {PickFace} from './split-words.ts'
import {CELL_SIDE, EDGE} from './table-columns.ts'
import {edgeColor} from './tones.ts'

const PADDING = 3
const LEADING = 1.17
const GRID = 0.5

/** A row with its cells laid out, drawn whole or in parts. */
export interface LaidRow {
  cells: {x: number; width: number; text: LaidText; edge?: string}[]
  lines: number
  lineHeight: number
  height: number
  /** One cell over the whole width: a title for the rows below it. */
  isGroup: boolean
  tint?: string
}

/** Lays out the rows of one table. */
export interface RowLayout {
  columns: Table['columns']
  widths: number[]
  size: number
  pickFace: PickFace
}

export function layHeaderRow(layout: RowLayout): LaidRow {
  const cells = layout.columns.map(({header}): Cell => ({runs: [{text: header, bold: true}], align: 'center'}))
  return {...layRow(cells, layout), isGroup: false, tint: COLOR.headerTint}
}

export function layRow(row: Cell[], {columns, widths, size, pickFace}: RowLayout): LaidRow {
  const cells: LaidRow['cells'] = []
  const isGroup = columns.length > 1 && row.length === 1 && (row[0]?.span ?? 1) >= columns.length
  let column = 0
  let x = 0
  for (const cell of row) {
    const span = Math.min(Math.max(1, cell.span ?? 1), columns.length - column)
    if (span < 1) break
    const width = widths.slice(column, column + span).reduce((sum, one) => sum + one, 0)
    const edge = cell.tone && cell.tone !== 'neutral' ? edgeColor(cell.tone) : undefined
    const style: TextStyle = {size, align: cell.align ?? (isGroup ? 'left' : columns[column]?.align) ?? 'left', leading: LEADING}
    const inner = width - 2 * CELL_SIDE - (edge ? EDGE : 0)
    cells.push({x, width, text: layText(cell.runs, inner, style, pickFace), ...(edge ? {edge} : {})})
    column += span
    x += width
  }
  const lines = Math.max(1, ...cells.map(({text}) => text.lines.length))
  const lineHeight = size * LEADING
  return {cells, lines, lineHeight, height: lines * lineHeight + 2 * PADDING, isGroup, ...(isGroup ? {tint: COLOR.groupTint} : {})}
}

/** So many lines of a row fit the room. */
export function rowLinesThatFit(row: LaidRow, room: number): number {
  return Math.floor((room - 2 * PADDING + 0.01) / row.lineHeight)
}

/** Draws lines `from` up to `to` of a row and gives the height they take. */
export function drawRow(page: Page, row: LaidRow, left: number, top: number, from = 0, to = row.lines): number {
  const height = (to - from) * row.lineHeight + 2 * PADDING
  const bottom = top + height
  const right = row.cells.reduce((sum, {width}) => sum + width, left)
  if (row.tint) fillBox(page, left, top, right - left, height, row.tint)
  const grid: [number, number][][] = [
    [
      [left, top],
      [right, top],
    ],
    [
      [left, bottom],
      [right, bottom],
    ],
    [
      [right, top],
      [right, bottom],
    ],
  ]
  for (const {x, text, edge} of row.cells) {
    const start = left + x
    if (edge) fillBox(page, start, top, EDGE, height, edge)
    grid.push([
      [start, top],
      [start, bottom],
    ])
    drawText(page, text, start + CELL_SIDE + (edge ? EDGE : 0), top + PADDING, COLOR.ink, from, Math.min(to, text.lines.length))
  }
  strokeLines(page, grid, COLOR.grid, GRID)
  return height
}
