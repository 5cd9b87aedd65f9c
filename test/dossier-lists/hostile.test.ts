import {deflateRawSync} from 'node:zlib'
import {writeXlsx} from 'hucre/xlsx'
import {describe, expect, test} from 'vitest'
import {readListsFile, writeListsYaml} from '../../src/cli/lists-file.ts'
import {edited, inventoryOf, machine, readSaved, save, words, workbookOf} from './support.ts'

const inventory = inventoryOf([machine({id: 'a'}), machine({id: 'b', name: 'B'})])
const yaml = Buffer.from(writeListsYaml(inventory.lists)).toString('utf8')

describe('each error says sheet, row, column, what stands there and what is wrong', () => {
  const devices = 'Danh sách thiết bị'
  const cases: [string, string, Parameters<typeof edited>[2], string][] = [
    [
      'a MAC',
      devices,
      (rows) => set(rows, 1, 11, '02:00:zz'),
      `trang tính "${devices}", hàng 2, cột L (Địa chỉ MAC), "02:00:zz": "02:00:zz" không phải địa chỉ MAC`,
    ],
    [
      'an address',
      devices,
      (rows) => set(rows, 2, 10, '10.0.1.300'),
      `hàng 3, cột K (Địa chỉ IP), "10.0.1.300": "10.0.1.300" không phải địa chỉ IP`,
    ],
    [
      'no name',
      devices,
      (rows) => void rows.push([null, null, 'Máy in']),
      `hàng 4, cột B (Tên thiết bị): dòng thiết bị phải có tên hoặc mã`,
    ],
    ['an id twice', devices, (rows) => set(rows, 2, 0, 'A'), `hàng 3, cột A (Mã thiết bị), "A": đã có ở hàng 2`],
    [
      'a date for a text',
      devices,
      (rows) => set(rows, 1, 5, new Date('2026-01-02')),
      'hàng 2, cột F (Số sê-ri), "2026-01-02T00:00:00.000Z": bảng tính đã đổi ô này',
    ],
    ['TRUE for a text', devices, (rows) => set(rows, 1, 5, true), 'cột F (Số sê-ri), "true": bảng tính đã đổi ô này'],
    [
      'a mistyped heading',
      devices,
      (rows) => set(rows, 0, 5, 'So se ri'),
      'hàng 1, cột F, "So se ri": không có cột này; có phải ý bạn là "Số sê-ri"?',
    ],
    ['a heading twice', devices, (rows) => set(rows, 0, 4, 'Số sê-ri'), 'hàng 1, cột F, "Số sê-ri": cột này có hai lần'],
    ['no headings', devices, (rows) => void rows.shift(), `trang tính "${devices}": không thấy hàng tên cột trong 10 hàng đầu`],
    [
      'a program twice',
      'Danh sách ứng dụng',
      (rows) => void rows.push(['unikey'.toUpperCase(), '1']),
      'hàng 3, cột A (Tên ứng dụng, phần mềm), "UNIKEY": đã có ở hàng 2',
    ],
    [
      'a protocol',
      'Dịch vụ mạng đang mở',
      (rows) => set(rows, 1, 1, 'SCTP'),
      'hàng 2, cột B (Giao thức), "SCTP": dùng một trong: TCP, UDP',
    ],
    ['a port', 'Dịch vụ mạng đang mở', (rows) => set(rows, 1, 2, 70_000), 'hàng 2, cột C (Cổng), "70000": cần một số cổng từ 0 đến 65535'],
    [
      'a reach',
      'Dịch vụ mạng đang mở',
      (rows) => set(rows, 1, 3, 'xa'),
      'cột D (Truy cập được từ), "xa": dùng một trong: mạng, chỉ trên máy đó',
    ],
    [
      'a network twice',
      'Quy hoạch vùng mạng',
      (rows) => void rows.push(['10.0.1.7/24', 'Vùng 2']),
      'hàng 3, cột A (Dải địa chỉ (CIDR)), "10.0.1.7/24": đã có ở hàng 2',
    ],
    ['a day', 'Thông tin chung', (rows) => setLabelled(rows, 'Danh sách tại ngày', '31/02/2026'), 'cột B, "31/02/2026": cần một ngày'],
    [
      'another kind of file',
      'Thông tin chung',
      (rows) => setLabelled(rows, 'Kiểu tệp', 'x/2'),
      'cột B, "x/2": cần "stp-sec/dossier-lists/1"',
    ],
  ]
  test.each(cases)('%s', async (_, sheet, edit, expected) => {
    const error = await refusalOf(await edited(await workbookOf(inventory), sheet, edit))
    expect(error.what.vi).toContain(expected)
    expect(error.what.vi).toMatch(/^Tệp danh sách có 1 lỗi:/)
  })

  test('a sheet of a mistyped name, and no sheet of devices', async () => {
    const bytes = await workbookOf(inventory)
    const {readXlsx} = await import('hucre/xlsx')
    const {sheets} = await readXlsx(bytes)
    const renamed = await writeXlsx({
      sheets: sheets.map(({name, rows}) => ({name: name === 'Danh sách thiết bị' ? 'Danh sách thiết bi' : name, rows: rows as string[][]})),
    })
    const {what} = await refusalOf(renamed)
    expect(what.vi).toContain('trang tính "Danh sách thiết bi": không có trang tính tên này; có phải ý bạn là "Danh sách thiết bị"?')
  })

  test('a network that is none is told with its place and compared as text', async () => {
    const {notices} = await readSaved(await edited(await workbookOf(inventory), 'Quy hoạch vùng mạng', (rows) => set(rows, 1, 0, 'mạng 2')))
    expect(notices.map(({vi}) => vi)).toEqual([
      'trang tính "Quy hoạch vùng mạng", hàng 2, cột A (Dải địa chỉ (CIDR)): "mạng 2" không đọc được là CIDR, chỉ so theo chữ',
    ])
  })

  test('a formula is never evaluated: the stored value is taken, and the cell named', async () => {
    const formula = {value: 'PC', type: 'formula' as const, formula: 'WEBSERVICE("http://x")', formulaResult: 'PC'}
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'Danh sách thiết bị',
          rows: [
            ['Mã thiết bị', 'Tên thiết bị'],
            ['a', null],
          ],
          cells: new Map([['1,1', formula]]),
        },
      ],
    })
    const {approved, notices} = await readSaved(bytes)
    expect(approved.devices).toEqual([{id: 'a', name: 'PC'}])
    expect(notices[0]?.vi).toBe('1 ô có công thức, không tính lại, chỉ lấy giá trị đã lưu trong tệp: Danh sách thiết bị!B2')
  })
})

