import type {LabelKind} from '../../../model/personal-data-rules.ts'
import type {CompiledRules} from './compile-rules.ts'
import {wordsOf} from './phrase-book.ts'

/** Kinds that say what a number is; the others say what stands beside it. */
const numberKinds: ReadonlySet<LabelKind> = new Set([
  'cccd',
  'cmnd',
  'phone',
  'bank',
  'socialInsurance',
  'healthCard',
  'tax',
  'passport',
  'other',
])
const none: ReadonlySet<LabelKind> = new Set()
/** Words between a label and its number: "số CCCD của ông Nguyễn Văn A là". */
const mostWordsBetween = 9
const firstRows = 40

/** What a heading names, in its order; one that begins with something impersonal stays impersonal. */
export function headingKinds(text: string, rules: CompiledRules): ReadonlySet<LabelKind> {
  const words = wordsOf(text.slice(0, 160))
  const hits = rules.labels.find(words)
  if (hits.length === 0) {
    const joined = rules.labels.findJoined(words)
    return joined ? new Set([joined]) : none
  }
  const [first] = hits
  if (first?.means === 'other') return new Set(['other'])
  return new Set(hits.map(({means}) => means))
}

/** What the words before a number say it is: the nearest label, and others that stand right beside it ("CMND/CCCD"). */
export function nearestLabel(before: string, rules: CompiledRules): ReadonlySet<LabelKind> {
  const words = wordsOf(before)
  const hits = rules.labels.find(words).filter(({means}) => numberKinds.has(means))
  const last = hits.at(-1)
  if (!last || words.length - last.to > mostWordsBetween) return none
  const kinds = new Set([last.means])
  let from = last.from
  for (const hit of hits.slice(0, -1).reverse()) {
    if (from - hit.to > 1) break
    kinds.add(hit.means)
    from = hit.from
  }
  return kinds
}

export interface Table {
  rows: number
  kinds: Map<number, ReadonlySet<LabelKind>>
  /** Columns "Nam" and "Nữ" under a common heading: the one that is filled tells the sex. */
  sexes: Map<number, 'male' | 'female'>
  all: Set<LabelKind>
  /** A directory of an office, so that phones in it are meant to be called. */
  contact: boolean
  health: boolean
  /** For columns without a heading: rows that look like identity numbers, held back until they speak for each other. */
  held: Map<number, {long: number; give: (() => void)[]}>
}

export function newTable(contact: boolean, health: boolean): Table {
  return {rows: 0, kinds: new Map(), sexes: new Map(), all: new Set(), contact, health, held: new Map()}
}

/** Takes a row as heading when its cells are names of things; a heading may have two rows. */
export function readHeading(table: Table, cells: readonly string[], rules: CompiledRules): boolean {
  // Far down only a full heading counts: that of a second list below the first.
  const first = table.rows <= firstRows
  if (!first && cells.length < 3) return false
  const found = new Map<number, ReadonlySet<LabelKind>>()
  let filled = 0
  for (const [column, cell] of cells.entries()) {
    if (cell.trim() === '') continue
    filled++
    if (cell.length > 160) return false
    const kinds = headingKinds(cell, rules)
    if (kinds.size > 0) found.set(column, kinds)
  }
  const sexes = [...cells.entries()].flatMap(([column, cell]) => {
    const words = wordsOf(cell.slice(0, 20))
    const sex = words.length === 1 ? rules.sexWords.get(words[0] as string) : undefined
    return sex ? [[column, sex] as const] : []
  })
  const bothSexes = sexes.length === 2 && sexes[0]?.[1] !== sexes[1]?.[1]
  if (!first && found.size < 3) return false
  if (found.size < 2 && !(found.size === 1 && (filled <= 3 || table.all.size > 0)) && !bothSexes) return false
  for (const [column, kinds] of found) {
    table.kinds.set(column, kinds)
    for (const kind of kinds) table.all.add(kind)
  }
  if (bothSexes) for (const [column, sex] of sexes) table.sexes.set(column, sex)
  const staff = cells.some((cell) => rules.contact.has(wordsOf(cell.slice(0, 160))))
  // Whoever's birth or identity stands beside the phone is no entry of a directory.
  if (staff && !table.all.has('birth') && !table.all.has('cccd') && !table.all.has('cmnd')) table.contact = true
  return true
}
