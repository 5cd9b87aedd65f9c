import type {KeyFigures} from '../document.ts'
import type {LaidBlock, Setting} from './block.ts'
import {layText} from './lay-text.ts'
import {COLOR, FIGURE_GAP, SIZE} from './measures.ts'
import {drawText, fillBox, strokeBox} from './page.ts'
import {drawSegment} from './tones.ts'

const MOST_IN_A_ROW = 5
const BETWEEN = 8
const PADDING = 7
const EDGE = 5
const ANY_WIDTH = 10_000

export function layKeyFigures({items}: KeyFigures, {width, pickFace}: Setting): LaidBlock {
  const rows = Math.ceil(items.length / MOST_IN_A_ROW)
  const columns = Math.ceil(items.length / Math.max(1, rows))
  const box = (width - (columns - 1) * BETWEEN) / columns
  const inner = box - 2 * PADDING
  // All figures of a row shrink together when one is too wide for its box.
  const widest = Math.max(
    1,
    ...items.map(({value}) => layText([{text: value, bold: true}], ANY_WIDTH, {size: SIZE.figure}, pickFace).natural),
  )
  const size = SIZE.figure * Math.min(1, inner / widest)
  const cells = items.map(({value, label, tone}) => ({
    value: layText([{text: value, bold: true}], inner + 0.1, {size, align: 'center'}, pickFace),
    label: layText([{text: label}], inner, {size: SIZE.chart, align: 'center'}, pickFace),
    tone,
  }))
  const tallest = Math.max(0, ...cells.map(({value, label}) => value.height + label.height))
  const boxHeight = EDGE + 2 * PADDING + tallest
  const height = rows * (boxHeight + BETWEEN) - BETWEEN
  return {
    gap: FIGURE_GAP,
    below: FIGURE_GAP,
    start: height,
    height,
    draw(flow) {
      flow.need(height)
      for (let row = 0; row < rows; row++) {
        if (row > 0) flow.gap(BETWEEN)
        flow.need(boxHeight)
        const {page, y} = flow
        for (const [column, {value, label, tone}] of cells.slice(row * columns, (row + 1) * columns).entries()) {
          const x = flow.left + column * (box + BETWEEN)
          fillBox(page, x, y, box, boxHeight, COLOR.boxTint)
          drawSegment(page, tone, x, y, box, EDGE)
          strokeBox(page, x, y, box, boxHeight, COLOR.boxEdge, 0.5)
          drawText(page, value, x + PADDING, y + EDGE + PADDING)
          drawText(page, label, x + PADDING, y + EDGE + PADDING + value.height)
        }
        flow.y += boxHeight
      }
    },
  }
}
