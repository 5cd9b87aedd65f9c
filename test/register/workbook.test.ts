import {mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {deflateRawSync} from 'node:zlib'
import {writeXlsx} from 'hucre/xlsx'
import {beforeAll, describe, expect, test} from 'vitest'
import {readImportFile} from '../../src/cli/register-import.ts'
import {registerWords} from '../../src/cli/register-words.ts'
import type {RegisterWords} from '../../src/model/register-words.ts'
import {mergeIncoming} from '../../src/register/merge.ts'
import {fullRegister, offices} from './entries.ts'

type Sheet = Parameters<typeof writeXlsx>[0]['sheets'][number]

const folder = mkdtempSync(join(tmpdir(), 'stp-sec-workbook-'))
let words: RegisterWords
let count = 0
beforeAll(async () => {
  words = await registerWords()
})

function save(bytes: Uint8Array | string, name = 'tep.xlsx'): string {
  const path = join(folder, `${count++}-${name}`)
  writeFileSync(path, bytes)
  return path
}

async function read(...sheets: Sheet[]) {
  const file = await readImportFile(save(await writeXlsx({sheets})), words)
  const merged = mergeIncoming(fullRegister(), file.incoming, offices)
  const problems = [...file.problems, ...merged.problems].map(({place, value, message}) => `${place.vi} "${value}": ${message.vi}`)
  return {...merged, problems, notices: file.notices.map(({vi}) => vi)}
}

const people = (columns: string[], ...rows: NonNullable<Sheet['rows']>): Sheet => ({name: 'Cá nhân và đơn vị', rows: [columns, ...rows]})
const training = (columns: string[], ...rows: NonNullable<Sheet['rows']>): Sheet => ({name: 'Đào tạo, diễn tập', rows: [columns, ...rows]})

describe('each error says where, what stands there and what would be valid', () => {
  const cases: [string, Sheet, string][] = [
    [
      'a choice',
      people(['id', 'kind', 'name'], ['a', 'Đơn vi', 'Sở']),
      'trang tính "Cá nhân và đơn vị", hàng 2, cột B (kind) "Đơn vi": dùng một trong: person, unit; có phải ý bạn là "Đơn vị"?',
    ],
    [
      'a day',
      training(['id', 'kind', 'title', 'date'], ['a', 'drill', 'T', '31/02/2026']),
      'hàng 2, cột D (date) "31/02/2026": cần một ngày',
    ],
    [
      'a number',
      training(['id', 'participants'], ['dien-tap', 'hai mươi']),
      'hàng 2, cột B (participants) "hai mươi": cần một số nguyên không âm',
    ],
    ['a column', people(['id', 'nmae'], ['a', 'x']), 'hàng 1, cột B "nmae": không có trường này; có phải ý bạn là "name"?'],
    ['a column twice', people(['id', 'name', 'name'], ['a', 'x', 'y']), 'hàng 1, cột C "name": cột này có hai lần'],
    ['a missing value', people(['id', 'kind', 'name'], ['a', 'unit', null]), 'hàng 2, cột C (name) "": bắt buộc phải có'],
    [
      'a missing id',
      people(['id', 'kind', 'name'], [null, 'unit', 'Sở Tư pháp Đà Nẵng']),
      'cột A (id) "": thiếu mã; có thể ghi "so-tu-phap-da-nang"',
    ],
    ['an id twice', people(['id', 'kind', 'name'], ['a', 'unit', 'x'], ['a', 'unit', 'y']), 'hàng 3, cột A (id) "a": mã này có hai lần'],
    ['an id of the wrong form', people(['id', 'kind', 'name'], ['Sở A', 'unit', 'x']), 'cột A (id) "Sở A": cần một mã'],
    [
      'a reference',
      training(['id', 'systems'], ['dien-tap', 'ho-tic']),
      'cột B (systems) "ho-tic": không có hệ thống mã "ho-tic"; có phải ý bạn là "ho-tich"?',
    ],
    ['a text too long', people(['id', 'note'], ['nguyen-van-a', 'x'.repeat(1001)]), 'dài 1001 ký tự, tối đa 1000'],
    [
      'a text that became a date',
      people(['id', 'position'], ['nguyen-van-a', new Date('2026-12-01')]),
      'cột B (position) "2026-12-01T00:00:00.000Z": bảng tính đã đổi ô thành ngày',
    ],
    ['a day that is a number', training(['id', 'date'], ['dien-tap', 46000]), 'ô là số, không phải ngày'],
    [
      'a sheet',
      {name: 'Văn bàn', rows: [['id'], ['x']]},
      'trang tính "Văn bàn" "": tên không hợp lệ hoặc có hai lần; có phải ý bạn là "Văn bản"?',
    ],
    ['no row of field names', {name: 'Sự cố', rows: [['Mã'], ['x']]}, 'không thấy hàng tên trường'],
  ]
  test.each(cases)('%s', async (_, sheet, expected) => {
    const {problems} = await read(sheet)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(expected)
  })
})

test('a column that is not there keeps what the register has; an empty cell empties it', async () => {
  const {register, counts} = await read(people(['id', 'note'], ['nguyen-van-a', null]))
  const {note: _, ...rest} = fullRegister().people[0] ?? {}
  expect(register.people).toEqual([rest])
  expect(counts.person).toEqual({added: 0, changed: 1, unchanged: 0, kept: 0})
})

test('dates of the spreadsheet, numbers as text, names of choices in either language', async () => {
  const {register, problems} = await read(
    training(
      ['id', 'kind', 'title', 'date', 'participants', 'hours'],
      ['a', 'Diễn tập', 'T', new Date('2026-03-01T00:00:00Z'), '20', '4,5'],
      ['b', 'AWARENESS', 12, '1/3/2026', 20, 4.5],
    ),
    {
      name: 'incidents',
      rows: [
        ['id', 'detectedAt'],
        ['ma-doc', new Date('2026-03-01T23:59:00Z')],
      ],
    },
  )
  expect(problems).toEqual([])
  const added = register.trainings.slice(1).map(({kind, title, date, participants, hours}) => [kind, title, date, participants, hours])
  expect(added).toEqual([
    ['drill', 'T', '2026-03-01', 20, 4.5],
    ['awareness', '12', '2026-03-01', 20, 4.5],
  ])
  expect(register.incidents[0]?.detectedAt).toBe('2026-03-01T23:59:00+07:00')
})

test('a formula is never evaluated: the stored value is taken, and the cell named', async () => {
  const sheet = people(['id', 'kind', 'name'], ['a', 'unit', null])
  const formula = {value: 'Giá trị đã lưu', type: 'formula' as const, formula: 'WEBSERVICE("http://x")', formulaResult: 'Giá trị đã lưu'}
  const {register, notices} = await read({...sheet, cells: new Map([['1,2', formula]])})
  expect(register.people[1]?.name).toBe('Giá trị đã lưu')
  expect(notices).toEqual(['1 ô có công thức, không tính lại, chỉ lấy giá trị đã lưu trong tệp: Cá nhân và đơn vị!C2'])
})

describe('a file that is not what it should be is refused, quickly and in words', () => {
  const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, '<c/>')
  const sparse =
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="T900000"><v>1</v></c></row></sheetData></worksheet>'
  const cases: [string, () => Promise<Uint8Array> | Uint8Array, RegExp][] = [
    ['a ZIP that unpacks to 200 MB', () => zip([['xl/workbook.xml', megabytes(200)]]), /giải nén ra quá lớn/],
    ['a ZIP that lies about its size', () => withSheet(megabytes(200), 1000), /không đọc được bảng tính/],
    ['a ZIP of many entries', () => zip(Array.from({length: 600}, (_, index) => [`${index}`, Buffer.from('x')])), /quá nhiều mục/],
    [
      'a ZIP cut in two',
      async () => (await writeXlsx({sheets: [{name: 'Hệ thống', rows: [['id']]}]})).slice(0, 900),
      /bị hỏng hoặc bị cắt/,
    ],
    ['a ZIP of something else', () => zip([['word/document.xml', Buffer.from('<a/>')]]), /không đọc được bảng tính/],
    ['a cell far away', () => withSheet(Buffer.from(sparse)), /quá lớn|không đọc được/],
    ['an old .xls', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), /\.xls kiểu cũ/],
    ['no text', () => Buffer.from([0xff, 0xfe, 0x00, 0x81]), /không phải tệp XLSX/],
    ['a workbook of something else', () => writeXlsx({sheets: [{name: 'Sheet1', rows: [['a']]}]}), /Không có trang tính nào của hồ sơ/],
    ['an alias bomb', () => Buffer.from('a: &a [x]\nb: *a\n'), /dòng 2.*bí danh/s],
    ['deep YAML', () => Buffer.from('['.repeat(5000)), /lồng nhau|YAML/],
    [
      'YAML with a mistyped key',
      () => Buffer.from('schema: stp-sec/register-entries/1\nsystem: []\n'),
      /dòng 2, cột 1: khóa "system" không hợp lệ; có phải ý bạn là "systems"/,
    ],
    ['YAML with a mistyped choice', () => Buffer.from(yamlPerson('kind: unti')), /dòng 4, cột 11: .*có phải ý bạn là "unit"/],
  ]
  test.each(cases)('%s', async (_, make, expected) => {
    const path = save(await make())
    const before = process.memoryUsage().rss
    const started = performance.now()
    await expect(readImportFile(path, words)).rejects.toThrow(
      expect.objectContaining({what: {vi: expect.stringMatching(expected), en: expect.any(String)}, where: path}),
    )
    expect(performance.now() - started).toBeLessThan(15_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(1024 * 1024 * 1024)
  })
})

