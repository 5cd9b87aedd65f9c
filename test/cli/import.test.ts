import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {windowsInventory} from '../import/inventories.ts'
import {finished, host, port, report} from '../import/support.ts'
import {fingerprint, run, runJson, start, temporary} from './cli.ts'

interface Entry {
  file: string
  format: string | null
  read: number
  mapped: number
  dropped: {reason: string; count: number}[]
  incomplete: boolean
  incompleteReason?: string
  targets: {kind: string; id: string; name: string; addresses: string[]; facts: Record<string, {ok: boolean}>}[]
  scan?: Record<string, unknown>
  error?: {code: string; what: string; next: string}
  stored?: number
  older?: number
}

let folder: string
let data: string
const file = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const down = '<host><status state="down"/><address addr="10.0.0.9" addrtype="ipv4"/></host>'
const one = (number: number) => host('10.0.0.1', `<ports>${port(number)}</ports>`, '00:15:5D:01:02:03')

beforeAll(async () => {
  folder = temporary()
  data = join(folder, 'data')
  expect((await run(['init', '--sample', '--workspace', data])).code).toBe(0)
})
afterAll(() => rmSync(folder, {recursive: true}))

describe('import', () => {
  it('--dry-run --json prints what a report holds and writes nothing', async () => {
    const path = file('a.xml', report(one(22) + down))
    const before = fingerprint(data)
    const {code, value} = await runJson<Entry[]>(['import', path, '--dry-run', '--workspace', data])
    expect(code).toBe(0)
    expect(value).toMatchObject([
      {
        file: path,
        format: 'nmap',
        read: 2,
        mapped: 1,
        dropped: [{reason: 'Thiết bị không trả lời (đang tắt hoặc không có)', count: 1}],
        incomplete: false,
        targets: [{kind: 'host', id: 'host-00155d010203', name: '10.0.0.1', addresses: ['10.0.0.1'], facts: {openPorts: {ok: true}}}],
        scan: {tool: 'nmap', version: '7.93', startedAt: '2026-11-22T00:38:58.000Z', hostsUp: 1, hostsDown: 1, openPorts: 1},
      },
    ])
    expect(fingerprint(data)).toEqual(before)
  })

  it('one file that gives nothing is an error, the others are read all the same', async () => {
    const paths = [
      file('b.xml', report(one(22))),
      file('cut.xml', report(one(22) + down).split('<host><status')[0] ?? ''),
      file('none.xml', report(down)),
      file('x.txt', 'x'),
      file('empty.xml', ''),
    ]
    const {code, value} = await runJson<Entry[]>(['import', ...paths, '--dry-run'])
    expect(code).toBe(2)
    expect(value.map(({format, mapped, incomplete, error}) => [format, mapped, incomplete, error?.code])).toEqual([
      ['nmap', 1, false, undefined],
      ['nmap', 1, true, undefined],
      ['nmap', 0, false, 'nothing-mapped'],
      [null, 0, false, 'unknown-format'],
      [null, 0, false, 'bad-import-file'],
    ])
    expect(value[3]?.error?.next).toContain('nmap')
  })

  it.each<[string, string, number, RegExp]>([
    ['a damaged file', report(one(22), {end: ''}), 1, /dừng giữa chừng/],
    ['a file of no known format', 'x', 2, /Không nhận ra định dạng[\s\S]*nmap/],
    ['a report without hosts', report('', {end: finished}), 2, /không có thiết bị nào/],
  ])('%s ends with its own exit code and says why, in 80 columns', async (_, text, expected, words) => {
    file('x.xml', text)
    const {code, stdout, stderr} = await run(['import', 'x.xml', '--dry-run'], {cwd: folder})
    expect(code).toBe(expected)
    expect(stdout + stderr).toMatch(words)
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  })

  it('an unknown format alone is one error document', async () => {
    const {code, value} = await runJson<{error: {code: string}}>(['import', file('x.txt', 'x'), '--dry-run'])
    expect([code, value.error.code]).toEqual([2, 'unknown-format'])
  })

  it('stores hosts with a journal entry; an older report does not replace a newer one', async () => {
    const newer = file('newer.xml', report(one(22)))
    const older = file('older.xml', report(one(23)).replaceAll('17953079', '16953079'))
    const first = await runJson<Entry[]>(['import', newer, '--workspace', data])
    expect(first.value[0]).toMatchObject({mapped: 1, stored: 1, older: 0})
    const second = await runJson<Entry[]>(['import', older, '--workspace', data])
    expect(second.value[0]).toMatchObject({mapped: 1, stored: 0, older: 1})
    const journal = await runJson<{entries: {action: string; object: string}[]}>(['journal', 'list', '--workspace', data])
    const imports = journal.value.entries.filter(({action}) => action === 'import')
    expect(imports).toMatchObject([{object: 'file newer.xml'}])
    expect((await run(['journal', 'verify', '--workspace', data])).code).toBe(0)
  })

  it.each([
    ['an empty folder', [], /Thư mục không có kết quả nào của collect\.cmd[\s\S]*"ket-qua"/],
    ['folders of other things', ['anh/2026'], /Thư mục không có kết quả nào của collect\.cmd/],
    ['what a system makes on a stick', ['System Volume Information'], /Thư mục không có kết quả nào của collect\.cmd/],
  ])('%s says what to name instead', async (_, inside, message) => {
    const stick = mkdtempSync(join(folder, 'usb-'))
    for (const name of inside) mkdirSync(join(stick, name), {recursive: true})
    const {code, stderr} = await run(['import', stick, '--dry-run', '--workspace', data])
    expect({code, says: message.test(stderr)}).toEqual({code: 2, says: true})
  })
  it('without a workspace nothing is read', async () => {
    const {code, value} = await runJson<{error: {code: string}}>([
      'import',
      file('b.xml', report(one(22))),
      '--workspace',
      join(folder, 'no'),
    ])
    expect([code, value.error.code]).toEqual([2, 'no-workspace'])
  })
})

