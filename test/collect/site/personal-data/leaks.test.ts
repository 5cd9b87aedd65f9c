import {describe, expect, it} from 'vitest'
import type {AttributeKind, PersonalDataLevel} from '../../../../src/model/personal-data-kinds.ts'
import {html, htmlTable, utf8, xlsx, zip} from './fixtures.ts'
import {type Invented, people, secretsOf} from './people.ts'
import {scan} from './scan.ts'

const all = people(120, 31)
const children = people(12, 77, [2012, 2020])
const [a, b] = all as [Invented, Invented]
const groups = (digits: string, shape: readonly number[], mark: string) => {
  let at = 0
  return shape
    .map((length) => {
      at += length
      return digits.slice(at - length, at)
    })
    .join(mark)
}
const page = (text: string) => html(`<p>${text}</p>`)
const table = (head: readonly string[], list: readonly Invented[], row: (person: Invented, index: number) => readonly string[]) =>
  html(htmlTable([head, ...list.map(row)]))
const sheet = (
  head: readonly string[],
  list: readonly Invented[],
  row: (person: Invented, index: number) => readonly (string | number)[],
) => xlsx([{name: 'S', rows: [head, ...list.map(row)]}])

interface Expected {
  persons: number
  level: PersonalDataLevel
  bulk?: boolean
  has?: Partial<Record<AttributeKind, number>>
  not?: AttributeKind[]
}

