import {decodeText} from './decode-text.ts'
import type {ReadBudget} from './read-budget.ts'
import type {RowSink, Where} from './types.ts'

/** A longer line is read in pieces that overlap, so that no number is cut. */
const longestLine = 32 * 1024
const overlap = 64
const mostCells = 2000

/** Plain text by lines; where lines are separated into fields, as one table. */
export function readText(
  bytes: Uint8Array,
  budget: ReadBudget,
  sink: RowSink,
  where: Where = {},
  {separated = false, charset}: {separated?: boolean; charset?: string | undefined} = {},
): void {
  let rest = ''
  let row = 0
  let separator: string | undefined
  const give = (line: string) => {
    row++
    if (row % 4096 === 0) budget.checkTime()
    if (line === '') return
    separator ??= separatorOf(line, separated)
    if (separator === '') sink({where: {...where, row}, cells: [line]})
    else sink({where: {...where, row}, cells: splitFields(line, separator), table: 1})
  }
  for (const piece of decodeText(bytes, charset)) {
    rest += piece
    let from = 0
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
      give(rest.slice(from, rest[end - 1] === '\r' ? end - 1 : end))
      from = end + 1
    }
    rest = rest.slice(from)
    while (rest.length > longestLine) {
      budget.checkTime()
      sink({where: {...where, row: row + 1}, cells: [rest.slice(0, longestLine)]})
      rest = rest.slice(longestLine - overlap)
    }
  }
  give(rest)
}

/** The mark between fields by the first line: the one that is there most often. */
function separatorOf(line: string, separated: boolean): string {
  const marks = ['\t', ';', '|', ','].map((mark) => ({mark, count: line.split(mark).length - 1}))
  const best = marks.reduce((most, one) => (one.count > most.count ? one : most))
  return best.count >= 1 && (best.mark !== ',' || best.count >= 2 || separated) ? best.mark : ''
}

/** Fields of a line with quotes as in RFC 4180; a line break inside quotes begins a new row, which loses no number. */
export function splitFields(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator, mostCells)
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < line.length && cells.length < mostCells; at++) {
    const letter = line[at] as string
    if (letter === '"') {
      if (quoted && line[at + 1] === '"') {
        cell += '"'
        at++
      } else quoted = !quoted
    } else if (letter === separator && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += letter
  }
  cells.push(cell)
  return cells
}
