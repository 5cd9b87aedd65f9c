import {strFromU8, unzipSync} from 'fflate'
import {describe, expect, test} from 'vitest'
import {renderSiteReport} from '../../../src/audit/render-site-report.ts'
import {composeSite} from '../../../src/report/site/compose.ts'
import {composeSiteSummary} from '../../../src/report/site/compose-summary.ts'
import type {SiteValues} from '../../../src/report/site/values.ts'
import {hasPoppler, needsPoppler, readBookmarks, readPages, readText, renderToBytes} from '../pdf/read-pdf.ts'
import {content, finding, input, site} from './fixture.ts'

const base = site()
const spam = finding('spam.hidden', 'critical', 'Trang có khối ẩn chứa liên kết cờ bạc: /tin-tuc/1')
const leak = finding('pii.bulk', 'critical', 'Có danh sách lớn kèm dữ liệu cá nhân: https://sotuphap.example.gov.vn/ds.xlsx (≥ 40, high)')
const tls10 = finding('tls.tls10', 'high', 'Máy chủ còn nhận TLS 1.0 đã bị loại bỏ')
const tls11 = finding('tls.tls11', 'high', 'Máy chủ còn nhận TLS 1.1 đã bị loại bỏ')
const hsts = finding('hdr.hsts.missing', 'medium', 'Trang không gửi tiêu đề Strict-Transport-Security')

const capped = site({
  before: {at: '2026-11-20T02:00:00Z', letter: 'C'},
  findings: [tls10, tls11, hsts],
  unknown: [
    {
      check: 'pii.bulk',
      title: 'Không thấy danh sách lớn',
      severity: 'critical',
      alert: true,
      reason: 'not-collected',
      detail: 'only the first page and the files it names were looked at',
    },
    {
      check: 'dns.axfr',
      title: 'dns.axfr',
      severity: 'high',
      alert: false,
      reason: 'not-supported',
      detail: 'this version does not look at it yet',
    },
  ],
  otherAddresses: ['203.0.113.8'],
  grade: {
    ...base.grade,
    letter: 'C',
    uncapped: 'B',
    score: 84.2,
    caps: [
      {letter: 'C', checks: ['tls.tls10', 'tls.tls11']},
      {letter: 'B', checks: ['tls.tls10', 'hdr.hsts.missing']},
    ],
  },
})
const unreached = site({
  status: 'timeout',
  statusDetail: 'connect: ETIMEDOUT',
  at: '2026-10-01T02:00:00Z',
  ageDays: 57,
  old: true,
  certificate: undefined as never,
  unknown: Array.from({length: 90}, (_, index) => ({
    check: `tls.${index}`,
    title: `tls.${index}`,
    severity: 'high' as const,
    alert: false,
    reason: 'timeout' as const,
    detail: 'timeout: connect: ETIMEDOUT',
  })),
  grade: {
    algorithm: 1,
    assessed: 0,
    categories: base.grade.categories.map(({category, weight}) => ({category, weight, assessed: 0})),
    caps: [],
    missing: ['tls'],
    alerts: [],
  },
  counts: {pass: 0, fail: 0, unknown: 90, notApplicable: 4},
})
const alarmed = site({
  findings: [spam, leak, tls10],
  grade: {
    ...base.grade,
    letter: 'F',
    uncapped: 'B',
    score: 82,
    caps: [{letter: 'F', checks: ['spam.hidden', 'pii.bulk']}],
    alerts: ['spam.hidden', 'pii.bulk'],
  },
})

const words = async (values: SiteValues, language: 'vi' | 'en' = 'vi') => {
  const files = await renderSiteReport(composeSite(input(values, language)), ['docx'])
  const xml = strFromU8(unzipSync(files.get('docx') ?? new Uint8Array())['word/document.xml'] ?? new Uint8Array())
  return xml
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
}
const order = (text: string, ...phrases: string[]) => {
  const places = phrases.map((phrase) => text.indexOf(phrase))
  expect(places, phrases.join(' < ')).toEqual([...places].sort((a, b) => a - b))
  expect(places).not.toContain(-1)
}

