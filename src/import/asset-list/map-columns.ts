import {longestPhrase, plainWords} from '../../lib/plain-words.ts'
import {columnLetters, type ReadSheet} from '../../lib/sheet.ts'
import type {AssetField, ColumnMapping} from '../../model/import-columns.ts'
import type {AssetWords} from './words.ts'

/** Which column of a sheet is about what. */
export interface MappedColumns {
  /** The first row below the headings. */
  firstRow: number
  fields: ReadonlyMap<AssetField, number>
  headings: {column: number; text: string; means: AssetField | 'personal' | 'ignore' | 'unknown' | 'repeated'}[]
  kind: ColumnMapping['kind']
  /** What a price is counted in. */
  moneyUnit: number
}

/** Titles, names of offices and empty rows may stand above the headings. */
const maxRowsAbove = 30

/**
 * Finds the headings of a list and what they mean. What a person said goes first, for lists with the same headings or for
 * all; then the known words. Undefined when no row looks like headings: a name or a number of the asset, and one more field.
 */
export function mapColumns(rows: ReadSheet['rows'], words: AssetWords, mappings: readonly ColumnMapping[]): MappedColumns | undefined {
  let best: {row: number; mapped: MappedColumns} | undefined
  for (let row = 0; row < Math.min(rows.length, maxRowsAbove); row++) {
    const mapped = mapRow(rows, row, words, mappings)
    if (mapped && mapped.fields.size > (best?.mapped.fields.size ?? 0)) best = {row, mapped}
  }
  return best?.mapped
}

function mapRow(rows: ReadSheet['rows'], row: number, words: AssetWords, mappings: readonly ColumnMapping[]): MappedColumns | undefined {
  const cells = (rows[row] ?? []).map(textOf)
  const below = (rows[row + 1] ?? []).map(textOf)
  const own = cells.map((text) => meaningOf(text, words, [])).filter((means) => means !== 'unknown').length
  const isSplit = own > 0 && continuesBelow(cells, below, words)
  const texts = isSplit ? joinHeadings(cells, below, words) : cells
  const mapping = choose(texts, mappings)
  const fields = new Map<AssetField, number>()
  const headings: MappedColumns['headings'] = []
  for (const [column, text] of texts.entries()) {
    if (text === '') continue
    const means = meaningOf(text, words, mapping ? [mapping] : [])
    const isField = means !== 'personal' && means !== 'ignore' && means !== 'unknown'
    const repeated = isField && fields.has(means)
    if (isField && !repeated) fields.set(means, column)
    headings.push({column, text, means: repeated ? 'repeated' : means})
  }
  const isList = fields.size >= 2 && (fields.has('name') || fields.has('assetTag') || fields.has('serial'))
  if (!isList) return undefined
  const firstRow = row + (isSplit ? 2 : 1)
  return {firstRow, fields, headings, kind: mapping?.kind, moneyUnit: moneyUnitOf(rows, row, texts[fields.get('price') ?? -1], words)}
}

/** Headings in two rows, the upper one merged over several columns ("Ghi tăng tài sản" over "Ngày", "Nguyên giá"). */
function continuesBelow(cells: readonly string[], below: readonly string[], words: AssetWords): boolean {
  const added = below.filter((text, column) => isHeading(text, words) && !isHeading(cells[column] ?? '', words)).length
  const kept = below.some((text, column) => text !== '' && isHeading(cells[column] ?? '', words) && !isHeading(text, words))
  return added > 0 && !kept
}

function joinHeadings(cells: readonly string[], below: readonly string[], words: AssetWords): string[] {
  const columns = Math.max(cells.length, below.length)
  return Array.from({length: columns}, (_, column) => {
    const [upper = '', lower = ''] = [cells[column], below[column]]
    return isHeading(upper, words) || lower === '' ? upper : lower
  })
}

function isHeading(text: string, words: AssetWords): boolean {
  return words.headings.has(plainWords(text))
}

function meaningOf(text: string, words: AssetWords, mappings: readonly ColumnMapping[]): AssetField | 'personal' | 'ignore' | 'unknown' {
  const plain = plainWords(text)
  for (const {columns} of mappings) for (const [heading, field] of Object.entries(columns)) if (plainWords(heading) === plain) return field
  return words.headings.get(plain) ?? 'unknown'
}

/** The mapping of a list with the very same headings, or one that was given for this import (without headings). */
function choose(texts: readonly string[], mappings: readonly ColumnMapping[]): ColumnMapping | undefined {
  const own = signature(texts)
  return mappings.find(({headings}) => headings.length === 0) ?? mappings.find(({headings}) => signature(headings) === own)
}

function signature(headings: readonly string[]): string {
  return headings
    .map(plainWords)
    .filter((text) => text !== '')
    .join('\n')
}

/** "Nguyên giá (nghìn đồng)", or "Đơn vị tính: triệu đồng" above the table. */
function moneyUnitOf(rows: ReadSheet['rows'], headingRow: number, heading: string | undefined, words: AssetWords): number {
  const above = rows.slice(0, headingRow).flatMap((row) => row.map(textOf))
  for (const text of [heading ?? '', ...above]) {
    const unit = longestPhrase(text, words.moneyUnits)
    if (unit !== undefined) return unit
  }
  return 1
}

function textOf(cell: unknown): string {
  return typeof cell === 'string'
    ? cell.slice(0, 300).normalize('NFC').replace(/\s+/g, ' ').trim()
    : typeof cell === 'number'
      ? String(cell)
      : ''
}

/** What to keep so that the next list with these headings is read alike. */
export function mappingToKeep({headings, kind}: MappedColumns): ColumnMapping {
  const columns = headings.flatMap(({text, means}): [string, AssetField | 'ignore'][] =>
    means === 'unknown' || means === 'personal' || means === 'repeated' ? [] : [[text, means]],
  )
  return {headings: headings.map(({text}) => text), columns: Object.fromEntries(columns), ...(kind === undefined ? {} : {kind})}
}

/** A heading with the letters of its column, for messages. */
export function nameColumn({column, text}: {column: number; text: string}): string {
  return `${columnLetters(column)} "${text.slice(0, 60)}"`
}
