import type {Face, Glyphs} from '../pdf/face.ts'

/** Widths of Times New Roman in thousandths of the size, near enough to share out the columns of a table. */
function widthOf(character: string, bold: boolean): number {
  const extra = bold ? 40 : 0
  if (/[\p{Lu}mwMW%]/u.test(character)) return 720 + extra
  if (/[ijltfr.,:;'()[\]/|-]/.test(character)) return 320 + extra
  return 500 + extra
}

/** A face that only measures: the columns of a DOCX get the widths the PDF's get, without loading a font. */
export function createEstimatedFace(bold = false): Face {
  const face: Face = {
    id: bold ? 'bold' : 'regular',
    space: {} as Glyphs,
    measure: (text) => ({face, text, hex: '', width: [...text].reduce((sum, character) => sum + widthOf(character, bold), 0)}),
  }
  face.space = {face, text: ' ', hex: '', width: 250}
  return face
}
