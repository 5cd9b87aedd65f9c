import {describe, expect, it} from 'vitest'
import {briefs, lintText} from './support.ts'

const oldDecree = 'notice superseded nd-85-2016'
const oldLaw = 'error ended luat-86-2015'
const oldCircular = 'notice superseded tt-12-2022'
const oldStandard = 'error ended tcvn-11930-2017'
const nothing: string[] = []

describe('the many ways officials write one instrument', () => {
  const cases: [string, string[]][] = [
    ['Căn cứ Nghị định số 85/2016/NĐ-CP ngày 01 tháng 7 năm 2016 của Chính phủ;', [oldDecree]],
    ['Căn cứ Nghị định số 85/2016/NĐ-CP của Chính phủ ngày 01/7/2016;', [oldDecree]],
    ['theo Nghị định 85/2016/NĐ-CP', [oldDecree]],
    ['theo nghị định số: 85/2016/nđ-cp', [oldDecree]],
    ['THEO NGHỊ ĐỊNH SỐ 85/2016/NĐ-CP', [oldDecree]],
    ['theo NĐ 85/2016', [oldDecree]],
    ['theo NĐ85/2016/NĐ-CP', [oldDecree]],
    ['theo NĐ số 85/2016', [oldDecree]],
    ['theo Nghị định 85 năm 2016', [oldDecree]],
    ['theo Nghị định số 85 ngày 01/7/2016 của Chính phủ', [oldDecree]],
    ['bảo đảm an toàn hệ thống thông tin theo Nghị định 85', [oldDecree]],
    ['theo Nghị định của Chính phủ số 85/2016/NĐ-CP', [oldDecree]],
    ['theo Nghị định số 85 / 2016 / NĐ - CP', [oldDecree]],
    ['theo Nghị\u00a0định\u00a0số\u00a085/2016/NĐ\u2011CP', [oldDecree]],
    ['theo Nghị định số 85/2016/NĐ–CP', [oldDecree]],
    ['theo Nghị định số 85/2016/NÐ-CP', [oldDecree]],
    ['theo Nghị định số 85/2016/NĐCP', [oldDecree]],
    ['theo Nghị định số 85／2016／NĐ－CP', [oldDecree]],
    ['theo Nghị định số 085/2016/NĐ-CP', [oldDecree]],
    ['theo Nghị định số 85/20\u200b16/NĐ-CP', [oldDecree]],
    ['theo Nghị định số\n85/2016/NĐ-CP', [oldDecree]],
    ['theo Nghị định số 85/2016/\nNĐ-CP', [oldDecree]],
    ['theo quy định tại\n\nđiểm a Nghị định số 85/2016/NĐ-CP', [oldDecree]],
    ['theo Nghị định số\n\n85/2016', [oldDecree]],
    ['Luật Bảo vệ bí mật\n\nnhà nước năm 2018', ['error ended luat-29-2018']],
    ['theo Nghị định số 85/2016/NĐ-CP'.normalize('NFD'), [oldDecree]],
    ['theo Nghi dinh so 85/2016/ND-CP', [oldDecree]],
    ['các văn bản: 85/2016/NĐ-CP', [oldDecree]],
    ['theo Nghị định 85/2016 và 331/2026', [oldDecree]],
    ['theo Nghị định 331/2026, 85/2016', [oldDecree]],
    ['Căn cứ Luật An toàn thông tin mạng ngày 19 tháng 11 năm 2015;', [oldLaw]],
    ['Luật An toàn thông tin mạng năm 2015', [oldLaw]],
    ['Luật An toàn thông tin mạng 2015', [oldLaw]],
    ['Luật An toàn thông tin mạng', [oldLaw]],
    ['LUẬT AN TOÀN THÔNG TIN MẠNG', [oldLaw]],
    ['Luật An toàn thông tin mạng'.normalize('NFD'), [oldLaw]],
    ['Luật An toàn thông tin mạng (Luật số 86/2015/QH13)', [oldLaw]],
    ['Luật An toàn thông tin mạng số 86/2015/QH13 ngày 19/11/2015', [oldLaw]],
    ['Luật số 86/2015/QH13', [oldLaw]],
    ['Luật 86/2015', [oldLaw]],
    ['Luật ATTT mạng', [oldLaw]],
    ['Luật An toàn thông tin\nmạng năm 2015', [oldLaw]],
    ['Luật An ninh mạng năm 2018', ['error ended luat-24-2018']],
    ['Luật An ninh mạng ngày 12 tháng 6 năm 2018', ['error ended luat-24-2018']],
    ['Luật An ninh mạng số 24/2018/QH14', ['error ended luat-24-2018']],
    ['Luật An ninh mạng số 116/2025/QH15', nothing],
    ['Luật An ninh mạng năm 2025', nothing],
    ['TT 12/2022/TT-BTTTT', [oldCircular]],
    ['Thông tư số 12/2022/TT-BTTTT ngày 12/8/2022', [oldCircular]],
    ['Thông tư 12/2022 về an toàn hệ thống thông tin theo cấp độ', [oldCircular]],
    ['TCVN 11930:2017', [oldStandard]],
    ['TCVN 11930 : 2017', [oldStandard]],
    ['TCVN 11930-2017', [oldStandard]],
    ['TCVN11930:2017', [oldStandard]],
    ['TCVN 11930', [oldStandard]],
    ['tiêu chuẩn quốc gia 11930:2017', [oldStandard]],
    ['Tiêu chuẩn quốc gia TCVN 11930:2017', [oldStandard]],
    ['TCVN 14423:2025', ['error ended tcvn-14423-2025']],
    ['TCVN 14423:2026', nothing],
    ['QCVN 12:2026/BCA', nothing],
    ['QCVN 135:2024/BTTTT', ['error ended qcvn-135-2024']],
    ['Quyết định số 05/2017/QĐ-TTg ngày 16/3/2017', ['notice superseded qd-05-2017']],
    ['Nghị định số 13/2023/NĐ-CP', ['error ended nd-13-2023']],
    ['Luật Bảo vệ bí mật nhà nước năm 2018', ['error ended luat-29-2018']],
    ['Luật Bảo vệ bí mật nhà nước số 29/2018/QH14', ['error ended luat-29-2018']],
    ['Nghị định số 331/2026/NĐ-CP ngày 19 tháng 8 năm 2026', nothing],
    ['Nghị định số 43/2011/NĐ-CP', ['error superseded nd-43-2011']],
  ]
  it.each(cases)('%j', (text, expected) => {
    expect(briefs(text)).toEqual(expected)
  })

  it('either place of the tone mark', () => {
    for (const name of ['Luật Chuyển đổi số năm 2025 xoá bỏ', 'Luật Chuyển đổi số năm 2025 xóa bỏ'])
      expect(briefs(name)).toEqual(['notice validity-unknown luat-148-2025'])
    for (const word of ['thay thế', 'hủy bỏ', 'huỷ bỏ'])
      expect(briefs(`Quyết định này ${word} Luật An toàn thông tin mạng năm 2015`)).toEqual(['notice ended luat-86-2015'])
  })
})

