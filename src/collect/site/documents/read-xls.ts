import CFB from 'cfb'
import {ByteReader, readBiffStrings, readUnicode} from './biff-strings.ts'
import type {ReadBudget} from './read-budget.ts'
import {type DocumentFormat, ReadRefusal, type RowSink, type Where} from './types.ts'
import {dateFormats, showDay} from './workbook-values.ts'

/** A compound file of Microsoft: a workbook of Excel 97 is read, the others are named. */
export function readOle(bytes: Uint8Array, budget: ReadBudget, sink: RowSink, where: Where): DocumentFormat {
  const file = openCompound(bytes)
  const stream = (name: string) => {
    const place = file.FullPaths.findIndex((path) => path.toLowerCase() === `root entry/${name.toLowerCase()}`)
    const content = place < 0 ? undefined : file.FileIndex[place]?.content
    return content && content.length > 0 ? Uint8Array.from(content as number[]) : undefined
  }
  const workbook = stream('Workbook')
  if (workbook) {
    readBiff(workbook, budget, sink, where)
    for (const [place, path] of file.FullPaths.entries())
      if (/\/_SX_DB_CUR\/[^/]+$/i.test(path)) {
        const content = file.FileIndex[place]?.content
        const at = {...where, place: 'pivot-cache', hidden: true}
        if (content) budget.attempt(at, () => readPivotStrings(Uint8Array.from(content as number[]), sink, at))
      }
    return 'xls'
  }
  if (stream('EncryptedPackage')) throw new ReadRefusal('encrypted')
  budget.skip('format', where)
  return stream('WordDocument') ? 'doc' : stream('Book') ? 'xls' : 'ole'
}

function openCompound(bytes: Uint8Array) {
  try {
    return CFB.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {type: 'buffer'})
  } catch {
    throw new ReadRefusal('damaged')
  }
}

interface BiffRecord {
  type: number
  data: Uint8Array
}

const record = {
  formula: 0x06,
  bof: 0x809,
  eof: 0x0a,
  filePass: 0x2f,
  continue: 0x3c,
  columnInfo: 0x7d,
  boundSheet: 0x85,
  multipleRk: 0xbd,
  sxString: 0xcd,
  richString: 0xd6,
  xf: 0xe0,
  sst: 0xfc,
  labelSst: 0xfd,
  textObject: 0x1b6,
  number: 0x203,
  label: 0x204,
  string: 0x207,
  row: 0x208,
  rk: 0x27e,
  format: 0x41e,
} as const

function* recordsOf(stream: Uint8Array, from: number): Generator<BiffRecord> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  for (let at = from; at + 4 <= stream.length; ) {
    const length = view.getUint16(at + 2, true)
    if (at + 4 + length > stream.length) return
    yield {type: view.getUint16(at, true), data: stream.subarray(at + 4, at + 4 + length)}
    at += 4 + length
  }
}

interface Globals {
  strings: string[]
  sheets: {name: string; hidden: boolean; offset: number}[]
  dates: boolean[]
}

function readBiff(stream: Uint8Array, budget: ReadBudget, sink: RowSink, where: Where): void {
  const globals = readGlobals(stream)
  for (const [index, sheet] of globals.sheets.entries()) {
    const at: Where = {...where, sheet: sheet.name, ...(sheet.hidden ? {hidden: true} : {})}
    sink({where: {...where, place: 'sheet-name'}, cells: [sheet.name]})
    budget.attempt(at, () => readSheet(stream, sheet.offset, globals, index + 1, budget, sink, at))
  }
}

function readGlobals(stream: Uint8Array): Globals {
  const globals: Globals = {strings: [], sheets: [], dates: []}
  const formats = new Map<number, string>()
  const formatIds: number[] = []
  let sst: Uint8Array[] | undefined
  let first = true
  for (const {type, data} of recordsOf(stream, 0)) {
    const reader = new ByteReader([data])
    if (first) {
      // BIFF8 only: older files keep text in a code page of the machine that wrote them.
      if (type !== record.bof || reader.u16() !== 0x0600) throw new ReadRefusal('format')
      first = false
    }
    if (type === record.filePass) throw new ReadRefusal('encrypted')
    if (type === record.continue) sst?.push(data)
    else if (sst && globals.strings.length === 0) {
      globals.strings = readBiffStrings(sst)
      sst = undefined
    }
    if (type === record.sst) sst = [data]
    else if (type === record.boundSheet) {
      const offset = reader.u32()
      const state = reader.u8()
      reader.u8()
      globals.sheets.push({offset, hidden: state % 4 !== 0, name: readUnicode(reader, reader.u8())})
    } else if (type === record.format) formats.set(reader.u16(), readUnicode(reader, reader.u16()))
    else if (type === record.xf) {
      reader.u16()
      formatIds.push(reader.u16())
    } else if (type === record.eof) break
  }
  if (sst && globals.strings.length === 0) globals.strings = readBiffStrings(sst)
  globals.dates = formatIds.map((id) => dateFormats(id, formats))
  return globals
}

