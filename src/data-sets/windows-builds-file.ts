import {type WindowsBuilds, windowsBuild, windowsBuilds, windowsBuildsSchema} from '../model/windows-builds.ts'
import {parseWith} from './parse-with.ts'
import {printable} from './printable.ts'
import {refuse} from './refuse.ts'

const needed = ['release', 'build', 'releasedOn', 'source'] as const
const known = [...needed, 'kb', 'product', 'confidence', 'asOf'] as const
type Column = (typeof known)[number]

export function isWindowsBuilds(value: object): boolean {
  return 'schema' in value && typeof value.schema === 'string' && value.schema.startsWith('stp-sec/windows-builds/')
}

export function parseWindowsBuilds(value: unknown, where: string): WindowsBuilds {
  return distinct(parseWith(windowsBuilds, value, where), where)
}

/** The headings of such a table, or undefined where a text is none; separated by comma, semicolon or tab. */
export function windowsBuildsHeadings(text: string): {separator: string; columns: string[]} | undefined {
  const [first = ''] = text.split(/\r?\n/, 1)
  const separator = [',', ';', '\t'].find((mark) => first.includes(mark))
  if (separator === undefined || first.length > 1000) return undefined
  const columns = cellsOf(first, separator).map(printable)
  return needed.every((name) => columns.includes(name)) ? {separator, columns} : undefined
}

/** A table in CSV. Without a column `asOf` it is as old as its newest build. */
export function parseWindowsBuildsCsv(text: string, where: string): WindowsBuilds {
  const head = windowsBuildsHeadings(text)
  const strange = head?.columns.find((name) => !known.includes(name as Column))
  if (!head || strange !== undefined)
    throw refuse('bad-columns', `${where}:1`, {
      vi: `Hàng tiêu đề không đúng${strange === undefined ? '' : ` (cột "${strange.slice(0, 60)}")`}; cần ${needed.join(', ')}, có thể thêm kb, product, confidence, asOf`,
      en: `The headings are wrong${strange === undefined ? '' : ` (column "${strange.slice(0, 60)}")`}; ${needed.join(', ')} are needed, kb, product, confidence, asOf may be added`,
    })
  let asOf = ''
  const builds = text.split(/\r?\n/).flatMap((line, index) => {
    if (index === 0 || line.trim() === '') return []
    const cells = cellsOf(line, head.separator)
    const row = Object.fromEntries(
      head.columns.map((name, column) => [name, cells[column]?.trim() ?? '']).filter(([, cell]) => cell !== ''),
    )
    const {asOf: rowDay, ...build} = row
    const parsed = parseWith(windowsBuild, build, `${where}:${index + 1}`)
    for (const day of [rowDay, parsed.releasedOn]) if (day !== undefined && day > asOf) asOf = day
    return [parsed]
  })
  return distinct(parseWith(windowsBuilds, {schema: windowsBuildsSchema, asOf, builds}, where), where)
}

function distinct(table: WindowsBuilds, where: string): WindowsBuilds {
  const seen = new Set<string>()
  for (const {product, release, build, releasedOn} of table.builds) {
    const key = `${product} ${release} ${build}`
    if (seen.has(key)) throw refuse('twice', where, {vi: `${key} có hai lần`, en: `${key} is there twice`})
    seen.add(key)
    if (releasedOn > table.asOf)
      throw refuse('after-its-day', where, {
        vi: `${build} ra ngày ${releasedOn}, sau ngày của chính bảng (${table.asOf})`,
        en: `${build} came out on ${releasedOn}, after the day of the table itself (${table.asOf})`,
      })
  }
  return table
}

/** Cells of one line; a quoted cell may hold the separator and doubled quotes, but no line break. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let index = 0; index < line.length; index++) {
    const letter = line[index] ?? ''
    if (quoted && letter === '"' && line[index + 1] === '"') {
      cell += '"'
      index++
    } else if (letter === '"' && (quoted || cell.trim() === '')) quoted = !quoted
    else if (letter === separator && !quoted) {
      cells.push(cell)
      cell = ''
    } else cell += letter
  }
  return [...cells, cell]
}
