import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {readXlsx} from 'hucre/xlsx'
import {beforeAll, describe, expect, it} from 'vitest'
import type {Device} from '../../src/model/register.ts'
import type {SoftwarePlan} from '../../src/model/software-plan.ts'
import {run, runJson} from '../cli/cli.ts'
import {makeWorkspace, putSnapshots, systemOf} from '../dossier-lists/workspace.ts'
import {hasPoppler, needsPoppler, readText} from '../report/pdf/read-pdf.ts'
import {type Machine, snapshotOf, windows10} from './machines.ts'

const oldCpu = {cpu: {model: 'Intel(R) Core(TM) i5-4460  CPU @ 3.20GHz', cores: 4}, memoryMb: 4000}
const programs = (...list: string[]) => list.map((entry) => entry.split('|') as [string, string])
const machines: Record<string, Machine> = {
  'pc-000000000001': {
    programs: programs(
      '7-Zip 19.00 (x64)|19.00',
      'Adobe Flash Player 32 NPAPI|32.0.0.465',
      'Microsoft Office Professional Plus 2016|16.0.4266.1001',
      'Zalo|24.1',
    ),
  },
  'pc-000000000002': {
    os: windows10,
    programs: programs('7-Zip 9.20|9.20.00.0', 'KMSpico|10.2.0', 'Microsoft Office Professional Plus 2016|16.0.4266.1001'),
  },
  'pc-000000000003': {
    os: windows10,
    hardware: oldCpu,
    programs: programs('7-Zip 25.01 (x64)|25.01', 'WinRAR archiver|', 'UltraViewer version 6.6|6.6'),
  },
  'pc-000000000004': {os: windows10, hardware: {memoryMb: 2000}},
  'pc-000000000005': {os: windows10, hardware: {tpm: {present: false}}},
  'pc-000000000006': {os: {name: 'Hệ điều hành lạ', product: 'unknown-os', family: 'other'}},
}
const device = (id: string, more: Partial<Device>): Device => ({id, name: id, kind: 'workstation', macs: [], addresses: [], ...more})

let workspace: string
const at = (...args: string[]) => run([...args, '--workspace', workspace])

beforeAll(async () => {
  const ids = Object.keys(machines)
  workspace = await makeWorkspace([systemOf('lan', ids)], {
    devices: [
      device('pc-000000000002', {office: 'co-so-1', unit: 'Văn phòng Sở', assetTag: 'TS-02', proposalCost: 4_500_000}),
      device('pc-000000000003', {
        office: 'tru-so-2',
        unit: 'Phòng Hành chính và Bổ trợ tư pháp',
        userRole: 'Chuyên viên',
        purchasedYear: 2014,
      }),
      device('pc-000000000007', {name: 'Máy chưa cài', office: 'co-so-1'}),
      device('pc-000000000008', {name: 'Máy bí mật', stateSecrets: true}),
      device('may-in-1', {name: 'Máy in', kind: 'printer'}),
      device('may-cu', {name: 'Máy đã thanh lý', status: 'disposed'}),
      device('may-in-2', {name: 'Máy in hỏng', kind: 'printer', status: 'broken', office: 'co-so-1'}),
    ],
  })
  await putSnapshots(
    workspace,
    Object.entries(machines).map(([id, machine], index) => snapshotOf(id, `STP-${index + 1}`, machine)),
  )
})

