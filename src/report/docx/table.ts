import type {Cell, Table} from '../document.ts'
import {SIZE} from '../pdf/measures.ts'
import {columnWidths} from '../pdf/table-columns.ts'
import {edgeColor} from '../pdf/tones.ts'
import {createEstimatedFace} from './estimated-face.ts'
import {COLOR, twips} from './measures.ts'
import {paragraph} from './paragraph.ts'

const CELL_SIDE = 80
const regular = createEstimatedFace()
const bold = createEstimatedFace(true)

/** A table, piece by piece: 2,000 rows need not stand in memory at once. Its header is repeated on each page. */
export function* tableXml(table: Table, width: number): Generator<string> {
  const size = table.size ?? SIZE.table
  const widths = columnWidths(table, width / 20, size, (isBold) => (isBold ? bold : regular)).map(twips)
  if (table.caption !== undefined)
    yield paragraph([{text: table.caption, bold: true}], {before: 120, after: 60, keepNext: true, size: Math.max(size, SIZE.table)})
  yield `<w:tbl>${tableProperties(widths.reduce((sum, one) => sum + one, 0))}`
  yield `<w:tblGrid>${widths.map((one) => `<w:gridCol w:w="${one}"/>`).join('')}</w:tblGrid>`
  const header = table.columns.map((column): Cell => ({runs: [{text: column.header, bold: true}], align: 'center'}))
  yield rowXml(header, table, widths, size, 'header')
  for (const row of table.rows) yield rowXml(row, table, widths, size, 'body')
  yield '</w:tbl>'
}

function tableProperties(width: number): string {
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  const borders = sides.map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="${COLOR.grid}"/>`).join('')
  return (
    `<w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/>` +
    `<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="${CELL_SIDE}" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>` +
    `<w:right w:w="${CELL_SIDE}" w:type="dxa"/></w:tblCellMar></w:tblPr>`
  )
}

function rowXml(row: readonly Cell[], {columns}: Table, widths: readonly number[], size: number, kind: 'header' | 'body'): string {
  const isGroup = kind === 'body' && columns.length > 1 && row.length === 1 && (row[0]?.span ?? 1) >= columns.length
  const tint = kind === 'header' ? COLOR.headerTint : isGroup ? COLOR.groupTint : undefined
  const cells: string[] = []
  let column = 0
  for (const cell of row) {
    const span = Math.min(Math.max(1, cell.span ?? 1), columns.length - column)
    if (span < 1) break
    const width = widths.slice(column, column + span).reduce((sum, one) => sum + one, 0)
    const align = cell.align ?? (isGroup ? 'left' : columns[column]?.align) ?? 'left'
    cells.push(`<w:tc>${cellProperties(cell, width, span, tint)}${paragraph(cell.runs, {size, align, keepNext: isGroup})}</w:tc>`)
    column += span
  }
  const header = kind === 'header' ? '<w:tblHeader/>' : ''
  return `<w:tr><w:trPr><w:cantSplit/>${header}</w:trPr>${cells.join('')}</w:tr>`
}

function cellProperties(cell: Cell, width: number, span: number, tint: string | undefined): string {
  const edge = cell.tone && cell.tone !== 'neutral' ? edgeColor(cell.tone).slice(1) : undefined
  return [
    `<w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>`,
    span > 1 ? `<w:gridSpan w:val="${span}"/>` : '',
    edge ? `<w:tcBorders><w:left w:val="single" w:sz="24" w:space="0" w:color="${edge}"/></w:tcBorders>` : '',
    tint ? `<w:shd w:val="clear" w:color="auto" w:fill="${tint}"/>` : '',
    '</w:tcPr>',
  ].join('')
}

/** Columns of text side by side without lines: letter head and signature. */
export function plainColumns(columns: readonly {width: number; content: string}[]): string {
  const total = columns.reduce((sum, {width}) => sum + width, 0)
  const cells = columns.map(({width, content}) => `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${content}</w:tc>`).join('')
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>` +
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>' +
    `<w:tblGrid>${columns.map(({width}) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>` +
    `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells}</w:tr></w:tbl>`
  )
}