describe('what only looks like it', () => {
  const cases: string[] = [
    'Quyết định số 85/2016/QĐ-UBND ngày 20/12/2016 của Ủy ban nhân dân tỉnh',
    'Nghị quyết số 85/2016/NQ-HĐND',
    'ký hiệu 85/2016/NĐ-HĐND',
    'mã hồ sơ 00000085/2016/NĐ-CP',
    'mã hồ sơ 12.085/2016/NĐ-CP',
    'Luật An toàn thống tin măng',
    'Nghị định số 185/2016/NĐ-CP về thuế',
    'Nghị định số 85/2010/NĐ-CP về đất đai',
    'tỷ lệ 85/2016 hồ sơ',
    'đạt 60/ngày',
    'ngày 12/2022',
    'pháp luật an toàn thông tin mạng',
    'theo quy định của pháp luật an ninh mạng',
    'Báo cáo số 85/BC-STP',
    'STT 12 của bảng',
    'phòng 331, tầng 8',
    'kỷ luật, trật tự',
    'Thông tư số 12/2022/TT-BTP về hộ tịch',
    'Quyết định số 05/2017/QĐ-UBND',
    'Công văn số 331/2026/CV-STP',
    'gửi Cục An toàn thực phẩm và Sở Thông tin',
  ]
  it.each(cases)('%j', (text) => {
    expect(briefs(text)).toEqual([])
  })
})

