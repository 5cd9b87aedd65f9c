import {nearest} from '../lib/nearest.ts'
import {type CellValue, columnLetters, type ReadSheet} from '../lib/sheet.ts'
import type {EntryKind, RegisterWords} from '../model/register-words.ts'
import type {Localized} from '../model/text.ts'
import {fromCells, toCells} from './cells.ts'
import {type Field, fieldsOf, isList, valueIn} from './fields.ts'
import type {Entry} from './kinds.ts'
import type {Incoming} from './merge.ts'
import {choiceNames, wordsOf} from './words.ts'

/** Entries of one kind as a sheet: a row of names for people, a row of field names for the import, then a row an entry. */
export interface Table {
  kind: EntryKind
  sheet: string
  labels: string[]
  columns: string[]
  rows: CellValue[][]
}

export function toTable(kind: EntryKind, entries: readonly Entry[], words: RegisterWords, language: 'vi' | 'en'): Table {
  const parts = fieldsOf(kind).map((field) => {
    const names = choiceNames(words, kind, field)
    const cells = entries.map((entry) => toCells(field, valueIn(entry, field), language, names))
    const width = Math.max(1, ...cells.map((row) => row.length))
    return {field, cells, width, label: wordsOf(words, kind, field)[language]}
  })
  const spread = <T>(value: (part: (typeof parts)[number], index: number) => T) =>
    parts.flatMap((part) => Array.from({length: part.width}, (_, index) => value(part, index)))
  return {
    kind,
    sheet: words.kinds[kind].sheet[language],
    labels: spread(({label}, index) => (index === 0 ? label : `${label} (${index + 1})`)),
    columns: spread(({field}, index) => (index === 0 ? field.path : `${field.path}#${index + 1}`)),
    rows: entries.map((_, row) => spread(({cells}, index) => cells[row]?.[index] ?? null)),
  }
}

/** A problem of a file, at its place: sheet, row and column, or line. */
export interface FileProblem {
  place: Localized
  value: string
  message: Localized
}

/** A sheet as read: cells from the first row on. */
const headerWithin = 10

/** The entries of a sheet; rows without a single value are passed over. */
export function fromTable(kind: EntryKind, sheet: ReadSheet, words: RegisterWords): {incoming: Incoming[]; problems: FileProblem[]} {
  const header = sheet.rows.slice(0, headerWithin).findIndex((row) => row.some((cell) => cell === 'id'))
  if (header < 0) return {incoming: [], problems: [withoutHeader(sheet)]}
  const {columns, problems} = readHeader(kind, sheet, header)
  if (problems.length > 0) return {incoming: [], problems}
  const incoming: Incoming[] = []
  for (const [index, row] of sheet.rows.entries()) {
    if (index <= header || row.every((cell) => cell === null || cell === '')) continue
    const values = new Map<string, unknown>()
    const failed = new Set<string>()
    for (const {field, at} of columns) {
      const parsed = fromCells(
        field,
        at.map((column) => row[column] ?? null),
        choiceNames(words, kind, field),
      )
      if (parsed.ok && parsed.value !== undefined) values.set(field.path, parsed.value)
      if (parsed.ok) continue
      failed.add(field.path)
      const column = at[parsed.cell] ?? 0
      const close = parsed.nearest
      problems.push({
        place: placeIn(sheet, index, column, field.path),
        value: shown(row[column]),
        message: {
          vi: close ? `${parsed.expected.vi}; có phải ý bạn là "${close}"?` : parsed.expected.vi,
          en: close ? `${parsed.expected.en}; did you mean "${close}"?` : parsed.expected.en,
        },
      })
    }
    const columnOf = (path: string) => columns.find(({field}) => field.path === path)?.at[0]
    incoming.push({
      kind,
      values,
      covers: new Set(columns.map(({field}) => field.path)),
      failed,
      placeOf: (path) => placeIn(sheet, index, columnOf(path) ?? columnOf('id') ?? 0, path),
    })
  }
  return {incoming, problems}
}

interface Column {
  field: Field
  at: number[]
}

function readHeader(kind: EntryKind, sheet: ReadSheet, header: number): {columns: Column[]; problems: FileProblem[]} {
  const columns = new Map<string, Column>()
  const problems: FileProblem[] = []
  for (const [index, cell] of (sheet.rows[header] ?? []).entries()) {
    if (cell === null || cell === '') continue
    const written = String(cell).trim()
    const path = written.replace(/#\d{1,4}$/, '')
    const field = fieldsOf(kind).find((candidate) => candidate.path === path)
    const known = columns.get(path)
    if (field && (!known || isList(field))) columns.set(path, {field, at: [...(known?.at ?? []), index]})
    else problems.push({place: placeIn(sheet, header, index), value: written, message: field ? twice : unknownColumn(kind, written)})
  }
  return {columns: [...columns.values()], problems}
}

const twice = {vi: 'cột này có hai lần', en: 'this column stands there twice'}

function unknownColumn(kind: EntryKind, written: string): Localized {
  const close = nearest(
    written,
    fieldsOf(kind).map(({path}) => path),
  )
  return {
    vi: `không có trường này${close ? `; có phải ý bạn là "${close}"?` : ''}`,
    en: `there is no such field${close ? `; did you mean "${close}"?` : ''}`,
  }
}

function withoutHeader(sheet: ReadSheet): FileProblem {
  return {
    place: {vi: `trang tính "${sheet.name}"`, en: `sheet "${sheet.name}"`},
    value: '',
    message: {
      vi: `không thấy hàng tên trường (có ô "id") trong ${headerWithin} hàng đầu; hãy xuất một sổ mẫu bằng "stp-sec register export"`,
      en: `there is no row of field names (with a cell "id") in the first ${headerWithin} rows; make a model with "stp-sec register export"`,
    },
  }
}

function placeIn(sheet: ReadSheet, row: number, column: number, path?: string): Localized {
  const field = path === undefined ? '' : ` (${path})`
  return {
    vi: `trang tính "${sheet.name}", hàng ${row + 1}, cột ${columnLetters(column)}${field}`,
    en: `sheet "${sheet.name}", row ${row + 1}, column ${columnLetters(column)}${field}`,
  }
}

function shown(cell: CellValue | undefined): string {
  const text = cell instanceof Date && !Number.isNaN(cell.getTime()) ? cell.toISOString() : String(cell ?? '')
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
