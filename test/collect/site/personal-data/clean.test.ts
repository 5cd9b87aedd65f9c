import {describe, expect, it} from 'vitest'
import {docx, html, htmlTable, paragraph, pdf, utf8, wordTable, xlsx, zip} from './fixtures.ts'
import {people} from './people.ts'
import {scan} from './scan.ts'

const staff = people(12, 5)
const names = staff.map(({name}) => name)

/** What offices publish because they must or should: none of it may raise anything. */
const lawful: [what: string, bytes: () => Uint8Array | Promise<Uint8Array>][] = [
  [
    'a contact page',
    () =>
      html(
        '<h1>Liên hệ</h1><p>Sở Tư pháp tỉnh An Giang, số 04 Nguyễn Du. Điện thoại: 0296.3852.714, đường dây nóng 0912.345.678. Mã số thuế: 1600190393. Email: sotuphap@angiang.gov.vn</p>',
      ),
  ],
  [
    'a directory of staff',
    () =>
      html(
        `<h2>Danh bạ điện thoại</h2>${htmlTable([['Họ và tên', 'Chức vụ', 'Phòng', 'Điện thoại', 'Email'], ...staff.map((p) => [p.name, 'Chuyên viên', 'Văn phòng', p.phone, 'a@angiang.gov.vn'])])}`,
      ),
  ],
  [
    'a directory as PDF',
    () =>
      pdf((document) => {
        document.text('DANH BẠ ĐIỆN THOẠI CƠ QUAN')
        for (const p of staff) document.text(`${p.name}   Phó trưởng phòng   ${p.phone}`)
      }),
  ],
  [
    'a footer with phones of persons in charge',
    () =>
      html(
        `<p>Tin tức</p><footer>${staff
          .slice(0, 6)
          .map((p) => `<p>${p.name}: ${p.phone}</p>`)
          .join('')}</footer>`,
      ),
  ],
  [
    'heads of hamlets to be called in a flood',
    () =>
      html(
        `<h3>Đầu mối liên hệ phòng chống thiên tai</h3>${htmlTable([['Họ tên', 'Nhiệm vụ', 'Số điện thoại'], ...staff.map((p) => [p.name, 'Trưởng ấp', p.phone])])}`,
      ),
  ],
  [
    'days for receiving citizens',
    () =>
      html(
        `<h3>Lịch tiếp công dân</h3>${htmlTable([['Ngày', 'Người tiếp', 'Chức vụ', 'Điện thoại'], ...staff.map((p, i) => [`0${(i % 9) + 1}/12/2026`, p.name, 'Phó Giám đốc', p.phone])])}`,
      ),
  ],
  [
    'the list of notaries that the law asks for',
    () =>
      html(
        htmlTable([
          ['Công chứng viên', 'Ngày sinh', 'Số thẻ', 'Tổ chức hành nghề', 'Điện thoại'],
          ...staff.map((p, i) => [p.name, p.day, `${100 + i}/CCV`, 'Văn phòng công chứng Thử', '02963852714']),
        ]),
      ),
  ],
  [
    'lawyers with their certificates',
    () =>
      xlsx([
        {
          name: 'Luật sư',
          rows: [
            ['Luật sư', 'Năm sinh', 'Số chứng chỉ hành nghề', 'Ngày cấp'],
            ...staff.map((p, i) => [p.name, p.year, `1${i}234/TP/LS-CCHN`, '01/02/2015']),
          ],
        },
      ]),
  ],
  [
    'a procedure',
    () =>
      html(
        '<h2>Cấp Phiếu lý lịch tư pháp</h2><p>Mã thủ tục: 2.000488.000.00.00.H01. Hồ sơ gồm: bản sao CCCD/CMND, hộ chiếu. Phí 200.000 đồng. Nộp tại Trung tâm Phục vụ hành chính công, điện thoại 1900 0318. Ví dụ số CCCD: 001234567890.</p>',
      ),
  ],
  [
    'a procedure about disability',
    () =>
      html(
        '<p>Xác định mức độ khuyết tật, khuyết tật đặc biệt nặng, tâm thần: người khuyết tật nộp đơn tại UBND cấp xã. Mẫu số 01: Họ và tên: ........ Số CCCD: .............</p>',
      ),
  ],
  [
    'a price list',
    () =>
      xlsx([
        {
          name: 'Giá',
          rows: [
            ['STT', 'Mã hàng', 'Tên hàng', 'Đơn giá', 'Mã vạch'],
            ...Array.from({length: 20}, (_, i) => [i, `089${i + 100}12`, 'Bút bi', 125000 + i, `08909${1234567 + i * 77}`]),
          ],
        },
      ]),
  ],
  [
    'a decision',
    () =>
      docx(
        paragraph(
          'Số: 1234/QĐ-UBND, ngày 15/07/2026. Căn cứ Nghị định số 356/2025/NĐ-CP; xét Tờ trình số 089190123456/TTr-STP. Giao ông Nguyễn Văn Thử, Giám đốc Sở.',
        ),
      ),
  ],
  [
    'a decision that appoints',
    () =>
      docx(
        paragraph(`Điều 1. Bổ nhiệm ông ${names[0]}, sinh ngày 15/07/1975, Phó Trưởng phòng, giữ chức Trưởng phòng kể từ ngày 01/12/2026.`),
      ),
  ],
  [
    'a budget with codes',
    () =>
      xlsx([
        {
          name: 'Dự toán',
          rows: [
            ['Mã QHNS', 'Đơn vị', 'Chương', 'Dự toán'],
            ...Array.from({length: 10}, (_, i) => [`108909${1000 + i}12`.slice(0, 12), 'Trường THCS Nguyễn Văn Linh', 422, 350000000]),
          ],
        },
      ]),
  ],
  [
    'accounts of the treasury',
    () =>
      html(
        '<p>Nộp vào tài khoản số 3713.0.1058765.00000 tại Kho bạc Nhà nước An Giang; tài khoản tạm giữ 3949.0.1058765. Người liên hệ: Nguyễn Văn Thử.</p>',
      ),
  ],
  [
    'an account for donations',
    () =>
      html('<p>Quỹ Vì người nghèo, số tài khoản: 6700201001234 tại Agribank; Ủy ban Mặt trận Tổ quốc tỉnh. Liên hệ bà Trần Thị Mẫu.</p>'),
  ],
  [
    'numbers of files handed in',
    () =>
      html(
        htmlTable([
          ['Mã hồ sơ', 'Người nộp', 'Tình trạng'],
          ...staff.map((p, i) => [`H01.${20}-2511${10 + (i % 20)}-0${100 + i}`, p.name, 'Đã trả']),
        ]),
      ),
  ],
  [
    'numbers of files of twelve digits',
    () =>
      html(
        htmlTable([['Số hồ sơ', 'Người nộp', 'Tình trạng'], ...staff.map((p, i) => [`0891${10 + i}2511${10 + i}`, p.name, 'Đang xử lý'])]),
      ),
  ],
  [
    'coordinates',
    () =>
      utf8(
        JSON.stringify({
          type: 'FeatureCollection',
          features: Array.from({length: 20}, (_, i) => ({name: 'Trạm y tế', coordinates: [105.089190123456 + i, 10.089090123456]})),
        }),
      ),
  ],
  [
    'tax numbers of organisations',
    () =>
      html(
        htmlTable([
          ['Tên doanh nghiệp', 'Mã số thuế', 'Người đại diện'],
          ...staff.map((p, i) => ['Công ty TNHH Thử', `16001903${10 + i}`, p.name]),
        ]),
      ),
  ],
  [
    'bids',
    () =>
      html(
        htmlTable([
          ['Mã gói thầu', 'Tên gói thầu', 'Giá'],
          ...staff.map((_, i) => [`IB25000${89000 + i}`, 'Sửa chữa trụ sở', `${1200 + i}.000.000`]),
        ]),
      ),
  ],
  [
    'an auction notice',
    () =>
      html(
        '<p>Tiền đặt trước nộp vào tài khoản 6700201009876 của Trung tâm Dịch vụ đấu giá tài sản, ngân hàng Agribank. Đấu giá viên: Lê Văn Mẫu. Điện thoại 0918 273 645.</p>',
      ),
  ],
  [
    'results of an exam by number',
    () => xlsx([{name: 'KQ', rows: [['SBD', 'Họ tên', 'Điểm'], ...staff.map((p, i) => [`A${1000 + i}`, p.name, 78])]}]),
  ],
  [
    'a news article about a crime',
    () =>
      html(
        '<p>Công an tỉnh khởi tố Nguyễn Văn Thử (sinh năm 1990, ngụ xã Thử Nghiệm). Đối tượng mắc bệnh tâm thần, chiếm đoạt 1.250.000.000 đồng qua số điện thoại lạ 0912 345 111.</p>',
      ),
  ],
  [
    'invoices',
    () =>
      xlsx([
        {
          name: 'HĐ',
          rows: [
            ['Số hóa đơn', 'Ngày', 'Người mua', 'Thành tiền'],
            ...staff.map((p, i) => [`00${1234500 + i * 3}`, '15/07/2026', p.name, 1500000 + i]),
          ],
        },
      ]),
  ],
  [
    'serial numbers of machines',
    () => utf8(`Tên máy;Số serial;Người sử dụng\n${staff.map((p, i) => `PC-${i};0891900${12345 + i};${p.name}`).join('\n')}`),
  ],
  [
    'times of upload in addresses',
    () =>
      html(
        Array.from(
          {length: 10},
          (_, i) => `<a href="/uploads/2026/0911${i}0203040506.pdf" data-id="0911${10 + i}203040">Công văn</a>`,
        ).join(''),
      ),
  ],
  ['long numbers of a script', () => html('<script>var a=[1732612345678,1732612345679];gtag("config","UA-089190123456");</script>')],
  ['an archive of laws', () => zip({'luat.txt': 'Điều 1. Căn cước công dân gồm 12 chữ số. Bảo hiểm xã hội, bảo hiểm y tế.'})],
  [
    'a form to fill in',
    () =>
      docx(
        wordTable([
          ['Họ và tên', 'Ngày sinh', 'Số CCCD', 'Số điện thoại'],
          ['', '', '', ''],
          ['Nguyễn Văn A', '01/01/1990', '000000000000', '0900000000'],
        ]),
      ),
  ],
]

