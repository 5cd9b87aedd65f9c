import type {CellValue} from '../lib/sheet.ts'
import type {Localized} from '../model/text.ts'
import {type Field, isList} from './fields.ts'
import {type ChoiceNames, formatValue, type Parsed, parseText} from './values.ts'

/** Marks a text that a cell cannot hold as it is: blanks at its ends, control characters, an item of more than one line. */
const mark = 'json:'

/** Excel holds 32,767 characters in a cell. */
export const maxCellLength = 32_000

/** One value as cells: a list has an item a line, and more cells when one is not enough. */
export function toCells(field: Field, value: unknown, language: 'vi' | 'en', names: ChoiceNames): CellValue[] {
  if (value === undefined) return [null]
  if (!isList(field))
    return [typeof value === 'number' && field.kind !== 'choice' ? numberCell(value) : encode(formatValue(value, language, names))]
  const items = (value as readonly unknown[]).map((item) => encode(formatValue(item, language, names), true))
  const cells: string[] = []
  for (const item of items) {
    const last = cells.at(-1)
    if (last === undefined || last.length + item.length + 1 > maxCellLength) cells.push(item)
    else cells[cells.length - 1] = `${last}\n${item}`
  }
  return cells.length > 0 ? cells : [null]
}

export type ParsedCells = {ok: true; value: unknown} | (Parsed & {ok: false; cell: number})

/** The value in the cells of a field, undefined for empty ones. */
export function fromCells(field: Field, cells: readonly CellValue[], names: ChoiceNames): ParsedCells {
  if (!isList(field)) return fromCell(field, cells[0] ?? null, names)
  const items: unknown[] = []
  for (const [index, cell] of cells.entries()) {
    const text = textOf(field, cell)
    if (!text.ok) return {...text, cell: index}
    for (const item of itemsIn(text.text)) {
      const parsed = parseItem(field, item, names)
      if (!parsed.ok) return {...parsed, cell: index}
      items.push(parsed.value)
    }
  }
  return {ok: true, value: items}
}

function fromCell(field: Field, cell: CellValue, names: ChoiceNames): ParsedCells {
  if (cell === null || cell === '') return {ok: true, value: undefined}
  // A number is taken as it is: written out and read again it could lose its last digits.
  const number = typeof cell === 'number' && isNumber(field) ? field.value.safeParse(cell) : undefined
  if (number?.success) return {ok: true, value: number.data}
  const text = textOf(field, cell)
  if (!text.ok) return {...text, cell: 0}
  if (text.text.trim() === '') return {ok: true, value: undefined}
  const parsed = parseItem(field, text.text, names)
  return parsed.ok ? parsed : {...parsed, cell: 0}
}

/** Items stand one a line; people also write them side by side. */
function itemsIn(text: string): string[] {
  return text
    .split(/[\n;]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function parseItem(field: Field, text: string, names: ChoiceNames): Parsed {
  const decoded = decode(text.trim())
  if (decoded === undefined)
    return {ok: false, expected: {vi: `sau "${mark}" cần một chuỗi JSON`, en: `a JSON string is needed after "${mark}"`}}
  // What was encoded is taken as it stands: the schema of the entry judges it.
  return text.trim().startsWith(mark) ? {ok: true, value: decoded} : parseText(field, decoded, names)
}

function textOf(field: Field, cell: CellValue): {ok: true; text: string} | {ok: false; expected: Localized} {
  if (cell === null) return {ok: true, text: ''}
  if (cell instanceof Date) return textOfDate(field, cell)
  if (typeof cell === 'boolean')
    return field.kind === 'boolean'
      ? {ok: true, text: String(cell)}
      : {
          ok: false,
          expected: {
            vi: 'ô là TRUE/FALSE; định dạng ô là Text rồi ghi lại',
            en: 'the cell is TRUE/FALSE; format it as Text and write again',
          },
        }
  if (typeof cell === 'number' && (field.kind === 'day' || field.kind === 'moment'))
    return {
      ok: false,
      expected: {vi: 'ô là số, không phải ngày; ghi dạng 2026-12-14', en: 'the cell is a number, not a date; write 2026-12-14'},
    }
  return {ok: true, text: String(cell)}
}

/** A spreadsheet's date has no time zone: what it shows is meant, in Vietnamese time. */
function textOfDate(field: Field, date: Date): {ok: true; text: string} | {ok: false; expected: Localized} {
  if (Number.isNaN(date.getTime()))
    return {ok: false, expected: {vi: 'ngày của ô không đọc được', en: 'the date of the cell cannot be read'}}
  const shown = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString()
  if (field.kind === 'moment') return {ok: true, text: `${shown.slice(0, 19)}+07:00`}
  if (field.kind === 'day' && shown.slice(11, 19) === '00:00:00') return {ok: true, text: shown.slice(0, 10)}
  if (field.kind === 'day')
    return {ok: false, expected: {vi: 'cột này chỉ nhận ngày, không nhận giờ', en: 'this column takes a day without a time'}}
  return {
    ok: false,
    expected: {
      vi: 'bảng tính đã đổi ô thành ngày; định dạng ô là Text rồi ghi lại',
      en: 'the spreadsheet has turned the cell into a date; format it as Text and write again',
    },
  }
}

/** Spreadsheets keep 15 digits of a number; one that needs more is written as text. */
function numberCell(value: number): CellValue {
  return Number(value.toPrecision(15)) === value ? value : String(value)
}

function isNumber(field: Field): boolean {
  return field.kind === 'integer' || field.kind === 'number'
}

function encode(text: string, isItem = false): string {
  const isPlain =
    text !== '' &&
    text === text.trim() &&
    text === text.normalize('NFC') &&
    !text.startsWith(mark) &&
    !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/.test(text) &&
    !(isItem && /[\n;]/.test(text)) &&
    text.isWellFormed()
  if (isPlain) return text
  return mark + JSON.stringify(text).replaceAll(/[\u007f-\uffff_;]/g, (unit) => (isLetter(unit) ? unit : escapeUnit(unit)))
}

function isLetter(unit: string): boolean {
  return /[\p{L}\p{M}]/u.test(unit)
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function decode(text: string): string | undefined {
  if (!text.startsWith(mark)) return text
  try {
    const value: unknown = JSON.parse(text.slice(mark.length))
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
