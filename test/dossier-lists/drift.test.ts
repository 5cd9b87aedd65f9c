import {readXlsx, writeXlsx} from 'hucre/xlsx'
import {describe, expect, test} from 'vitest'
import {driftLines} from '../../src/cli/drift-lines.ts'
import {compareLists} from '../../src/dossier-lists/compare-lists.ts'
import type {Difference} from '../../src/dossier-lists/drift.ts'
import {matchDevices} from '../../src/dossier-lists/match-devices.ts'
import {driftBetween, edited, inventoryOf, labels, machine, readSaved, words, workbookOf} from './support.ts'

const pc = (id: string, more: Parameters<typeof machine>[0] = {}) => machine({id, ...more})
const short = (differences: readonly Difference[]) =>
  differences.map(({list, kind, subject, field, before, after, machines, matchedBy, count}) =>
    [list, kind, subject, field, before?.join('|'), after?.join('|'), machines?.join('|'), matchedBy, count]
      .filter((part) => part !== undefined)
      .join(' '),
  )

type Inventory = ReturnType<typeof inventoryOf>
const cases: [string, Inventory, Inventory, string[]][] = [
  ['a device more', inventoryOf([pc('a')]), inventoryOf([pc('a'), pc('b')]), ['devices added B Windows 11 Pro 25H2 10.0.26200|10.0.1.21']],
  ['a device that the register dropped', inventoryOf([pc('a'), pc('b')]), inventoryOf([pc('a')]), ['devices gone B']],
  ['a device without facts now', inventoryOf([pc('a'), pc('b')]), inventoryOf([pc('a')], {members: ['a', 'b']}), ['devices unseen B']],
  [
    'another system and version',
    inventoryOf([pc('a')]),
    inventoryOf([pc('a', {os: 'Windows 10 Pro', version: '10.0.19045'})]),
    ['devices changed A os Windows 11 Pro 25H2 Windows 10 Pro', 'devices changed A version 10.0.26200 10.0.19045'],
  ],
  [
    'another address',
    inventoryOf([pc('a')]),
    inventoryOf([pc('a', {addresses: ['10.0.1.99']})]),
    ['devices changed A addresses 10.0.1.21 10.0.1.99'],
  ],
  ['another serial', inventoryOf([pc('a')]), inventoryOf([pc('a', {serial: 'X'})]), ['devices changed A serial SN-a X']],
  ['another name', inventoryOf([pc('a')]), inventoryOf([pc('a', {name: 'NEW'})]), ['devices changed NEW name A NEW']],
  [
    'a new id, the same serial',
    inventoryOf([pc('a')]),
    inventoryOf([pc('b', {name: 'A', serial: 'SN-a'})]),
    ['devices changed A id a b serial'],
  ],
  [
    'a new id, the same MAC',
    inventoryOf([pc('a', {mac: '02:00:00:00:00:01'})]),
    inventoryOf([pc('b', {name: 'A', mac: '02-00-00-00-00-01', serial: 'SN-a', missing: ['hardware']})]),
    ['devices changed A id a b mac', 'devices unseen A serial SN-a mac'],
  ],
  [
    'a new id, the same name in another spelling',
    inventoryOf([pc('a', {name: 'Máy Văn thư'})]),
    inventoryOf([pc('b', {name: 'máy  văn thư'.normalize('NFD')})]),
    ['devices changed máy văn thư id a b name', 'devices changed máy văn thư serial SN-a SN-b name'],
  ],
  [
    'facts that cannot be seen now are not gone',
    inventoryOf([pc('a')]),
    inventoryOf([pc('a', {missing: ['os', 'hardware', 'network', 'software', 'ports']})]),
    [
      'devices unseen A addresses 10.0.1.21',
      'devices unseen A os Windows 11 Pro 25H2',
      'devices unseen A serial SN-a',
      'devices unseen A version 10.0.26200',
      'applications unseen A software 1',
      'services unseen A ports 1',
    ],
  ],
  [
    'facts that have grown old',
    inventoryOf([pc('a')]),
    inventoryOf([pc('a')], {on: '2027-02-01'}),
    ['devices unseen A lastSeen 2026-12-10T09:00:00+07:00 2026-12-10T02:00:00.000Z'],
  ],
  [
    'a program more, one gone, one of another version',
    inventoryOf([
      pc('a', {
        software: [
          {name: 'X', version: '1'},
          {name: 'Y', version: '1'},
        ],
      }),
    ]),
    inventoryOf([
      pc('a', {
        software: [
          {name: 'X', version: '2'},
          {name: 'Z', version: '3'},
        ],
      }),
    ]),
    ['applications added Z 3 A', 'applications gone Y', 'applications changed X versions 1 2'],
  ],
  [
    'a program on another machine',
    inventoryOf([pc('a', {software: [{name: 'X'}]}), pc('b', {software: []})]),
    inventoryOf([pc('a', {software: []}), pc('b', {software: [{name: 'X'}]})]),
    ['applications changed X machines A B'],
  ],
  [
    'a program is not gone while a machine that had it is hidden',
    inventoryOf([pc('a', {software: [{name: 'X', version: '1'}]}), pc('b', {software: [{name: 'X', version: '2'}, {name: 'Y'}]})]),
    inventoryOf([pc('a', {software: [{name: 'X', version: '1'}]}), pc('b', {missing: ['software']})]),
    ['applications unseen B software 2'],
  ],
  [
    'a package manager that did not answer hides what it lists',
    inventoryOf([pc('a', {software: [{name: 'X'}, {name: 'Y'}]})]),
    inventoryOf([pc('a', {software: [{name: 'X'}], gaps: {software: {items: {reason: 'timeout', detail: 'rpm'}}}})]),
    ['applications unseen A software 1'],
  ],
  [
    'a version that is not known now',
    inventoryOf([pc('a', {software: [{name: 'X', version: '1'}]})]),
    inventoryOf([pc('a', {software: [{name: 'X', version: ''}]})]),
    ['applications unseen X versions 1'],
  ],
  [
    'programs of a device that is gone go with it, those of a new one only where they are new',
    inventoryOf([pc('a', {software: [{name: 'X'}]}), pc('b', {software: [{name: 'X'}, {name: 'Y'}]})]),
    inventoryOf([pc('a', {software: [{name: 'X'}]}), pc('c', {software: [{name: 'X'}, {name: 'Z'}], addresses: []})]),
    ['devices added C Windows 11 Pro 25H2 10.0.26200', 'devices gone B', 'applications added Z 1 C', 'applications gone Y'],
  ],
  [
    'a port more, one gone, another program behind one; ports of chance do not count',
    inventoryOf([pc('a', {ports: [{port: 22, process: 'sshd'}, {port: 80}, {port: 49_152}]})]),
    inventoryOf([pc('a', {ports: [{port: 22, process: 'dropbear'}, {port: 443, loopback: true}, {port: 50_000}]})]),
    ['services added TCP 443 (127.0.0.1)  A', 'services gone TCP 80', 'services changed TCP 22 processes sshd dropbear'],
  ],
  [
    'networks, and addresses outside the approved ones',
    inventoryOf([pc('a', {addresses: ['10.0.1.1', '8.8.8.8']})], {networks: ['10.0.1.0/24', '10.0.2.0/24']}),
    inventoryOf([pc('a', {addresses: ['10.0.1.1', '8.8.8.8', '10.0.3.7']})], {networks: ['10.0.1.99/24', '10.0.3.0/24']}),
    [
      'devices changed A addresses 8.8.8.8|10.0.1.1 8.8.8.8|10.0.1.1|10.0.3.7',
      'networks added 10.0.3.0/24',
      'networks gone 10.0.2.0/24',
      'addresses outside 10.0.3.7 A',
    ],
  ],
  [
    'an address of IPv6 that changed in its low half',
    inventoryOf([pc('a', {addresses: ['fd00::aaaa:1']})], {networks: ['10.0.0.0/8']}),
    inventoryOf([pc('a', {addresses: ['fd00::bbbb:2']})], {networks: ['10.0.0.0/8']}),
    [],
  ],
]

