import type {Run} from '../document.ts'
import {cleanText} from './clean-text.ts'
import type {Face, Glyphs} from './face.ts'

/** Letters between two spaces, in one or more faces, with the spaces after them. Widths are thousandths of the size. */
export interface Word {
  pieces: Glyphs[]
  /** Face of its spaces. */
  face: Face
  width: number
  spaces: number
  /** A line break was asked for after it. */
  endsLine: boolean
}

/** Gives the face of a run. */
export type PickFace = (bold?: boolean, italic?: boolean) => Face

const SPACE = 0x20
const LINE_FEED = 0x0a

/** Cuts runs into words. Runs that touch without a space stay one word. */
export function splitWords(runs: Run[], pickFace: PickFace): Word[] {
  const words: Word[] = []
  let open: Word | undefined
  for (const run of runs) {
    const face = pickFace(run.bold, run.italic)
    const text = cleanText(run.text)
    let at = 0
    while (at < text.length) {
      const from = at
      while (at < text.length && text.charCodeAt(at) !== SPACE && text.charCodeAt(at) !== LINE_FEED) at++
      if (!open || open.spaces > 0 || open.endsLine) {
        open = {pieces: [], face, width: 0, spaces: 0, endsLine: false}
        words.push(open)
      }
      if (at > from) {
        const piece = face.measure(text.slice(from, at))
        open.pieces.push(piece)
        open.width += piece.width
      }
      while (text.charCodeAt(at) === SPACE) {
        open.spaces++
        at++
      }
      if (text.charCodeAt(at) === LINE_FEED) {
        open.endsLine = true
        at++
      }
    }
  }
  return words
}
