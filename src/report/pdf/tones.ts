import type {Tone} from '../document.ts'
import {clipTo, fillBox, type Page, strokeBox, strokeLines} from './page.ts'

/** How a tone looks. Lightness and hatching differ as well as hue, so that a black-and-white print tells them apart. */
interface Look {
  fill: string
  ink: string
  /** Lines over the fill: rising, falling or crossed. */
  hatch?: {color: string; rises: boolean; step: number}
}

const LOOKS: Record<Tone, Look> = {
  good: {fill: '#37876A', ink: '#FFFFFF'},
  partly: {fill: '#F3C969', ink: '#3A2A00', hatch: {color: '#C08A14', rises: true, step: 5}},
  bad: {fill: '#7E1620', ink: '#FFFFFF'},
  unknown: {fill: '#FFFFFF', ink: '#30363D', hatch: {color: '#A3ABB5', rises: false, step: 4}},
  neutral: {fill: '#BFCCDC', ink: '#1D2B3A'},
}
const OUTLINE = '#4A5058'

/** Colour of the edge of a cell or a box. */
export const edgeColor = (tone: Tone): string => (tone === 'unknown' ? '#A3ABB5' : LOOKS[tone].fill)

/** Colour of text on a segment. */
export const segmentInk = (tone: Tone): string => LOOKS[tone].ink

/** Colour below text on a segment, free of hatching. */
export const segmentFill = (tone: Tone): string => LOOKS[tone].fill

/** Whether text on a segment needs a plain ground. */
export const isHatched = (tone: Tone): boolean => LOOKS[tone].hatch !== undefined

/** A filled, hatched and outlined box. */
export function drawSegment(page: Page, tone: Tone, x: number, y: number, width: number, height: number): void {
  const {fill, hatch} = LOOKS[tone]
  fillBox(page, x, y, width, height, fill)
  if (hatch) {
    const lines: [number, number][][] = []
    for (let at = x - height; at < x + width; at += hatch.step) {
      lines.push(
        hatch.rises
          ? [
              [at, y + height],
              [at + height, y],
            ]
          : [
              [at, y],
              [at + height, y + height],
            ],
      )
    }
    clipTo(page, x, y, width, height, () => strokeLines(page, lines, hatch.color, 0.7))
  }
  strokeBox(page, x, y, width, height, OUTLINE, 0.4)
}