describe('lists of assets', () => {
  interface Read {
    format: string
    mapped: number
    notes?: string[]
    devices?: Record<string, number>
    targets: {kind: string; name: string}[]
  }

  it('columns that are given once are remembered for lists with the same headings', async () => {
    const path = file('tai-san.csv', 'Thiết bị CNTT;SN;Ghi chú\nOptiPlex 7080;ABC1234;x\n')
    const args = ['import', path, '--workspace', data]
    expect((await run(args)).code).toBe(2)
    const given = [...args, '--column', 'Thiết bị CNTT=name', '--column', 'SN=serial', '--kind', 'workstation']
    const first = await runJson<Read[]>(given)
    expect(first.code).toBe(0)
    expect(first.value).toMatchObject([
      {format: 'asset-list-csv', mapped: 1, devices: {added: 1}, targets: [{kind: 'device', name: 'OptiPlex 7080'}]},
    ])
    const again = await runJson<Read[]>(args)
    expect(again.value).toMatchObject([{format: 'asset-list-csv', mapped: 1, devices: {added: 0, unchanged: 1}}])
    const {value: devices} = await runJson<unknown[]>(['device', 'list', '--workspace', data])
    expect(JSON.stringify(devices)).toContain('ABC1234')
  })

  it('a trial in a damaged workspace says so, and does not read the list in another way than before', async () => {
    const broken = join(folder, 'hong')
    cpSync(data, broken, {recursive: true})
    writeFileSync(join(broken, 'workspace.json'), '{')
    const {code, stderr} = await run(['import', file('tai-san-2.csv', 'Tên tài sản;Số sê-ri\nPC;1\n'), '--dry-run', '--workspace', broken])
    expect(code).toBe(2)
    expect(stderr).toContain('workspace.json')
  })

  it('a reader that closes the pipe ends the import quietly, and the work is done all the same', async () => {
    const many = Array.from({length: 3000}, (_, index) => host(`10.1.${index >> 8}.${index & 255}`, `<ports>${port(22)}</ports>`)).join('')
    const {child, finished: ended} = start(['import', file('many.xml', report(many)), '--dry-run', '--json', '--workspace', data])
    child.stdout?.once('data', () => child.stdout?.destroy())
    const {code, stderr} = await ended
    expect([code, stderr]).toEqual([0, ''])
  })

  it('two PCs of one name stay two where their network cards tell them apart', async () => {
    const nameless = (mac: string) =>
      JSON.stringify(
        windowsInventory(
          {bios: {}, hardware: {name: 'DESKTOP', memory: 8192}, networks: [{description: 'Intel', type: 'ethernet', status: 'up', mac}]},
          {deviceid: undefined},
        ),
      )
    const paths = [file('d1.json', nameless('d4:be:d9:00:00:01')), file('d2.json', nameless('d4:be:d9:00:00:02'))]
    const idsOf = async () => {
      const {value} = await runJson<Read[]>(['import', ...paths, '--dry-run', '--workspace', data])
      return value.map(({targets}) => (targets[0] as {id?: string}).id)
    }
    const ids = await idsOf()
    expect(new Set(ids).size).toBe(2)
    expect(await idsOf()).toEqual(ids)
  })

  it.each([
    [['--column', 'SN=serail'], 'serial?'],
    [['--column', 'serial'], 'Tên cột'],
    [['--kind', 'server1'], 'server?'],
  ])('%s is refused with what may be meant', async (flags, text) => {
    const {code, stderr} = await run(['import', file('t.csv', 'a;b\n'), '--dry-run', ...flags])
    expect(code).toBe(2)
    expect(stderr).toContain(text)
  })

  it('a GLPI inventory becomes a PC that is stored', async () => {
    const path = file('pc.json', JSON.stringify(windowsInventory()))
    const {code, value} = await runJson<Read[]>(['import', path, '--workspace', data])
    expect(code).toBe(0)
    expect(value).toMatchObject([{format: 'glpi-json', stored: 1, targets: [{kind: 'endpoint', name: 'PC-TP-012'}]}])
  })
})
