import {describe, expect, it} from 'vitest'
import {createFace, type Face} from '../../../src/report/pdf/face.ts'
import {layText} from '../../../src/report/pdf/lay-text.ts'
import {writeLine} from '../../../src/report/pdf/write-line.ts'

/** A font whose glyph numbers are the characters themselves, each half the size wide. */
function fakeFace(): Face {
  return createFace({
    id: 'F1',
    font: {hasGlyphForCodePoint: () => true, glyphForCodePoint: (id) => ({id, advanceWidth: 500})},
    subset: {includeGlyph: (glyph) => glyph},
    scale: 1,
    widths: [],
    unicode: [],
    ref: () => undefined,
  })
}

/** The text stream without any geometry: what a reader sees who knows glyphs only. */
function readStream(operators: string): string {
  const glyphs = [...operators.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
  return glyphs.map((glyph) => String.fromCodePoint(Number.parseInt(glyph, 16))).join('')
}

describe('a justified line', () => {
  const WIDTH = 120
  const face = fakeFace()
  const text = 'căn cứ Nghị định của Chính phủ về an ninh mạng'
  const laid = layText([{text}], WIDTH, {size: 10, align: 'justify'}, () => face)
  const streams = laid.lines.map((line) => writeLine(line, 10, new Set()).text)

  it('keeps its spaces as glyphs', () => {
    expect(streams.length).toBeGreaterThan(2)
    expect(streams.map(readStream).join('')).toBe(text)
  })

  it('is as wide as its column', () => {
    for (const [index, line] of laid.lines.slice(0, -1).entries()) {
      const stretch = [...(streams[index] ?? '').matchAll(/> (-?[\d.]+)|>(-[\d.]+)</g)].reduce(
        (sum, found) => sum - Number(found[1] ?? found[2]),
        0,
      )
      expect(line.stretch).toBeGreaterThan(0)
      expect((line.width * 10) / 1000 + (stretch * 10) / 1000).toBeCloseTo(WIDTH, 1)
    }
    expect(laid.lines.at(-1)?.stretch).toBe(0)
  })
})

describe('a line', () => {
  it('changes the font where the run changes and keeps glued runs together', () => {
    const regular = fakeFace()
    const bold: Face = {...fakeFace(), id: 'F2'}
    const pick = (isBold?: boolean): Face => (isBold ? boldFace : regular)
    const boldFace: Face = {...bold, measure: (word) => ({...bold.measure(word), face: boldFace})}
    const laid = layText([{text: 'a b'}, {text: 'c', bold: true}, {text: ' d'}], 1000, {size: 10}, pick)
    const faces = new Set<Face>()
    const [line] = laid.lines
    if (!line) throw new Error('No line was laid out.')
    expect(writeLine(line, 10, faces).text.match(/\/F\d/g)).toEqual(['/F1', '/F2', '/F1'])
    expect(readStream(writeLine(line, 10, faces).text)).toBe('a bc d')
    expect(faces).toEqual(new Set([regular, boldFace]))
  })

  it('is never wider than its column, however long its words are', () => {
    const face = fakeFace()
    const words = ['a'.repeat(200), '/'.repeat(90), '😀'.repeat(40), 'ngắn', `x${'-y'.repeat(70)}`]
    for (const width of [7, 20, 33, 120]) {
      const {natural, lines} = layText([{text: words.join(' ')}], width, {size: 10}, () => face)
      expect(natural).toBeLessThanOrEqual(width + 1e-6)
      expect(lines.flatMap((line) => line.words.flatMap(({pieces}) => pieces.map(({text}) => text))).join('')).toBe(words.join(''))
    }
  })
})
