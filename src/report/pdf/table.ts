import type {Table} from '../document.ts'
import type {LaidBlock, Setting} from './block.ts'
import type {Flow} from './flow.ts'
import {layText} from './lay-text.ts'
import {COLOR, FIGURE_GAP, SIZE} from './measures.ts'
import {drawText} from './page.ts'
import {columnWidths} from './table-columns.ts'
import {drawRow, type LaidRow, layHeaderRow, layRow, type RowLayout, rowLinesThatFit} from './table-row.ts'

const CAPTION_GAP = 4
/** A higher row is split between lines instead of moved to the next page. */
const LONGEST_WHOLE = 200
/** Fewer lines of a split row are not left at the foot of a page. */
const LEAST_LINES = 3

/** Rows are laid out one by one while the pages fill, so that a long table does not wait in memory. */
export function layTable(table: Table, {width, pickFace}: Setting): LaidBlock {
  const size = table.size ?? SIZE.table
  const widths = columnWidths(table, width, size, pickFace)
  const layout: RowLayout = {columns: table.columns, widths, size, pickFace}
  const caption = layText([{text: table.caption ?? '', bold: true}], width, {size: Math.max(size, SIZE.table)}, pickFace)
  const captionHeight = caption.height > 0 ? caption.height + CAPTION_GAP : 0
  const header = layHeaderRow(layout)
  const rows = queueRows(table.rows, layout)
  const start = captionHeight + header.height + heightToStart(rows)
  return {
    gap: FIGURE_GAP,
    below: FIGURE_GAP,
    start,
    height: start + table.rows.length * header.height,
    draw(flow) {
      flow.need(start)
      drawText(flow.page, caption, flow.left, flow.y, COLOR.ink)
      flow.y += captionHeight
      flow.y += drawRow(flow.page, header, flow.left, flow.y)
      drawRows(flow, rows, header)
    },
  }
}

/** Rows laid out when they are looked at. */
interface RowQueue {
  peek(ahead: number): LaidRow | undefined
  take(): LaidRow | undefined
}

function queueRows(rows: Table['rows'], layout: RowLayout): RowQueue {
  const queue: LaidRow[] = []
  let laid = 0
  const peek = (ahead: number): LaidRow | undefined => {
    for (let row = rows[laid]; row && queue.length <= ahead; row = rows[++laid]) queue.push(layRow(row, layout))
    return queue[ahead]
  }
  return {
    peek,
    take() {
      peek(0)
      return queue.shift()
    },
  }
}

function drawRows(flow: Flow, rows: RowQueue, header: LaidRow): void {
  for (;;) {
    const needed = heightToStart(rows)
    const row = rows.take()
    if (!row) return
    if (needed > flow.room + 0.01) continueOnNextPage(flow, header)
    drawWhole(flow, row, header)
  }
}

/** Height that must be free to begin the next row: with titles of groups, the row below them too. */
function heightToStart(rows: RowQueue): number {
  let height = 0
  for (let ahead = 0; ; ahead++) {
    const row = rows.peek(ahead)
    if (!row) return height
    const isSplit = row.height > LONGEST_WHOLE
    height += isSplit ? row.height - (row.lines - LEAST_LINES) * row.lineHeight : row.height
    if (!row.isGroup) return height
  }
}

/** Draws a row, over several pages when it must. */
function drawWhole(flow: Flow, row: LaidRow, header: LaidRow): void {
  let from = 0
  while (from < row.lines) {
    const fit = Math.max(1, rowLinesThatFit(row, flow.room))
    const to = Math.min(row.lines, from + fit)
    flow.y += drawRow(flow.page, row, flow.left, flow.y, from, to)
    from = to
    if (from < row.lines) continueOnNextPage(flow, header)
  }
}

function continueOnNextPage(flow: Flow, header: LaidRow): void {
  flow.breakPage()
  flow.need(0)
  flow.y += drawRow(flow.page, header, flow.left, flow.y)
}
