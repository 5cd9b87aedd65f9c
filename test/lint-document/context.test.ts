import {describe, expect, it} from 'vitest'
import {briefs, lintText} from './support.ts'

describe('the day decides', () => {
  const cases: [string, string, string[]][] = [
    ['Luật An toàn thông tin mạng năm 2015', '2026-06-30', []],
    ['Luật An toàn thông tin mạng năm 2015', '2026-07-01', ['error ended luat-86-2015']],
    ['Luật An ninh mạng năm 2018', '2026-06-30', []],
    ['Luật An ninh mạng năm 2018', '2026-07-01', ['error ended luat-24-2018']],
    ['Luật số 116/2025/QH15', '2026-06-30', ['error not-yet-in-force luat-116-2025']],
    ['Luật số 116/2025/QH15', '2026-07-01', []],
    ['Nghị định 331/2026/NĐ-CP', '2026-08-18', ['error not-yet-in-force nd-331-2026']],
    ['Nghị định 331/2026/NĐ-CP', '2026-08-19', []],
    ['Nghị định 85/2016/NĐ-CP', '2026-06-30', []],
    ['Nghị định 85/2016/NĐ-CP', '2026-07-01', ['notice superseded nd-85-2016']],
    ['Nghị định 85/2016/NĐ-CP', '2026-08-18', ['notice superseded nd-85-2016']],
    ['Nghị định 85/2016/NĐ-CP', '2026-08-19', ['notice superseded nd-85-2016']],
    ['Nghị định 85/2016/NĐ-CP', '2026-12-31', ['notice superseded nd-85-2016']],
    ['Nghị định 85/2016/NĐ-CP', '2027-01-01', ['error superseded nd-85-2016']],
    ['Thông tư 12/2022/TT-BTTTT', '2022-09-30', ['error not-yet-in-force tt-12-2022']],
    ['Thông tư 12/2022/TT-BTTTT', '2022-10-01', []],
    ['Thông tư 12/2022/TT-BTTTT', '2027-01-01', ['error superseded tt-12-2022']],
    ['Thông tư 03/2017/TT-BTTTT', '2022-10-01', ['error ended tt-03-2017']],
    ['TCVN 11930:2017', '2026-07-23', []],
    ['TCVN 11930:2017', '2026-07-24', ['error ended tcvn-11930-2017']],
    ['TCVN 14423:2026', '2026-07-23', ['error not-yet-in-force tcvn-14423-2026']],
    ['TCVN 14423:2026', '2026-07-24', []],
    ['Nghị định 42/2022/NĐ-CP', '2026-06-30', []],
    ['Nghị định 42/2022/NĐ-CP', '2026-07-01', ['error ended nd-42-2022']],
    ['Nghị định 13/2023/NĐ-CP', '2025-12-31', []],
    ['Nghị định 13/2023/NĐ-CP', '2026-01-01', ['error ended nd-13-2023']],
    ['Kính gửi: Sở Thông tin và Truyền thông', '2025-02-28', []],
    ['Kính gửi: Sở Thông tin và Truyền thông', '2025-03-01', ['error former-body so-tttt']],
  ]
  it.each(cases)('%s on %s', (text, on, expected) => {
    expect(briefs(text, on)).toEqual(expected)
  })

  it('what replaced it is followed to what is in force on the day', () => {
    const on = (day: string) => lintText('Nghị định số 43/2011/NĐ-CP', day).findings[0]?.instead?.vi
    expect(on('2023-01-01')).toContain('42/2022/NĐ-CP')
    expect(on('2026-07-01')).toContain('224/2026/NĐ-CP')
    expect(on('2026-07-01')).not.toContain('42/2022/NĐ-CP')
  })

  it('each finding says from when, what instead, where it was read and how sure that is', () => {
    const [finding] = lintText('Căn cứ Luật An toàn thông tin mạng năm 2015;').findings
    expect(finding).toMatchObject({
      found: 'Luật An toàn thông tin mạng năm 2015',
      before: 'Căn cứ ',
      after: ';',
      place: {unit: 'line', part: 'body', number: 1},
      what: {vi: 'Đã hết hiệu lực từ ngày 01/07/2026, được thay thế bởi 116/2025/QH15.'},
      instead: {vi: 'Luật An ninh mạng số 116/2025/QH15 ngày 10 tháng 12 năm 2025'},
    })
    expect(finding?.sources[0]).toMatchObject({about: '86/2015/QH13', confidence: 'seen', validFrom: '2016-07-01', validTo: '2026-06-30'})
  })

  it('what nobody verified is shown as such, and is no error', () => {
    const [finding] = lintText('Nghị định số 53/2022/NĐ-CP').findings
    expect(finding).toMatchObject({severity: 'notice', sources: [{confidence: 'unverified'}]})
  })
})

