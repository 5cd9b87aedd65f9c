import {strToU8, zipSync} from 'fflate'
import {writeXlsx} from 'hucre/xlsx'
import {describe, expect, it} from 'vitest'
import {createAssetLists} from '../../src/import/asset-list/asset-list.ts'
import {mapColumns} from '../../src/import/asset-list/map-columns.ts'
import {prepareAssetWords} from '../../src/import/asset-list/words.ts'
import type {DeviceFields, ImportedTarget} from '../../src/import/importer.ts'
import {columnMapping} from '../../src/model/import-columns.ts'
import {droppedOf, importWith} from './import-with.ts'
import {inventoryTables} from './inventory-tables.ts'
import {sourceOf} from './support.ts'
import {expectValidFacts} from './valid-facts.ts'

const {columns} = inventoryTables
const words = prepareAssetWords(columns)
const [xlsx, csv] = createAssetLists({columns, mappings: []})
const readCsv = (content: string | Uint8Array) => {
  if (!csv) throw new Error('no importer')
  return importWith(csv, sourceOf(content, 64))
}
const readXlsx = (content: Uint8Array) => {
  if (!xlsx) throw new Error('no importer')
  return importWith(xlsx, sourceOf(content, 4096))
}
function devicesOf(targets: readonly ImportedTarget[]): DeviceFields[] {
  return targets.map((target) => {
    expectValidFacts(target)
    if (target.kind !== 'device') throw new Error('no device')
    return target.device
  })
}

const list = `SỞ TƯ PHÁP;;;;;;;
DANH SÁCH TÀI SẢN CỐ ĐỊNH;;;;;;;
;;;;;;;
STT;Mã tài sản;Tên tài sản;Số sê-ri;Bộ phận sử dụng;Người sử dụng;Ngày sử dụng;Nguyên giá
A;B;C;D;E;F;G;1
1;TS-001;Máy tính để bàn Dell OptiPlex 7080;ABC1234;Văn phòng Sở;Nguyễn Thị Mẫu;05/03/2021;14.500.000
2;TS-002;Máy vi tính xách tay HP;5CG0001;Thanh tra;;31/02/2022;15,900,000 đ
3;TS-003;Bàn máy tính;;Văn phòng Sở;;2019;1.200.000
4;TS-004;Máy in Canon LBP 2900;;Phòng Hành chính tư pháp;;06/2018;abc
5;TS-005;Máy điều hòa Daikin;;Văn phòng Sở;;2020;9000000
6;TS-006;=HYPERLINK("http://x","Máy chủ");;Phòng máy chủ;;2023;120000000
;;Tổng cộng;;;;;174.600.000
`

