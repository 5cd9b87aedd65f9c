import {describe, expect, it} from 'vitest'
import type {Block} from '../../../src/report/document.ts'
import {PAPER} from '../../../src/report/pdf/measures.ts'
import {hasPoppler, needsPoppler, oneLine, readPages, readWords, renderBlocks, renderToBytes} from './read-pdf.ts'
import {findingsTable, HASH, LONG_TEXT, letterHead, meta, paragraph, sampleDocument, signature} from './sample-document.ts'

/** So many lines of body text, to bring the next block to any place of a page. */
const filler = (lines: number): Block => ({kind: 'paragraph', runs: [{text: Array.from({length: lines}, () => 'dòng').join('\n')}]})
/** Some tests draw a document for each of these places. */
const MANY_PAGES = 60_000
const places = Array.from({length: 22}, (_, index) => index + 20)

describe(`pages${needsPoppler}`, () => {
  it.skipIf(!hasPoppler)('are numbered in the top margin, from 2, and anew in an appendix', async () => {
    const pages = readWords(await renderToBytes(sampleDocument(40)))
    const numbers = pages.map((words) => words.filter(({bottom}) => bottom < PAPER.top).map(({text}) => text))
    const appendix = numbers.findIndex((found, index) => index > 0 && found.length === 0)
    expect(numbers[0]).toEqual([])
    expect(numbers.slice(1, appendix)).toEqual(numbers.slice(1, appendix).map((_, index) => [String(index + 2)]))
    expect(numbers.slice(appendix)).toEqual(numbers.slice(appendix).map((_, index) => (index === 0 ? [] : [String(index + 1)])))
    expect(appendix).toBeGreaterThan(2)
    const number = pages[1]?.find(({bottom}) => bottom < PAPER.top)
    const middle = PAPER.left + (PAPER.short - PAPER.left - PAPER.right) / 2
    expect(((number?.left ?? 0) + (number?.right ?? 0)) / 2).toBeCloseTo(middle, 0)
  })

  it.skipIf(!hasPoppler)('carry the footer', async () => {
    for (const page of readPages(await renderToBytes(sampleDocument(60)))) expect(oneLine(page)).toContain(meta.footer)
  })

  it.skipIf(!hasPoppler)('keep everything but number and footer inside the margins of NĐ 30', async () => {
    const pages = readWords(await renderBlocks(letterHead, paragraph(LONG_TEXT.repeat(12)), findingsTable(60), signature))
    for (const words of pages) {
      for (const {left, top, right, bottom} of words.filter((word) => word.bottom > PAPER.top && word.top < PAPER.long - PAPER.bottom)) {
        expect(left).toBeGreaterThan(PAPER.left - 0.5)
        expect(right).toBeLessThan(PAPER.short - PAPER.right + 0.5)
        expect(top).toBeGreaterThan(PAPER.top - 0.5)
        expect(bottom).toBeLessThan(PAPER.long - PAPER.bottom + 0.5)
      }
    }
  })
})