describe('a file that is not what it should be is refused, quickly and in words', () => {
  const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, '<c/>')
  const far =
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="T900000"><v>1</v></c></row></sheetData></worksheet>'
  const cases: [string, () => Promise<Uint8Array> | Uint8Array | string, RegExp][] = [
    ['nothing', () => '', /tệp rỗng/],
    ['a ZIP that unpacks to 200 MB', () => zip([['xl/workbook.xml', megabytes(200)]]), /giải nén ra quá lớn/],
    ['a ZIP that lies about its size', () => withSheet(megabytes(200), 1000), /không đọc được bảng tính/],
    ['a ZIP of many entries', () => zip(Array.from({length: 600}, (_, index) => [`${index}`, Buffer.from('x')])), /quá nhiều mục/],
    ['a workbook cut in two', async () => (await workbookOf(inventory)).slice(0, 900), /bị hỏng hoặc bị cắt/],
    ['a ZIP of something else', () => zip([['word/document.xml', Buffer.from('<a/>')]]), /không đọc được bảng tính/],
    ['a cell far away', () => withSheet(Buffer.from(far)), /quá lớn|không đọc được/],
    ['an old .xls', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), /\.xls kiểu cũ/],
    ['no text', () => Buffer.from([0xff, 0xfe, 0x00, 0x81]), /không phải tệp XLSX/],
    [
      'a workbook of something else',
      () => writeXlsx({sheets: [{name: 'Sheet1', rows: [['a']]}]}),
      /không có trang tính này; tệp có: Sheet1/,
    ],
    ['an alias bomb', () => 'a: &a [x]\nb: *a\n', /dòng 2.*bí danh/s],
    ['deep YAML', () => '['.repeat(5000), /lồng nhau|YAML/],
    ['YAML of something else', () => 'a: 1\n', /dòng 1/],
    [
      'YAML with a mistyped key',
      () => yaml.replace('\ndevices:', '\ndevice:'),
      /dòng \d+, cột 1: khóa "device" không hợp lệ; có phải ý bạn là "devices"/,
    ],
    ['YAML with a bad port', () => yaml.replace('port: 135', 'port: abc'), /dòng \d+, cột \d+: "services\.0\.port"/],
    ['YAML with an empty name', () => yaml.replace('name: B', 'name: " "'), /dòng \d+, cột \d+: "devices\.1\.name"/],
  ]
  test.each(cases)('%s', async (_, make, expected) => {
    const started = performance.now()
    const before = process.memoryUsage().rss
    const error = await refusalOf(await make())
    expect(error.what.vi).toMatch(expected)
    expect(performance.now() - started).toBeLessThan(15_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(1024 * 1024 * 1024)
  })

  test.each(['/nonexistent/a.xlsx', '/tmp', '/dev/zero'])('%s', async (path) => {
    await expect(readListsFile(path, words)).rejects.toMatchObject({code: 'bad-list-file', where: path})
  })
})