const cases: [what: string, bytes: Uint8Array, expected: Expected][] = [
  [
    'rows with attributes between them',
    html(
      `<table><tr><th>Họ tên<th>CCCD<th>Số tiền</tr>${all
        .slice(0, 5)
        .map((p, i) => `<tr data-id="item-${i}" title="Hàng số ${i}"><td>${p.name}<td>${p.cccd}<td>100.000</tr>`)
        .join('')}</table>`,
    ),
    {persons: 5, level: 'medium', has: {cccd: 5}},
  ],
  [
    'a table inside a table',
    html(
      `<table><tr><th>Họ tên<th>Mã số<th>Số định danh</tr>${all
        .slice(0, 4)
        .map((p) => `<tr><td>${p.name}<td><table><tr><td>x<td>y</tr></table><td>${p.cccd}</tr>`)
        .join('')}</table>`,
    ),
    {persons: 4, level: 'medium'},
  ],
  [
    'two lists in one archive with columns of their own',
    zip({
      'a.csv': `Họ tên,Số CCCD,Xã\n${all
        .slice(0, 50)
        .map((p) => `${p.name},${p.cccd},x`)
        .join('\n')}`,
      'b.csv': `Số TT,Ghi chú,Số CMND/CCCD\n${all
        .slice(50, 60)
        .map((p, i) => `${i},x,${p.cccd}`)
        .join('\n')}`,
    }),
    {persons: 60, level: 'high', bulk: true},
  ],
  [
    'a second list far below the first',
    sheet(['Họ tên', 'Ghi chú', 'Xã'], all.slice(0, 60), (p, i) =>
      i < 50 ? [p.name, 'x', 'y'] : i === 50 ? ['Số CCCD', 'Họ tên', 'Địa chỉ'] : [p.cccd, p.name, p.address],
    ),
    {persons: 9, level: 'medium', has: {cccd: 9}},
  ],
  ['unseen signs inside a number', page(`CCCD \u200B${a.cccd.slice(0, 6)}\u200B${a.cccd.slice(6)}`), {persons: 1, level: 'medium'}],
  [
    'wide digits',
    page(`Số CCCD ${[...a.cccd].map((d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)).join('')}`),
    {persons: 1, level: 'medium'},
  ],
  [
    'a label before the number',
    page(`Ông ${a.name}, CCCD số ${a.cccd}, trú tại ${a.address}`),
    {persons: 1, level: 'medium', has: {cccd: 1, name: 1}},
  ],
  ['a number in groups of three', page(`Số căn cước: ${groups(a.cccd, [3, 3, 3, 3], ' ')}`), {persons: 1, level: 'medium'}],
  ['groups with dots', page(`CCCD: ${groups(a.cccd, [3, 3, 6], '.')}`), {persons: 1, level: 'medium'}],
  ['groups of four', page(`Mã định danh cá nhân ${groups(a.cccd, [4, 4, 4], ' ')}`), {persons: 1, level: 'medium'}],
  ['no label, year and sex agree', page(`Bà ${b.name}, sinh năm ${b.year}, số ${b.cccd}`), {persons: 1, level: 'medium', has: {cccd: 1}}],
  ['no label, name and day of birth', page(`${a.name}, sinh ngày ${a.day}, ${a.cccd}`), {persons: 1, level: 'medium'}],
  ['two numbers in a sentence', page(`Các ông: ${a.name} (CCCD ${a.cccd}) và ${b.name} (CCCD ${b.cccd})`), {persons: 2, level: 'medium'}],
  ['CMND under its label', page(`Số CMND: ${a.cmnd}, cấp tại An Giang`), {persons: 1, level: 'medium', has: {cmnd: 1}}],
  [
    'CMND/CCCD in one heading',
    table(['Họ tên', 'Số CMND/CCCD'], all.slice(0, 4), (p, i) => [p.name, i % 2 ? p.cccd : p.cmnd]),
    {persons: 4, level: 'medium', has: {cccd: 2, cmnd: 2}},
  ],
  [
    'a heading without other proof',
    table(['Số CCCD', 'Số tiền'], all.slice(0, 3), (p) => [p.cccd, '1.500.000']),
    {persons: 3, level: 'medium'},
  ],
  [
    'a heading in capitals without marks',
    utf8(
      `HO VA TEN,SO CCCD\n${all
        .slice(0, 4)
        .map((p) => `${p.name.normalize('NFD').replace(/\p{M}/gu, '')},${p.cccd}`)
        .join('\n')}`,
    ),
    {persons: 4, level: 'medium'},
  ],
  [
    'keys of an interface',
    utf8(JSON.stringify(all.slice(0, 3).map((p) => ({fullName: p.name, soDinhDanh: p.cccd})))),
    {persons: 3, level: 'medium'},
  ],
  [
    'a table without any heading',
    html(
      htmlTable(
        all.slice(0, 6).map((p, i) => [`${i}`, p.name, p.cccd]),
        'td',
      ),
    ),
    {persons: 6, level: 'medium', has: {cccd: 6}},
  ],
  [
    'the tax number of persons since 2025',
    table(['Người nộp thuế', 'Mã số thuế'], all.slice(0, 4), (p) => [p.name, p.cccd]),
    {persons: 4, level: 'medium', has: {cccd: 4}},
  ],
  [
    'a number of a file that agrees in year and sex',
    table(['Mã hồ sơ', 'Họ tên', 'Ngày sinh', 'Giới tính'], all.slice(0, 3), (p) => [p.cccd, p.name, p.day, p.sex]),
    {persons: 3, level: 'medium', has: {cccd: 3}},
  ],
  [
    'ten persons with two attributes',
    table(['Họ tên', 'Số CCCD'], all.slice(0, 10), (p) => [p.name, p.cccd]),
    {persons: 10, level: 'high', bulk: true},
  ],
  [
    'nine persons are no bulk',
    table(['Họ tên', 'Số CCCD'], all.slice(0, 9), (p) => [p.name, p.cccd]),
    {persons: 9, level: 'medium', bulk: false},
  ],
  [
    'a hundred persons',
    sheet(['Họ tên', 'Số CCCD'], all.slice(0, 100), (p) => [p.name, p.cccd]),
    {persons: 100, level: 'critical', bulk: true},
  ],
  ['the same person twice is one', table(['Họ tên', 'Số CCCD'], [a, a, a, a], (p) => [p.name, p.cccd]), {persons: 1, level: 'medium'}],
  [
    'ten numbers alone have one attribute each',
    page(
      all
        .slice(0, 12)
        .map((p) => `CCCD ${p.cccd}`)
        .join('; '),
    ),
    {persons: 12, level: 'medium', bulk: false},
  ],
  [
    'phones of citizens',
    table(['Họ và tên', 'Ngày sinh', 'Số điện thoại'], all.slice(0, 6), (p) => [p.name, p.day, p.phone]),
    {persons: 6, level: 'medium', has: {phone: 6}},
  ],
  [
    'phones that lost their zero',
    sheet(['Họ và tên', 'Địa chỉ', 'SĐT'], all.slice(0, 6), (p) => [p.name, p.address, Number(p.phone)]),
    {persons: 6, level: 'medium', has: {phone: 6, address: 6}},
  ],
  [
    'phones in the form +84',
    table(['Họ và tên', 'Nơi ở', 'Di động'], all.slice(0, 5), (p) => [p.name, p.address, `+84${p.phone.slice(1)}`]),
    {persons: 5, level: 'medium', has: {phone: 5}},
  ],
  [
    'phones with dots',
    table(['Họ và tên', 'Nơi ở', 'Điện thoại'], all.slice(0, 5), (p) => [p.name, p.address, groups(p.phone, [4, 3, 3], '.')]),
    {persons: 5, level: 'medium', has: {phone: 5}},
  ],
  [
    'four phones are too few',
    table(['Họ và tên', 'Nơi ở', 'Điện thoại'], all.slice(0, 4), (p) => [p.name, p.address, p.phone]),
    {persons: 0, level: 'none'},
  ],
  [
    'accounts of persons',
    table(['Họ và tên', 'Số tài khoản', 'Ngân hàng', 'Số tiền'], all.slice(0, 4), (p) => [p.name, p.bank, 'Agribank An Giang', '500.000']),
    {persons: 4, level: 'high', has: {bank: 4}},
  ],
  [
    'accounts of many persons',
    table(['Họ và tên', 'STK', 'Ngân hàng'], all.slice(0, 15), (p) => [p.name, p.bank, 'BIDV']),
    {persons: 15, level: 'critical', bulk: true, has: {bank: 15}},
  ],
  [
    'an account in a sentence',
    page(`Chuyển cho ${a.name}, STK ${groups(a.bank, [4, 4, 5], ' ')} Vietcombank`),
    {persons: 1, level: 'high', has: {bank: 1}},
  ],
  [
    'a name in capitals without marks beside an account',
    page(`So tai khoan ${a.bank} NGUYEN VAN THU`),
    {persons: 1, level: 'high', has: {bank: 1}},
  ],
  [
    'numbers of social insurance',
    table(['Họ và tên', 'Số sổ BHXH'], all.slice(0, 3), (p) => [p.name, p.insurance]),
    {persons: 3, level: 'high', has: {socialInsurance: 3}},
  ],
  [
    'a card of health insurance',
    page(`Thẻ BHYT GD4${a.insurance.slice(0, 2)}${a.insurance} của ${a.name}`),
    {persons: 1, level: 'high', has: {healthCard: 1}},
  ],
  [
    'disability in its column',
    table(['Họ và tên', 'Ngày sinh', 'Dạng khuyết tật'], all.slice(0, 5), (p) => [p.name, p.day, 'Vận động, mức nặng']),
    {persons: 5, level: 'high', has: {health: 5}, not: ['cccd']},
  ],
  [
    'illness in the title of the list',
    html(
      `<h2>Danh sách người nhiễm HIV được hỗ trợ</h2>${htmlTable([['Họ và tên', 'Năm sinh', 'Số CCCD'], ...all.slice(0, 11).map((p) => [p.name, `${p.year}`, p.cccd])])}`,
    ),
    {persons: 11, level: 'critical', bulk: true, has: {health: 11}},
  ],
  [
    'a diagnosis beside a person',
    table(['Bệnh nhân', 'Năm sinh', 'Chẩn đoán'], all.slice(0, 3), (p) => [p.name, `${p.year}`, 'Tâm thần phân liệt']),
    {persons: 3, level: 'high', has: {health: 3}},
  ],
  [
    'children with identity numbers',
    table(['Họ tên học sinh', 'Ngày sinh', 'Mã định danh cá nhân'], children, (p) => [p.name, p.day, p.cccd]),
    {persons: 12, level: 'critical', bulk: true, has: {minor: 12}},
  ],
  [
    'children by name and birth',
    table(['Họ tên học sinh', 'Ngày sinh', 'Nơi thường trú'], children, (p) => [p.name, p.day, p.address]),
    {persons: 12, level: 'critical', bulk: true, has: {minor: 12}},
  ],
  [
    'a row with all',
    table(['Họ và tên', 'Ngày sinh', 'CCCD', 'SĐT', 'STK', 'Nơi ở'], all.slice(0, 2), (p) => [
      p.name,
      p.day,
      p.cccd,
      p.phone,
      p.bank,
      p.address,
    ]),
    {persons: 2, level: 'high', has: {cccd: 2, phone: 2, bank: 2, birthDate: 2, address: 2}},
  ],
  [
    'a title above the heading',
    sheet(['DANH SÁCH HỘ NGHÈO XÃ THỬ NGHIỆM'], all.slice(0, 3), (p, i) =>
      i === 0 ? ['Họ và tên', 'Ngày sinh', 'Số CCCD'] : [p.name, p.day, p.cccd],
    ),
    {persons: 2, level: 'medium'},
  ],
  [
    'staff with identity numbers',
    table(['Họ và tên', 'Chức vụ', 'Số CCCD', 'Điện thoại'], all.slice(0, 10), (p) => [p.name, 'Chuyên viên', p.cccd, p.phone]),
    {persons: 10, level: 'high', bulk: true},
  ],
  [
    'a private mail beside the number',
    table(['Họ và tên', 'CCCD', 'Email'], all.slice(0, 2), (p, i) => [p.name, p.cccd, `nguoi${i}@example.com`]),
    {persons: 2, level: 'medium', has: {email: 2}},
  ],
  [
    'numbers far apart in a long article',
    page(
      `${'Nội dung bài viết. '.repeat(100)} Bị cáo ${a.name}, số CCCD ${a.cccd}. ${'Tiếp theo. '.repeat(200)} Bị hại ${b.name}, căn cước công dân ${b.cccd}.`,
    ),
    {persons: 2, level: 'medium'},
  ],
]

