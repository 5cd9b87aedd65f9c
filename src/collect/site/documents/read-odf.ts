import {openOfficeParts} from './office-parts.ts'
import type {ReadBudget} from './read-budget.ts'
import {attribute} from './read-xml.ts'
import {ReadRefusal, type RowSink, type Where} from './types.ts'

/** Documents and workbooks of LibreOffice: tables by rows, all else by paragraphs, comments and changes included. */
export function readOdf(bytes: Uint8Array, budget: ReadBudget, sink: RowSink, where: Where): void {
  const parts = openOfficeParts(bytes, budget)
  let encrypted = false
  parts.xml('META-INF/manifest.xml', {
    open(name) {
      if (name === 'encryption-data') encrypted = true
    },
  })
  if (encrypted) throw new ReadRefusal('encrypted')
  for (const part of ['content.xml', 'styles.xml']) budget.attempt(where, () => readPart(part))

  function readPart(part: string): void {
    let tables = part === 'content.xml' ? 0 : 1000
    let paragraphs = 0
    let text: string | undefined
    const open: {
      table: number
      row: number
      sheet: string | undefined
      cells: string[]
      cell: string[] | undefined
      value: string
      repeat: number
    }[] = []
    parts.xml(part, {
      open(name, attributes) {
        const table = open.at(-1)
        if (name === 'p' || name === 'h') text = ''
        else if (name === 'tab' || name === 's' || name === 'line-break') text = text === undefined ? text : `${text} `
        else if (name === 'table')
          open.push({table: ++tables, row: 0, sheet: attribute(attributes, 'name'), cells: [], cell: undefined, value: '', repeat: 1})
        else if (name === 'table-row' && table) {
          table.row += 1
          table.cells = []
          if (table.row % 1024 === 0) budget.checkTime()
        } else if ((name === 'table-cell' || name === 'covered-table-cell') && table) {
          table.cell = []
          table.value = attribute(attributes, 'date-value') ?? attribute(attributes, 'value') ?? ''
          // Repeats fill a sheet to its edge; more columns than this nobody reads.
          table.repeat = Math.min(Number(attribute(attributes, 'number-columns-repeated') ?? 1) || 1, 200)
        }
      },
      close(name) {
        const table = open.at(-1)
        if (name === 'p' || name === 'h') {
          const done = (text ?? '').trim()
          text = undefined
          if (done === '') return
          if (table?.cell) table.cell.push(done)
          else sink({where: {...where, paragraph: ++paragraphs}, cells: [done]})
        } else if ((name === 'table-cell' || name === 'covered-table-cell') && table?.cell) {
          const shown = table.cell.join(' ') || table.value
          for (let time = 0; time < table.repeat && table.cells.length < 500; time++) table.cells.push(shown)
          table.cell = undefined
        } else if (name === 'table-row' && table) {
          if (table.cells.some((cell) => cell !== ''))
            sink({where: {...where, row: table.row, ...(table.sheet ? {sheet: table.sheet} : {})}, cells: table.cells, table: table.table})
        } else if (name === 'table') open.pop()
      },
      text(piece) {
        if (text !== undefined) text += piece
      },
    })
  }
}