describe.each(['xlsx', 'yaml'] as const)('through %s', (format) => {
  test.each(cases)('%s', async (_, approved, now, expected) => {
    const found = short(await driftBetween(approved, now, format))
    // YAML keeps the moment as it was.
    expect(found).toEqual(
      expected.map((line) => (format === 'yaml' ? line.replace('2026-12-10T09:00:00+07:00', '2026-12-10T02:00:00.000Z') : line)),
    )
  })
})

test('a sign that two devices share recognises nobody', () => {
  const device = (id: string, name: string, more: object = {}) => ({id, name, ...more})
  const dock = {macs: ['02:00:00:00:00:01']}
  const {pairs, onlyApproved, onlyPresent} = matchDevices(
    [device('a', 'PC', dock), device('b', 'PC2', dock), device('d', 'PC4', dock)],
    [device('a', 'PC', dock), device('c', 'PC3', dock)],
  )
  expect(pairs.map(({approved, present, by}) => [approved.id, present.id, by])).toEqual([['a', 'a', 'id']])
  expect([onlyApproved.map(({id}) => id), onlyPresent.map(({id}) => id)]).toEqual([['b', 'd'], ['c']])
  const shared = matchDevices([device('a', 'PC', dock), device('b', 'PC2', dock)], [device('c', 'PC3', dock)])
  expect(shared.pairs).toEqual([])
})