test('a reference in YAML is told with its line', async () => {
  const file = await readImportFile(
    save(
      'schema: stp-sec/register-entries/1\ntrainings:\n  - id: dien-tap\n    kind: drill\n    title: T\n    date: "2026-01-01"\n    systems:\n      - ho-tic\n',
      'a.yaml',
    ),
    words,
  )
  const {problems} = mergeIncoming(fullRegister(), file.incoming, offices)
  expect(problems.map(({place, message}) => `${place.vi}: ${message.vi}`)).toEqual([
    'dòng 8, cột 7: không có hệ thống mã "ho-tic"; có phải ý bạn là "ho-tich"?',
  ])
})

function yamlPerson(kind: string): string {
  return `schema: stp-sec/register-entries/1\npeople:\n  - id: a\n    ${kind}\n    name: x\n    roles: []\n`
}

/** A ZIP by hand, so that it can lie: `declared` is what its directory says an entry unpacks to. */
function zip(entries: [name: string, content: Uint8Array, declared?: number][]): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [name, content, declared = content.length] of entries) {
    const packed = deflateRawSync(content)
    const head = (directoryEntry: boolean) => {
      const extra = directoryEntry ? 16 : 0
      const bytes = Buffer.alloc((directoryEntry ? 46 : 30) + name.length)
      bytes.writeUInt32LE(directoryEntry ? 0x02014b50 : 0x04034b50, 0)
      const at = directoryEntry ? 2 : 0
      bytes.writeUInt16LE(20, 4 + at)
      bytes.writeUInt16LE(8, 8 + at)
      bytes.writeUInt32LE(packed.length, 18 + at)
      bytes.writeUInt32LE(declared, 22 + at)
      bytes.writeUInt16LE(name.length, 26 + at)
      if (directoryEntry) bytes.writeUInt32LE(offset, 42)
      bytes.write(name, 30 + extra)
      return bytes
    }
    directory.push(head(true))
    const local = head(false)
    parts.push(local, packed)
    offset += local.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, end])
}

/** A workbook with one sheet of the given XML. */
function withSheet(sheet: Uint8Array, declared?: number): Uint8Array {
  const types = 'http://schemas.openxmlformats.org/package/2006'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const relation = (type: string, target: string) =>
    `<Relationships xmlns="${types}/relationships"><Relationship Id="r1" Type="${office}/${type}" Target="${target}"/></Relationships>`
  return zip([
    [
      '[Content_Types].xml',
      Buffer.from(`<Types xmlns="${types}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`),
    ],
    ['_rels/.rels', Buffer.from(relation('officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      Buffer.from(
        `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="Systems" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
    ],
    ['xl/_rels/workbook.xml.rels', Buffer.from(relation('worksheet', 'worksheets/sheet1.xml'))],
    ['xl/worksheets/sheet1.xml', sheet, declared ?? sheet.length],
  ])
}
