import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, it} from 'vitest'
import {windowsInventory} from '../import/inventories.ts'
import {fingerprint, run, runJson, temporary} from './cli.ts'

interface Listed {
  endpoints: {id: string; name: string; ageDays: number; office: string | null; deviceId: string | null}[]
}
interface Asked {
  pairs: {machines: [string, string]; agree: string[]; differ: string[]}[]
}
interface Missing {
  total: number
  missing: {id: string; name: string; ageDays: number | null; office: string | null; stateSecrets: boolean}[]
}

const folders: string[] = []
let folder: string
let data: string
beforeEach(async () => {
  folder = temporary()
  folders.push(folder)
  data = join(folder, 'data')
  expect((await run(['init', '--sample', '--workspace', data])).code).toBe(0)
})
afterAll(() => {
  for (const one of folders) rmSync(one, {recursive: true})
})

/** An inventory of the format of GLPI with the keys that matter. */
async function importPc(
  file: string,
  name: string,
  {mac, serial, deviceId}: {mac: string; serial?: string; deviceId: string},
): Promise<string> {
  const path = join(folder, file)
  const content = windowsInventory(
    {
      hardware: {name, ...(serial ? {} : {uuid: undefined})},
      bios: serial ? {ssn: serial} : {},
      networks: [{description: 'Ethernet', macaddr: mac, ipaddress: '10.0.0.5', status: 'up', type: 'ethernet', virtualdev: false}],
    },
    {deviceid: deviceId},
  )
  writeFileSync(path, JSON.stringify(content))
  const {stdout, stderr, code} = await run(['import', path, '--workspace', data])
  expect(code, stderr).toBe(0)
  return stdout
}

const list = async () => (await runJson<Listed>(['endpoint', 'list', '--workspace', data])).value.endpoints

describe('one PC stays one PC', () => {
  it('installed anew and imported under another id of its agent, it is the same line', async () => {
    await importPc('a.json', 'STP-VP-01', {mac: 'd4:be:d9:11:22:33', serial: '7ZQ1M02', deviceId: 'STP-VP-01-2025-01-01-08-00-00'})
    const [before] = await list()
    await importPc('b.json', 'DESKTOP-NEW', {mac: 'd4:be:d9:11:22:33', serial: '7ZQ1M02', deviceId: 'DESKTOP-NEW-2026-11-01-08-00-00'})
    const after = await list()
    expect(after).toMatchObject([{id: before?.id}])
  })

  it('two of one name are kept apart and asked about; a person merges or tells apart', async () => {
    await importPc('a.json', 'MAY-09', {mac: '1c:1b:0d:00:00:01', deviceId: 'a-2025-01-01-08-00-00'})
    const printed = await importPc('b.json', 'MAY-09', {mac: '1c:1b:0d:00:00:02', deviceId: 'b-2025-01-01-08-00-00'})
    expect(printed).toMatch(/Chưa chắc MAY-09/)
    const {value} = await runJson<Asked>(['endpoint', 'ask', '--workspace', data])
    expect(value.pairs).toMatchObject([{agree: ['hostname']}])
    const [first = '', second = ''] = value.pairs[0]?.machines ?? []

    const clash = await run(['endpoint', 'show', 'MAY-09', '--workspace', data])
    expect(clash).toMatchObject({code: 2, stderr: expect.stringMatching(/Có 2 máy cùng tên này[\s\S]*Dùng mã máy/)})

    expect((await run(['endpoint', 'distinct', first, second, '--reason', 'Hai máy cùng tên', '--workspace', data])).code).toBe(0)
    expect((await runJson<Asked>(['endpoint', 'ask', '--workspace', data])).value.pairs).toEqual([])

    expect((await run(['endpoint', 'merge', first, second, '--reason', 'Thay card mạng', '--workspace', data])).code).toBe(0)
    expect((await list()).map(({id}) => id)).toEqual([first])
    // What comes under the id that went goes to the one that was kept.
    await importPc('c.json', 'MAY-09', {mac: '1c:1b:0d:00:00:02', deviceId: 'b-2025-01-01-08-00-00'})
    expect((await list()).map(({id}) => id)).toEqual([first])
    expect((await run(['journal', 'verify', '--workspace', data])).code).toBe(0)
    const journal = readFileSync(join(data, 'journal.ndjson'), 'utf8')
    expect(journal).toMatch(/endpoint\.distinct/)
    expect(journal).toMatch(/endpoint\.merge/)
  })

  it.each([
    [['endpoint', 'show', 'khong-co'], /Không có máy nào có mã hoặc tên này/],
    [['endpoint', 'merge', 'MAY-1', 'may-1', '--reason', 'x'], /Hai mã này là một máy/],
    [['endpoint', 'merge', 'MAY-1', 'MAY-1'], /reason/],
  ])('%j is refused and changes nothing', async (args, message) => {
    await importPc('a.json', 'MAY-1', {mac: '1c:1b:0d:00:00:01', deviceId: 'a-2025-01-01-08-00-00'})
    const before = fingerprint(join(data, 'targets'))
    const {code, stderr} = await run([...args, '--workspace', data])
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
    expect(fingerprint(join(data, 'targets'))).toEqual(before)
  })
})

