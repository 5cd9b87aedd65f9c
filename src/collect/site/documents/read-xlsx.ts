import {type OfficeParts, openOfficeParts, readLooseText, readRelations} from './office-parts.ts'
import type {ReadBudget} from './read-budget.ts'
import {attribute} from './read-xml.ts'
import type {RowSink, Where} from './types.ts'
import {dateFormats, showCell} from './workbook-values.ts'
import {unpackEntry} from './zip-archive.ts'

const formParts = /^xl\/(?:styles|theme\/.*|calcChain|metadata|sharedStrings|workbook)\.xml$|\.rels$/
const sheetParts = /^xl\/(?:worksheets|chartsheets|dialogsheets|macrosheets)\//
const littleText = 50
const mostColumns = 500

/** A workbook of Excel: every sheet however hidden, comments, names, pivot data and what was kept of other workbooks. */
export function readXlsx(
  bytes: Uint8Array,
  budget: ReadBudget,
  sink: RowSink,
  where: Where,
  readEmbedded: (bytes: Uint8Array, where: Where) => void,
): void {
  const parts = openOfficeParts(bytes, budget)
  const strings: string[] = []
  budget.attempt({...where, place: 'shared-strings'}, () => readStrings(parts, strings))
  let dates: boolean[] = []
  budget.attempt({...where, place: 'styles'}, () => (dates = readDateStyles(parts)))
  const sheets = readSheets(parts, budget, sink, where)
  let letters = 0
  const counting: RowSink = (row) => {
    for (const cell of row.cells) letters += cell.length
    sink(row)
  }
  let tables = 0
  const seen = new Set<string>()
  for (const sheet of sheets) {
    seen.add(sheet.part)
    const at: Where = {...where, sheet: sheet.name, ...(sheet.hidden ? {hidden: true} : {})}
    budget.attempt(at, () => readSheet(parts, sheet.part, ++tables, {strings, dates}, budget, counting, at))
  }
  for (const name of parts.names) {
    const place = placeOf(name)
    const at: Where = {...where, place: place ?? 'other'}
    // A sheet that the workbook does not name is in the file all the same.
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) {
      if (!seen.has(name))
        budget.attempt(at, () =>
          readSheet(parts, name, ++tables, {strings, dates}, budget, counting, {...where, place: 'orphan-sheet', hidden: true}),
        )
    } else if (name.startsWith('xl/embeddings/')) {
      const entry = parts.entry(name)
      if (entry) budget.attempt(at, () => readEmbedded(unpackEntry(bytes, entry, budget), at))
    } else if (/^xl\/pivotCache\/pivotCacheRecords\d*\.xml$/.test(name)) {
      const table = ++tables
      budget.attempt(at, () => readPivot(parts, name, table, budget, sink, {...at, hidden: true}))
    } else if (/^xl\/externalLinks\/[^/]+\.xml$/.test(name)) {
      const table = ++tables
      budget.attempt(at, () => readExternal(parts, name, table, sink, {...at, hidden: true}))
    } else if (/^(?:xl|customXml)\/.*\.xml$/.test(name) && !formParts.test(name) && !sheetParts.test(name))
      budget.attempt(at, () => readLooseText(parts, name, sink, at))
    else if (name.endsWith('.vml')) continue
  }
  const pictures = parts.names.filter((name) => /^xl\/media\/.*\.(?:png|jpe?g|tiff?|bmp|gif|emf|wmf)$/i.test(name)).length
  if (pictures > 0 && letters < littleText) budget.skip('image-only', where, pictures)
}

function placeOf(part: string): string | undefined {
  if (/comments/i.test(part)) return 'comment'
  if (part.includes('/pivotCache/')) return 'pivot-cache'
  if (part.includes('/externalLinks/')) return 'external-link'
  if (part.includes('/drawings/')) return 'drawing'
  if (part.includes('/charts/')) return 'chart'
  return undefined
}

function readStrings(parts: OfficeParts, strings: string[]): void {
  let text = ''
  let inText = false
  let phonetic = false
  parts.xml('xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') inText = !phonetic
      else if (name === 'rPh') phonetic = true
    },
    close(name) {
      if (name === 'si') strings.push(text)
      else if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
    },
    text(piece) {
      if (inText) text += piece
    },
  })
}

