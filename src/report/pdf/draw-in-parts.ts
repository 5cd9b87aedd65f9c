import type {Flow} from './flow.ts'
import type {LaidText} from './lay-text.ts'

/** So many lines of a paragraph stand together at the foot and at the head of a page. */
const TOGETHER = 2

/** Height of the lines at the beginning of a text that a page break may not part. */
export function heightOfStart(text: LaidText): number {
  const lines = text.lines.length
  return (lines <= TOGETHER + 1 ? lines : TOGETHER) * text.lineHeight
}

/** Calls `draw` with the lines for each page in turn. `frame` is the height that each part needs around its lines. */
export function drawInParts(flow: Flow, text: LaidText, draw: (from: number, to: number) => void, frame = 0): void {
  const count = text.lines.length
  let from = 0
  flow.need(heightOfStart(text) + frame)
  while (from < count) {
    const to = from + linesThatFit(flow.room - frame, text.lineHeight, count - from)
    if (to > from) {
      draw(from, to)
      flow.y += (to - from) * text.lineHeight + frame
      from = to
    }
    if (from < count) flow.breakPage()
    if (from < count) flow.need(0)
  }
}

function linesThatFit(room: number, lineHeight: number, rest: number): number {
  const fit = Math.max(1, Math.floor((room + 0.01) / lineHeight))
  if (fit >= rest) return rest
  return rest - fit < TOGETHER ? Math.max(1, rest - TOGETHER) : fit
}
