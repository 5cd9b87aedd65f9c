import type {Section} from '../document.ts'
import type {LaidBlock, Setting} from './block.ts'
import {layBalanced} from './lay-text.ts'
import {COLOR, SIZE} from './measures.ts'
import {drawText, strokePath} from './page.ts'

const RULE = {gap: 4, share: 0.18}
const BELOW = 8

/** Label, title and note of an appendix, centred on its first page, after Mẫu 2.1 of NĐ 30. */
export function laySectionTitle({label = '', title = '', note = ''}: Section, {width, pickFace, bookmarks}: Setting): LaidBlock {
  const centred = {size: SIZE.title, align: 'center' as const}
  const texts = [
    layBalanced([{text: label, bold: true}], width, centred, pickFace),
    layBalanced([{text: title.toLocaleUpperCase('vi'), bold: true}], width, centred, pickFace),
    layBalanced([{text: note, italic: true}], width, centred, pickFace),
  ]
  const name = [label, title].filter((text) => text !== '').join(' - ')
  const height = texts.reduce((sum, text) => sum + text.height, 0)
  const isEmpty = height === 0
  return {
    gap: 0,
    start: height,
    height: isEmpty ? 0 : height + RULE.gap + BELOW,
    keepsWithNext: true,
    draw(flow) {
      if (isEmpty) return
      flow.need(height)
      bookmarks.add(0, name, flow.page, flow.y)
      for (const text of texts) {
        drawText(flow.page, text, flow.left, flow.y)
        flow.y += text.height
      }
      const half = (width * RULE.share) / 2
      const centre = flow.left + width / 2
      const y = flow.y + RULE.gap
      strokePath(
        flow.page,
        [
          [centre - half, y],
          [centre + half, y],
        ],
        COLOR.rule,
        0.75,
      )
      flow.y += RULE.gap + BELOW
    },
  }
}
