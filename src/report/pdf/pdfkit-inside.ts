/** The parts of pdfkit 0.20 that we lean on and that @types/pdfkit does not tell. */

/** Its own `encode` shapes the text, and for that reads the layout tables of the font: 60 ms a face, for kerning we do not want. */
export interface EmbeddedFont {
  id: string
  font: {
    hasGlyphForCodePoint(codePoint: number): boolean
    glyphForCodePoint(codePoint: number): {id: number; advanceWidth: number}
  }
  subset: {includeGlyph(glyph: number): number}
  /** Thousandths of the size for one unit of the font. */
  scale: number
  /** Width and characters of each glyph of the subset. */
  widths: number[]
  unicode: number[][]
  /** The font's object in the file. */
  ref(): unknown
}

export interface OutlineItem {
  outlineData: {Count?: number}
  children: OutlineItem[]
  addItem(title: string, options: {fit: false; top: number; left: number; zoom: number}): OutlineItem
}

export interface PdfkitInside {
  /** Font chosen last. */
  _font: EmbeddedFont
  /** File identifier: 16 bytes, otherwise made from the clock. */
  _id: Uint8Array
  /** Writes the XMP description, which must say the same as the Info dictionary. */
  _addInfo(): void
  /** Where every finished object of the file arrives; the stream machinery behind it would hold them until the next tick. */
  push(chunk: Uint8Array | null): boolean
  outline: OutlineItem
}
