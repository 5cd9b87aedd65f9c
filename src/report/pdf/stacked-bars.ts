import type {StackedBars, Tone} from '../document.ts'
import type {LaidBlock, Setting} from './block.ts'
import {type LaidText, layText} from './lay-text.ts'
import {layLegend, SWATCH} from './legend.ts'
import {COLOR, FIGURE_GAP, SIZE} from './measures.ts'
import {drawText, fillBox, type Page, strokeBox} from './page.ts'
import {drawSegment, isHatched, segmentFill, segmentInk} from './tones.ts'

const BAR = 13
const BETWEEN = 4.5
/** A higher chart may be parted between its bars. */
const LONGEST_WHOLE = 330
const LABEL_SHARE = 0.44
const LABEL_GAP = 8
const CAPTION_GAP = 5
const NUMBER_SIDE = 3
const OUTSIDE_GAP = 7

interface Segment {
  tone: Tone
  /** Share of the bar. */
  share: number
  number: LaidText
}

interface Row {
  label: LaidText
  segments: Segment[]
  height: number
}

/** Bars show shares, or counts on one scale; the numbers show counts in both. */
export function layStackedBars(chart: StackedBars, setting: Setting): LaidBlock {
  const {width, pickFace} = setting
  const text = {size: SIZE.chart}
  const caption = layText([{text: chart.caption, bold: true}], width, text, pickFace)
  const legend = layLegend(chart.legend, width, pickFace)
  const labels = chart.rows.map(({label}) => layText([{text: label}], width * LABEL_SHARE, text, pickFace))
  const labelWidth = Math.max(0, ...labels.map(({natural}) => natural))
  const totals = chart.rows.map(({segments}) =>
    segments.reduce((sum, {value}) => sum + (value > 0 && Number.isFinite(value) ? value : 0), 0),
  )
  const longest = Math.max(0, ...totals)
  const rows = chart.rows.map((row, index): Row => {
    const label = labels[index] as LaidText
    const whole = chart.scale === 'counts' ? longest : (totals[index] ?? 0)
    return {label, segments: laySegments(row.segments, whole, setting), height: Math.max(BAR, label.height)}
  })
  const space = width - labelWidth - LABEL_GAP
  const bar = space - outsideRoom(rows, space)
  const head = (caption.height > 0 ? caption.height + CAPTION_GAP : 0) + legend.height + BETWEEN
  const height = head + rows.reduce((sum, row) => sum + row.height + BETWEEN, 0)
  const beginning = head + rows.slice(0, 2).reduce((sum, row) => sum + row.height + BETWEEN, 0)
  const start = height <= LONGEST_WHOLE ? height : beginning
  return {
    gap: FIGURE_GAP,
    below: FIGURE_GAP - BETWEEN,
    start,
    height,
    draw(flow) {
      flow.need(start)
      drawText(flow.page, caption, flow.left, flow.y)
      legend.draw(flow.page, flow.left, flow.y + head - legend.height - BETWEEN)
      flow.y += head
      for (const row of rows) {
        flow.need(row.height)
        const barTop = flow.y + (row.height - BAR) / 2
        drawText(flow.page, row.label, flow.left, flow.y + (row.height - row.label.height) / 2)
        drawBar(flow.page, row.segments, flow.left + labelWidth + LABEL_GAP, barTop, bar, chart.scale !== 'counts')
        flow.y += row.height + BETWEEN
      }
    },
  }
}

function laySegments(segments: StackedBars['rows'][number]['segments'], whole: number, {pickFace, formatNumber}: Setting): Segment[] {
  const shown = segments.filter(({value}) => value > 0 && Number.isFinite(value))
  return shown.map(({tone, value}) => ({
    tone,
    share: value / whole,
    number: layText([{text: formatNumber(value), bold: true}], 100, {size: SIZE.chart - 1}, pickFace),
  }))
}

const fitsInside = ({number, share}: Segment, bar: number): boolean => number.natural + 2 * NUMBER_SIDE <= share * bar
const outsideWidth = ({number}: Segment): number => OUTSIDE_GAP + SWATCH + 2 + number.natural

/** Room right of the bars for the numbers of segments too small to hold them. */
function outsideRoom(rows: Row[], space: number): number {
  let room = 0
  // A shorter bar may push out further numbers: three rounds settle it.
  for (let round = 0; round < 3; round++) {
    const needs = rows.map(({segments}) =>
      segments.filter((segment) => !fitsInside(segment, space - room)).reduce((sum, segment) => sum + outsideWidth(segment), 0),
    )
    room = Math.max(room, ...needs)
  }
  return Math.min(room, space / 2)
}

function drawBar(page: Page, segments: Segment[], left: number, top: number, bar: number, outlined: boolean): void {
  let x = left
  let outside = left + bar
  for (const segment of segments) {
    const {tone, share, number} = segment
    const width = share * bar
    const textTop = top + (BAR - number.height) / 2
    drawSegment(page, tone, x, top, width, BAR)
    if (fitsInside(segment, bar)) {
      const textLeft = x + (width - number.natural) / 2
      if (isHatched(tone)) fillBox(page, textLeft - 2, textTop + 1, number.natural + 4, number.height - 2, segmentFill(tone))
      drawText(page, number, textLeft, textTop, segmentInk(tone))
    } else {
      drawSegment(page, tone, outside + OUTSIDE_GAP, top + (BAR - SWATCH) / 2, SWATCH, SWATCH)
      drawText(page, number, outside + OUTSIDE_GAP + SWATCH + 2, textTop)
      outside += outsideWidth(segment)
    }
    x += width
  }
  // On one scale of counts, an empty box as long as the longest bar would look like one.
  if (segments.length === 0 && outlined) strokeBox(page, left, top, bar, BAR, COLOR.boxEdge, 0.5)
}