describe('a sentence that shows its writer knows is only a notice', () => {
  const cases: [string, string[]][] = [
    ['Luật An toàn thông tin mạng năm 2015 hết hiệu lực từ ngày 01/7/2026.', ['notice ended luat-86-2015']],
    ['Luật An ninh mạng số 116/2025/QH15 thay thế Luật An toàn thông tin mạng năm 2015.', ['notice ended luat-86-2015']],
    ['Bãi bỏ việc áp dụng TCVN 11930:2017.', ['notice ended tcvn-11930-2017']],
    ['TCVN 14423:2026 thay TCVN 11930:2017.', ['notice ended tcvn-11930-2017']],
    ['Thay mặt lãnh đạo Sở, áp dụng TCVN 11930:2017.', ['error ended tcvn-11930-2017']],
    ['Căn cứ TCVN 11930:2017, bố trí cụ thể như sau.', ['error ended tcvn-11930-2017']],
    ['TCVN 11930:2017 (được thay thế bởi TCVN 14423:2026)', ['notice ended tcvn-11930-2017']],
    ['TCVN 11930:2017 đã bị thay thế.', ['notice ended tcvn-11930-2017']],
    [
      'Các văn bản sau đây hết hiệu lực:\n- Luật An ninh mạng năm 2018;\n- TCVN 11930:2017.',
      ['notice ended luat-24-2018', 'notice ended tcvn-11930-2017'],
    ],
    // The one that replaces is not thereby ended, and the next sentence says nothing.
    ['TCVN 11930:2017 thay thế các tài liệu trước đó.', ['error ended tcvn-11930-2017']],
    ['Quy chế này thay thế Quy chế cũ. Áp dụng TCVN 11930:2017.', ['error ended tcvn-11930-2017']],
    ['Kế hoạch được thay thế; căn cứ TCVN 11930:2017.', ['error ended tcvn-11930-2017']],
    [
      'Các văn bản sau đây hết hiệu lực:\n- Luật An ninh mạng năm 2018.\nÁp dụng TCVN 11930:2017.',
      ['notice ended luat-24-2018', 'error ended tcvn-11930-2017'],
    ],
    // Transition: Đ45.1 Luật 116, Đ39 NĐ 331.
    ['Cấp độ đã được phê duyệt theo Luật An toàn thông tin mạng năm 2015 được giữ nguyên.', ['notice ended luat-86-2015']],
    ['Hồ sơ đã phê duyệt theo TCVN 11930:2017.', ['notice ended tcvn-11930-2017']],
    ['Hệ thống đang đầu tư, xây dựng trước ngày 01/7/2026 áp dụng TCVN 11930:2017.', ['notice ended tcvn-11930-2017']],
    // History.
    ['Năm 2024, Sở đã rà soát theo TCVN 11930:2017.', ['notice ended tcvn-11930-2017']],
    ['Ngày 08/9/2025, Công an tỉnh đã kiểm tra theo Luật An toàn thông tin mạng năm 2015.', ['notice ended luat-86-2015']],
    ['Căn cứ Luật An toàn thông tin mạng năm 2015, trong năm 2025 đã ban hành kế hoạch.', ['error ended luat-86-2015']],
    ['Năm 2024 đã kiểm tra, từ ngày 01/10/2026 áp dụng TCVN 11930:2017.', ['error ended tcvn-11930-2017']],
    ['Năm 2027 sẽ rà soát theo TCVN 11930:2017.', ['error ended tcvn-11930-2017']],
  ]
  it.each(cases)('%j', (text, expected) => {
    expect(briefs(text)).toEqual(expected)
  })

  it('after the 6 months of Đ39.1 only approved levels keep the old decree', () => {
    expect(briefs('Hệ thống đang xây dựng áp dụng Nghị định 85/2016/NĐ-CP.', '2027-01-01')).toEqual(['error superseded nd-85-2016'])
    expect(briefs('Cấp độ đã được phê duyệt theo Nghị định 85/2016/NĐ-CP.', '2027-01-01')).toEqual(['notice superseded nd-85-2016'])
  })

  it('what is to come may be announced', () => {
    expect(briefs('Nghị định 331/2026/NĐ-CP có hiệu lực từ ngày 19/8/2026.', '2026-08-01')).toEqual(['notice not-yet-in-force nd-331-2026'])
    expect(briefs('Căn cứ Nghị định 331/2026/NĐ-CP;', '2026-08-01')).toEqual(['error not-yet-in-force nd-331-2026'])
  })
})

