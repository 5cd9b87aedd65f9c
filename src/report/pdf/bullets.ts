import type {Bullets} from '../document.ts'
import type {LaidBlock, Setting} from './block.ts'
import {drawInParts, heightOfStart} from './draw-in-parts.ts'
import {layText} from './lay-text.ts'
import {COLOR, INDENT, LINE, PARAGRAPH_GAP, SIZE} from './measures.ts'
import {drawText} from './page.ts'

const HANG = 12
const ITEM_GAP = 3
const DASH = '-'

export function layBullets({items}: Bullets, {width, pickFace}: Setting): LaidBlock {
  const from = INDENT + HANG
  const dash = layText([{text: `${DASH} `}], HANG, {size: SIZE.body, leading: LINE.body}, pickFace)
  const style = {size: SIZE.body, align: 'justify' as const, leading: LINE.body}
  const texts = items.map((runs) => layText(runs, width - from, style, pickFace))
  const first = texts[0]
  return {
    gap: PARAGRAPH_GAP,
    start: first ? heightOfStart(first) : 0,
    height: texts.reduce((sum, text) => sum + text.height + ITEM_GAP, 0),
    draw(flow) {
      for (const [index, text] of texts.entries()) {
        if (index > 0) flow.gap(ITEM_GAP)
        drawInParts(flow, text, (start, end) => {
          if (start === 0) drawText(flow.page, dash, flow.left + INDENT, flow.y)
          drawText(flow.page, text, flow.left + from, flow.y, COLOR.ink, start, end)
        })
      }
    },
  }
}
