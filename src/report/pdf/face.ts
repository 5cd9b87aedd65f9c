import {isDrawnMark, MARK_WIDTH} from './drawn-marks.ts'
import type {EmbeddedFont} from './pdfkit-inside.ts'

/** A word in one face: its glyphs as hexadecimal, its width in thousandths of the size. */
export interface Glyphs {
  face: Face
  text: string
  hex: string
  width: number
  /** Characters drawn as lines, with the distance from the start of the word. */
  marks?: {mark: string; at: number}[]
}

/** One of the four cuts of Tinos, with every word measured once. */
export interface Face {
  id: string
  space: Glyphs
  measure(word: string): Glyphs
}

/** Shown for a character the font does not have. */
const PLACEHOLDER = 0xfffd
/** Hashes and paths seldom come twice: forget the words before they weigh. */
const MOST_WORDS = 20_000
const MARK_SPACES = 3

/** Kerning is left out: Tinos kerns plain Latin letters only, so "To" would stand closer than "Tổ"; Word does not kern either. */
export function createFace(font: EmbeddedFont): Face {
  const characters = new Map<string, {hex: string; width: number}>()
  const words = new Map<string, Glyphs>()

  function character(text: string): {hex: string; width: number} {
    const known = characters.get(text)
    if (known) return known
    const code = text.codePointAt(0) ?? 0
    const encoded = font.font.hasGlyphForCodePoint(code) ? encode(code) : encode(PLACEHOLDER)
    characters.set(text, encoded)
    return encoded
  }

  function encode(code: number): {hex: string; width: number} {
    const glyph = font.font.glyphForCodePoint(code)
    const width = glyph.advanceWidth * font.scale
    const index = font.subset.includeGlyph(glyph.id)
    font.widths[index] = width
    // Some characters share a glyph: the first one seen gives its text, so a no-break space never stands for the space.
    font.unicode[index] ??= [code]
    return {hex: index.toString(16).padStart(4, '0'), width}
  }

  function measure(word: string): Glyphs {
    const known = words.get(word)
    if (known) return known
    const glyphs: Glyphs = {face, text: word, hex: '', width: 0}
    for (const text of word) {
      if (isDrawnMark(text)) {
        glyphs.marks ??= []
        glyphs.marks.push({mark: text, at: glyphs.width})
        glyphs.hex += face.space.hex.repeat(MARK_SPACES)
        glyphs.width += MARK_WIDTH
      } else {
        const {hex, width} = character(text)
        glyphs.hex += hex
        glyphs.width += width
      }
    }
    if (words.size >= MOST_WORDS) words.clear()
    words.set(word, glyphs)
    return glyphs
  }

  const face: Face = {id: font.id, space: {} as Glyphs, measure}
  face.space = {face, text: ' ', ...character(' ')}
  return face
}
