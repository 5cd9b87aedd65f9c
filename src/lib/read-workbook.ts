import type {Localized} from '../model/text.ts'
import {columnLetters, type ReadSheet} from './sheet.ts'
import {refuseZip, type ZipRefusal} from './zip-limits.ts'

export interface WorkbookLimits {
  sheets: number
  rows: number
  columns: number
}

export interface ReadWorkbook {
  sheets: ReadSheet[]
  /** Cells whose value a formula gave, "Hệ thống!B3": only the value stored in the file is taken. */
  formulas: string[]
}

/** Makes the error of a reader that cannot go on. */
export type Unreadable = (why: Localized, cause?: unknown) => Error

/**
 * Reads a workbook of anybody. Nothing in it is evaluated; one that could exhaust the memory is refused before unpacking.
 * Throws what `unreadable` makes.
 */
export async function readWorkbook(bytes: Uint8Array, limits: WorkbookLimits, unreadable: Unreadable): Promise<ReadWorkbook> {
  const refusal = refuseZip(bytes)
  if (refusal) throw unreadable(refusals[refusal])
  const {readXlsx} = await import('hucre/xlsx')
  const workbook = await readXlsx(bytes).catch((error: unknown) => {
    const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 200) : ''
    throw unreadable({vi: `không đọc được bảng tính: ${detail}`, en: `the workbook cannot be read: ${detail}`}, error)
  })
  if (workbook.sheets.length > limits.sheets)
    throw unreadable({vi: `có hơn ${limits.sheets} trang tính`, en: `has more than ${limits.sheets} sheets`})
  const formulas: string[] = []
  const sheets = workbook.sheets.map((sheet) => {
    const columns = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0)
    const shown = sheet.name.slice(0, 60)
    if (sheet.rows.length > limits.rows || columns > limits.columns)
      throw unreadable({
        vi: `trang tính "${shown}" quá lớn: tối đa ${limits.rows} hàng, ${limits.columns} cột; xóa các hàng, cột trống ở cuối`,
        en: `sheet "${shown}" is too large: at most ${limits.rows} rows and ${limits.columns} columns; delete empty ones at the end`,
      })
    for (const [position, cell] of sheet.cells ?? []) {
      if (cell.formula === undefined) continue
      const [row = 0, column = 0] = position.split(',').map(Number)
      formulas.push(`${sheet.name}!${columnLetters(column)}${row + 1}`)
    }
    return {name: sheet.name, rows: sheet.rows as ReadSheet['rows']}
  })
  return {sheets, formulas}
}

const refusals: Record<ZipRefusal, Localized> = {
  'not-a-zip': {vi: 'tệp XLSX bị hỏng hoặc bị cắt', en: 'the XLSX file is damaged or cut'},
  'too-many-entries': {vi: 'tệp nén có quá nhiều mục bên trong', en: 'there are too many entries in the archive'},
  'too-large-unpacked': {vi: 'giải nén ra quá lớn (giới hạn 64 MB)', en: 'it would unpack to too much (the limit is 64 MB)'},
  encrypted: {vi: 'tệp có mật khẩu', en: 'the file has a password'},
}
