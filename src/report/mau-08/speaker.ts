import {formatDay} from '../../lib/dates.ts'
import {fillTemplate} from '../../lib/template.ts'
import type {Mau08Field, Mau08Words} from '../../model/mau-08-words.ts'
import type {Labels} from '../../model/report-words.ts'
import type {Language} from '../../model/text.ts'
import type {Block, Cell, Run, Table} from '../document.ts'
import type {Mau08Issue} from './issue.ts'
import type {Mau08Values} from './values.ts'

/** What the report is written from. */
export interface Mau08Input {
  values: Mau08Values
  issues: readonly Mau08Issue[]
  words: Mau08Words
  labels: Pick<Labels, 'group' | 'conclusion'>
}

/** An annex or a part: filled from the values, or empty when it has nothing to say. */
export type Mau08Part = (input: Mau08Input, speaker: Speaker) => Block[]

/** Says the words of reports/mau-08 and marks the cells that have an error. */
export interface Speaker {
  fill: (template: string, values?: Record<string, unknown>) => string
  /** A cell of the form: its text, "(thiếu)" where an error says that it must not be empty, a mark where it is wrong. */
  marked: (text: string, column: string, system?: string) => string
}

export function createSpeaker({values, issues, words}: Mau08Input): Speaker {
  const errors = new Set(
    issues.filter(({severity}) => severity === 'error').map(({column, system, values: of}) => keyOf(column, system?.id ?? of['name'])),
  )
  const common = {
    ...values,
    // Documents of the window are signed in its last month.
    signYear: String(values.year),
    year: String(values.year),
    missing: words.marks.missing,
    wrong: words.marks.wrong,
    decreeFrom: words.rules.decreeFrom,
    errors: issues.filter(({severity}) => severity === 'error').length,
    addressees: values.addressees.join(', ') || words.marks.missing,
  }
  return {
    fill: (template, more = {}) => fillTemplate(template, {...common, ...more}, show),
    marked: (text, column, about) => {
      if (!errors.has(keyOf(column, about))) return text
      return text === '' ? words.marks.missing : `${text} ${words.marks.wrong}`
    },
  }
}

function keyOf(column: string, about: string | undefined): string {
  return `${column}\n${about ?? ''}`
}

function show(value: unknown): string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value) : String(value)
}

/** What an issue says and what to do about it. */
export function describeIssue(issue: Mau08Issue, words: Mau08Words, language: Language): {what: string; next: string} {
  const {what, next} = words.issues[issue.code]
  const fields = issue.values['fields']
    ?.split(',')
    .map((field) => words.fields[field as Mau08Field]?.[language] ?? field)
    .join(', ')
  const values = fields === undefined ? issue.values : {...issue.values, fields}
  return {what: fillTemplate(what[language], values, show), next: fillTemplate(next[language], values, show)}
}

export function cell(content: string | Run[], more: Omit<Cell, 'runs'> = {}): Cell {
  return {runs: typeof content === 'string' ? [{text: content}] : content, ...more}
}

export function centred(text: string | number): Cell {
  return cell(String(text), {align: 'center'})
}

export function justified(text: string): Block {
  return {kind: 'paragraph', runs: [{text}], align: 'justify'}
}

/** Columns from headers and shares, in the order given. */
export function columnsOf(headers: readonly string[], shares: readonly number[]): Table['columns'] {
  return headers.map((header, index) => ({header, share: shares[index] ?? 1}))
}
