import {execFileSync} from 'node:child_process'
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:net'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {run, runJson, start, temporary} from './cli.ts'

const hasNmap = (() => {
  try {
    execFileSync('nmap', ['--version'], {stdio: 'ignore'})
    return true
  } catch {
    return false
  }
})()
const needs = hasNmap ? '' : ' (skipped: needs the Debian package nmap)'

interface Planned {
  ranges: string[]
  excluded: string[]
  unplaced: string[]
  args: string[]
}

let folder: string
let data: string
const at = (...args: string[]) => run([...args, '--workspace', data])
const jsonAt = <T>(...args: string[]) => runJson<T>([...args, '--workspace', data])

beforeAll(async () => {
  folder = temporary()
  data = join(folder, 'data')
  expect((await run(['init', '--sample', '--workspace', data])).code).toBe(0)
})
afterAll(() => rmSync(folder, {recursive: true}))

describe('what may be scanned', () => {
  it('nothing until a network is entered', async () =>
    expect(await at('scan')).toMatchObject({code: 2, stderr: expect.stringMatching(/Chưa khai mạng nào.*network add/s)}))
  it.each([
    [['network', 'add', '8.8.8.0/24'], /Chỉ quét mạng nội bộ/],
    [['network', 'add', '10.0.0.0/8'], /Dải rộng hơn \/16/],
    [['network', 'add', 'abc'], /không phải dải địa chỉ IPv4/],
    [['network', 'add', '10.1.0.0/24', '--office', 'tru-so-9'], /Không có trụ sở nào có mã này/],
    [['network', 'remove', '10.9.0.0/24'], /không có trong danh sách/],
  ])('%j is refused', async (args, message) => {
    const {code, stderr} = await at(...args)
    expect({code, says: message.test(stderr)}).toEqual({code: 2, says: true})
  })
  it('only within entered networks, each entry in the journal', async () => {
    expect((await at('network', 'add', '127.0.0.77/24', '--office', 'tru-so-2', '--note', 'Máy này')).code).toBe(0)
    expect((await jsonAt<{networks: object[]}>('network', 'list')).value.networks).toEqual([
      {cidr: '127.0.0.0/24', office: 'tru-so-2', note: 'Máy này'},
    ])
    expect(await at('scan', '10.0.0.0/24')).toMatchObject({code: 2, stderr: expect.stringMatching(/chưa được khai là mạng của đơn vị/)})
    expect(await at('scan', '--', '-oN=/tmp/x')).toMatchObject({code: 2})
    expect(readFileSync(join(data, 'journal.ndjson'), 'utf8')).toMatch(/network\.add/)
  })
  it('machines with state secrets are left out; without an address the scan does not start', async () => {
    await at(
      'device',
      'add',
      '--id',
      'bm-1',
      '--name',
      'MAY-BMNN-1',
      '--kind',
      'workstation',
      '--state-secrets',
      '--addresses',
      '127.0.0.9',
    )
    const placed = await jsonAt<Planned>('scan', '--dry-run')
    expect(placed.value).toMatchObject({ranges: ['127.0.0.0/24'], excluded: ['127.0.0.9'], unplaced: []})
    expect(placed.value.args.join(' ')).toContain('--exclude 127.0.0.9')
    await at('device', 'add', '--id', 'bm-2', '--name', 'MAY-BMNN-2', '--kind', 'workstation', '--state-secrets')
    expect(await at('scan', '127.0.0.1')).toMatchObject({code: 2, stderr: expect.stringMatching(/MAY-BMNN-2[\s\S]*--confirm-offline/)})
    expect(readdirSync(data)).not.toContain('scans')
  })
  it('a machine that cannot be read may be one to leave out: nothing is scanned', async () => {
    const place = join(data, 'targets', 'endpoint')
    mkdirSync(place, {recursive: true})
    writeFileSync(join(place, 'hong.json'), '{"schema":')
    const {code, stdout, stderr} = await at('scan', '--dry-run')
    expect({code, stdout, names: stderr.includes('hong.json')}).toEqual({code: 2, stdout: '', names: true})
    rmSync(join(place, 'hong.json'))
    expect((await at('scan', '--dry-run')).code).toBe(0)
  })
  it('says how to get nmap where it is missing', async () =>
    expect(await at('scan', '127.0.0.1', '--confirm-offline', '--nmap', '/khong/co/nmap')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Không tìm thấy chương trình nmap[\s\S]*stp-sec import/),
    }))
})

describe.skipIf(!hasNmap)(`a scan of this machine${needs}`, {timeout: 180_000}, () => {
  let server: Server
  let port: number
  beforeAll(async () => {
    // A port of the list that nothing of this machine uses.
    for (port of [8728, 8291, 6568, 21118]) {
      server = createServer((socket) => socket.end('xin chao\r\n'))
      const isFree = await new Promise<boolean>((resolve) =>
        server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)),
      )
      if (isFree) return
    }
    throw new Error('no port of the list is free')
  })
  afterAll(() => server.close())

  it('stores what it saw, keeps its file, and shows a strange device', async () => {
    const {code, value} = await jsonAt<{end: string; file: string; mapped: number; stored: number}>(
      'scan',
      '127.0.0.1',
      '--confirm-offline',
    )
    expect({code, end: value.end, mapped: value.mapped, stored: value.stored}).toEqual({code: 0, end: 'done', mapped: 1, stored: 1})
    expect(readFileSync(value.file, 'utf8')).toMatch(/<nmaprun/)
    const listed = await jsonAt<{hosts: {state: string; office: string; tcp: {port: number}[]}[]}>('host', 'list')
    expect(listed.code).toBe(1)
    expect(listed.value.hosts).toMatchObject([
      {state: 'strange', office: 'tru-so-2', tcp: expect.arrayContaining([expect.objectContaining({port})])},
    ])
    expect((await at('host', 'list', '--state', 'known-device')).code).toBe(0)
    expect((await at('journal', 'verify')).code).toBe(0)
  })

  it('an interrupt ends nmap and keeps what is complete', async () => {
    const {child, finished} = start(['scan', '127.0.0.0/24', '--confirm-offline', '--rate', '2', '--workspace', data])
    await sleep(4000)
    child.kill('SIGINT')
    const {code} = await finished
    expect(code).toBe(130)
    const running = execFileSync('ps', ['-eo', 'args'], {encoding: 'utf8'})
    expect(running.split('\n').filter((line) => line.startsWith('nmap ') && line.includes(data))).toEqual([])
  })
})
