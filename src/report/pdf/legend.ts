import type {StackedBars} from '../document.ts'
import {layText} from './lay-text.ts'
import {SIZE} from './measures.ts'
import {drawText, type Page} from './page.ts'
import type {PickFace} from './split-words.ts'
import {drawSegment} from './tones.ts'

/** Side of the small square before a label. */
export const SWATCH = 9
const LABEL_GAP = 4
const ITEM_GAP = 16

/** The labels of the tones in a row, wrapped when the width is used up. */
export function layLegend(
  items: StackedBars['legend'],
  width: number,
  pickFace: PickFace,
): {height: number; draw(page: Page, left: number, top: number): void} {
  const size = SIZE.chart - 1
  let x = 0
  let line = 0
  const placed = items.map(({tone, label}) => {
    const text = layText([{text: label}], width - SWATCH - LABEL_GAP, {size}, pickFace)
    const length = SWATCH + LABEL_GAP + text.natural
    if (x > 0 && x + length > width) {
      x = 0
      line++
    }
    const place = {tone, text, x, line}
    x += length + ITEM_GAP
    return place
  })
  const lineHeight = size * 1.4
  return {
    height: items.length > 0 ? (line + 1) * lineHeight : 0,
    draw(page, left, top) {
      for (const {tone, text, x: at, line: row} of placed) {
        const y = top + row * lineHeight
        drawSegment(page, tone, left + at, y + (text.lineHeight - SWATCH) / 2, SWATCH, SWATCH)
        drawText(page, text, left + at + SWATCH + LABEL_GAP, y)
      }
    },
  }
}