describe('round', () => {
  const round = (...more: string[]) => runJson<Missing>(['round', '--workspace', data, ...more])
  it('says which devices of the register were never seen, and which long ago', async () => {
    await run(['device', 'add', '--id', 'ts-1', '--name', 'MAY-1', '--kind', 'workstation', '--office', 'tru-so-2', '--workspace', data])
    await run(['device', 'add', '--id', 'ts-2', '--name', 'MAY-BMNN', '--kind', 'workstation', '--state-secrets', '--workspace', data])
    await run(['device', 'add', '--id', 'ts-3', '--name', 'MAY-IN', '--kind', 'printer', '--workspace', data])
    const never = await round()
    expect(never.code).toBe(1)
    expect(never.value.missing.map(({id, ageDays, stateSecrets}) => ({id, ageDays, stateSecrets}))).toEqual([
      {id: 'ts-1', ageDays: null, stateSecrets: false},
      {id: 'ts-2', ageDays: null, stateSecrets: true},
    ])
    await importPc('a.json', 'MAY-1', {mac: '1c:1b:0d:00:00:01', deviceId: 'a-2025-01-01-08-00-00'})
    const [pc] = await list()
    expect(pc).toMatchObject({deviceId: 'ts-1', office: 'tru-so-2'})
    const old = await round('--office', 'tru-so-2', '--on', '2027-01-15')
    expect(old.value.missing).toMatchObject([{name: 'MAY-1', ageDays: 56}])
    const fresh = await round('--days', '100000', '--office', 'tru-so-2')
    expect(fresh).toMatchObject({code: 0, value: {total: 1, missing: []}})
    expect((await run(['round', '--workspace', data])).stdout).toMatch(/chỉ dùng bộ tối thiểu/)
  })

  it('writes a kit once, and never over another', async () => {
    const stick = join(folder, 'usb')
    expect((await runJson(['round', 'kit', stick])).code).toBe(0)
    expect(readdirSync(stick).sort()).toEqual(['HUONG-DAN.txt', 'collect-cim.ps1', 'collect.cmd'])
    expect(await run(['round', 'kit', stick, '--minimal'])).toMatchObject({code: 2, stderr: expect.stringMatching(/không ghi đè/)})
    const minimal = join(folder, 'bmnn')
    await run(['round', 'kit', minimal, '--minimal'])
    expect(readdirSync(minimal).sort()).toEqual(['HUONG-DAN.txt', 'collect.cmd'])
    expect(readFileSync(join(minimal, 'HUONG-DAN.txt'), 'utf8')).toMatch(/^\uFEFFBỘ THU THẬP TỐI THIỂU/)
  })
})