function readSheet(
  stream: Uint8Array,
  offset: number,
  globals: Globals,
  table: number,
  budget: ReadBudget,
  sink: RowSink,
  where: Where,
): void {
  let row = -1
  let cells: string[] = []
  const hiddenRows = new Set<number>()
  const hiddenColumns: [number, number][] = []
  let formulaCell: number | undefined
  let textObject = false
  const give = () => {
    if (row < 0 || cells.length === 0) return
    const hidden =
      where.hidden || hiddenRows.has(row) || hiddenColumns.some(([from, to]) => cells.slice(from, to + 1).some((cell) => cell !== ''))
    sink({where: {...where, row: row + 1, ...(hidden ? {hidden: true} : {})}, cells, table})
    cells = []
  }
  const put = (atRow: number, column: number, text: string) => {
    if (atRow !== row) {
      give()
      row = atRow
      if (row % 1024 === 0) budget.checkTime()
    }
    if (column > 255) return
    while (cells.length < column) cells.push('')
    cells[column] = text
  }
  const show = (value: number, style: number) =>
    globals.dates[style] && value >= 1 && value < 80_000 ? showDay(value) : Number.isFinite(value) ? String(value) : ''
  let depth = 0
  for (const {type, data} of recordsOf(stream, offset)) {
    const reader = new ByteReader([data])
    if (type === record.bof) depth++
    else if (type === record.eof) {
      if (--depth === 0) break
    } else if (type === record.row) {
      const number = reader.u16()
      if (data.length >= 16 && ((data[12] ?? 0) & 0x20) !== 0) hiddenRows.add(number)
    } else if (type === record.columnInfo) {
      const [from, to] = [reader.u16(), reader.u16()]
      if (((data[8] ?? 0) & 1) !== 0) hiddenColumns.push([from, to])
    } else if (type === record.labelSst) {
      const [atRow, column] = [reader.u16(), reader.u16()]
      reader.u16()
      put(atRow, column, globals.strings[reader.u32()] ?? '')
    } else if (type === record.label || type === record.richString) {
      const [atRow, column] = [reader.u16(), reader.u16()]
      reader.u16()
      put(atRow, column, readUnicode(reader, reader.u16()))
    } else if (type === record.number) {
      const [atRow, column, style] = [reader.u16(), reader.u16(), reader.u16()]
      put(atRow, column, show(reader.f64(), style))
    } else if (type === record.rk) {
      const [atRow, column, style] = [reader.u16(), reader.u16(), reader.u16()]
      put(atRow, column, show(rkNumber(reader.u32()), style))
    } else if (type === record.multipleRk) {
      const atRow = reader.u16()
      let column = reader.u16()
      while (reader.left >= 8) {
        const style = reader.u16()
        put(atRow, column++, show(rkNumber(reader.u32()), style))
      }
    } else if (type === record.formula) {
      const [atRow, column, style] = [reader.u16(), reader.u16(), reader.u16()]
      // 0xFFFF at the end of the value: text follows in a STRING record.
      if (data[12] === 0xff && data[13] === 0xff) {
        formulaCell = data[6] === 0 ? column : undefined
        put(atRow, column, '')
      } else put(atRow, column, show(reader.f64(), style))
    } else if (type === record.string && formulaCell !== undefined) {
      put(row, formulaCell, readUnicode(reader, reader.u16()))
      formulaCell = undefined
    } else if (type === record.textObject) textObject = true
    else if (type === record.continue && textObject) {
      textObject = false
      const flags = reader.u8()
      sink({
        where: {...where, place: 'comment'},
        cells: [reader.text((flags & 1) === 1 ? data.length >> 1 : data.length - 1, (flags & 1) === 1)],
      })
    }
  }
  give()
}

/** A number in 30 bits ([MS-XLS] 2.5.217): an integer or the upper half of a double, perhaps in hundredths. */
function rkNumber(rk: number): number {
  let value: number
  if ((rk & 2) !== 0) value = rk >> 2
  else {
    const view = new DataView(new ArrayBuffer(8))
    view.setUint32(4, (rk & 0xfffffffc) >>> 0, true)
    value = view.getFloat64(0, true)
  }
  return (rk & 1) !== 0 ? value / 100 : value
}

function readPivotStrings(stream: Uint8Array, sink: RowSink, where: Where): void {
  let paragraph = 0
  for (const {type, data} of recordsOf(stream, 0)) {
    if (type !== record.sxString) continue
    const reader = new ByteReader([data])
    sink({where: {...where, paragraph: ++paragraph}, cells: [readUnicode(reader, reader.u16())]})
  }
}
