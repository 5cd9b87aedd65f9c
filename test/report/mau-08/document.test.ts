import {strFromU8, unzipSync} from 'fflate'
import {readXlsx} from 'hucre/xlsx'
import {describe, expect, it} from 'vitest'
import type {ReportDocument, Table} from '../../../src/report/document.ts'
import {renderDocx} from '../../../src/report/docx/render-docx.ts'
import type {Mau08Evaluation} from '../../../src/report/mau-08/values.ts'
import {renderPdf} from '../../../src/report/pdf/render-pdf.ts'
import {renderXlsx} from '../../../src/report/xlsx/render-xlsx.ts'
import {hasPoppler, needsPoppler, readText} from '../pdf/read-pdf.ts'
import {completeRegister, compose, derive, textOf} from './fixture.ts'

const counts = {met: 3, partlyMet: 1, notMet: 1, unknown: 2, notApplicable: 0}
const evaluation: Omit<Mau08Evaluation, 'inWindow' | 'entered'> = {
  id: 'cong-ttdt-2026-12-01-0a1b2c3d',
  on: '2026-12-01',
  conclusion: 'does-not-meet',
  groups: [{name: 'Quản lý tài khoản', verdict: 'does-not-meet', counts}],
  management: counts,
  short: [{title: 'Khóa phiên làm việc', verdict: 'not-met'}],
}
const complete = compose(derive(completeRegister(), {evaluations: new Map([['cong-ttdt', evaluation]])}))
const text = textOf(complete)

const labels = [
  'STT',
  'Tên HTTT',
  'Chủ quản HTTT',
  'Đơn vị vận hành HTTT',
  'Cấp độ đề xuất',
  'Tình trạng phê duyệt cấp độ',
  'Quyết định phê duyệt cấp độ',
  'Quy chế bảo đảm ANM cho hệ thống',
  'Dự kiến thời điểm phê duyệt HSĐXCĐ',
  'Đã triển khai đầy đủ PA BĐANM',
  'Dự kiến thời điểm triển khai đầy đủ PA BĐANM',
  'Đã kiểm tra, đánh giá ANM',
]

async function bytesOf(
  render: (document: ReportDocument, write: (chunk: Uint8Array) => void) => Promise<unknown>,
  document: ReportDocument,
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  await render(document, (chunk) => void chunks.push(chunk))
  return Buffer.concat(chunks)
}

describe('Mẫu 08 as a document', () => {
  it('reads as it did', async () => {
    await expect(text).toMatchFileSnapshot('../../golden/mau-08.vi.txt')
  })

  it('has the twelve columns as printed, numbered', () => {
    const table = complete.blocks.find((block): block is Table => block.kind === 'table' && block.columns.length === 12)
    expect(table?.columns.map(({header}) => header)).toEqual(labels.map((label, index) => `${label}\n(${index + 1})`))
    expect(table?.rows).toHaveLength(2)
  })

  it('stands on landscape pages from the table on and says the window began before the decree', () => {
    expect(text).toContain('===== landscape\n\n## 3. Thông tin chi tiết về các hệ thống thông tin thuộc phạm vi quản lý')
    expect(text).toContain('Kỳ số liệu bắt đầu ngày 15/12/2025, trước ngày Nghị định số 331/2026/NĐ-CP có hiệu lực (19/08/2026)')
    expect(text).toContain('không phải kết luận của cơ quan có thẩm quyền')
    expect(text).not.toContain('DỰ THẢO')
    expect(complete.meta.footer).toContain('không phải kết luận của cơ quan có thẩm quyền')
    const next = textOf(compose(derive(completeRegister(), {year: 2027, on: '2027-12-14'})))
    expect(next).not.toContain('Kỳ số liệu bắt đầu ngày')
  })

  it('marks a draft on its first page and in each cell that is wrong', () => {
    const register = structuredClone(completeRegister())
    const [first] = register.systems
    if (first) delete first.operator
    const [, law] = register.documents
    if (law) law.date = '2026-11-01'
    const draft = textOf(compose(derive(register)))
    expect(draft).toContain('BẢN DỰ THẢO, CHƯA ĐƯỢC GỬI: còn 2 lỗi')
    expect(draft).toMatch(
      /1 \| Cổng thông tin điện tử \| Ủy ban nhân dân tỉnh An Giang \| \(thiếu\) \| 2 \|.*01\/11\/2026, Sở Tư pháp tỉnh An Giang \(cần sửa\)/,
    )
    expect(draft).toContain('Lỗi phải sửa trước khi gửi')
  })

  it.each([
    ['DOCX', renderDocx],
    ['PDF', renderPdf],
    ['XLSX', renderXlsx],
  ] as const)('gives the same %s bytes for the same register and day', async (_, render) => {
    const again = compose(derive(completeRegister(), {evaluations: new Map([['cong-ttdt', evaluation]])}))
    const [before, after] = [await bytesOf(render, complete), await bytesOf(render, again)]
    expect(before.equals(after)).toBe(true)
    expect(before.length).toBeGreaterThan(3000)
  })

  it.runIf(hasPoppler)(`prints the numbers and the notice in the PDF${needsPoppler}`, async () => {
    const pdf = readText(await bytesOf(renderPdf, complete))
    expect(pdf).toContain('Số liệu tự báo cáo, không phải kết luận của cơ quan có thẩm quyền')
    expect(pdf).toContain('Quyết định số 12/QĐ-CAT')
  })

  it('repeats the heading of each sheet in print, its name quoted: an unquoted one is a damaged file to Excel', async () => {
    const parts = unzipSync(await bytesOf(renderXlsx, complete))
    const workbook = strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array())
    const names = [...workbook.matchAll(/<definedName [^>]*name="_xlnm\.Print_Titles"[^>]*>([^<]*)</g)].map(([, range = '']) => range)
    expect(names.length).toBeGreaterThan(4)
    for (const range of names) expect(range.replaceAll('&apos;', "'")).toMatch(/^'(?:[^']|'')+'!\$\d+:\$\d+$/)
  })

  it('writes each table into a sheet of its own, counts as numbers, telephone numbers as text', async () => {
    const workbook = await readXlsx(await bytesOf(renderXlsx, complete))
    const names = workbook.sheets.map(({name}) => name)
    expect(names.slice(0, 4)).toEqual([
      '1. Thông tin chung',
      '2. Thông tin về chủ quản hệ thố',
      '2. Thông tin về chủ quản hệ (2)',
      '3. Thông tin chi tiết về các hệ',
    ])
    const [counters, owner, , systems] = workbook.sheets
    expect(counters?.rows[1]?.[0]).toContain('không phải kết luận của cơ quan có thẩm quyền')
    expect(counters?.rows[5]).toEqual([1, 'Tổng số hệ thống thông tin thuộc phạm vi quản lý', 2])
    expect(owner?.rows[9]?.[2]).toBe('02963 000 000, ubnd@angiang.gov.vn')
    expect(systems?.rows[4]).toEqual(labels.map((label, index) => `${label}\n(${index + 1})`))
    expect(systems?.rows[5]?.slice(0, 7)).toEqual([
      1,
      'Cổng thông tin điện tử',
      'Ủy ban nhân dân tỉnh An Giang',
      'Văn phòng Sở',
      2,
      'Đã được phê duyệt',
      'Quyết định số 12/QĐ-CAT, ngày 08/10/2026, Công an tỉnh An Giang',
    ])
  })
})
