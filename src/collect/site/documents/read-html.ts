import {Parser} from 'htmlparser2'
import {decodeText} from './decode-text.ts'
import type {ReadBudget} from './read-budget.ts'
import {ReadRefusal, type RowSink, type Where} from './types.ts'

interface OpenTable {
  table: number
  row: number
  cells: string[] | undefined
  /** For each column, rows that a cell above still covers. */
  covered: number[]
  span: {columns: number; rows: number}
}

export interface HtmlLink {
  href: string
  text: string
}

const blocks = new Set(
  'p div li dt dd h1 h2 h3 h4 h5 h6 article section header footer main aside nav form fieldset option figcaption blockquote pre address ul ol dl br hr title label caption textarea button summary table'.split(
    ' ',
  ),
)
/** Attributes that a page shows or a script reads. */
const spoken = new Set(['alt', 'title', 'value', 'content', 'placeholder', 'summary', 'label', 'aria-label', 'data-content', 'srcdoc'])
const longest = 32 * 1024
/** Deeper than any page; the parser's own work grows with the depth. */
const mostDepth = 5000
const mostLinks = 3000
/** Beyond this a row is no table that a person reads: its texts are kept, their columns are not. */
const mostColumns = 300

const spanOf = (written: string | undefined) => Math.min(Math.max(Number.parseInt(written ?? '1', 10) || 1, 1), 50)

/** Puts a cell under its heading: columns that a cell above covers are left empty. */
function placeCell(table: OpenTable, cells: string[], text: string): void {
  if (cells.length > mostColumns) {
    cells.push(text)
    return
  }
  const {covered, span} = table
  while ((covered[cells.length] ?? 0) > 0) {
    covered[cells.length] = (covered[cells.length] ?? 0) - 1
    cells.push('')
  }
  for (let column = 0; column < span.columns; column++) {
    covered[cells.length] = span.rows - 1
    cells.push(column === 0 ? text : '')
  }
  table.span = {columns: 1, rows: 1}
}

/** Reads a page as a stream: text by blocks, tables by rows, attributes, comments and the data inside scripts. */
export function readHtml(
  bytes: Uint8Array,
  budget: ReadBudget,
  sink: RowSink,
  where: Where = {},
  options: {charset?: string | undefined; onLink?: (link: HtmlLink) => void; onBase?: (href: string) => void} = {},
): void {
  let text = ''
  let paragraph = 0
  let tables = 0
  let script = false
  let style = false
  let contact = 0
  let links = 0
  let depth = 0
  let link: HtmlLink | undefined
  const open: OpenTable[] = []

  const give = (cells: string[], place?: string, table?: {table: number; row: number}) => {
    const at: Where = table ? {...where, row: table.row} : {...where, paragraph: ++paragraph}
    if (place) at.place = place
    sink({where: at, cells, ...(table ? {table: table.table} : {}), ...(contact > 0 ? {contact: true} : {})})
  }
  const inCell = () => open.at(-1)?.cells !== undefined
  const endBlock = (place?: string) => {
    const done = text.replace(/\s+/g, ' ').trim()
    text = ''
    if (done !== '') give([done], place)
  }
  const endCell = () => {
    const table = open.at(-1)
    if (table?.cells) placeCell(table, table.cells, text.replace(/\s+/g, ' ').trim())
    text = ''
  }
  const endRow = () => {
    const table = open.at(-1)
    if (!table?.cells) return
    if (text.trim() !== '') endCell()
    if (table.cells.some((cell) => cell !== '')) give(table.cells, undefined, table)
    table.cells = undefined
    text = ''
  }

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (++depth > mostDepth) throw new ReadRefusal('damaged')
        for (const [key, value] of Object.entries(attributes))
          if ((spoken.has(key) || key.startsWith('data-')) && value.length > 5) giveLong(value, 'attribute')
        if (name === 'base' && attributes['href']) options.onBase?.(attributes['href'])
        if (name === 'a' && attributes['href'] && links < mostLinks) {
          links++
          link = {href: attributes['href'].slice(0, 2000), text: ''}
        }
        if (name === 'script') {
          endBlock()
          script = true
        } else if (name === 'style') style = true
        else if (name === 'footer' || name === 'address') contact++
        if (name === 'table') {
          if (inCell()) text += ' '
          else endBlock()
          if (open.length < 50) open.push({table: ++tables, row: 0, cells: undefined, covered: [], span: {columns: 1, rows: 1}})
        } else if (name === 'tr') {
          const table = open.at(-1)
          if (!table) return endBlock()
          endRow()
          text = ''
          table.row++
          table.cells = []
        } else if (name === 'td' || name === 'th') {
          const table = open.at(-1)
          if (table && inCell()) {
            text = ''
            table.span = {columns: spanOf(attributes['colspan']), rows: spanOf(attributes['rowspan'])}
          }
        } else if (blocks.has(name)) {
          if (inCell()) text += ' '
          else endBlock()
        }
      },
      ontext(data) {
        if (style) return
        text += data
        if (link && link.text.length < 200) link.text += data.slice(0, 200)
        if (text.length > longest && !inCell()) {
          const rest = text.slice(-64)
          endBlock(script ? 'script' : undefined)
          text = rest
        } else if (text.length > longest * 8) text = text.slice(-longest)
      },
      onclosetag(name) {
        depth--
        if (name === 'a' && link) {
          options.onLink?.(link)
          link = undefined
        }
        if (name === 'script') {
          endBlock('script')
          script = false
        } else if (name === 'style') style = false
        else if ((name === 'td' || name === 'th') && inCell()) endCell()
        else if (name === 'tr') endRow()
        else if (name === 'table') {
          endRow()
          open.pop()
        } else if (blocks.has(name)) {
          if (inCell()) text += ' '
          else endBlock()
        }
        if (name === 'footer' || name === 'address') contact = Math.max(0, contact - 1)
      },
      oncomment(data) {
        giveLong(data, 'comment')
      },
    },
    {decodeEntities: true, lowerCaseTags: true},
  )
  function giveLong(value: string, place: string): void {
    for (let at = 0; at < value.length; at += longest) give([value.slice(at, at + longest + 64)], place)
  }
  for (const piece of decodeText(bytes, options.charset)) {
    budget.checkTime()
    parser.write(piece)
  }
  parser.end()
  while (open.length > 0) {
    endRow()
    open.pop()
  }
  endBlock()
}