describe('a list of assets', () => {
  it('its IT devices are taken, everything else is counted', async () => {
    const imported = await readCsv(list)
    expect(devicesOf(imported.targets)).toEqual([
      {
        name: 'Máy tính để bàn Dell OptiPlex 7080',
        kind: 'workstation',
        assetTag: 'TS-001',
        serial: 'ABC1234',
        unit: 'Văn phòng Sở',
        purchasedYear: 2021,
        price: 14_500_000,
        macs: [],
        addresses: [],
      },
      {
        name: 'Máy vi tính xách tay HP',
        kind: 'laptop',
        assetTag: 'TS-002',
        serial: '5CG0001',
        unit: 'Thanh tra',
        price: 15_900_000,
        macs: [],
        addresses: [],
      },
      {
        name: 'Máy in Canon LBP 2900',
        kind: 'printer',
        assetTag: 'TS-004',
        unit: 'Phòng Hành chính tư pháp',
        purchasedYear: 2018,
        macs: [],
        addresses: [],
      },
      {
        name: '=HYPERLINK("http://x","Máy chủ")',
        kind: 'server',
        assetTag: 'TS-006',
        unit: 'Phòng máy chủ',
        purchasedYear: 2023,
        price: 120_000_000,
        macs: [],
        addresses: [],
      },
    ])
    expect(imported).toMatchObject({read: 8, mapped: 4})
    expect(imported.mapped + droppedOf(imported)).toBe(8)
    expect(imported.incomplete).toBeUndefined()
  })

  it('names of people are not kept, and that is said', async () => {
    const {targets, notes} = await readCsv(list)
    expect(JSON.stringify(targets)).not.toContain('Nguyễn Thị Mẫu')
    expect(notes?.map(({vi}) => vi)).toEqual([
      'Cột của "CSV": B "Mã tài sản" = mã tài sản; C "Tên tài sản" = tên thiết bị; D "Số sê-ri" = số sê-ri; E "Bộ phận sử dụng" = phòng, đơn vị; G "Ngày sử dụng" = năm đưa vào sử dụng; H "Nguyên giá" = nguyên giá',
      'Cột không rõ nghĩa, không dùng: A "STT"',
      'Cột có tên người, không lưu: F "Người sử dụng"',
    ])
  })

  it.each([
    ['decomposed accents', new TextEncoder().encode(list.normalize('NFD'))],
    ['UTF-16', new Uint8Array(Buffer.from(`\ufeff${list}`, 'utf16le'))],
    ['UTF-8 with a byte order mark', new TextEncoder().encode(`\ufeff${list}`)],
    [
      'commas',
      new TextEncoder().encode(
        list
          .replaceAll(/^.*HYPERLINK.*$/gm, '')
          .replaceAll('15,900,000', '15900000')
          .replaceAll(';', ','),
      ),
    ],
    ['tabs and a separator line', new TextEncoder().encode(`sep=\t\n${list.replaceAll(';', '\t')}`)],
  ])('%s', async (_, bytes) => {
    const [first] = devicesOf((await readCsv(bytes)).targets)
    expect(first).toMatchObject({name: 'Máy tính để bàn Dell OptiPlex 7080', unit: 'Văn phòng Sở', price: 14_500_000})
  })

  it('the code page of an old Vietnamese Windows', async () => {
    // "Tên máy;Số sê-ri;Phòng" with combining accents, as windows-1258 writes them.
    const bytes = Buffer.from('T\xean m\xe1y;S\xf4\xec s\xea-ri;Pho\xccng\nM\xe1y chu\xd2;S1;V\xe3n pho\xccng\n', 'latin1')
    expect(devicesOf((await readCsv(new Uint8Array(bytes))).targets)).toMatchObject([{kind: 'server', serial: 'S1', unit: 'Văn phòng'}])
  })

  it('amounts in thousands, quantities and headings in two rows', async () => {
    const {targets, notes} = await readCsv(
      'Đơn vị tính: nghìn đồng,,,\nTên tài sản,Ghi tăng,,Tình trạng\n,Số lượng,Nguyên giá,\nMáy vi tính để bàn,12,"180.000",Đang sử dụng\n',
    )
    expect(devicesOf(targets)).toEqual([
      {
        name: 'Máy vi tính để bàn',
        kind: 'workstation',
        status: 'in-use',
        price: 180_000_000,
        note: 'Sổ tài sản ghi số lượng 12',
        macs: [],
        addresses: [],
      },
    ])
    expect(notes?.at(-1)?.vi).toContain('1000 đồng')
  })

  it('a quotation mark that is not closed is told', async () => {
    expect((await readCsv('Tên máy,Serial\nMáy chủ,S1\n"Máy chủ,S2\nMáy chủ,S3\n')).incomplete?.vi).toContain('ngoặc kép')
  })
})