describe('wrong numbers', () => {
  const cases: [string, string[]][] = [
    ['Nghị định số 331/2025/NĐ-CP về bảo vệ an ninh mạng đối với hệ thống thông tin', ['error wrong-number decree 331 2025 nd-cp']],
    ['Căn cứ Nghị định số 331/2025/NĐ-CP ngày 19/8/2026;', ['error wrong-number decree 331 2025 nd-cp']],
    ['Căn cứ Nghị định 331/2025/NĐ-CP;', ['notice not-in-data decree 331 2025 nd-cp']],
    ['Luật An ninh mạng số 116/2025/QH14', ['error wrong-number law 116 2025 qh14']],
    ['Luật An ninh mạng số 86/2015/QH13', ['error wrong-name luat-86-2015', 'error ended luat-86-2015']],
    ['Luật An ninh mạng năm 2017', ['error wrong-number luat an ninh mang 2017']],
    ['Thông tư số 331/2026/NĐ-CP', ['error wrong-type nd-331-2026']],
    ['Quyết định số 55/2019/NĐ-CP về hỗ trợ pháp lý', ['error wrong-type 55/2019/nd-cp']],
    ['Nghị định số 331/2026/NĐ-CP ngày 18/9/2026', ['error wrong-date nd-331-2026']],
    ['TCVN 11930:2015', ['error wrong-number standard 11930 2015 tcvn']],
    ['TCVN 14423:2024', ['error wrong-number standard 14423 2024 tcvn']],
    ['an toàn thông tin theo Thông tư số 12/2021/TT-BTTTT', ['notice not-in-data circular 12 2021 tt-btttt']],
    ['TCVN 14423', ['notice ambiguous standard 14423 tcvn']],
    ['Luật An ninh mạng', ['notice ambiguous luat an ninh mang']],
    ['Chỉ thị số 14/CT-TTg về an toàn, an ninh mạng', ['notice ambiguous directive 14 ct-ttg']],
    ['Chỉ thị số 14/CT-TTg ngày 22/4/2026', ['notice validity-unknown ct-14-2026']],
    ['Chỉ thị số 14/CT-TTg năm 2019', ['notice superseded ct-14-2019']],
  ]
  it.each(cases)('%j', (text, expected) => {
    expect(briefs(text)).toEqual(expected)
  })

  it('names the nearest', () => {
    const [finding] = lintText('Nghị định số 331/2025/NĐ-CP về an ninh mạng').findings
    expect(finding?.what.vi).toContain('331/2026/NĐ-CP')
    expect(finding?.instead?.vi).toContain('Nghị định số 331/2026/NĐ-CP ngày 19 tháng 8 năm 2026')
  })

  it('one law without a year is clear where the document gives its number', () => {
    expect(briefs('Căn cứ Luật An ninh mạng số 116/2025/QH15;\nTheo Luật An ninh mạng, chủ quản có sáu nhiệm vụ.')).toEqual([])
  })
})