type Rows = Parameters<Parameters<typeof edited>[2]>[0]

function set(rows: Rows, row: number, column: number, value: Rows[number][number]): void {
  const cells = rows[row]
  if (!cells) throw new Error(`no row ${row}`)
  cells[column] = value
}

function setLabelled(rows: Rows, label: string, value: string): void {
  set(
    rows,
    rows.findIndex((row) => row[0] === label),
    1,
    value,
  )
}

async function refusalOf(bytes: Uint8Array | string): Promise<{what: {vi: string; en: string}; where: string}> {
  const path = save(bytes)
  try {
    await readListsFile(path, words)
  } catch (error) {
    expect(error).toMatchObject({what: {vi: expect.any(String)}, where: path, next: {vi: expect.any(String)}})
    return error as {what: {vi: string; en: string}; where: string}
  }
  throw new Error('nothing was refused')
}

/** A ZIP by hand, so that it can lie: `declared` is what its directory says an entry unpacks to. */
function zip(entries: [name: string, content: Uint8Array, declared?: number][]): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [name, content, declared = content.length] of entries) {
    const packed = deflateRawSync(content)
    const head = (directoryEntry: boolean) => {
      const bytes = Buffer.alloc((directoryEntry ? 46 : 30) + name.length)
      bytes.writeUInt32LE(directoryEntry ? 0x02014b50 : 0x04034b50, 0)
      const at = directoryEntry ? 2 : 0
      bytes.writeUInt16LE(20, 4 + at)
      bytes.writeUInt16LE(8, 8 + at)
      bytes.writeUInt32LE(packed.length, 18 + at)
      bytes.writeUInt32LE(declared, 22 + at)
      bytes.writeUInt16LE(name.length, 26 + at)
      if (directoryEntry) bytes.writeUInt32LE(offset, 42)
      bytes.write(name, directoryEntry ? 46 : 30)
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

function withSheet(sheet: Uint8Array, declared?: number): Uint8Array {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const types = 'http://schemas.openxmlformats.org/package/2006'
  const relation = (type: string, target: string) =>
    Buffer.from(
      `<Relationships xmlns="${types}/relationships"><Relationship Id="r1" Type="${office}/${type}" Target="${target}"/></Relationships>`,
    )
  return zip([
    [
      '[Content_Types].xml',
      Buffer.from(`<Types xmlns="${types}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`),
    ],
    ['_rels/.rels', relation('officeDocument', 'xl/workbook.xml')],
    [
      'xl/workbook.xml',
      Buffer.from(
        `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets><sheet name="Thiết bị" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ),
    ],
    ['xl/_rels/workbook.xml.rels', relation('worksheet', 'worksheets/sheet1.xml')],
    ['xl/worksheets/sheet1.xml', sheet, declared ?? sheet.length],
  ])
}
