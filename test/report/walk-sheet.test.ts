import {strFromU8, unzipSync} from 'fflate'
import {describe, expect, it} from 'vitest'
import {renderWalkSheet} from '../../src/audit/render-walk-sheet.ts'
import {loadSample} from '../../src/content/load-sample.ts'
import {loadWalkSheetWords} from '../../src/content/load-walk-sheet-words.ts'
import {compareAddresses} from '../../src/lib/address.ts'
import {composeWalkSheet} from '../../src/report/walk-sheet/compose.ts'
import type {WalkRow, WalkSheetValues} from '../../src/report/walk-sheet/values.ts'

const words = loadWalkSheetWords()
const row = (number: number): WalkRow => ({
  addresses: [`192.168.10.${number}`],
  cards: [`AA:BB:CC:00:00:${String(number).padStart(2, '0')} Công ty Thiết bị`],
  ports: number % 2 === 0 ? [80, 554, 8000] : [],
  guess: number === 4 ? 'Linux 3.10' : undefined,
  like: number === 6 ? ['Máy in Văn thư'] : [],
})

function values(rows: number, more: Partial<WalkSheetValues> = {}): WalkSheetValues {
  return {
    on: '2026-11-26',
    workspace: loadSample().workspace,
    office: {id: 'tru-so-2', name: 'Trụ sở 2'},
    networks: ['192.168.10.0/24'],
    from: '2026-11-25',
    to: '2026-11-26',
    counts: {all: rows + 3, endpoint: 2, device: 1, ask: 1, strange: rows - 1},
    rows: Array.from({length: rows}, (_, index) => row(index + 1)),
    unreached: [],
    dataAges: 'Dữ liệu tham chiếu: vòng đời sản phẩm ngày 01/11/2026 (25 ngày tuổi).',
    ...more,
  }
}

const textOf = (of: WalkSheetValues, shown: number) => JSON.stringify(composeWalkSheet(of, words, shown).blocks)

describe('the sheet for looking at strange devices', () => {
  it.each([0, 1, 12, 60, 300])('%d devices: one page as PDF, the same words as DOCX', async (count) => {
    const files = await renderWalkSheet(values(count, {unreached: Array.from({length: count}, (_, index) => `Máy ${index}`)}), words)
    const pdf = Buffer.from(files.get('pdf') ?? [])
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
    const document = strFromU8(unzipSync(files.get('docx') ?? new Uint8Array())['word/document.xml'] ?? new Uint8Array())
    expect(document).toContain('PHIẾU KIỂM TRA THIẾT BỊ LẠ TRÊN MẠNG')
    expect(document.normalize('NFC')).toBe(document)
    if (count > 20) expect(document).toMatch(/Còn \d+ thiết bị khác, xem danh sách kèm theo/)
  })
  it('says what was seen of each, and what it may be', () => {
    const text = textOf(values(6), 6)
    for (const words of [
      'cổng 80, 554, 8000',
      'Linux 3.10',
      'có thể là Máy in Văn thư',
      'không mở cổng nào đã hỏi',
      'vòng đời sản phẩm ngày 01/11/2026 (25 ngày tuổi)',
      'quét từ ngày 25/11/2026 đến ngày 26/11/2026',
    ])
      expect(text).toContain(words)
  })
  it('says that there is nothing to look at, and which devices were not seen', () => {
    const text = textOf(values(0, {unreached: ['Máy in Kế toán']}), 0)
    expect(text).toContain('Không có thiết bị lạ hoặc chưa chắc')
    expect(text).toContain('Trong sổ còn 1 thiết bị của trụ sở không thấy khi quét')
  })
  it('addresses in the order of numbers', () =>
    expect(['10.0.0.10', 'x', '10.0.0.9', 'fe80::1', '9.0.0.1'].sort(compareAddresses)).toEqual([
      '9.0.0.1',
      '10.0.0.9',
      '10.0.0.10',
      'fe80::1',
      'x',
    ]))
})
