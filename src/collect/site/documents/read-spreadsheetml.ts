import type {ReadBudget} from './read-budget.ts'
import {attribute, feedXml} from './read-xml.ts'
import type {RowSink, Where} from './types.ts'

/** A workbook of Excel 2003 as XML, often served as `.xls`. */
export function readSpreadsheetMl(bytes: Uint8Array, budget: ReadBudget, sink: RowSink, where: Where): void {
  let table = 0
  let sheet = ''
  let row = 0
  let cells: string[] = []
  let column = 0
  let text: string | undefined
  const feed = feedXml({
    open(name, attributes) {
      if (name === 'Worksheet') sheet = attribute(attributes, 'Name') ?? ''
      else if (name === 'Table') {
        table++
        row = 0
      } else if (name === 'Row') {
        row = Number(attribute(attributes, 'Index') ?? row + 1)
        cells = []
        column = 0
        if (row % 1024 === 0) budget.checkTime()
      } else if (name === 'Cell') column = Number(attribute(attributes, 'Index') ?? column + 1)
      else if (name === 'Data') text = ''
    },
    close(name) {
      if (name === 'Data' && text !== undefined) {
        if (column > 0 && column <= 500) {
          while (cells.length < column - 1) cells.push('')
          // A comment of the cell has data of its own.
          cells[column - 1] = cells[column - 1] ? `${cells[column - 1]} ${text}` : text
        }
        text = undefined
      } else if (name === 'Row' && cells.length > 0) sink({where: {...where, sheet, row}, cells, table})
    },
    text(piece) {
      if (text !== undefined) text += piece
    },
  })
  for (let at = 0; at < bytes.length; at += 65_536) feed.write(bytes.subarray(at, at + 65_536))
  feed.end()
}

/** XML of no known kind: each element's text as a paragraph under the element's name. */
export function readAnyXml(bytes: Uint8Array, budget: ReadBudget, sink: RowSink, where: Where): void {
  let text = ''
  let row = 0
  let heads: string[] = []
  let cells: string[] = []
  let depth = 0
  const give = () => {
    if (cells.length > 0) sink({where: {...where, row: ++row}, cells, heads})
    if (row % 1024 === 0) budget.checkTime()
    heads = []
    cells = []
  }
  const feed = feedXml({
    open(_name, attributes) {
      depth++
      text = ''
      for (const [key, value] of Object.entries(attributes)) {
        heads.push(key)
        cells.push(value)
      }
    },
    close(name) {
      depth--
      if (text.trim() !== '') {
        heads.push(name)
        cells.push(text.trim())
      } else give()
      text = ''
      if (depth === 0 || cells.length > 200) give()
    },
    text(piece) {
      text += piece
    },
  })
  for (let at = 0; at < bytes.length; at += 65_536) feed.write(bytes.subarray(at, at + 65_536))
  feed.end()
}
