import {describe, expect, it} from 'vitest'
import {PAPER} from '../../../src/report/pdf/measures.ts'
import {hasPoppler, needsPoppler, oneLine, readPages, readText, readWords, renderBlocks} from './read-pdf.ts'
import {HASH, LONG_TEXT, paragraph} from './sample-document.ts'

const RIGHT = PAPER.short - PAPER.right

describe(`text${needsPoppler}`, () => {
  it.skipIf(!hasPoppler).each([[[]], [['-raw']], [['-layout']]])('keeps its words and spaces when justified %j', async (flags) => {
    const pdf = await renderBlocks(paragraph(LONG_TEXT.normalize('NFD')))
    expect(readText(pdf, ...flags)).toContain(LONG_TEXT.normalize('NFC'))
  })

  it.skipIf(!hasPoppler)('is justified to the right margin, except its last line', async () => {
    const [words = []] = readWords(await renderBlocks(paragraph(LONG_TEXT)))
    const lines = Map.groupBy(
      words.filter(({top}) => top < PAPER.long - PAPER.bottom),
      ({top}) => Math.round(top),
    )
    const ends = [...lines.values()].map((line) => Math.max(...line.map(({right}) => right)))
    expect(ends.length).toBeGreaterThan(5)
    for (const end of ends.slice(0, -1)) expect(Math.abs(end - RIGHT)).toBeLessThan(0.5)
    expect(ends.at(-1)).toBeLessThan(RIGHT - 20)
  })

  it.skipIf(!hasPoppler)('begins a justified paragraph with an indent of 1.27 cm', async () => {
    const [words = []] = readWords(await renderBlocks(paragraph(LONG_TEXT)))
    expect(words[0]?.left).toBeCloseTo(PAPER.left + 36, 0)
  })

  it.skipIf(!hasPoppler)('wraps bold and italic runs inside a paragraph as one text', async () => {
    const half = LONG_TEXT.length / 2
    const pdf = await renderBlocks({
      kind: 'paragraph',
      align: 'justify',
      runs: [
        {text: LONG_TEXT.slice(0, half), bold: true},
        {text: LONG_TEXT.slice(half), italic: true},
        {text: ' nối'},
        {text: 'liền.', bold: true},
      ],
    })
    expect(readText(pdf, '-raw')).toContain(`${LONG_TEXT} nốiliền.`)
  })

  it.skipIf(!hasPoppler).each([
    ['a hash', HASH.repeat(4)],
    ['an address', `https://congthongtin.angiang.gov.vn/${'ho-tich/tra-cuu/'.repeat(12)}`],
  ])('breaks %s inside the margins and loses nothing of it', async (_, long) => {
    const pdf = await renderBlocks(paragraph(`Xem ${long} rồi tiếp tục.`))
    for (const {right} of readWords(pdf).flat()) expect(right).toBeLessThan(RIGHT + 0.5)
    expect(readText(pdf, '-raw').replaceAll(' ', '')).toContain(`Xem${long}rồitiếptục.`)
  })

  it.skipIf(!hasPoppler)('shows a placeholder for what the font lacks and nothing for what cannot be seen', async () => {
    const text = readText(await renderBlocks({kind: 'paragraph', runs: [{text: 'A😀B กข C\u0007D\u202eE\u200bF \ud800G'}]}))
    expect(text).toContain('A\ufffdB \ufffd\ufffd CDEF \ufffdG')
  })

  it.skipIf(!hasPoppler)('can be read from boxes and ticks drawn as lines', async () => {
    const text = readText(await renderBlocks({kind: 'paragraph', runs: [{text: '☐ chưa ☑ có ☒ không ✓ xong'}]}))
    expect(text).toContain('☐ chưa ☑ có ☒ không ✓ xong')
  })

  it.skipIf(!hasPoppler)('keeps runs of spaces and line breaks', async () => {
    const pdf = await renderBlocks({kind: 'paragraph', runs: [{text: 'Số:        /BC-STP\nDòng hai'}]})
    const [words = []] = readWords(pdf)
    const find = (text: string) => words.find((word) => word.text === text)
    expect((find('/BC-STP')?.left ?? 0) - (find('Số:')?.right ?? 0)).toBeGreaterThan(20)
    expect(find('Dòng')?.top).toBeGreaterThan(find('Số:')?.bottom ?? Number.POSITIVE_INFINITY)
  })

  it.skipIf(!hasPoppler)('never leaves one line of a paragraph alone on a page', {timeout: 60_000}, async () => {
    for (let lines = 30; lines < 46; lines++) {
      const filler = Array.from({length: lines}, () => 'dòng').join('\n')
      const pages = readPages(await renderBlocks({kind: 'paragraph', runs: [{text: filler}]}, paragraph(LONG_TEXT)), '-layout')
      const own = pages.map((page) =>
        page.split('\n').filter((line) => line.trim().split(/\s+/).length > 4 && !line.includes('Tự đánh giá nội bộ')),
      )
      expect(own.map((found) => found.length).filter((count) => count === 1)).toEqual([])
      expect(oneLine(own.flat().join(' '))).toContain('Thực hiện Luật')
    }
  })
})