describe('columns', () => {
  const rows = [
    ['Thiết bị CNTT', 'SN', 'Ghi chú'],
    ['OptiPlex', 'S1', 'x'],
  ]

  it('that nobody knows are not guessed', () => {
    expect(mapColumns(rows, words, [])).toBeUndefined()
  })

  it('can be given, are remembered, and hold for lists with the same headings only', async () => {
    const given = columnMapping.parse({
      headings: [],
      columns: {'Thiết bị CNTT': 'name', SN: 'serial', 'Ghi chú': 'ignore'},
      kind: 'workstation',
    })
    const [, importer] = createAssetLists({columns, mappings: [given]})
    if (!importer) throw new Error('no importer')
    const content = rows.map((row) => row.join(';')).join('\n')
    const {targets, mappings = []} = await importWith(importer, sourceOf(content))
    expect(devicesOf(targets)).toMatchObject([{name: 'OptiPlex', kind: 'workstation', serial: 'S1'}])
    expect(mappings).toEqual([{...given, headings: ['Thiết bị CNTT', 'SN', 'Ghi chú']}])
    expect(mapColumns(rows, words, mappings)?.fields.size).toBe(2)
    expect(
      mapColumns(
        [
          ['Thiết bị CNTT', 'SN', 'Khác'],
          ['a', 'b', 'c'],
        ],
        words,
        mappings,
      ),
    ).toBeUndefined()
  })

  it.each([
    ['Máy tính xách tay Dell', 'laptop'],
    ['Máy tính Dell', 'workstation'],
    ['Bàn để máy tính', undefined],
    ['Tủ máy chủ', undefined],
    ['Máy in đa chức năng', 'printer'],
    ['Thiết bị chuyển mạch Cisco', 'network'],
    ['Tổng đài điện thoại', undefined],
    ['Sửa sàn nhà', undefined],
    ['Camera giám sát', 'camera'],
    ['Hoá chất', undefined],
  ])('%s is %s', async (name, kind) => {
    const {targets} = await readCsv(`Tên tài sản;Mã tài sản\n${name};T1\n`)
    expect(devicesOf(targets).map((device) => device.kind)).toEqual(kind ? [kind] : [])
  })
})

describe('workbooks', () => {
  const rows = [
    ['Tên máy', 'Serial', 'Năm sử dụng', 'Nguyên giá'],
    ['Máy chủ', 'S1', new Date(Date.UTC(2022, 4, 1)), 125_000_000],
    ['Máy trạm', '0012', 2019, null],
  ]

  it('dates and numbers are read; a sheet without known headings is counted', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {name: 'Danh sách', rows},
        {name: 'Khác', rows: [['a'], ['b']]},
      ],
    })
    const imported = await readXlsx(new Uint8Array(bytes))
    expect(devicesOf(imported.targets)).toMatchObject([
      {name: 'Máy chủ', kind: 'server', purchasedYear: 2022, price: 125_000_000},
      {name: 'Máy trạm', serial: '0012', purchasedYear: 2019},
    ])
    expect(imported).toMatchObject({read: 4, mapped: 2})
  })

  it('a formula is not evaluated', async () => {
    const cells = new Map([['1,1', {value: 'S9', formulaResult: 'S9', formula: 'WEBSERVICE("http://127.0.0.1:9/")'}]])
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'A',
          rows: [
            ['Tên máy', 'Serial'],
            ['Máy chủ', 'S9'],
          ],
          cells,
        },
      ],
    })
    const imported = await readXlsx(new Uint8Array(bytes))
    expect(devicesOf(imported.targets)).toMatchObject([{serial: 'S9'}])
    expect(imported.notes?.at(-1)?.vi).toContain('1 ô có công thức')
  })

  it.each([
    ['a bomb', zipSync({'xl/worksheets/sheet1.xml': new Uint8Array(80 * 1024 * 1024)}, {level: 9}), 'giải nén'],
    ['no workbook', zipSync({'xl/other.xml': strToU8('<a/>')}), 'không đọc được'],
    ['a cut one', zipSync({'xl/workbook.xml': strToU8('<a/>')}).slice(0, 60), 'hỏng'],
  ])('%s is refused', async (_, bytes, why) => {
    const imported = await readXlsx(bytes)
    expect(imported).toMatchObject({read: 0, mapped: 0, targets: []})
    expect(imported.incomplete?.vi).toContain(why)
  })
})