describe('lawful pages stay clean', () => {
  it.each(lawful)('%s', async (_, bytes) => {
    const {findings, notRead} = await scan(await bytes())
    expect({persons: findings.persons, attributes: findings.attributes}).toEqual({persons: 0, attributes: []})
    expect(notRead).toEqual([])
  })
})

describe('numbers by chance', () => {
  const random = (seed: number) => {
    let state = seed
    return () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
      return state / 0x7fffffff
    }
  }

  it('20,000 numbers of twelve digits in running text raise nothing', async () => {
    const next = random(3)
    const numbers = Array.from({length: 20_000}, () => `Mục ${String(Math.floor(next() * 1e12)).padStart(12, '0')} đã xong.`)
    expect((await scan(utf8(numbers.join('\n')))).findings.persons).toBe(0)
  })

  it('a column of them beside names and days raises less than one in a thousand', async () => {
    const next = random(4)
    const many = people(2000, 12)
    const rows = many.map((p) => [p.name, '05/03/2026', `0${String(Math.floor(next() * 1e11)).padStart(11, '0')}`])
    const {findings} = await scan(xlsx([{name: 'S', rows: [['Họ tên', 'Ngày nhận', 'Ghi chú'], ...rows]}]))
    expect(findings.persons).toBeLessThanOrEqual(2)
  })
})
