import {type OfficeParts, openOfficeParts, readLooseText} from './office-parts.ts'
import type {ReadBudget} from './read-budget.ts'
import type {RowSink, Where} from './types.ts'
import {unpackEntry} from './zip-archive.ts'

const bodyParts = /^word\/(?:document\d*|header\d*|footer\d*|comments\w*|footnotes|endnotes|glossary\/document)\.xml$/
/** Parts that say how the text looks, not what it says. */
const formParts = /^word\/(?:styles\w*|settings|fontTable|numbering|webSettings|theme\/.*|glossary\/(?!document).*)\.xml$|\.rels$/
const looseParts = /^(?:word|customXml)\/.*\.xml$/
/** Less text than this beside pictures: the pictures are the document. */
const littleText = 200

/** A document of Word: body, tables, text boxes, headers, footers, notes, comments and what was struck out but not accepted. */
export function readDocx(
  bytes: Uint8Array,
  budget: ReadBudget,
  sink: RowSink,
  where: Where,
  readEmbedded: (bytes: Uint8Array, where: Where) => void,
): void {
  const parts = openOfficeParts(bytes, budget)
  let letters = 0
  const counting: RowSink = (row) => {
    for (const cell of row.cells) letters += cell.length
    sink(row)
  }
  let tables = 0
  for (const name of parts.names) {
    const place = placeOf(name)
    const at = place ? {...where, place} : where
    if (bodyParts.test(name)) budget.attempt(at, () => (tables = readBody(parts, name, budget, counting, at, tables)))
    else if (/^word\/embeddings\//.test(name)) {
      const entry = parts.entry(name)
      if (entry)
        budget.attempt({...where, place: 'embedded'}, () => readEmbedded(unpackEntry(bytes, entry, budget), {...where, place: 'embedded'}))
    } else if (looseParts.test(name) && !formParts.test(name))
      budget.attempt({...where, place: 'embedded'}, () => readLooseText(parts, name, sink, {...where, place: 'embedded'}))
  }
  const pictures = parts.names.filter((name) => /^word\/media\/.*\.(?:png|jpe?g|tiff?|bmp|gif|emf|wmf)$/i.test(name)).length
  if (pictures > 0 && letters < littleText) budget.skip('image-only', where, pictures)
}

function placeOf(part: string): string | undefined {
  const [, kind] = /^word\/(header|footer|comments|footnotes|endnotes)/.exec(part) ?? []
  return kind
}

interface Paragraph {
  shown: string
  /** As it was before the changes: with what was deleted, without what was put in. */
  before: string
  changed: boolean
}

interface Table {
  number: number
  row: number
  cells: string[]
  /** The paragraph texts of the cell that is open. */
  cell: string[] | undefined
}

function readBody(parts: OfficeParts, name: string, budget: ReadBudget, sink: RowSink, where: Where, tablesBefore: number): number {
  let tables = tablesBefore
  let paragraphs = 0
  let deleted = 0
  let inserted = 0
  let inText = false
  const open: Paragraph[] = []
  const grid: Table[] = []
  const add = (text: string) => {
    const paragraph = open.at(-1)
    if (!paragraph) return
    if (deleted > 0) paragraph.changed = true
    else paragraph.shown += text
    if (inserted > 0) paragraph.changed = true
    else paragraph.before += text
  }
  const give = ({shown, before, changed}: Paragraph) => {
    const table = grid.at(-1)
    paragraphs++
    if (paragraphs % 512 === 0) budget.checkTime()
    if (table?.cell && shown.trim() !== '') table.cell.push(shown)
    else if (shown.trim() !== '') sink({where: {...where, paragraph: paragraphs}, cells: [shown]})
    if (changed && before.trim() !== '') sink({where: {...where, paragraph: paragraphs, place: 'deleted', hidden: true}, cells: [before]})
  }
  parts.xml(name, {
    open(tag) {
      if (tag === 'p') open.push({shown: '', before: '', changed: false})
      else if (tag === 't' || tag === 'delText' || tag === 'instrText' || tag === 'delInstrText') inText = true
      else if (tag === 'del' || tag === 'moveFrom') deleted++
      else if (tag === 'ins' || tag === 'moveTo') inserted++
      else if (tag === 'tab' || tag === 'br' || tag === 'cr') add(' ')
      else if (tag === 'noBreakHyphen') add('-')
      else if (tag === 'tbl') grid.push({number: ++tables, row: 0, cells: [], cell: undefined})
      else if (tag === 'tr') {
        const table = grid.at(-1)
        if (table) {
          table.row++
          table.cells = []
        }
      } else if (tag === 'tc') {
        const table = grid.at(-1)
        if (table) table.cell = []
      }
    },
    close(tag) {
      if (tag === 'p') {
        const paragraph = open.pop()
        if (paragraph) give(paragraph)
      } else if (tag === 't' || tag === 'delText' || tag === 'instrText' || tag === 'delInstrText') inText = false
      else if (tag === 'del' || tag === 'moveFrom') deleted--
      else if (tag === 'ins' || tag === 'moveTo') inserted--
      else if (tag === 'tc') {
        const table = grid.at(-1)
        if (table?.cell) table.cells.push(table.cell.join(' '))
        if (table) table.cell = undefined
      } else if (tag === 'tr') {
        const table = grid.at(-1)
        if (table?.cells.some((cell) => cell !== '')) sink({where: {...where, row: table.row}, cells: table.cells, table: table.number})
        if (table) table.cells = []
      } else if (tag === 'tbl') grid.pop()
    },
    text(text) {
      if (inText) add(text)
    },
  })
  return tables
}
