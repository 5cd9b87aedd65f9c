import type {Face, Glyphs} from './face.ts'
import type {PlacedLine} from './lay-text.ts'

/** The operators of one line between BT and ET, and the marks still to be drawn at their distance from the line's start. */
export interface WrittenLine {
  text: string
  marks: {mark: string; at: number}[]
}

/**
 * Writes a line as glyphs. The space glyphs stay in it and stretching is a number after them,
 * so that a reader of the text stream finds the words apart, also in justified lines.
 */
export function writeLine(line: PlacedLine, size: number, faces: Set<Face>): WrittenLine {
  const scale = size / 1000
  const marks: WrittenLine['marks'] = []
  let text = ''
  let glyphs = ''
  let face: Face | undefined
  let at = 0

  function flush(): void {
    if (glyphs !== '') text += `[<${glyphs}>] TJ `
    glyphs = ''
  }

  function choose(next: Face): void {
    if (face === next) return
    flush()
    face = next
    faces.add(next)
    text += `/${next.id} ${size} Tf `
  }

  function addMarked(piece: Glyphs): void {
    flush()
    text += `/Span <</ActualText <${utf16(piece.text)}>>> BDC [<${piece.hex}>] TJ EMC `
    for (const {mark, at: distance} of piece.marks ?? []) marks.push({mark, at: at + distance * scale})
  }

  const last = line.words.length - 1
  for (const [index, word] of line.words.entries()) {
    for (const piece of word.pieces) {
      choose(piece.face)
      if (piece.marks) addMarked(piece)
      else glyphs += piece.hex
      at += piece.width * scale
    }
    if (word.spaces === 0) continue
    choose(word.face)
    const {space} = word.face
    // The space at the end of a line shows nothing and parts the words of two lines.
    const spaces = index === last ? 1 : word.spaces
    glyphs += space.hex.repeat(spaces)
    if (line.stretch > 0 && index !== last) glyphs += `>${-roundTo100th((spaces * line.stretch) / scale)}<`
    at += spaces * (space.width * scale + line.stretch)
  }
  flush()
  return {text: text.trimEnd(), marks}
}

const roundTo100th = (value: number): number => Math.round(value * 100) / 100

function utf16(text: string): string {
  let hex = 'FEFF'
  for (let index = 0; index < text.length; index++) hex += text.charCodeAt(index).toString(16).padStart(4, '0')
  return hex
}
