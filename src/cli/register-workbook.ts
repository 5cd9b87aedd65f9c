import type {Cell, CellStyle} from 'hucre/xlsx'
import {UserError} from '../lib/user-error.ts'
import type {Register} from '../model/register.ts'
import {entryKinds, type RegisterWords} from '../model/register-words.ts'
import type {Localized} from '../model/text.ts'
import type {CellValue} from '../register/cells.ts'
import {fieldsOf, isList} from '../register/fields.ts'
import {entriesOf} from '../register/kinds.ts'
import {columnLetters, type ReadSheet, type Table, toTable} from '../register/tables.ts'
import {choiceNames} from '../register/words.ts'
import {refuseZip, type ZipRefusal} from './register-zip-limits.ts'

type FontStyle = NonNullable<CellStyle['font']>

export const choicesSheet = {vi: 'Danh mục', en: 'Choices'} as const
const validatedRows = 2000
const maxSheets = 20
const maxRows = 20_000
const maxColumns = 400

/** The register as a workbook: a sheet a kind, with lists to choose from. Every cell of text is text, never a formula. */
export async function writeWorkbook(register: Register, words: RegisterWords, language: 'vi' | 'en'): Promise<Uint8Array> {
  const {writeXlsx} = await import('hucre/xlsx')
  const tables = entryKinds.map((kind) => toTable(kind, entriesOf(register, kind), words, language))
  const choices = choiceColumns(words, language)
  return writeXlsx({
    sheets: [
      ...tables.map((table) => ({
        name: table.sheet,
        // Text stays text when it is edited: no day turned round, no leading zero lost, no formula made of "=".
        columns: table.columns.map((path) => ({
          width: widthOf(path),
          style: {numFmt: '@', alignment: {wrapText: true, vertical: 'top' as const}},
        })),
        rows: [table.labels, table.columns, ...table.rows],
        freezePane: {rows: 2, columns: 2},
        dataValidations: validationsOf(table, choices, choicesSheet[language]),
        cells: new Map([
          ...headCells(0, table.labels, {bold: true}),
          ...headCells(1, table.columns, {italic: true, color: {rgb: '808080'}}),
        ]),
      })),
      {name: choicesSheet[language], columns: choices.map(() => ({width: 34})), rows: transpose(choices)},
    ],
  })
}

export interface ReadWorkbook {
  sheets: ReadSheet[]
  /** Cells whose value a formula gave: only the value stored in the file is taken. */
  formulas: string[]
}

/** Reads a workbook of anybody. Nothing in it is evaluated; one that could exhaust the memory is refused before unpacking. */
export async function readWorkbook(bytes: Uint8Array, path: string): Promise<ReadWorkbook> {
  const refusal = refuseZip(bytes)
  if (refusal) throw unreadable(path, refusals[refusal])
  const {readXlsx} = await import('hucre/xlsx')
  const workbook = await readXlsx(bytes).catch((error: unknown) => {
    const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 200) : ''
    throw unreadable(path, {vi: `không đọc được bảng tính: ${detail}`, en: `the workbook cannot be read: ${detail}`}, error)
  })
  if (workbook.sheets.length > maxSheets)
    throw unreadable(path, {vi: `có hơn ${maxSheets} trang tính`, en: `has more than ${maxSheets} sheets`})
  const formulas: string[] = []
  const sheets = workbook.sheets.map((sheet) => {
    const columns = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0)
    if (sheet.rows.length > maxRows || columns > maxColumns)
      throw unreadable(path, {
        vi: `trang tính "${sheet.name}" quá lớn: tối đa ${maxRows} hàng, ${maxColumns} cột; xóa các hàng, cột trống ở cuối`,
        en: `sheet "${sheet.name}" is too large: at most ${maxRows} rows and ${maxColumns} columns; delete empty ones at the end`,
      })
    for (const [position, cell] of sheet.cells ?? []) {
      if (cell.formula === undefined) continue
      const [row = 0, column = 0] = position.split(',').map(Number)
      formulas.push(`${sheet.name}!${columnLetters(column)}${row + 1}`)
    }
    return {name: sheet.name, rows: sheet.rows as CellValue[][]}
  })
  return {sheets, formulas}
}

const refusals: Record<ZipRefusal, Localized> = {
  'not-a-zip': {vi: 'tệp XLSX bị hỏng hoặc bị cắt', en: 'the XLSX file is damaged or cut'},
  'too-many-entries': {vi: 'tệp nén có quá nhiều mục bên trong', en: 'there are too many entries in the archive'},
  'too-large-unpacked': {vi: 'giải nén ra quá lớn (giới hạn 64 MB)', en: 'it would unpack to too much (the limit is 64 MB)'},
  encrypted: {vi: 'tệp có mật khẩu', en: 'the file has a password'},
}

function unreadable(path: string, why: Localized, cause?: unknown): UserError {
  return new UserError(
    {
      code: 'bad-workbook',
      what: {vi: `Không dùng được sổ tính: ${why.vi}`, en: `The workbook cannot be used: ${why.en}`},
      where: path,
      next: {
        vi: 'Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx không mật khẩu rồi nhập lại. Chưa ghi gì.',
        en: 'Open it in Excel or LibreOffice, save it as .xlsx without a password, and import again. Nothing was written.',
      },
    },
    cause,
  )
}

function headCells(row: number, texts: readonly string[], font: FontStyle): [`${number},${number}`, Partial<Cell>][] {
  return texts.map((value, column) => [`${row},${column}`, {value, type: 'string', style: {font, alignment: {wrapText: true}}}])
}

interface ChoiceColumn {
  key: string
  title: string
  names: string[]
}

function choiceColumns(words: RegisterWords, language: 'vi' | 'en'): ChoiceColumn[] {
  return entryKinds.flatMap((kind) =>
    fieldsOf(kind).flatMap((field) => {
      const names = Object.values(choiceNames(words, kind, field)).map((name) => name[language])
      return names.length === 0 ? [] : [{key: `${kind} ${field.path}`, title: `${words.kinds[kind].sheet[language]}: ${field.path}`, names}]
    }),
  )
}

function validationsOf(table: Table, choices: readonly ChoiceColumn[], sheet: string) {
  return table.columns.flatMap((path, column) => {
    const at = choices.findIndex(({key}) => key === `${table.kind} ${path}`)
    const field = fieldsOf(table.kind).find((candidate) => candidate.path === path)
    const chosen = choices[at]
    // A list holds several values in one cell, which a validation would refuse.
    if (!chosen || !field || isList(field)) return []
    const letters = columnLetters(column)
    const source = columnLetters(at)
    return [
      {
        type: 'list' as const,
        formula1: `'${sheet}'!$${source}$2:$${source}$${chosen.names.length + 1}`,
        allowBlank: true,
        range: `${letters}3:${letters}${validatedRows}`,
      },
    ]
  })
}

function transpose(choices: readonly ChoiceColumn[]): (string | null)[][] {
  const height = Math.max(0, ...choices.map(({names}) => names.length))
  return [choices.map(({title}) => title), ...Array.from({length: height}, (_, row) => choices.map(({names}) => names[row] ?? null))]
}

function widthOf(path: string): number {
  if (path === 'name' || path === 'title') return 50
  return path === 'id' ? 22 : 24
}