it.each(cases)('%s', async (_, bytes, expected) => {
  const scanned = await scan(bytes)
  const {findings} = scanned
  const counts = Object.fromEntries(findings.attributes.map(({kind, persons}) => [kind, persons]))
  expect({persons: findings.persons, level: findings.level, counts}).toMatchObject({
    persons: expected.persons,
    level: expected.level,
    counts: expected.has ?? {},
  })
  if (expected.bulk !== undefined) expect(findings.bulk).toBe(expected.bulk)
  for (const kind of expected.not ?? []) expect(counts).not.toHaveProperty(kind)
  const shown = JSON.stringify(scanned)
  for (const secret of secretsOf([...all, ...children])) expect(shown).not.toContain(secret)
  for (const {name} of [...all, ...children]) expect(shown).not.toContain(name)
  expect(findings.samples.length).toBeLessThanOrEqual(3)
})

describe('masks', () => {
  it('keep what helps to find the number and no more', async () => {
    const {findings} = await scan(page(`Ông Nguyễn Văn An, CCCD 001090234545`))
    expect(findings.samples).toEqual([{kind: 'cccd', masked: '0010••••••45 Ng••• V• A•', where: {paragraph: 2}}])
  })

  it('cover names of sheets and of files inside archives', async () => {
    const scanned = await scan(xlsx([{name: `${a.name} ${a.cccd}`.slice(0, 31), rows: [['CCCD'], [a.cccd]]}]))
    expect(JSON.stringify(scanned)).not.toContain(a.name)
    expect(JSON.stringify(scanned)).not.toContain(a.cccd.slice(0, 8))
  })

  it('hashes of two runs differ, of one run agree', async () => {
    const bytes = page(`CCCD ${a.cccd}`)
    const [first, again, other] = [
      await scan(bytes),
      await scan(page(`Số định danh: ${a.cccd}`)),
      await scan(bytes, {key: new Uint8Array(32)}),
    ]
    expect(first.findings.keys).toEqual(again.findings.keys)
    expect(first.findings.keys).not.toEqual(other.findings.keys)
  })
})
