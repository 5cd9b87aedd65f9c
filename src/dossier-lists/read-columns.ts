import {editDistance} from '../lib/nearest.ts'
import type {ReadSheet} from '../lib/sheet.ts'
import type {Language, Localized} from '../model/text.ts'
import {type FileProblem, placeOf, shown} from './read-cells.ts'
import {fold} from './text.ts'
import {type ListsWords, type ReadKey, sheetColumns} from './words.ts'

/** Headings may stand below a title. */
export const headingsWithin = 10

/** Columns that `compareLists` looks at: without them a part of the comparison is missing. */
const compared: Record<ReadKey, readonly string[]> = {
  devices: ['id', 'name', 'serial', 'os', 'version', 'addresses', 'macs', 'lastSeen'],
  applications: ['name', 'versions', 'machines'],
  services: ['processes', 'protocol', 'port', 'reach', 'machines'],
  networks: ['network'],
  addresses: ['address', 'machine'],
}

/** Index of the row of headings: the first with two known ones. */
export function headerOf(sheet: ReadSheet, key: ReadKey, words: ListsWords): number | undefined {
  const needed = Math.min(2, sheetColumns[key].length)
  const index = sheet.rows
    .slice(0, headingsWithin)
    .findIndex((row) => row.filter((cell) => typeof cell === 'string' && columnKey(cell, key, words) !== undefined).length >= needed)
  return index < 0 ? undefined : index
}

/** Cells of each column by its key; says which headings it does not know and which it misses. */
export function columnsOf(
  sheet: ReadSheet,
  header: number,
  key: ReadKey,
  words: ListsWords,
  report: {problems: FileProblem[]; notices: Localized[]},
): Map<string, number[]> {
  const columns = new Map<string, number[]>()
  const unknown: {at: number; written: string}[] = []
  for (const [at, cell] of (sheet.rows[header] ?? []).entries()) {
    const written = shown(cell)
    if (written === '') continue
    const column = columnKey(written, key, words)
    if (column === undefined) unknown.push({at, written})
    else if (columns.has(column) && !continued.test(written))
      report.problems.push({
        place: placeOf(sheet, header, at),
        value: written,
        message: {vi: 'cột này có hai lần', en: 'this column stands there twice'},
      })
    else columns.set(column, [...(columns.get(column) ?? []), at])
  }
  const missing = sheetColumns[key].filter((column) => !columns.has(column))
  for (const {at, written} of unknown) {
    const place = placeOf(sheet, header, at)
    // A mistyped heading would silently take its column out of the comparison; a column of the reader's own does not.
    const close = missing
      .flatMap((column) => [columnName(words, key, column, 'vi'), columnName(words, key, column, 'en')])
      .find((name) => editDistance(fold(name), fold(written)) <= Math.ceil(name.length / 3))
    if (close !== undefined)
      report.problems.push({
        place,
        value: written,
        message: {vi: `không có cột này; có phải ý bạn là "${close}"?`, en: `there is no such column; did you mean "${close}"?`},
      })
    else report.notices.push({vi: `Bỏ qua ${place.vi}, "${written}"`, en: `Passed over ${place.en}, "${written}"`})
  }
  const lost = missing.filter((column) => compared[key].includes(column))
  if (lost.length > 0) {
    const list = (language: Language) => lost.map((column) => `"${columnName(words, key, column, language)}"`).join(', ')
    report.notices.push({
      vi: `Trang tính "${shown(sheet.name)}" không có cột ${list('vi')}: nội dung đó không được so sánh`,
      en: `Sheet "${shown(sheet.name)}" has no column ${list('en')}: this is not compared`,
    })
  }
  return columns
}

export function columnName(words: ListsWords, key: ReadKey, column: string, language: Language): string {
  const columns: Record<string, Localized> = words.columns[key]
  return columns[column]?.[language] ?? column
}

const continued = / \(\d{1,3}\)$/

function columnKey(written: string, key: ReadKey, words: ListsWords): string | undefined {
  const isNamed = (text: string) => (column: string) =>
    fold(columnName(words, key, column, 'vi')) === fold(text) || fold(columnName(words, key, column, 'en')) === fold(text)
  // "Dải địa chỉ (CIDR)" ends in brackets by itself.
  return sheetColumns[key].find(isNamed(written)) ?? sheetColumns[key].find(isNamed(written.replace(continued, '')))
}