describe(`table${needsPoppler}`, () => {
  it.skipIf(!hasPoppler)('repeats its header on every page', async () => {
    const pages = readPages(await renderBlocks(findingsTable(120)))
    expect(pages.length).toBeGreaterThan(5)
    for (const page of pages) expect(page).toMatch(/Tiêu chí[\s\S]*Kết quả[\s\S]*Bằng chứng/)
  })

  it.skipIf(!hasPoppler)(
    'leaves no caption, header or group title without a row below, nor the heading above it',
    {timeout: MANY_PAGES},
    async () => {
      for (const place of places) {
        const pages = readPages(await renderBlocks(filler(place), {kind: 'heading', level: 2, text: '1. Đầu đề'}, findingsTable(4)))
        const starts = pages.filter((page) => /Đầu đề|Bảng 1|Bằng chứng|Nhóm 1/.test(page))
        for (const page of starts) expect(page).toContain('Giao thức')
        expect(starts.length).toBeGreaterThan(0)
      }
    },
  )

  it.skipIf(!hasPoppler)('splits a row taller than a page between its lines and loses no word', async () => {
    const numbered = Array.from({length: 1500}, (_, index) => `từ${index}`)
    const pages = readPages(
      await renderBlocks({
        kind: 'table',
        columns: [
          {header: 'Cột một', share: 1},
          {header: 'Cột hai', share: 2},
        ],
        rows: [
          [{runs: [{text: 'ngắn'}]}, {runs: [{text: numbered.join(' ')}]}],
          [{runs: [{text: 'sau'}]}, {runs: [{text: 'cùng'}]}],
        ],
      }),
    )
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.flatMap((page) => page.match(/từ\d+/g) ?? [])).toEqual(numbered)
    for (const page of pages) expect(page).toContain('Cột hai')
    expect(pages.at(-1)).toContain('sau')
  })

  it.skipIf(!hasPoppler)('breaks a hash to fit its cell', async () => {
    const column = (PAPER.short - PAPER.left - PAPER.right) / 3
    const cell = (text: string) => ({runs: [{text}]})
    const [words = []] = readWords(
      await renderBlocks({
        kind: 'table',
        columns: ['A', 'B', 'C'].map((header) => ({header, share: 1})),
        rows: [[cell(HASH), cell(`x${HASH}`), cell('kề')]],
      }),
    )
    const pieces = words.filter(({text}) => /^x?[0-9a-f]{5,}$/.test(text))
    expect(pieces.length).toBeGreaterThan(3)
    for (const {left, right} of pieces) {
      const start = PAPER.left + Math.floor((left - PAPER.left) / column) * column
      expect(right).toBeLessThan(start + column - 3)
    }
  })

  it.skipIf(!hasPoppler)('gives a narrow column room for the words of its header and for dates', async () => {
    const columns = [
      {header: 'Nghiêng', share: 1},
      {header: 'Rộng', share: 60},
    ]
    const rows = [[{runs: [{text: '31/12/2026'}]}, {runs: [{text: LONG_TEXT}]}]]
    const [words = []] = readWords(await renderBlocks({kind: 'table', columns, rows}))
    expect(words.map(({text}) => text)).toEqual(expect.arrayContaining(['Nghiêng', '31/12/2026']))
  })
})

describe(`signature${needsPoppler}`, () => {
  it.skipIf(!hasPoppler)('stays on one page, with the last paragraph', {timeout: MANY_PAGES}, async () => {
    for (const place of places) {
      const pages = readPages(await renderBlocks(filler(place), paragraph('Trên đây là báo cáo./.'), signature))
      const page = pages.find((text) => text.includes('Nơi nhận:'))
      for (const part of ['Trên đây là báo cáo', 'PHÓ GIÁM ĐỐC', '(chữ ký, dấu)', 'Lưu: VT']) expect(page).toContain(part)
    }
  })

  it.skipIf(!hasPoppler)('stays inside the margins after a long text too', {timeout: MANY_PAGES}, async () => {
    for (const place of places) {
      const words = readWords(await renderBlocks(filler(place), signature)).flat()
      const lowest = words.filter(({text}) => text === 'dấu)').map(({bottom}) => bottom)
      expect(lowest).toHaveLength(1)
      expect(lowest[0]).toBeLessThan(PAPER.long - PAPER.bottom - 50)
    }
  })
})

describe(`heading${needsPoppler}`, () => {
  it.skipIf(!hasPoppler)('keeps with the next block and shows level 1 in upper case', {timeout: MANY_PAGES}, async () => {
    for (const place of places) {
      const pages = readPages(await renderBlocks(filler(place), {kind: 'heading', level: 1, text: 'I. Đầu đề'}, paragraph(LONG_TEXT)))
      expect(pages.find((page) => page.includes('I. ĐẦU ĐỀ'))).toContain('Thực hiện Luật')
    }
  })
})

describe(`chart${needsPoppler}`, () => {
  it.skipIf(!hasPoppler)('writes every number, beside the bar when its segment is small', async () => {
    const segments = [
      {tone: 'good' as const, value: 9876},
      {tone: 'bad' as const, value: 3},
      {tone: 'unknown' as const, value: 4},
      {tone: 'partly' as const, value: 0},
    ]
    const pdf = await renderBlocks({
      kind: 'stacked-bars',
      caption: 'Hình',
      legend: [{tone: 'good', label: 'Đạt'}],
      rows: [{label: 'Nhóm', segments}],
    })
    const [words = []] = readWords(pdf)
    const find = (text: string) => words.find((word) => word.text === text)
    expect(find('3')?.left).toBeGreaterThan((find('9.876')?.right ?? Number.POSITIVE_INFINITY) + 50)
    expect(find('4')?.left).toBeGreaterThan((find('3')?.right ?? Number.POSITIVE_INFINITY) + 5)
    expect(find('0')).toBeUndefined()
  })
})
