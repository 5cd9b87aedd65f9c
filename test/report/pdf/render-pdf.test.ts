import {afterEach, describe, expect, it, vi} from 'vitest'
import type {ReportDocument} from '../../../src/report/document.ts'
import {renderPdf} from '../../../src/report/pdf/render-pdf.ts'
import {hasPoppler, hasPreflight, needsPoppler, needsPreflight, readBookmarks, readInfo, renderToBytes, validate} from './read-pdf.ts'
import {meta, sampleDocument} from './sample-document.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('bytes', () => {
  it('are the same at another time', async () => {
    vi.useFakeTimers({now: new Date('2026-11-22T03:00:00Z'), toFake: ['Date']})
    const first = await renderToBytes(sampleDocument())
    vi.setSystemTime(new Date('2031-01-01T00:00:00Z'))
    const second = await renderToBytes(sampleDocument())
    expect(second.equals(first)).toBe(true)
  })

  it('differ in the file identifier when the identity differs', async () => {
    const identifier = async (identity: string): Promise<string | undefined> => {
      const pdf = await renderToBytes({meta: {...meta, identity}, blocks: []})
      return /\/ID \[<([0-9a-f]{32})> <\1>\]/.exec(pdf.toString('latin1'))?.[1]
    }
    expect(await identifier('a')).toBeDefined()
    expect(await identifier('a')).not.toBe(await identifier('b'))
  })

  it('arrive while the pages fill', async () => {
    const sizes: number[] = []
    const {pages} = await renderPdf(sampleDocument(900), (chunk) => sizes.push(chunk.length))
    expect(pages).toBeGreaterThan(100)
    expect(sizes.length).toBeGreaterThan(4)
    expect(Math.max(...sizes)).toBeLessThan(200_000)
  })

  it('make a page even of nothing', async () => {
    expect(await renderPdf({meta, blocks: [{kind: 'page-break'}]}, () => {})).toEqual({pages: 1})
  })
})

describe(`metadata${needsPoppler}`, () => {
  it.skipIf(!hasPoppler)('tells title, author, subject, keywords and the day of assessment', async () => {
    const info = readInfo(await renderToBytes({meta, blocks: []}))
    expect(info).toMatch(/^Title: +Báo cáo tự đánh giá an ninh mạng <Sở Tư pháp> & đơn vị$/m)
    expect(info).toMatch(/^Author: +Sở Tư pháp tỉnh An Giang$/m)
    expect(info).toMatch(/^Subject: +Kết quả tự đánh giá theo cấp độ$/m)
    expect(info).toMatch(/^Keywords: +an ninh mạng, cấp độ 3, tự đánh giá$/m)
    expect(info).toMatch(/^CreationDate: +Fri Nov 20 .* 2026/m)
    expect(info).toMatch(/^ModDate: +Fri Nov 20 .* 2026/m)
    expect(info).toMatch(/^PDF version: +1\.4$/m)
  })

  it.each([
    ['vi', 'vi-VN'],
    ['en', 'en'],
  ] as const)('names the language %s and shows the title of the document', async (language, named) => {
    const pdf = (await renderToBytes({meta: {...meta, language}, blocks: []})).toString('latin1')
    expect(pdf).toContain(`/Lang (${named})`)
    expect(pdf).toContain('/DisplayDocTitle true')
  })
})

describe(`bookmarks${needsPoppler}`, () => {
  it.skipIf(!hasPoppler)('follow headings and sections by level, in NFC', async () => {
    const document: ReportDocument = {
      meta,
      blocks: [
        {kind: 'heading', level: 1, text: 'I. Kết quả'.normalize('NFD')},
        {kind: 'heading', level: 2, text: '1. Nhận xét'},
        {kind: 'heading', level: 3, text: 'a) Máy chủ'},
        {kind: 'heading', level: 2, text: '2. Số liệu'},
        {kind: 'heading', level: 1, text: 'II. Kiến nghị'},
        {kind: 'section', orientation: 'landscape', restartNumbering: true, label: 'Phụ lục I', title: 'Thiết bị'},
        {kind: 'heading', level: 1, text: '1. Máy trạm'},
        {kind: 'section', orientation: 'portrait', restartNumbering: false},
        {kind: 'heading', level: 1, text: 'III. Kết luận'},
      ],
    }
    expect(readBookmarks(await renderToBytes(document))).toEqual([
      'I. Kết quả',
      '  1. Nhận xét',
      '    a) Máy chủ',
      '  2. Số liệu',
      'II. Kiến nghị',
      'Phụ lục I - Thiết bị',
      '  1. Máy trạm',
      'III. Kết luận',
    ])
  })
})

describe(`archive${needsPreflight}`, () => {
  it.skipIf(!hasPreflight)(
    'is PDF/A-1b with long tables, charts, bookmarks and characters the font lacks',
    {timeout: 120_000},
    async () => {
      const {blocks} = sampleDocument(300)
      const strange = {kind: 'paragraph' as const, runs: [{text: 'Lạ: 😀 สวัสดี ☑ \u0000 \ud800'}]}
      expect(validate(await renderToBytes({meta, blocks: [strange, ...blocks]}))).toContain('is a valid PDF/A-1b file')
    },
  )
})
