import type {Heading} from '../document.ts'
import type {LaidBlock, Setting} from './block.ts'
import {layText} from './lay-text.ts'
import {INDENT, LINE, SIZE} from './measures.ts'
import {drawText} from './page.ts'

const GAP = {1: 14, 2: 10, 3: 8}

export function layHeading(heading: Heading, {width, pickFace, bookmarks}: Setting): LaidBlock {
  const {level} = heading
  const shown = level === 1 ? heading.text.toLocaleUpperCase('vi') : heading.text
  const style = {size: SIZE.body, indent: INDENT, leading: LINE.body}
  const text = layText([{text: shown, bold: level < 3}], width, style, pickFace)
  return {
    gap: GAP[level],
    start: text.height,
    height: text.height,
    keepsWithNext: true,
    draw(flow) {
      flow.need(text.height)
      bookmarks.add(level, heading.text, flow.page, flow.y)
      drawText(flow.page, text, flow.left, flow.y)
      flow.y += text.height
    },
  }
}