describe('the report of a site', () => {
  test('faults first, then the letter with what held it down, evidence, what was not assessed, the measurement', async () => {
    const text = await words(capped)
    order(
      text,
      'không phải kết luận của cơ quan có thẩm quyền',
      'LỖI ĐÃ THẤY',
      'Máy chủ còn nhận TLS 1.0',
      'HẠNG CỦA TRANG',
      'Điểm bị hạn chế ở C vì: Máy chủ còn nhận TLS 1.0 đã bị loại bỏ (tls.tls10); Máy chủ còn nhận TLS 1.1',
      'Điểm bị hạn chế ở B vì',
      'Hạng này trùng với lần đo lúc 20/11/2026',
      'BẰNG CHỨNG, CÁCH XEM LẠI',
      "openssl s_client -connect sotuphap.example.gov.vn:443 -servername sotuphap.example.gov.vn -tls1 -cipher 'DEFAULT:@SECLEVEL=0' </dev/null",
      'ssl_protocols TLSv1.2 TLSv1.3;',
      'Cách khắc phục: như mục 1.',
      'CHƯA ĐÁNH GIÁ ĐƯỢC',
      'VỀ LẦN ĐO',
      'a'.repeat(64),
    )
    expect(text).toContain('Lần đo lúc 26/11/2026 09:00, cách ngày báo cáo (27/11/2026) 1 ngày.')
    expect(text).toContain('thuật toán số 1')
    expect(text).toContain('chưa xem: 203.0.113.8')
    // The way of mending is written once.
    expect(text.split('ssl_protocols TLSv1.2 TLSv1.3;')).toHaveLength(2)
  })

  test('alerts stand before everything, with evidence kept first, whatever the letter', async () => {
    const text = await words(alarmed)
    order(
      text,
      'CẢNH BÁO: CẦN XỬ LÝ NGAY',
      'LỖI ĐÃ THẤY',
      'CB1',
      'CB2',
      'CB1. Trang có khối ẩn',
      'Giữ chứng cứ: chụp màn hình',
      'CB2. Có danh sách lớn',
      '1. Máy chủ còn nhận TLS 1.0',
    )
    expect(text).toContain('Điểm bị hạn chế ở F vì: Trang có khối ẩn')
  })

  test('what was not assessed never reads as a pass', async () => {
    const text = await words(unreached)
    expect(text).toContain('Chưa đánh giá được nội dung nào')
    expect(text).toContain('không đủ dữ liệu')
    expect(text).toContain('mới đánh giá được 0 % trọng số, cần ít nhất 60 %')
    expect(text).not.toMatch(/Không thấy lỗi trong/)
    expect(text).toContain('không trả lời kịp')
    expect(await words(capped)).toContain('Chưa đánh giá được 1 dấu hiệu cảnh báo')
  })

  test('an old measurement is told in bold before all else', async () => {
    order(await words(unreached), 'CẢNH BÁO: kết quả đã cũ (đo lúc 01/10/2026 09:00, cách ngày báo cáo 57 ngày', 'LỖI ĐÃ THẤY')
  })

  test('a letter of one measurement, or of two that disagree, is for nobody to compare', async () => {
    expect(await words(site())).toContain('chưa dùng để công bố hoặc so sánh giữa các cơ quan')
    expect(await words(site({before: {at: '2026-11-20T02:00:00Z', letter: 'D'}}))).toContain('cho kết quả khác (D)')
    expect(await words(site({before: {at: '2026-11-20T02:00:00Z'}}))).toContain('cho kết quả khác (không đủ dữ liệu)')
  })

  test('a waiver stands beside its fault, and the letter with and without', async () => {
    const waiver = {id: 'mt-001', document: '12/QĐ-STP ngày 01/11/2026', expiresOn: '2027-03-31'}
    const text = await words(site({...capped, findings: [{...tls10, waiver}, tls11, hsts], gradeWithoutWaived: {letter: 'B', faults: 1}}))
    expect(text).toContain('Miễn trừ mt-001 theo 12/QĐ-STP ngày 01/11/2026, đến hết ngày 31/03/2027.')
    expect(text).toContain('Miễn trừ đang có hiệu lực cho 1 lỗi (lỗi vẫn được nêu). Nếu không tính các lỗi đó: hạng B.')
    expect(text).toContain('Điểm bị hạn chế ở C')
  })

  test('a name that a shell could misread gets no command', async () => {
    const text = await words(site({findings: [{...tls10, see: [{shows: 'x'}]}]}))
    expect(text).toContain('Không in lệnh, vì địa chỉ có ký tự lạ')
    expect(text).not.toContain('openssl s_client')
  })

  test('in English', async () => {
    const text = await words(capped, 'en')
    expect(text).toContain('Held down to C by: ')
    expect(text).toContain('not the conclusion of an authority')
    expect(text).not.toMatch(/undefined|\{\{/)
  })

  test.skipIf(!hasPoppler)(`as PDF${needsPoppler}`, async () => {
    const pdf = await renderToBytes(composeSite(input(capped)))
    await expect(readPages(pdf, '-layout').join('\f\n')).toMatchFileSnapshot('../../golden/site.vi.txt')
    const text = readText(pdf)
    expect(text).toBe(text.normalize('NFC'))
    expect(text).not.toMatch(/\uFFFD|undefined|NaN|\[object|\{\{/)
    expect(readBookmarks(pdf).map((title) => title.trim())).toContain('I. LỖI ĐÃ THẤY')
    expect(Buffer.compare(pdf, await renderToBytes(composeSite(input(capped))))).toBe(0)
  })
})

describe('several sites', () => {
  const sites = [
    site({...capped, host: 'a.gov.vn', unit: 'Phòng Bổ trợ', target: 'site-a'}),
    site({...alarmed, host: 'b.gov.vn', name: 'Trang B', unit: 'Văn phòng', target: 'site-b'}),
    site({...unreached, host: 'c.gov.vn', unit: undefined as never, target: 'site-c'}),
  ]
  const summary = (list = sites) => {
    const {on, workspace, words: reportWords, language, dataAges} = input(base)
    const titleOf = (check: string) => `${content.checks.get(check)?.check.title.vi ?? check} (${check})`
    return composeSiteSummary({
      on,
      workspace,
      sites: list,
      unmeasured: [{target: 'site-d', url: 'https://d.gov.vn/', name: 'Trang D'}],
      titleOf,
      algorithm: 1,
      words: reportWords,
      language,
      dataAges,
    })
  }

  test('are counted by check and by unit, and no office is ranked by a letter', async () => {
    const text = JSON.stringify(summary().blocks)
    for (const letter of ['A+', 'A', 'B', 'C', 'D', 'E', 'F']) expect(text).not.toContain(`{"text":"${letter}"}`)
    for (const phrase of [
      'Tổng hợp 3 trang đã đo trong 4 trang',
      'cũ nhất lúc 01/10/2026 09:00',
      'thuật toán số 1',
      'CẢNH BÁO: 1 trang có kết quả cũ hơn 7 ngày: c.gov.vn',
      'Phòng Bổ trợ',
      'Chưa ghi đơn vị',
      'chưa đo',
    ])
      expect(text).toContain(phrase)
    order(text, 'CẢNH BÁO CẦN XỬ LÝ NGAY', 'THEO NỘI DUNG KIỂM TRA', 'THEO ĐƠN VỊ PHỤ TRÁCH', 'DANH SÁCH TRANG')
    // By the alphabet, not by how bad they are.
    order(text, '"Phòng Bổ trợ"', '"Văn phòng"', '"Chưa ghi đơn vị"')
  })

  test('none measured is said', () => {
    expect(JSON.stringify(summary([]).blocks)).toContain('Chưa trang nào được đo.')
  })

  test.skipIf(!hasPoppler)(`as PDF${needsPoppler}`, async () => {
    const pdf = await renderToBytes(summary())
    await expect(readPages(pdf, '-layout').join('\f\n')).toMatchFileSnapshot('../../golden/site-summary.vi.txt')
  })
})
