import type {AttributeKind} from '../../../model/personal-data-kinds.ts'
import type {LabelKind} from '../../../model/personal-data-rules.ts'
import type {CompiledRules} from './compile-rules.ts'
import {wordsOf} from './phrase-book.ts'
import {isEmptyMark, type RowClues} from './row-clues.ts'

const mail = /[\w.+-]{2,40}@[\w-]{2,40}\.[\w.-]{2,40}/
const longText = 500

export interface AttributeRow {
  cells: readonly string[]
  tabular: boolean
  kinds(column: number): ReadonlySet<LabelKind>
  /** The title of the list speaks of illness. */
  health: boolean
  clues: RowClues
  age: number | undefined
}

/** What a row tells of its person beside the numbers. */
export function readAttributes(row: AttributeRow, numbers: readonly AttributeKind[], rules: CompiledRules): AttributeKind[] {
  const {cells, clues, age} = row
  const attributes = new Set(numbers)
  if (clues.names > 0) attributes.add('name')
  if (clues.birth !== undefined) attributes.add('birthDate')
  if (age !== undefined && age < rules.thresholds.childAge) attributes.add('minor')
  if (row.health) attributes.add('health')
  if (!row.tabular) {
    const text = cells.join(' ')
    if (text.length <= longText && rules.health.has(wordsOf(text))) attributes.add('health')
    return [...attributes]
  }
  for (const [column, cell] of cells.entries()) {
    if (cell.length < 3) continue
    const kinds = row.kinds(column)
    if (kinds.has('address') && cell.length > 5) attributes.add('address')
    if (tellsOfHealth(cell, kinds, rules)) attributes.add('health')
    if (cell.includes('@') && mail.test(cell) && !cell.includes('.gov.vn')) attributes.add('email')
  }
  return [...attributes]
}

function tellsOfHealth(cell: string, kinds: ReadonlySet<LabelKind>, rules: CompiledRules): boolean {
  if (kinds.has('health')) return !isEmptyMark(cell) && /\p{L}/u.test(cell)
  return cell.length < 200 && !kinds.has('name') && /\p{L}/u.test(cell) && rules.health.has(wordsOf(cell))
}