/** Which cell styles show a number as a day. */
function readDateStyles(parts: OfficeParts): boolean[] {
  const formats = new Map<number, string>()
  const styles: boolean[] = []
  let inCells = false
  parts.xml('xl/styles.xml', {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells && styles.length < 70_000) styles.push(dateFormats(Number(attributes['numFmtId']), formats))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}

interface Sheet {
  name: string
  part: string
  hidden: boolean
}

/** The sheets by their order; names that the workbook defines may hold values themselves. */
function readSheets(parts: OfficeParts, budget: ReadBudget, sink: RowSink, where: Where): Sheet[] {
  const sheets: Sheet[] = []
  let targets = new Map<string, string>()
  budget.attempt(where, () => (targets = readRelations(parts, 'xl/workbook.xml')))
  let defined: string | undefined
  let names = 0
  budget.attempt(where, () =>
    parts.xml('xl/workbook.xml', {
      open(name, attributes) {
        if (name === 'sheet') {
          const part = targets.get(attribute(attributes, 'id') ?? '')
          const state = attributes['state']
          const title = attributes['name'] ?? ''
          sink({where: {...where, place: 'sheet-name'}, cells: [title]})
          if (part) sheets.push({name: title, part, hidden: state === 'hidden' || state === 'veryHidden'})
        } else if (name === 'definedName') defined = `${attributes['name'] ?? ''}: `
      },
      close(name) {
        if (name !== 'definedName' || defined === undefined) return
        sink({where: {...where, place: 'defined-name', paragraph: ++names, hidden: true}, cells: [defined]})
        defined = undefined
      },
      text(piece) {
        if (defined !== undefined) defined += piece
      },
    }),
  )
  return sheets
}

interface Values {
  strings: readonly string[]
  dates: readonly boolean[]
}

function readSheet(parts: OfficeParts, part: string, table: number, values: Values, budget: ReadBudget, sink: RowSink, where: Where): void {
  let row = 0
  let rowHidden = false
  let cells: string[] = []
  let column = 0
  let type = ''
  let style = 0
  let text: string | undefined
  let inline = ''
  let header: string | undefined
  const hiddenColumns: [number, number][] = []
  parts.xml(part, {
    open(name, attributes) {
      if (name === 'c') {
        column = columnOf(attributes['r']) ?? cells.length
        type = attributes['t'] ?? ''
        style = Number(attributes['s'] ?? 0)
        inline = ''
      } else if (name === 'v' || name === 't') text = ''
      else if (name === 'row') {
        row = Number(attributes['r'] ?? row + 1)
        rowHidden = attributes['hidden'] === '1' || attributes['hidden'] === 'true'
        cells = []
        if (row % 1024 === 0) budget.checkTime()
      } else if (name === 'col' && (attributes['hidden'] === '1' || attributes['hidden'] === 'true'))
        hiddenColumns.push([Number(attributes['min']) - 1, Number(attributes['max']) - 1])
      else if (/^(?:odd|even|first)(?:Header|Footer)$/.test(name)) header = ''
    },
    close(name) {
      if (name === 't') {
        inline += text ?? ''
        text = undefined
      } else if (name === 'v') {
        inline = text ?? ''
        text = undefined
      } else if (name === 'c') {
        if (inline === '') return
        // Far columns are kept without their place: a row of few cells must not cost as much as a full one.
        if (column > mostColumns) column = cells.length
        while (cells.length < column) cells.push('')
        cells[column] = showCell(type, inline, values.dates[style] === true, values.strings)
      } else if (name === 'row') {
        if (cells.length === 0) return
        const hidden =
          where.hidden || rowHidden || hiddenColumns.some(([from, to]) => cells.slice(from, to + 1).some((cell) => cell !== ''))
        sink({where: {...where, row, ...(hidden ? {hidden: true} : {})}, cells, table})
      } else if (header !== undefined && /Header$|Footer$/.test(name)) {
        sink({where: {...where, place: 'header'}, cells: [header]})
        header = undefined
      }
    },
    text(piece) {
      if (text !== undefined) text += piece
      else if (header !== undefined) header += piece
    },
  })
}

/** "C12" is column 2. */
function columnOf(reference: string | undefined): number | undefined {
  if (!reference) return undefined
  let column = 0
  let at = 0
  for (; at < reference.length && at < 3; at++) {
    const code = reference.charCodeAt(at)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return at === 0 ? undefined : column - 1
}

/** What a pivot table keeps of its source, even where the source was removed. */
function readPivot(parts: OfficeParts, part: string, table: number, budget: ReadBudget, sink: RowSink, where: Where): void {
  const fields: {name: string; items: string[]}[] = []
  const definition = part.replace('Records', 'Definition')
  let inShared = false
  parts.xml(definition, {
    open(name, attributes) {
      if (name === 'cacheField') fields.push({name: attributes['name'] ?? '', items: []})
      else if (name === 'sharedItems') inShared = true
      else if (inShared && attributes['v'] !== undefined) fields.at(-1)?.items.push(attributes['v'])
      else if (inShared && name === 'm') fields.at(-1)?.items.push('')
    },
    close(name) {
      if (name === 'sharedItems') inShared = false
    },
  })
  sink({where: {...where, row: 0}, cells: fields.map(({name}) => name), table})
  let cells: string[] = []
  let row = 0
  parts.xml(part, {
    open(name, attributes) {
      if (name === 'r') cells = []
      else if (name === 'x') cells.push(fields[cells.length]?.items[Number(attributes['v'])] ?? '')
      else if (name === 's' || name === 'n' || name === 'd' || name === 'b' || name === 'e') cells.push(attributes['v'] ?? '')
      else if (name === 'm') cells.push('')
    },
    close(name) {
      if (name !== 'r') return
      if (++row % 1024 === 0) budget.checkTime()
      sink({where: {...where, row}, cells, table})
    },
  })
}

/** The last values taken from another workbook. */
function readExternal(parts: OfficeParts, part: string, table: number, sink: RowSink, where: Where): void {
  let cells: string[] = []
  let row = 0
  let column = 0
  let text: string | undefined
  parts.xml(part, {
    open(name, attributes) {
      if (name === 'row') {
        row = Number(attributes['r'] ?? row + 1)
        cells = []
      } else if (name === 'cell') column = columnOf(attributes['r']) ?? cells.length
      else if (name === 'v') text = ''
    },
    close(name) {
      if (name === 'v') {
        if (column <= mostColumns) {
          while (cells.length < column) cells.push('')
          cells[column] = text ?? ''
        }
        text = undefined
      } else if (name === 'row' && cells.length > 0) sink({where: {...where, row}, cells, table})
    },
    text(piece) {
      if (text !== undefined) text += piece
    },
  })
}
