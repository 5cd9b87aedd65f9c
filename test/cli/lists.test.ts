import {readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {readXlsx} from 'hucre/xlsx'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {edited, machine} from '../dossier-lists/support.ts'
import {makeWorkspace, putSnapshots, systemOf} from '../dossier-lists/workspace.ts'
import {fingerprint, run, runJson, temporary} from './cli.ts'

let folder: string
let workspace: string
const file = (name: string) => join(folder, name)
const at = (...args: string[]) => run([...args, '--workspace', workspace])
const jsonAt = <T = Record<string, unknown>>(...args: string[]) => runJson<T>([...args, '--workspace', workspace])
const day = ['--on', '2026-12-12']

interface Drifted {
  differences: {list: string; kind: string; subject: string; field?: string}[]
  compared: string[]
  notices: string[]
  unseen: {code: string}[]
}

beforeAll(async () => {
  folder = temporary()
  workspace = await makeWorkspace([
    systemOf('lan', ['pc-1', 'pc-2', 'pc-3'], {endpoints: {members: ['pc-1', 'pc-2', 'pc-3'], declared: 4}}),
    systemOf('trong', []),
  ])
  await putSnapshots(workspace, [
    machine({id: 'pc-1', name: 'Máy Văn thư'.normalize('NFD')}),
    machine({id: 'pc-2', addresses: ['10.0.1.22'], software: [{name: '=cmd', version: '1'}]}),
  ])
})
afterAll(() => rmSync(folder, {recursive: true}))

describe('system lists', () => {
  it('writes a workbook, says what was not seen, touches nothing else', async () => {
    const before = fingerprint(workspace)
    const {code, stdout, stderr} = await at('system', 'lists', 'lan', '--out', file('a.xlsx'), ...day)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('2 máy có dữ liệu; sổ đăng ký ghi tên 3 máy; tổng số máy theo khai báo: 4.')
    expect(stdout).toContain('  - Máy thuộc hệ thống nhưng chưa có trong kiểm kê [pc-3]')
    expect(stdout).toContain('  - Số máy đã khai nhưng chưa có tên trong sổ đăng ký: 1')
    expect(stdout.split('\n').every((line) => [...line].length <= 80)).toBe(true)
    const {sheets} = await readXlsx(readFileSync(file('a.xlsx')))
    expect(sheets[1]?.rows.slice(1, 3).map((row) => row[1])).toEqual(['Máy Văn thư', 'PC-2'])
    expect(sheets[2]?.rows.slice(1).map((row) => row[0])).toContain("'=cmd")
    expect(fingerprint(workspace)).toEqual(before)
  })

  it('equal facts give equal bytes, as a workbook and as YAML', async () => {
    for (const name of ['b.xlsx', 'c.xlsx', 'b.yaml', 'c.yaml'])
      expect((await at('system', 'lists', 'lan', '--out', file(name), ...day)).code).toBe(0)
    expect(readFileSync(file('b.xlsx'))).toEqual(readFileSync(file('c.xlsx')))
    expect(readFileSync(file('b.xlsx'))).toEqual(readFileSync(file('a.xlsx')))
    expect(readFileSync(file('b.yaml'))).toEqual(readFileSync(file('c.yaml')))
  })

  it('takes the facts of the day asked for', async () => {
    const {value} = await jsonAt<{machines: object; counts: {devices: number}; unseen: {code: string; machines: string[]}[]}>(
      'system',
      'lists',
      'lan',
      '--on',
      '2026-12-01',
      '--out',
      file('early.xlsx'),
    )
    expect(value.counts.devices).toBe(0)
    expect(value.unseen).toContainEqual({code: 'no-facts', machines: ['pc-1', 'pc-2', 'pc-3']})
  })

  it('speaks English, and a damaged file of one machine hides no other', async () => {
    const path = join(workspace, 'targets', 'endpoint', 'pc-2.json')
    const kept = readFileSync(path)
    writeFileSync(path, '{')
    try {
      const {code, stdout} = await at('system', 'lists', 'lan', '--lang', 'en', '--out', file('en.xlsx'), ...day)
      expect(code).toBe(0)
      expect(stdout).toContain('Stored facts of the machine cannot be read [pc-2]')
      expect((await readXlsx(readFileSync(file('en.xlsx')))).sheets[1]?.rows[0]?.[1]).toBe('Device name')
    } finally {
      writeFileSync(path, kept)
    }
  })

  it('refuses what it does not know, and never writes over a file unasked', async () => {
    const cases: [string[], string][] = [
      [['lan1', '--out', file('x.xlsx')], 'Có phải ý bạn là "lan"?'],
      [['lan', '--out', file('x.pdf')], 'Đặt tên tệp có đuôi .xlsx hoặc .yaml.'],
      [['lan', '--out', file('a.xlsx')], 'thêm --force để ghi đè'],
      [['lan', '--out', file('x.xlsx'), '--on', '31/12/2026'], 'năm-tháng-ngày'],
    ]
    for (const [args, expected] of cases) {
      const {code, stderr} = await at('system', 'lists', ...args)
      expect([code, stderr]).toEqual([2, expect.stringContaining(expected)])
    }
    expect((await at('system', 'lists', 'lan', '--out', file('a.xlsx'), '--force', ...day)).code).toBe(0)
    expect((await run(['system', 'lists', 'lan', '--out', file('y.xlsx'), '--workspace', file('none')])).code).toBe(2)
  })
})

describe('system drift', () => {
  it.each(['a.xlsx', 'b.yaml'])('nothing differs from what %s says, but not every machine was seen: exit 1', async (name) => {
    const before = fingerprint(workspace)
    const {code, stdout} = await at('system', 'drift', 'lan', '--list', file(name), ...day)
    expect(stdout).toContain('Không có khác biệt trong phần đã thấy; còn phần chưa thấy')
    expect(stdout).toContain('Máy thuộc hệ thống nhưng chưa có trong kiểm kê [pc-3]')
    expect(stdout.split('\n').every((line) => [...line].length <= 80)).toBe(true)
    expect(code).toBe(1)
    expect(fingerprint(workspace)).toEqual(before)
  })

  it('every machine was seen and nothing differs: exit 0', async () => {
    const whole = await makeWorkspace([systemOf('lan', ['pc-1'])])
    await putSnapshots(whole, [machine({id: 'pc-1', at: '2026-12-10T02:00:00.000Z'})])
    const list = join(whole, 'duyet.xlsx')
    expect((await run(['system', 'lists', 'lan', '--out', list, '--workspace', whole, ...day])).code).toBe(0)
    const {code, value} = await runJson<Drifted & {complete: boolean}>([
      'system',
      'drift',
      'lan',
      '--list',
      list,
      '--workspace',
      whole,
      ...day,
    ])
    expect({code, differences: value.differences, complete: value.complete}).toEqual({code: 0, differences: [], complete: true})
    const {stdout} = await run(['system', 'drift', 'lan', '--list', list, '--workspace', whole, ...day])
    expect(stdout).toContain('Không có khác biệt.\n')
  })

  it('differences end with 1, on the screen and as JSON', async () => {
    await putSnapshots(workspace, [
      machine({id: 'pc-1', name: 'Máy Văn thư', at: '2026-12-13T02:00:00.000Z', version: '10.0.26300', missing: ['hardware']}),
      machine({id: 'pc-3', at: '2026-12-13T02:00:00.000Z', addresses: ['10.0.9.9']}),
    ])
    const {code, value} = await jsonAt<Drifted>('system', 'drift', 'lan', '--list', file('a.xlsx'), '--on', '2026-12-13')
    expect(code).toBe(1)
    expect(value.differences.map(({list, kind, subject, field}) => [list, kind, subject, field].filter(Boolean).join(' '))).toEqual([
      'devices added PC-3',
      'devices changed Máy Văn thư version',
      'devices unseen Máy Văn thư serial',
      'addresses outside 10.0.9.9',
    ])
    const text = await at('system', 'drift', 'lan', '--list', file('a.xlsx'), '--on', '2026-12-13')
    expect(text.code).toBe(1)
    expect(text.stdout).toContain('~ Máy Văn thư (pc-1): phiên bản hệ điều hành 10.0.26200 -> 10.0.26300')
    expect(text.stdout).toContain('? Máy Văn thư (pc-1): nay không thấy số sê-ri; đã duyệt: SN-pc-1')
    expect(text.stdout).toContain('! 10.0.9.9: ngoài quy hoạch địa chỉ; trên PC-3')
    const earlier = await jsonAt<Drifted & {complete: boolean}>('system', 'drift', 'lan', '--list', file('a.xlsx'), ...day)
    expect(earlier.value).toMatchObject({differences: [], complete: false})
  })

  it('a file it cannot use ends with 2 and names the place', async () => {
    writeFileSync(
      file('bad.xlsx'),
      await edited(readFileSync(file('a.xlsx')), 'Danh sách thiết bị', (rows) => {
        const [, row] = rows
        if (row) row[11] = 'xx'
      }),
    )
    writeFileSync(file('cut.xlsx'), readFileSync(file('a.xlsx')).subarray(0, 2000))
    const cases: [string[], string][] = [
      [['lan', '--list', file('bad.xlsx')], 'trang tính "Danh sách thiết bị", hàng 2, cột L (Địa chỉ MAC), "xx"'],
      [['lan', '--list', file('cut.xlsx')], 'bị hỏng hoặc bị cắt'],
      [['lan', '--list', file('none.xlsx')], 'không đọc được tệp này'],
      [['trong', '--list', file('a.xlsx')], 'Danh sách là của hệ thống "lan", không phải "trong"'],
      [['lann', '--list', file('none.xlsx')], 'không đọc được tệp này'],
    ]
    for (const [args, expected] of cases) {
      const {code, stderr} = await at('system', 'drift', ...args)
      expect([code, stderr]).toEqual([2, expect.stringContaining(expected)])
    }
    const {code, value} = await jsonAt<{error: {code: string}}>('system', 'drift', 'lan', '--list', file('bad.xlsx'))
    expect([code, value.error.code]).toEqual([2, 'bad-list'])
  })

  it('nothing against nothing is not "no difference"', async () => {
    expect((await at('system', 'lists', 'trong', '--out', file('trong.xlsx'), ...day)).code).toBe(0)
    const {code, stderr} = await at('system', 'drift', 'trong', '--list', file('trong.xlsx'), ...day)
    expect([code, stderr]).toEqual([2, expect.stringContaining('không có gì để so sánh')])
  })
})