describe('a list edited by hand', () => {
  const inventory = inventoryOf([pc('a'), pc('b', {addresses: ['10.0.1.22']})])
  const change = async (sheet: string, edit: Parameters<typeof edited>[2]) => {
    const read = await readSaved(await edited(await workbookOf(inventory), sheet, edit))
    return {...read, differences: short(compareLists(read.approved, inventory).differences)}
  }

  test('columns that people fill, moved and of their own, change nothing', async () => {
    const {differences, notices} = await change('Danh sách thiết bị', (rows) => {
      for (const [index, row] of rows.entries()) {
        row[13] = index === 0 ? (row[13] ?? null) : 'Phòng Văn thư'
        row.unshift(index === 0 ? 'Số tài sản của Sở' : `TS-${index}`)
        row.push(index === 0 ? '' : 'ghi thêm')
      }
      rows.unshift(['DANH SÁCH THIẾT BỊ CỦA SỞ'], [])
      rows.push([], [], ['TS-99'])
    })
    expect(differences).toEqual([])
    expect(notices.map(({vi}) => vi)).toEqual(['Bỏ qua trang tính "Danh sách thiết bị", hàng 3, cột A, "Số tài sản của Sở"'])
  })

  test('a device without an id is found by its signs; one that was never seen is not called gone', async () => {
    const {differences} = await change('Danh sách thiết bị', (rows) => {
      for (const row of rows.slice(1)) row[0] = null
      rows.push([null, 'Máy in HP M404', 'Máy in'])
    })
    expect(differences).toEqual(['devices unseen Máy in HP M404'])
  })

  test('a name changed in one place only still finds its machine', async () => {
    const {differences} = await change('Danh sách thiết bị', (rows) => {
      for (const row of rows.slice(1)) if (row[0] === 'a') row[1] = 'Máy phòng Văn thư'
    })
    expect(differences).toEqual(['devices changed A name Máy phòng Văn thư A'])
    const other = inventoryOf([pc('pc-7', {name: 'STP-VT'})])
    const bytes = await edited(await workbookOf(other), 'Danh sách thiết bị', (rows) => {
      if (rows[1]) rows[1][1] = 'Máy phòng Văn thư'
    })
    expect(short(compareLists((await readSaved(bytes)).approved, other).differences)).toEqual([
      'devices changed STP-VT name Máy phòng Văn thư STP-VT',
    ])
  })

  test('a program added by hand without machines is gone only where every machine could be seen without it', async () => {
    const bytes = await edited(await workbookOf(inventory), 'Danh sách ứng dụng', (rows) => void rows.push(['Phần mềm kế toán', '2026']))
    const {approved} = await readSaved(bytes)
    expect(short(compareLists(approved, inventory).differences)).toEqual(['applications gone Phần mềm kế toán'])
    const hidden = inventoryOf([pc('a'), pc('b', {addresses: ['10.0.1.22'], missing: ['software']})])
    expect(short(compareLists(approved, hidden).differences)).toEqual([
      'applications unseen B software 1',
      'applications unseen Phần mềm kế toán',
    ])
  })

  test('an empty cell, and one that says it was not seen, is no statement', async () => {
    const {differences} = await change('Danh sách thiết bị', (rows) => {
      for (const row of rows.slice(1)) [row[5], row[6], row[10], row[11]] = [null, 'Không thấy', '', 'not seen']
    })
    expect(differences).toEqual([])
  })

  test('a column or a sheet taken out is not compared, and that is said', async () => {
    const {notices, differences} = await change('Danh sách thiết bị', (rows) => {
      for (const row of rows) row.splice(5, 1)
    })
    expect(differences).toEqual([])
    expect(notices.map(({vi}) => vi)).toEqual(['Trang tính "Danh sách thiết bị" không có cột "Số sê-ri": nội dung đó không được so sánh'])
    const {sheets} = await readXlsx(await workbookOf(inventory))
    const kept = sheets.filter(({name}) => name !== 'Danh sách ứng dụng' && name !== 'Thông tin chung')
    const fewer = await readSaved(await writeXlsx({sheets: kept.map(({name, rows}) => ({name, rows: rows as string[][]}))}))
    expect(compareLists(fewer.approved, inventory)).toMatchObject({
      differences: [],
      compared: ['devices', 'services', 'networks', 'addresses'],
    })
    expect(fewer.notices.map(({vi}) => vi)).toEqual([
      'Tệp không có trang tính "Thông tin chung": không biết danh sách của hệ thống nào, ngày nào',
      'Tệp không có trang tính "Danh sách ứng dụng": phần này không được so sánh',
    ])
  })
})

