import type {CellStyle, CellValue, WriteSheet} from 'hucre/xlsx'
import {printTitles} from '../../lib/print-titles.ts'
import type {ReportDocument, Table} from '../document.ts'
import {cleanText} from '../pdf/clean-text.ts'
import {type NamedTable, nameSheets} from './name-sheets.ts'

const font = {name: 'Times New Roman', size: 11}
const line = {style: 'thin' as const, color: {rgb: '767C84'}}
const border = {top: line, bottom: line, left: line, right: line}
const styles = {
  title: {font: {...font, size: 13, bold: true}},
  notice: {font: {...font, italic: true}},
  caption: {font: {...font, bold: true}},
  header: {
    font: {...font, bold: true},
    border,
    fill: {type: 'pattern' as const, pattern: 'solid' as const, fgColor: {rgb: 'E6EAEF'}},
    alignment: {horizontal: 'center' as const, vertical: 'center' as const, wrapText: true},
  },
  ages: {font: {...font, italic: true}, alignment: {vertical: 'top' as const, wrapText: true}},
  body: {font, border, alignment: {vertical: 'top' as const, wrapText: true}},
} as const satisfies Record<string, CellStyle>

/** Rows above the header: title, notice, what the table is, the age of the data or nothing. */
const headRows = 4
const widthInCharacters = {portrait: 90, landscape: 150}
/** The longest text a cell of XLSX may hold. */
const mostCharacters = 32_767

/**
 * Writes the tables of a document as one sheet each, with the document's title and notice above every table. Texts are texts:
 * what looks like a formula is not one. The bytes depend on nothing but the document.
 */
export async function renderXlsx(document: ReportDocument, write: (chunk: Uint8Array) => void): Promise<void> {
  const {writeXlsx} = await import('hucre/xlsx')
  const {meta} = document
  const sheets = nameSheets(document.blocks).map((named) => sheetOf(named, document))
  const bytes = await writeXlsx({
    sheets,
    properties: {title: meta.title, subject: meta.subject, creator: meta.author, created: meta.date, modified: meta.date},
    defaultFont: font,
    namedRanges: printTitles(sheets.map(({name}) => ({name, rows: `$${headRows + 1}:$${headRows + 1}`}))),
  })
  write(bytes)
}

function sheetOf({name, about, orientation, table}: NamedTable, {meta}: ReportDocument): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  const above: [string, CellStyle][] = [
    [meta.title, styles.title],
    [meta.footer, styles.notice],
    [about, styles.caption],
    [meta.dataAges ?? '', styles.ages],
  ]
  for (const [row, [, style]] of above.entries()) cells.set(`${row},0`, {style})
  for (const column of table.columns.keys()) cells.set(`${headRows},${column}`, {style: styles.header})
  const shares = table.columns.reduce((sum, {share}) => sum + share, 0)
  const widths = table.columns.map(({share}) => Math.max(6, Math.round((share / shares) * widthInCharacters[orientation])))
  const rows = [table.columns.map(({header}) => cleanText(header)), ...table.rows.map((row) => valuesOf(row, table))]
  return {
    name,
    columns: widths.map((width) => ({width, style: styles.body})),
    rows: [...above.map(([text]) => [cleanText(text)]), ...rows],
    cells,
    rowDefs: new Map([
      ...(meta.dataAges === undefined ? [] : [[headRows - 1, {height: heightOf([meta.dataAges], [sum(widths)])}] as const]),
      ...rows.map((row, index) => [headRows + index, {height: heightOf(row, widths)}] as const),
    ]),
    ...(meta.dataAges === undefined
      ? {}
      : {merges: [{startRow: headRows - 1, startCol: 0, endRow: headRows - 1, endCol: table.columns.length - 1}]}),
    freezePane: {rows: headRows + 1},
    pageSetup: {
      paperSize: 'a4',
      orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
  }
}

function valuesOf(row: Table['rows'][number], {columns}: Table): CellValue[] {
  const values: CellValue[] = []
  for (const cell of row) {
    values.push(readValue(cell.runs.map(({text}) => text).join('')))
    for (let spanned = 1; spanned < (cell.span ?? 1) && values.length < columns.length; spanned++) values.push('')
  }
  return values
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Counts become numbers that can be added up; telephone numbers with their leading zero stay texts. */
function readValue(text: string): CellValue {
  const clean = cleanText(text)
  return /^(?:0|[1-9]\d{0,8})$/.test(clean) ? Number(clean) : clean.slice(0, mostCharacters)
}

/** Rows do not grow by themselves: the height in points of the cell with most lines, at most that which Excel allows. */
function heightOf(row: readonly CellValue[], widths: readonly number[]): number {
  const lines = row.map((value, column) =>
    String(value)
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.1) / (widths[column] ?? 6))), 0),
  )
  return Math.min(409, Math.max(...lines, 1) * 15 + 3)
}