describe('bodies whose duties moved', () => {
  const cases: [string, string[]][] = [
    ['Kính gửi: Sở Thông tin và Truyền thông tỉnh An Giang', ['error former-body so-tttt']],
    ['KÍNH GỬI: SỞ THÔNG TIN VÀ TRUYỀN THÔNG', ['error former-body so-tttt']],
    ['Phối hợp Sở TT&TT kiểm tra', ['error former-body so-tttt']],
    ['Phối hợp Sở TT & TT kiểm tra', ['error former-body so-tttt']],
    ['gửi Sở Thông tin\nvà Truyền thông', ['error former-body so-tttt']],
    ['báo cáo Bộ Thông tin và Truyền thông trước ngày 25/12', ['error former-body bo-tttt']],
    ['báo cáo Bộ TTTT', ['error former-body bo-tttt']],
    ['báo cáo Bộ Thông tin và Truyền thông'.normalize('NFD'), ['error former-body bo-tttt']],
    ['thông báo cho Cục An toàn thông tin', ['error former-body cuc-attt']],
    ['báo cáo sự cố về VNCERT/CC', ['error former-body vncert-cc']],
    // Issuers and titles of older documents, former names, handover, history.
    ['Công văn số 123/STTTT-CNTT ngày 05/6/2023 của Sở Thông tin và Truyền thông', ['notice former-body so-tttt']],
    ['Quyết định của Bộ trưởng Bộ Thông tin và Truyền thông', ['notice former-body bo-tttt']],
    ['Đề án “Nâng cao năng lực Sở Thông tin và Truyền thông tỉnh”', ['notice former-body so-tttt']],
    ['Đề án "Nâng cao năng lực Sở Thông tin và Truyền thông tỉnh"', ['notice former-body so-tttt']],
    ['Sở Thông tin và Truyền thông (cũ)', ['notice former-body so-tttt']],
    ['tiếp nhận bàn giao từ Sở Thông tin và Truyền thông', ['notice former-body so-tttt']],
    ['Năm 2024, Sở Thông tin và Truyền thông đã tổ chức diễn tập.', ['notice former-body so-tttt']],
    // A citation before it does not make it an issuer, and a later letter cannot be its own.
    ['Thực hiện Kế hoạch số 12/KH-STP ngày 05/6/2024, Sở Tư pháp báo cáo Sở Thông tin và Truyền thông', ['error former-body so-tttt']],
    ['Công văn số 9/STTTT ngày 05/6/2025 của Sở Thông tin và Truyền thông', ['error former-body so-tttt']],
    ['Công văn số 9/STTTT ngày 05/6/2026 của Sở Thông tin và Truyền thông', ['error former-body so-tttt']],
    // Words that only look like "nguyên", "cũ" without their accents.
    ['Kính gửi ông Nguyễn Văn A, Sở Thông tin và Truyền thông', ['error former-body so-tttt']],
    ['báo cáo cụ thể Sở Thông tin và Truyền thông', ['error former-body so-tttt']],
    ['Công an tỉnh, Sở Khoa học và Công nghệ, Bộ Công an', []],
  ]
  it.each(cases)('%j', (text, expected) => {
    expect(briefs(text)).toEqual(expected)
  })

  it('who took over depends on the subject', () => {
    const instead = (text: string) => lintText(text).findings[0]?.instead?.vi
    expect(instead('Gửi Sở Thông tin và Truyền thông báo cáo an toàn thông tin mạng')).toBe('Công an tỉnh (PA05)')
    expect(instead('Gửi Sở Thông tin và Truyền thông báo cáo chuyển đổi số')).toBe('Sở Khoa học và Công nghệ')
    expect(instead('Gửi Sở Thông tin và Truyền thông')).toMatch(/Công an tỉnh.*Sở Khoa học và Công nghệ/)
    expect(instead('Báo cáo hằng năm về an ninh mạng gửi Bộ Thông tin và Truyền thông')).toBe('Bộ Công an (A05)')
  })

  it('the issuer of a circular in its own title', () => {
    expect(briefs('Thông tư số 20/2017/TT-BTTTT ngày 12/9/2017 của Bộ trưởng Bộ Thông tin và Truyền thông')).toEqual([
      'notice superseded tt-20-2017',
      'notice former-body bo-tttt',
    ])
  })
})
