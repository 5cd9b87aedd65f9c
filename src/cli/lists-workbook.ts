import {open} from 'node:fs/promises'
import type {CellStyle, WriteSheet} from 'hucre/xlsx'
import type {Sheet} from '../dossier-lists/to-sheets.ts'
import {timeOf} from '../lib/dates.ts'
import {printTitles} from '../lib/print-titles.ts'
import {readWorkbook} from '../lib/read-workbook.ts'
import type {ReadSheet} from '../lib/sheet.ts'
import {UserError} from '../lib/user-error.ts'
import {refuseZip} from '../lib/zip-limits.ts'
import type {Localized} from '../model/text.ts'

const maxBytes = 32 * 1024 * 1024
const limits = {sheets: 30, rows: 100_000, columns: 400}
/** Points; Excel does not let rows grow by themselves when a file is opened. */
const lineHeight = 15
const tallestRow = 120
/** Empty rows that are formatted as text, for what a person adds. */
const spareRows = 50

const font = {name: 'Times New Roman', size: 11}
const line = {style: 'thin' as const, color: {rgb: '767C84'}}
const border = {top: line, bottom: line, left: line, right: line}
const heading: CellStyle = {
  font: {...font, bold: true},
  border,
  fill: {type: 'pattern', pattern: 'solid', fgColor: {rgb: 'E6EAEF'}},
  alignment: {horizontal: 'center', vertical: 'center', wrapText: true},
}
// Text stays text when it is edited: no leading zero lost, no formula made of "=".
const text: CellStyle = {font, border, numFmt: '@', alignment: {vertical: 'top', wrapText: true}}
const number: CellStyle = {font, border, alignment: {vertical: 'top'}}

/** The sheets as a workbook, headings frozen. Every cell is a text or a number, never a formula; equal sheets give equal bytes. */
export async function writeListsWorkbook(sheets: readonly Sheet[], about: {title: string; on: string}): Promise<Uint8Array> {
  const {writeXlsx} = await import('hucre/xlsx')
  const day = new Date(timeOf(about.on))
  return writeXlsx({
    sheets: sheets.map((sheet) => (sheet.headings.length > 0 ? tableSheet(sheet) : plainSheet(sheet))),
    properties: {title: about.title, creator: 'stp-sec', created: day, modified: day},
    defaultFont: font,
    namedRanges: printTitles(sheets.filter(({headings}) => headings.length > 0).map(({name}) => ({name, rows: '$1:$1'}))),
  })
}

function tableSheet({name, headings, widths, rows}: Sheet): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  for (const column of headings.keys()) cells.set(`0,${column}`, {style: heading})
  for (const [index, row] of rows.entries())
    for (const column of headings.keys()) cells.set(`${index + 1},${column}`, {style: typeof row[column] === 'number' ? number : text})
  for (let spare = 1; spare <= spareRows; spare++)
    for (const column of headings.keys())
      cells.set(`${rows.length + spare},${column}`, {value: null, type: 'empty', style: {font, numFmt: '@'}})
  return {
    name,
    columns: widths.map((width) => ({width})),
    rows: [headings, ...rows.map((row) => row.map(encodeEscapes))],
    cells,
    rowDefs: new Map([
      [0, {height: 2 * lineHeight + 3}],
      ...rows.map((row, index) => [index + 1, {height: heightOf(row, widths)}] as const),
    ]),
    freezePane: {rows: 1, columns: 1},
    pageSetup: {paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0},
  }
}

/** The first sheet: a label and a text a line, no heading to freeze but the title. */
function plainSheet({name, widths, rows}: Sheet): WriteSheet {
  const cells: NonNullable<WriteSheet['cells']> = new Map()
  for (const [index, row] of rows.entries())
    for (const column of [0, 1])
      cells.set(`${index},${column}`, {
        style: {
          font: {...font, bold: row.length === 1 || column === 0},
          numFmt: '@',
          alignment: {vertical: 'top', wrapText: row.length > 1},
        },
      })
  return {
    name,
    columns: widths.map((width) => ({width})),
    rows: rows.map((row) => row.map(encodeEscapes)),
    cells,
    rowDefs: new Map(rows.map((row, index) => [index, {height: heightOf(row, row.length > 1 ? widths : [500])}] as const)),
    freezePane: {rows: 1},
    pageSetup: {paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0},
  }
}

/** Excel reads `_x0041_` in a text as the letter A: a name that looks so needs its first line written as such a code. */
function encodeEscapes<T>(cell: T): T | string {
  return typeof cell === 'string' ? cell.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : cell
}

function heightOf(row: Sheet['rows'][number], widths: readonly number[]): number {
  const lines = row.map((cell, column) => Math.ceil((String(cell ?? '').length * 1.15) / (widths[column] ?? 10)))
  return Math.min(tallestRow, Math.max(1, ...lines) * lineHeight + 3)
}

/** True when `readListsWorkbook` would take the bytes: thousands of machines with thousands of programs can be too much for it. */
export function canReadBack(bytes: Uint8Array): boolean {
  return bytes.length <= maxBytes && refuseZip(bytes) === undefined
}

/** Reads a workbook of lists, of anybody; what cannot be used ends with a `UserError` that names the file. */
export async function readListsWorkbook(bytes: Uint8Array, path: string): Promise<{sheets: ReadSheet[]; notices: Localized[]}> {
  const {sheets, formulas} = await readWorkbook(bytes, limits, (why, cause) => unreadable(path, why, cause))
  const list = `${formulas.slice(0, 10).join(', ')}${formulas.length > 10 ? ', …' : ''}`
  const notice = {
    vi: `${formulas.length} ô có công thức, không tính lại, chỉ lấy giá trị đã lưu trong tệp: ${list}`,
    en: `${formulas.length} cells hold formulas, which are not evaluated; the value stored in the file was taken: ${list}`,
  }
  return {sheets, notices: formulas.length === 0 ? [] : [notice]}
}

/** The bytes of a file that anybody may have written, up to a size. */
export async function readBounded(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(path, {vi: 'không đọc được tệp này', en: 'this file cannot be read'}, error)
  })
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) throw unreadable(path, {vi: 'đây không phải một tệp thường', en: 'this is no regular file'})
    if (stats.size > maxBytes) throw unreadable(path, {vi: 'tệp lớn hơn 32 MB', en: 'the file is larger than 32 MB'})
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

export function unreadable(path: string, why: Localized, cause?: unknown): UserError {
  return new UserError(
    {
      code: 'bad-list-file',
      what: {vi: `Không dùng được tệp danh sách: ${why.vi}`, en: `The file of lists cannot be used: ${why.en}`},
      where: path,
      next: {
        vi: 'Chọn tệp .xlsx hoặc .yaml lập bằng "stp-sec system lists"; sửa bằng Excel, LibreOffice thì lưu dạng .xlsx không mật khẩu.',
        en: 'Name an .xlsx or .yaml file made with "stp-sec system lists"; after editing save it as .xlsx without a password.',
      },
    },
    cause,
  )
}
