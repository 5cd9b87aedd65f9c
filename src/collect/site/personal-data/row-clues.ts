import type {LabelKind} from '../../../model/personal-data-rules.ts'
import type {CompiledRules} from './compile-rules.ts'
import {foldMarks, wordsOf} from './phrase-book.ts'

export interface RowClues {
  /** First name of a person, as written. */
  name?: string
  names: number
  /** Years of dates in the row. */
  years: Set<number>
  /** A whole date or year of birth by its place or its label. */
  birth?: string
  birthYear?: number
  /** The text says that its dates are of birth. */
  saysBorn: boolean
  sexes: Set<'male' | 'female'>
}

const dayMonthYear = /(?<!\d)(\d{1,2})[/.\- ]{1,2}(\d{1,2})[/.\- ]{1,2}(\d{4})(?!\d)/g
const yearMonthDay = /(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/g
const shortYear = /(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})(?!\d)/g
const namedYear = /(?:năm|sinh|SN|sn)[ :.]{0,3}((?:19|20)\d{2})(?!\d)/g
const born = /(?:sinh|SN|sn|Sinh|SINH)[ :.\d]/
const compactDate = /^(\d{2})(\d{2})((?:19|20)\d{2})$/
const onlyYear = /^(?:19|20)\d{2}$/
// Words have a longest length, so that a text without spaces costs no more than any other.
const capitals = /(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}']{0,15}(?: {1,2}\p{Lu}[\p{L}\p{M}']{0,15}){1,5}/gu
const emptyMarks = new Set(['', '-', '0', '.', '/'])

export const noClues = (): RowClues => ({names: 0, years: new Set(), saysBorn: false, sexes: new Set()})

/** Dates of a text; the first one is given as a whole. */
export function readDates(text: string, years: Set<number>): {text: string; year: number} | undefined {
  let first: {text: string; year: number} | undefined
  const take = (day: number, month: number, year: number) => {
    if (day < 1 || day > 31 || month < 1 || month > 12 || year < 1900 || year > 2100) return
    years.add(year)
    first ??= {text: `${day}/${month}/${year}`, year}
  }
  for (const [, day, month, year] of text.matchAll(dayMonthYear)) take(Number(day), Number(month), Number(year))
  for (const [, year, month, day] of text.matchAll(yearMonthDay)) take(Number(day), Number(month), Number(year))
  if (!first)
    for (const [, , , year] of text.matchAll(shortYear)) {
      years.add(1900 + Number(year))
      years.add(2000 + Number(year))
    }
  for (const [, year] of text.matchAll(namedYear)) years.add(Number(year))
  const trimmed = text.trim()
  if (onlyYear.test(trimmed)) {
    years.add(Number(trimmed))
    first ??= {text: trimmed, year: Number(trimmed)}
  }
  const compact = compactDate.exec(trimmed)
  if (compact) take(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  return first
}

/** A whole cell that is a person's name. */
export function isPersonName(text: string, rules: CompiledRules): boolean {
  const words = text.trim().split(/\s+/)
  if (words.length < 2 || words.length > 6 || text.length > 60) return false
  if (!words.every((word) => /^\p{L}[\p{L}\p{M}'.]*$/u.test(word))) return false
  const first = words[0] as string
  return rules.familyNames.has(foldMarks(first)) && words.every((word) => /^\p{Lu}/u.test(word))
}

/** A cell in a column of names: any few words without digits. */
export function isNameCell(text: string): boolean {
  return text.length > 3 && text.length <= 60 && /^\p{L}[\p{L}\p{M}'. ]* [\p{L}\p{M}'. ]*$/u.test(text.trim())
}

/** Names in running text: capitals that begin with a family name and are no street or school. */
export function readNames(text: string, rules: CompiledRules): string[] {
  const names: string[] = []
  for (const found of text.matchAll(capitals)) {
    const words = found[0].split(/ +/)
    // "Ông Nguyễn Văn A", "Số CCCD Nguyễn ...": the name may begin later.
    const start = words.findIndex(
      (word, index) =>
        index < words.length - 1 && word.length > 1 && rules.familyNames.has(foldMarks(word)) && !rules.titles.has(word.toLowerCase()),
    )
    if (start < 0) continue
    const before = wordsOf(start > 0 ? words.slice(0, start).join(' ') : text.slice(Math.max(0, found.index - 20), found.index)).at(-1)
    if (before !== undefined && rules.placeWords.has(before)) continue
    names.push(words.slice(start).join(' '))
    if (names.length >= 20) break
  }
  return names
}

/** Sexes that a text names: a cell of one word, a title before a name, a word after "giới tính". */
export function readSexes(text: string, rules: CompiledRules, sexes: Set<'male' | 'female'>): void {
  const words = wordsOf(text)
  const [only] = words
  if (words.length === 1 && only !== undefined) {
    const sex = rules.sexWords.get(only)
    if (sex) sexes.add(sex)
    return
  }
  for (const [index, word] of words.entries()) {
    const title = rules.titles.get(word)
    if (title && index < words.length - 1) sexes.add(title)
    const sex = rules.sexWords.get(word)
    if (
      sex &&
      word.length > 1 &&
      words
        .slice(Math.max(0, index - 3), index)
        .some((before) => before === 'tính' || before === 'giới' || before === 'tinh' || before === 'phái')
    )
      sexes.add(sex)
    // "Nguyễn Thị B, nữ, sinh năm ...": "nữ" stands for itself, "nam" may be a name or Việt Nam.
    if (word === 'nữ') sexes.add('female')
  }
}

export interface ClueRow {
  cells: readonly string[]
  /** The same as one text. */
  text: string
  tabular: boolean
  kinds(column: number): ReadonlySet<LabelKind>
  /** Columns whose being filled tells the sex. */
  sexes: ReadonlyMap<number, 'male' | 'female'> | undefined
}

/** Name, dates and sex that stand in a row. */
export function readClues({cells, text, tabular, kinds, sexes}: ClueRow, rules: CompiledRules): RowClues {
  const clues = noClues()
  for (const [column, cell] of cells.entries()) {
    if (cell === '') continue
    const named = kinds(column)
    if (tabular && ((named.has('name') && isNameCell(cell)) || isPersonName(cell, rules))) {
      clues.name ??= cell
      clues.names++
      continue
    }
    if (tabular && cell.length >= 60) continue
    const sex = sexes?.get(column)
    if (sex && !isEmptyMark(cell)) clues.sexes.add(sex)
    const date = /\d/.test(cell) ? readDates(cell, clues.years) : undefined
    if (date && (named.has('birth') || sex)) {
      clues.birth ??= date.text
      clues.birthYear ??= date.year
    }
    if (cell.length < 12) readSexes(cell, rules, clues.sexes)
  }
  if (!tabular || clues.names === 0)
    for (const name of readNames(text, rules)) {
      clues.name ??= name
      clues.names++
    }
  if (!tabular) {
    clues.saysBorn = born.test(text)
    readDates(text, clues.years)
    readSexes(text, rules, clues.sexes)
  }
  return clues
}

export const isEmptyMark = (text: string) => emptyMarks.has(text.trim())
