import {execFileSync} from 'node:child_process'
import {mkdtempSync, readdirSync, readFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {readXlsx} from 'hucre/xlsx'
import {describe, expect, test} from 'vitest'
import {writeListsYaml} from '../../src/cli/lists-file.ts'
import {listsLines} from '../../src/cli/lists-lines.ts'
import {compareLists} from '../../src/dossier-lists/compare-lists.ts'
import {driftBetween, inventoryOf, labels, machine, readSaved, save, textOf, words, workbookOf} from './support.ts'

const two = [
  machine({
    id: 'pc-1',
    software: [
      {name: 'UniKey', version: '4.6'},
      {name: 'Chrome', version: '145.0', publisher: 'Google LLC'},
    ],
  }),
  machine({id: 'pc-2', addresses: ['10.0.1.22', '8.8.4.4'], software: [{name: 'UNIKEY', version: '4.5'}]}),
]

describe('what the lists hold', () => {
  const {lists} = inventoryOf(two, {declared: 3})

  test('a device has what was seen, and nothing that nobody has said', () => {
    expect(lists.devices[0]).toEqual({
      id: 'pc-1',
      name: 'PC-1',
      kind: 'desktop',
      manufacturer: 'Dell Inc.',
      model: 'OptiPlex 7010',
      serial: 'SN-pc-1',
      os: 'Windows 11 Pro 25H2',
      version: '10.0.26200',
      build: '26200.7171',
      supportEnds: '2027-10-12',
      addresses: ['10.0.1.21'],
      macs: [expect.stringMatching(/^02:00:00:00:/)],
      lastSeen: '2026-12-10T02:00:00.000Z',
    })
  })

  test('a MAC of a virtual adapter or a tunnel identifies no machine, but its address is listed', () => {
    const snapshot = machine({id: 'pc-1', mac: '02:00:00:00:00:01'})
    if (snapshot.facts.network?.ok)
      snapshot.facts.network.value.interfaces.push(
        {name: 'docker0', kind: 'virtual', up: true, mac: '02:42:00:00:00:01', addresses: ['172.17.0.1']},
        {name: 'tun0', kind: 'vpn', up: true, mac: '02:42:00:00:00:02', addresses: []},
      )
    const [device] = inventoryOf([snapshot]).lists.devices
    expect([device?.macs, device?.addresses]).toEqual([['02:00:00:00:00:01'], ['10.0.1.21', '172.17.0.1']])
  })

  test('a program is one row over all machines, however it is spelled', () => {
    expect(lists.applications).toEqual([
      {name: 'Chrome', versions: ['145.0'], publishers: ['Google LLC'], sources: ['registry'], machines: ['pc-1']},
      {name: 'UNIKEY', versions: ['4.5', '4.6'], publishers: [], sources: ['registry'], machines: ['pc-1', 'pc-2']},
    ])
    expect(lists.services).toEqual([{protocol: 'tcp', port: 135, reach: 'network', processes: ['svchost'], machines: ['pc-1', 'pc-2']}])
  })

  test('addresses stand in their network, or outside of all', () => {
    expect(lists.networks).toEqual([{network: '10.0.1.0/24', kind: 'private', count: 2}])
    expect(lists.addresses.map(({address, network, kind, machine: on}) => [address, network, kind, on])).toEqual([
      ['8.8.4.4', undefined, 'public', 'pc-2'],
      ['10.0.1.21', '10.0.1.0/24', 'private', 'pc-1'],
      ['10.0.1.22', '10.0.1.0/24', 'private', 'pc-2'],
    ])
  })
})

describe('what was not seen is a list of its own', () => {
  const inventory = inventoryOf(
    [
      machine({id: 'pc-1', missing: ['software', 'network']}),
      machine({
        id: 'pc-2',
        at: '2026-10-01T02:00:00.000Z',
        gaps: {software: {items: {reason: 'timeout', detail: 'rpm'}}},
        software: [
          {name: 'A', version: ''},
          {name: ' ', version: '1'},
        ],
        addresses: ['10.0.1.9', 'nonsense'],
      }),
    ],
    {members: ['pc-1', 'pc-2', 'pc-3'], declared: 5, networks: ['10.0.1.0/24', 'mạng 2']},
  )
  const shown = inventory.lists.unseen.map(({code, fact, field, machines, values}) => [code, fact, field, machines, values])

  test('each with its machines', () => {
    expect(shown).toEqual([
      ['no-facts', undefined, undefined, ['pc-3'], undefined],
      ['never-registered', undefined, undefined, [], {count: 2}],
      ['stale', undefined, undefined, ['pc-2'], {days: 35}],
      ['fact', 'network', undefined, ['pc-1'], undefined],
      ['fact', 'software', undefined, ['pc-1'], undefined],
      ['field', 'network', 'interfaces.addresses', ['pc-2'], undefined],
      ['field', 'software', 'items', ['pc-2'], undefined],
      ['unversioned', 'software', undefined, ['pc-2'], {count: 1}],
      ['nameless', 'software', undefined, ['pc-2'], {count: 1}],
      ['bad-network', undefined, undefined, [], {network: 'mạng 2'}],
      ['not-said', undefined, undefined, [], undefined],
    ])
  })

  test('in the file and on the screen, in words', async () => {
    const sheet = (await textOf(await workbookOf(inventory))).get('Chưa thấy') ?? []
    expect(sheet[1]?.filter(Boolean)).toEqual(['Máy thuộc hệ thống nhưng chưa có trong kiểm kê', 1, 'pc-3'])
    expect(sheet.flat()).toContain('Phần mềm: toàn bộ mục này')
    const lines = listsLines(inventory.lists, words, labels, '/tmp/a.xlsx', 'vi')
    expect(lines).toContain('  - Số máy đã khai nhưng chưa có tên trong sổ đăng ký: 2')
    expect(lines.every((line) => [...line].length <= 80)).toBe(true)
    const devices = (await textOf(await workbookOf(inventory))).get('Danh sách thiết bị') ?? []
    expect(devices[1]?.[10]).toBe('không thấy')
  })

  test('an empty list says why it is empty', async () => {
    const nothing = await textOf(await workbookOf(inventoryOf([], {members: ['pc-1'], networks: []})))
    for (const name of ['Danh sách thiết bị', 'Danh sách ứng dụng', 'Dịch vụ mạng đang mở', 'Quy hoạch vùng mạng', 'Địa chỉ IP'])
      expect(nothing.get(name)?.[1]?.[0]).toMatch(/^— \p{L}/u)
    const bare = await textOf(await workbookOf(inventoryOf([machine({software: [], ports: []})])))
    expect(bare.get('Danh sách ứng dụng')?.[1]?.[0]).toBe('— Đã xem 1 máy, không có phần mềm nào')
    expect(bare.get('Dịch vụ mạng đang mở')?.[1]?.[0]).toBe('— Đã xem 1 máy, không có cổng nào đang mở')
  })
})

describe('the workbook', () => {
  const hostile = ['=HYPERLINK("http://x","bấm")', "+cmd|' /C calc'!A0", '-2+3', '@SUM(A1)', '_x0041_', 'a\u0000\u202eb', '😀', '"; =1']
  const machines = hostile.map((name, index) =>
    machine({
      id: `pc-${index}`,
      name,
      serial: `=serial${index}`,
      software: hostile.map((program) => ({name: program, version: '=1;2', publisher: '@x; =y'})),
      ports: [{port: 22, process: '=sshd'}],
    }),
  )

  test('no cell is a formula, and none could become one', async () => {
    const bytes = await workbookOf(inventoryOf(machines))
    const {sheets} = await readXlsx(bytes, {readStyles: true})
    for (const sheet of sheets) {
      for (const cell of sheet.cells?.values() ?? []) expect(cell.formula).toBeUndefined()
      for (const cell of sheet.rows.flat())
        if (typeof cell === 'string') for (const part of cell.split(/[;,\t\n"]/)) expect(part.trim()).not.toMatch(/^[=+\-@]/)
    }
    const devices = (await textOf(bytes)).get('Danh sách thiết bị') ?? []
    expect(devices.map((row) => row[1])).toContain('\'=HYPERLINK("http://x","bấm")')
    expect(devices.map((row) => row[1])).toContain('_x0041_')
  })

  test('equal inventories give equal bytes, whatever the order and the clock', async () => {
    const first = await workbookOf(inventoryOf(machines))
    await new Promise((resolve) => setTimeout(resolve, 2100))
    const second = await workbookOf(inventoryOf([...machines].reverse()))
    expect(Buffer.compare(first, second)).toBe(0)
    expect(writeListsYaml(inventoryOf(machines).lists)).toEqual(writeListsYaml(inventoryOf([...machines].reverse()).lists))
  })

  test('headings are Vietnamese and frozen, columns wide enough to read', async () => {
    const {sheets} = await readXlsx(await workbookOf(inventoryOf(two)), {readStyles: true})
    expect(sheets.map(({name}) => name)).toEqual([
      'Thông tin chung',
      'Danh sách thiết bị',
      'Danh sách ứng dụng',
      'Dịch vụ mạng đang mở',
      'Quy hoạch vùng mạng',
      'Địa chỉ IP',
      'Chưa thấy',
    ])
    expect(sheets[1]?.rows[0]?.slice(0, 3)).toEqual(['Mã thiết bị', 'Tên thiết bị', 'Chủng loại'])
    for (const sheet of sheets.slice(1)) {
      expect(sheet.freezePane?.rows).toBe(1)
      for (const column of sheet.columns ?? []) expect(column.width).toBeGreaterThanOrEqual(9)
    }
  })

  test('a list of machines longer than a cell goes on beside it', async () => {
    const many = Array.from({length: 3000}, (_, index) => machine({id: `may-tram-so-${index}`, name: `MAY-TRAM-${index}`}))
    const inventory = inventoryOf(many)
    const bytes = await workbookOf(inventory)
    const rows = (await textOf(bytes)).get('Danh sách ứng dụng') ?? []
    expect(rows[0]).toContain('Cài trên máy (2)')
    for (const cell of rows.flat()) expect(String(cell ?? '').length).toBeLessThan(32_767)
    expect(compareLists((await readSaved(bytes)).approved, inventory).differences).toEqual([])
  })
})

describe('round trip: what was written differs from nothing', () => {
  const cases: [string, Parameters<typeof inventoryOf>][] = [
    ['two machines', [two, {declared: 3}]],
    ['no machine seen', [[], {members: ['pc-1']}]],
    ['nothing but reasons', [[machine({missing: ['os', 'hardware', 'software', 'ports', 'network']})]]],
    ['no network', [two, {networks: []}]],
    ['a network that is none', [two, {networks: ['mạng 2', '']}]],
    ['old facts', [[machine({at: '2026-01-01T00:00:00Z'})]]],
    [
      'parts not seen',
      [
        [
          machine({
            gaps: {software: {items: {reason: 'error', detail: ''}}, network: {'interfaces.addresses': {reason: 'error', detail: ''}}},
          }),
        ],
      ],
    ],
    ['equal names', [[machine({id: 'a', name: 'PC'}), machine({id: 'b', name: 'pc'}), machine({id: 'c', name: 'x; y [z]'})]]],
    [
      'hostile names',
      [
        [
          machine({
            name: '=1+1; x',
            serial: "'=a",
            software: [
              {name: '-x, =y', version: ''},
              {name: 'không thấy', version: 'không có'},
            ],
          }),
        ],
      ],
    ],
    ['NFD names', [[machine({name: 'Máy Văn thư'.normalize('NFD'), software: [{name: 'Gõ tiếng Việt'.normalize('NFD'), version: '1'}]})]]],
  ]
  for (const format of ['xlsx', 'yaml'] as const)
    test.each(cases)(`${format}: %s`, async (_, order) => {
      expect(await driftBetween(inventoryOf(...order), inventoryOf(...order), format)).toEqual([])
    })

  test('English headings are read too', async () => {
    const {approved, notices} = await readSaved(await workbookOf(inventoryOf(two), 'en'))
    expect(compareLists(approved, inventoryOf(two)).differences).toEqual([])
    expect(approved).toMatchObject({system: 'lan', on: '2026-12-10'})
    expect(notices).toEqual([])
  })
})

const office = ['soffice', 'libreoffice'].find((program) => {
  try {
    execFileSync(program, ['--version'], {stdio: 'ignore'})
    return true
  } catch {
    return false
  }
})

test.skipIf(office === undefined)('LibreOffice opens it, runs nothing, and what it saves differs from nothing', async () => {
  const machines = [
    machine({
      id: 'pc-1',
      name: '=1+1',
      software: [
        {name: '=HYPERLINK("http://x")', version: '=2;=3'},
        {name: '_x0041_', version: '007'},
      ],
    }),
  ]
  const inventory = inventoryOf(machines)
  const path = save(await workbookOf(inventory), 'a.xlsx')
  const out = mkdtempSync(join(tmpdir(), 'stp-sec-office-'))
  const convert = (to: string) =>
    execFileSync(office ?? '', ['--headless', `-env:UserInstallation=file://${out}/profile`, '--convert-to', to, '--outdir', out, path], {
      stdio: 'ignore',
    })
  convert('xlsx')
  convert('csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1')
  const saved = readdirSync(out).find((name) => name.endsWith('.xlsx')) ?? ''
  const {approved} = await readSaved(readFileSync(join(out, saved)))
  expect(compareLists(approved, inventory).differences).toEqual([])
  const csv = readdirSync(out).filter((name) => name.endsWith('.csv'))
  expect(csv).toHaveLength(7)
  const text = csv.map((name) => readFileSync(join(out, name), 'utf8')).join('\n')
  expect(text).toContain('không thấy')
  expect(text).not.toMatch(/(?:^|[,;"\n])\s*[=+@]/)
})
