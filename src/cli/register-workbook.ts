import type {Cell, CellStyle} from 'hucre/xlsx'
import {type ReadWorkbook, readWorkbook} from '../lib/read-workbook.ts'
import {columnLetters} from '../lib/sheet.ts'
import {UserError} from '../lib/user-error.ts'
import type {Register} from '../model/register.ts'
import {entryKinds, type RegisterWords} from '../model/register-words.ts'
import type {Localized} from '../model/text.ts'
import {fieldsOf, isList} from '../register/fields.ts'
import {entriesOf} from '../register/kinds.ts'
import {type Table, toTable} from '../register/tables.ts'
import {choiceNames} from '../register/words.ts'

type FontStyle = NonNullable<CellStyle['font']>

export const choicesSheet = {vi: 'Danh mục', en: 'Choices'} as const
const validatedRows = 2000
const limits = {sheets: 20, rows: 20_000, columns: 400}

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

/** Reads a workbook of the register, of anybody; what cannot be used ends with a `UserError` that names the file. */
export function readRegisterWorkbook(bytes: Uint8Array, path: string): Promise<ReadWorkbook> {
  return readWorkbook(bytes, limits, (why, cause) => unreadable(path, why, cause))
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