describe('what the document says elsewhere', () => {
  it('a short number means what was cited in full', () => {
    const text =
      'Căn cứ Thông tư số 12/2022/TT-BTTTT ngày 12/8/2022 (sau đây gọi là Thông tư 12/2022).\n\nThực hiện Thông tư 12/2022, đơn vị báo cáo.'
    expect(briefs(text)).toEqual([oldCircular])
    expect(lintText(text).findings[0]?.also).toHaveLength(2)
    expect(briefs('Thực hiện Thông tư 12/2022 về hộ tịch.')).toEqual([])
  })

  it('a day in brackets tells the year', () => {
    expect(briefs('Chỉ thị số 09/CT-TTg (23/02/2024)')).toEqual(['notice superseded ct-09-2024'])
  })

  it('a date behind a comma may begin another thought', () => {
    expect(briefs('Thực hiện Nghị định số 331/2026/NĐ-CP, ngày 20/10/2026 Sở đã họp.')).toEqual([])
    expect(briefs('Nghị định số 331/2026/NĐ-CP, ngày 20/10/2026 của Chính phủ')).toEqual(['error wrong-date nd-331-2026'])
  })
})

describe('instruments the data does not know', () => {
  it('of the field are never passed silently', () => {
    const cases: [string, string][] = [
      ['Nghị định số 999/2026/NĐ-CP quy định về an ninh mạng', 'notice not-in-data decree 999 2026 nd-cp'],
      ['Thông tư số 77/2026/TT-BCA về giám sát an ninh mạng', 'notice not-in-data circular 77 2026 tt-bca'],
      ['TCVN ISO/IEC 27001:2019 về an toàn thông tin', 'notice not-in-data standard iso/iec 27001 2019 tcvn'],
      ['Luật Giao dịch điện tử ngày 22 tháng 6 năm 2023', 'notice not-in-data luat giao dich dien tu 2023'],
      ['Luật Công nghệ thông tin', 'notice not-in-data luat cong nghe thong tin'],
    ]
    for (const [text, expected] of cases) expect(briefs(text), text).toEqual([expected])
  })

  it('of other fields are counted', () => {
    const {findings, citations} = lintText(
      'Nghị định số 55/2019/NĐ-CP về hỗ trợ pháp lý; Kế hoạch số 66/KH-UBND; Nghị định số 30/2020/NĐ-CP.',
    )
    expect(findings).toEqual([])
    expect(citations).toEqual({'in-force': 1, 'with-finding': 0, outside: 2})
  })

  it('what is not checked is named, unless a finding names it', () => {
    const other = 'Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ về kinh tế.'
    expect(lintText(other).unchecked).toEqual(['Nghị quyết số 71/NQ-CP'])
    expect(lintText(`${other}\n\nNghị quyết số 71/NQ-CP ngày 01/4/2025 về chuyển đổi số.`).unchecked).toEqual([])
  })

  it('the same one is told once, with all places', () => {
    const {findings} = lintText('Nghị định số 999/2026/NĐ-CP về an ninh mạng.\n\nTheo Nghị định số 999/2026/NĐ-CP về an ninh mạng.')
    expect(findings).toHaveLength(1)
    expect(findings[0]?.also.map((place) => place.number)).toEqual([3])
  })
})

describe('one number, different days', () => {
  it('is shown with every day', () => {
    const {findings} = lintText(
      'Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.\n\nNghị quyết số 57-NQ/TW, ngày 22 tháng 12 năm 2025 của Bộ Chính trị.',
    )
    expect(findings.map((finding) => finding.code)).toEqual(['other-dates'])
    expect(findings[0]?.what.vi).toContain('22/12/2024 (1 chỗ), 22/12/2025 (1 chỗ)')
    expect(findings[0]?.also).toHaveLength(1)
  })

  it('but not where they are plainly two documents', () => {
    expect(briefs('Công văn số 12/STP-VP ngày 03/02/2025.\n\nCông văn số 12/STP-VP ngày 14/4/2026.')).toEqual([])
  })
})
