import {type CellValue, columnLetters, type ReadSheet} from '../lib/sheet.ts'
import type {Localized} from '../model/text.ts'
import {unescapeFormula} from './formula.ts'
import {cleanText, fold} from './text.ts'
import type {ListsWords} from './words.ts'

/** A problem of the file, at its place: sheet, row and column. */
export interface FileProblem {
  place: Localized
  value: string
  message: Localized
}

/** One row under its headings: the cells of a column by its key; a column may be spread over several. */
export interface Row {
  /** Text of a column; undefined when nothing is written or the cell says that it was not seen. */
  text: (column: string) => string | undefined
  /** Text of a column that names something: a PC may be called "không thấy". */
  name: (column: string) => string | undefined
  /** A moment in Vietnamese time; undefined when the cell holds none. */
  moment: (column: string) => string | undefined
  /** Items of a column that lists names. */
  names: (column: string) => string[]
  /** Items of a column; undefined when nothing is written, empty when the cell says that there are none. */
  list: (column: string, separator?: RegExp) => string[] | undefined
  /** True when a cell, or one of its items, says that it was not seen. */
  saysUnseen: (column: string) => boolean
  /** Adds a problem at a cell of this row. */
  refuse: (column: string, vi: string, en: string) => void
  /** The key of a choice, written in either language; undefined when it is none of them. */
  choice: (column: string, words: 'reach') => string | undefined
  choices: (words: 'reach') => string[]
  place: (column: string) => Localized
  /** Row as a spreadsheet counts. */
  number: number
}

export interface RowReader {
  sheet: ReadSheet
  words: ListsWords
  /** Columns of the sheet by key: indexes of their cells. */
  columns: ReadonlyMap<string, readonly number[]>
  headingOf: (column: string) => string
  problems: FileProblem[]
}

export function readRow(reader: RowReader, index: number): Row {
  const {sheet, words, columns, headingOf, problems} = reader
  const cells = sheet.rows[index] ?? []
  const refuse: Row['refuse'] = (column, vi, en) => {
    const at = columns.get(column)?.[0]
    problems.push({place: placeOf(sheet, index, at, headingOf(column)), value: shown(cells[at ?? -1]), message: {vi, en}})
  }
  const told = new Set<string>()
  const raw = (column: string): string => {
    const parts = (columns.get(column) ?? []).map((at) => {
      const cell = cells[at] ?? null
      if (cell instanceof Date || typeof cell === 'boolean') {
        if (!told.has(column))
          refuse(
            column,
            'bảng tính đã đổi ô này sang kiểu khác; định dạng ô là Text rồi ghi lại',
            'the spreadsheet has turned this cell into another kind; format it as Text and write it again',
          )
        told.add(column)
        return ''
      }
      return cell === null ? '' : unescapeFormula(String(cell))
    })
    return parts.filter((part) => part.trim() !== '').join('; ')
  }
  const isWord = (text: string, word: keyof ListsWords['cells']) =>
    [words.cells[word].vi, words.cells[word].en].some((known) => fold(known) === fold(text))
  const text = (column: string) => {
    const line = cleanText(raw(column))
    return line === '' || isWord(line, 'unseen') ? undefined : line
  }
  return {
    number: index + 1,
    refuse,
    place: (column) => placeOf(sheet, index, columns.get(column)?.[0], headingOf(column)),
    choices: (list) => Object.values(words[list]).map(({vi}) => vi),
    choice: (column, list) =>
      Object.entries(words[list]).find(([, name]) => [name.vi, name.en].some((known) => fold(known) === fold(text(column) ?? '')))?.[0],
    text,
    saysUnseen: (column) =>
      raw(column)
        .split(';')
        .some((item) => isWord(item, 'unseen')),
    moment: (column) => momentOf(cells[columns.get(column)?.[0] ?? -1] ?? null),
    name: (column) => cleanText(raw(column)) || undefined,
    names: (column) => itemsOf(raw(column), itemSeparator),
    list: (column, separator = itemSeparator) => {
      const whole = raw(column)
      if (isWord(whole, 'none')) return []
      const seen = itemsOf(isWord(whole, 'unseen') ? '' : whole, separator).filter((item) => !isWord(item, 'unseen'))
      return seen.length === 0 ? undefined : seen
    },
  }
}

/** `10/12/2026 09:00` as we write it, or the date a spreadsheet makes of it, whose figures are those it shows. */
function momentOf(cell: CellValue): string | undefined {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? undefined : `${cell.toISOString().slice(0, 19)}+07:00`
  const [, date, month, year, time] = /^(\d{2})\/(\d{2})\/(\d{4})(?: (\d{2}:\d{2}))?$/.exec(String(cell ?? '').trim()) ?? []
  const moment = `${year}-${month}-${date}T${time ?? '00:00'}:00+07:00`
  return Number.isNaN(Date.parse(moment)) ? undefined : moment
}

const itemSeparator = /[;\n]/

function itemsOf(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((item) => cleanText(item))
    .filter((item) => item !== '')
}

export function placeOf(sheet: ReadSheet, row: number, column: number | undefined, heading?: string): Localized {
  const named = heading === undefined ? '' : ` (${heading})`
  const letters = column === undefined ? undefined : columnLetters(column)
  return {
    vi: `trang tính "${sheet.name}", hàng ${row + 1}${letters === undefined ? named : `, cột ${letters}${named}`}`,
    en: `sheet "${sheet.name}", row ${row + 1}${letters === undefined ? named : `, column ${letters}${named}`}`,
  }
}

export function shown(cell: CellValue | undefined): string {
  const text = cell instanceof Date ? (Number.isNaN(cell.getTime()) ? '' : cell.toISOString()) : String(cell ?? '')
  return cleanText(text, 60)
}
