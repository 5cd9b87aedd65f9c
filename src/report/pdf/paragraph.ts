import type {Paragraph} from '../document.ts'
import type {LaidBlock, Setting} from './block.ts'
import {drawInParts, heightOfStart} from './draw-in-parts.ts'
import {layText} from './lay-text.ts'
import {COLOR, FIGURE_GAP, INDENT, LINE, PARAGRAPH_GAP, SIZE} from './measures.ts'
import {drawText, fillBox, strokeBox} from './page.ts'

const PADDING = 9
const EDGE = 3

export function layParagraph(paragraph: Paragraph, setting: Setting): LaidBlock {
  return paragraph.boxed ? layBoxed(paragraph, setting) : layPlain(paragraph, setting)
}

function layPlain(paragraph: Paragraph, {width, pickFace}: Setting): LaidBlock {
  const {runs, align = 'left', size = SIZE.body} = paragraph
  const indent = align === 'justify' ? INDENT : 0
  const text = layText(runs, width, {size, align, indent, leading: LINE.body}, pickFace)
  return {
    gap: PARAGRAPH_GAP,
    start: heightOfStart(text),
    height: text.height,
    // "... as follows:" belongs to what follows.
    keepsWithNext: text.lines.length <= 3 && (runs.at(-1)?.text.trimEnd().endsWith(':') ?? false),
    draw: (flow) => drawInParts(flow, text, (from, to) => drawText(flow.page, text, flow.left, flow.y, COLOR.ink, from, to)),
  }
}

function layBoxed(paragraph: Paragraph, {width, pickFace}: Setting): LaidBlock {
  const {runs, align = 'left', size = SIZE.notice} = paragraph
  const inner = width - 2 * PADDING - EDGE
  const text = layText(runs, inner, {size, align, leading: LINE.body}, pickFace)
  return {
    gap: FIGURE_GAP,
    below: FIGURE_GAP,
    start: heightOfStart(text) + 2 * PADDING,
    height: text.height + 2 * PADDING,
    draw: (flow) =>
      drawInParts(
        flow,
        text,
        (from, to) => {
          const height = (to - from) * text.lineHeight + 2 * PADDING
          fillBox(flow.page, flow.left, flow.y, width, height, COLOR.boxTint)
          strokeBox(flow.page, flow.left, flow.y, width, height, COLOR.boxEdge, 0.5)
          fillBox(flow.page, flow.left, flow.y, EDGE, height, COLOR.boxEdge)
          drawText(flow.page, text, flow.left + EDGE + PADDING, flow.y + PADDING, COLOR.ink, from, to)
        },
        2 * PADDING,
      ),
  }
}
