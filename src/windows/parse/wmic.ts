import type {CimRow} from '../cim.ts'

/**
 * Reads a table that `wmic ... get A,B` printed: the first line holds the names of properties in columns of fixed width, in every
 * language of Windows. Undefined when the text is no such table ("No Instance(s) Available." and errors are sentences).
 */
export function parseWmic(text: string, expected: readonly string[]): CimRow[] | undefined {
  const lines = text.split(/\r*\n/).map((line) => line.replace(/\r+$/, ''))
  const at = lines.findIndex((line) => expected.every((name) => new RegExp(`(?:^| )${name}(?: |$)`).test(line)))
  if (at === -1) return undefined
  const header = lines[at] ?? ''
  const columns = [...header.matchAll(/\S+/g)].map((found) => ({name: found[0], start: found.index}))
  const rows: CimRow[] = []
  for (const line of lines.slice(at + 1)) {
    if (line.trim() === '') continue
    const cells = columns.map(({name, start}, index): [string, string] => [name, line.slice(start, columns[index + 1]?.start).trim()])
    rows.push(Object.fromEntries(cells.filter(([, value]) => value !== '')))
  }
  return rows
}
