import type {EntryKind, RegisterWords} from '../model/register-words.ts'
import type {Language} from '../model/text.ts'
import {type Field, fieldAt, fieldsOf, valueIn} from '../register/fields.ts'
import type {Gap} from '../register/gaps.ts'
import {type Entry, titleOf} from '../register/kinds.ts'
import {formatValue} from '../register/values.ts'
import {choiceNames, wordsOf} from '../register/words.ts'
import {displayWidth, pad, screenWidth, wrap} from './columns.ts'

const gap = 2
const widest = {id: 24, extra: 18}

/** Entries as a table that fits a screen of 80 columns. */
export function listLines(kind: EntryKind, entries: readonly Entry[], words: RegisterWords, language: Language): string[] {
  const extras = words.kinds[kind].columns.flatMap((path) => fieldAt(kind, path) ?? [])
  const idLabel = words.common['id']?.[language] ?? 'id'
  const head = [
    idLabel,
    words.kinds[kind].name[language],
    ...extras.map((field) => (wordsOf(words, kind, field).short ?? wordsOf(words, kind, field))[language]),
  ]
  const rows = entries.map((entry) => [
    entry.id,
    titleOf(kind, entry),
    ...extras.map((field) => shortValue(field, valueIn(entry, field), language, choiceNames(words, kind, field))),
  ])
  const natural = (column: number, limit: number) => Math.min(limit, Math.max(4, ...rows.map((row) => displayWidth(row[column] ?? ''))))
  const extraWidths = extras.map((_, index) => natural(index + 2, widest.extra))
  const idWidth = natural(0, widest.id)
  const titleWidth = screenWidth - idWidth - sum(extraWidths) - gap * (extras.length + 1)
  const widths = [idWidth, titleWidth, ...extraWidths]
  const line = (texts: readonly string[]) =>
    texts
      .map((text, column) => pad(cut(text, widths[column] ?? 0), widths[column] ?? 0))
      .join(' '.repeat(gap))
      .trimEnd()
  return [...headLines(head, widths), widths.map((width) => '─'.repeat(width)), ...rows].map(line)
}

/** One entry, a field a line, without those that are empty. */
export function showLines(kind: EntryKind, entry: Entry, words: RegisterWords, language: Language): string[] {
  const filled = fieldsOf(kind).filter((field) => formatValue(valueIn(entry, field), language) !== '')
  return filled.flatMap((field) => {
    const label = wordsOf(words, kind, field)[language]
    return wrap(`${label}: ${formatValue(valueIn(entry, field), language, choiceNames(words, kind, field))}`, '  ')
  })
}

export function gapLines(gaps: readonly Gap[], words: RegisterWords, language: Language): string[] {
  const vi = language === 'vi'
  if (gaps.length === 0) return [vi ? 'Mẫu số 08: đủ dữ liệu.' : 'Form 08: nothing is missing.']
  const head = vi ? `Mẫu số 08 còn thiếu ${gaps.length} mục:` : `Form 08 lacks ${gaps.length} values:`
  return [
    head,
    ...gaps.flatMap(({field, place}) => {
      const known = fieldAt('system', field)
      return wrap(`- ${known ? wordsOf(words, 'system', known)[language] : field} (${place[language]}): ${field}`, '  ')
    }),
  ]
}

/** Headings, broken over as many lines as the longest needs. */
function headLines(head: readonly string[], widths: readonly number[]): string[][] {
  const broken = head.map((text, column) => wrap(text, '', widths[column]))
  const height = Math.max(...broken.map((lines) => lines.length))
  return Array.from({length: height}, (_, row) => broken.map((lines) => lines[row] ?? ''))
}

function shortValue(field: Field, value: unknown, language: Language, names: ReturnType<typeof choiceNames>): string {
  const text = formatValue(value, language, names)
  return field.kind === 'moment' ? text.slice(0, 16).replace('T', ' ') : text
}

function cut(text: string, width: number): string {
  const letters = [...text.replaceAll(/\s+/g, ' ')]
  return letters.length <= width ? letters.join('') : `${letters.slice(0, Math.max(0, width - 1)).join('')}…`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