describe('report replacement', () => {
  it('names every device that needs something, worst first, and those nobody has looked at', async () => {
    const {code, value} = await runJson<{
      counts: Record<string, number>
      devices: {id: string; proposal: string; cost?: number}[]
      missing: {name: string; reason: string}[]
      files: string[]
    }>(['report', 'replacement', '--on', '2026-12-14', '--workspace', workspace])
    expect(code).toBe(1)
    expect(value.devices.map(({id, proposal}) => `${id} ${proposal}`)).toEqual([
      'may-in-2 replace',
      'pc-000000000002 upgrade-os',
      'pc-000000000003 replace',
      'pc-000000000004 upgrade-hardware',
      'pc-000000000005 undecided',
      'pc-000000000001 upgrade-os',
      'pc-000000000006 undecided',
    ])
    expect(value.counts).toEqual({all: 10, disposed: 1, plan: 7, high: 5, ended: 4, withoutCost: 6})
    expect(value.missing).toEqual([
      {name: 'Máy chưa cài', kind: 'workstation', place: 'co-so-1', reason: 'notCollected'},
      {name: 'Máy bí mật', kind: 'workstation', place: '', reason: 'stateSecrets'},
    ])
    expect(value.files.map((file) => file.split('.').at(-1))).toEqual(['docx', 'pdf', 'xlsx'])
  })

  it('counts the programs to replace, update, remove or license, gravest first', async () => {
    const {value} = await runJson<{software: SoftwarePlan}>(['report', 'replacement', '--on', '2026-12-14', '--workspace', workspace])
    const {rows, totals, ...counts} = value.software
    expect(
      rows.map(
        ({title, machines, reasons}) => `${title} ${machines} ${reasons.map(({reason, machines: own}) => `${reason} ${own}`).join(', ')}`,
      ),
    ).toEqual([
      'Công cụ kích hoạt Windows, Office 1 unlicensed 1',
      'Adobe Flash Player 1 forbidden 1, ended 1',
      'Microsoft Office 2016 2 ended 2',
      '7-Zip 2 outdated 2',
    ])
    expect(rows.at(-1)?.versions).toEqual(['9.20.00.0', '19.00'])
    // A version that nobody knows is in no row, and a missing approval is no reason to replace.
    expect(counts).toEqual({machines: 6, affected: 2, notSeen: 3})
    expect(totals).toEqual({
      unlicensed: {products: 1, machines: 1},
      forbidden: {products: 1, machines: 1},
      ended: {products: 2, machines: 2},
      outdated: {products: 1, machines: 2},
    })
  })

  it('the same facts and decisions give the same bytes', async () => {
    const read = () =>
      ['docx', 'pdf', 'xlsx'].map((kind) => readFileSync(join(workspace, 'reports', 'thay-the-2026', `thay-the-2026.${kind}`)))
    await at('report', 'replacement', '--on', '2026-12-14')
    const before = read()
    await at('report', 'replacement', '--on', '2026-12-14')
    expect(read().map((data, index) => data.equals(before[index] ?? Buffer.alloc(0)))).toEqual([true, true, true])
  })

  it('every sheet of the workbook says how old the data are', async () => {
    await at('report', 'replacement', '--on', '2026-12-14')
    const file = join(workspace, 'reports', 'thay-the-2026', 'thay-the-2026.xlsx')
    const {sheets} = await readXlsx(readFileSync(file))
    expect(sheets.length).toBeGreaterThan(2)
    for (const {name, rows} of sheets) expect(String(rows[3]?.[0]), name).toMatch(/^Dữ liệu tham chiếu: .*vòng đời sản phẩm ngày/)
  })

  it.skipIf(!hasPoppler)(`reads as a request to the province${needsPoppler}`, async () => {
    await at('report', 'replacement', '--on', '2026-12-14')
    const text = readText(readFileSync(join(workspace, 'reports', 'thay-the-2026', 'thay-the-2026.pdf')))
    expect(text).toBe(text.normalize('NFC'))
    expect(text).not.toMatch(/\uFFFD|undefined|NaN|\[object|\{\{/)
    for (const phrase of [
      'Kết quả rà soát thiết bị đầu cuối',
      'Số máy hết hỗ trợ hệ điều hành theo quý',
      'Quý IV/2026',
      'dự toán đã ghi: 4.500.000 đồng',
      'chưa cài được Windows 11: bộ xử lý đời cũ',
      'Mã tài sản TS-02',
      'máy xử lý bí mật nhà nước, thu thập tại chỗ bằng USB',
      'Phần mềm: 4 phần mềm trên 2 máy cần thay thế, cập nhật, gỡ bỏ hoặc mua bản quyền',
      'có dấu hiệu dùng phần mềm không bản quyền (1)',
      'đã hết hỗ trợ, ngày 14/10/2025 (2)',
      'thấp hơn phiên bản quy định, phải từ 24.09 (2)',
      'Chưa thấy đủ danh sách phần mềm của 3 máy',
    ])
      expect(text.replace(/\s+/g, ' ')).toContain(phrase)
  })

  it('at 80 columns', async () => {
    const {stdout} = await at('report', 'replacement', '--on', '2026-12-14')
    for (const line of stdout.split('\n')) if (!line.includes(workspace)) expect([...line].length, line).toBeLessThanOrEqual(100)
  })
})