test('the screen has at most 80 columns and names what it does not know', () => {
  const approved = inventoryOf(
    Array.from({length: 40}, (_, index) =>
      pc(`may-tram-rat-dai-${index}`, {software: [{name: `Phần mềm có tên rất dài để thử xuống dòng ${index}`}]}),
    ),
    {declared: 41},
  ).lists
  const now = inventoryOf([pc('may-tram-rat-dai-1', {missing: ['software']})], {members: ['may-tram-rat-dai-1', 'may-tram-rat-dai-2']})
  const drift = compareLists({...approved, system: 'lan'}, now)
  const head = {
    system: {id: 'lan', name: 'Mạng nội bộ'},
    file: 'a.xlsx',
    approvedOn: '2026-12-10',
    on: '2026-12-10',
    notices: [],
    lists: now.lists,
  }
  for (const language of ['vi', 'en'] as const) {
    const lines = driftLines(drift, head, words, labels, language)
    expect(lines.filter((line) => [...line].length > 80)).toEqual([])
  }
  const text = driftLines(drift, head, words, labels, 'vi').join('\n')
  expect(text).toContain('  ? MAY-TRAM-RAT-DAI-2 (may-tram-rat-dai-2): nay không thấy')
  expect(text).toContain('… và 8 dòng "không còn" nữa; xem đủ bằng --json')
  expect(text).toContain('Chưa thấy (3):')
})
