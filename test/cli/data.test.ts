import {rmSync, writeFileSync} from 'node:fs'
import {createServer, type RequestListener} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest'
import {buildsCsv, kev} from '../data-sets/samples.ts'
import {fingerprint, run, runJson, temporary} from './cli.ts'

interface Listed {
  on: string
  sets: {
    set: string
    origin: string
    asOf: string | null
    ageDays: number | null
    old: boolean
    entries: number | null
    from: string | null
  }[]
}

let folder: string
let workspace: string
// A proxy of the machine that runs the tests must not stand between.
const env = {HTTP_PROXY: '', HTTPS_PROXY: '', http_proxy: '', https_proxy: ''}

beforeAll(async () => {
  folder = temporary()
  workspace = join(folder, 'so')
  expect((await run(['init', '--sample', '--workspace', workspace])).code).toBe(0)
})
afterAll(() => rmSync(folder, {recursive: true}))

const data = (...args: string[]) => run(['data', ...args, '--workspace', workspace], {env})
const list = async () => (await runJson<Listed>(['data', 'list', '--on', '2026-11-30', '--workspace', workspace])).value

function file(name: string, value: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/kev.json`
}

describe('data', () => {
  it('lists what is delivered, even without a workspace, with the same keys for every set', async () => {
    const {code, value} = await runJson<Listed>(['data', 'list', '--on', '2026-11-30', '--workspace', join(folder, 'nowhere')])
    expect(code).toBe(0)
    expect(value.sets).toMatchObject([
      {set: 'kev', origin: 'none', asOf: null, ageDays: null, old: true, entries: null},
      {set: 'lifecycle', origin: 'bundled'},
      {set: 'windows-builds', origin: 'bundled'},
    ])
    const keys = value.sets.map((row) => Object.keys(row).join())
    expect(new Set(keys).size).toBe(1)
  })

  it('takes files in, says who vouches for them, and is in the journal', async () => {
    const {code, stdout} = await data('import', file('kev.json', kev()), file('ban-dung.csv', buildsCsv))
    expect(code).toBe(0)
    expect(stdout).toContain('không có mã băm: chỉ có người chép tệp bảo đảm')
    const {sets} = await list()
    expect(sets[0]).toMatchObject({set: 'kev', origin: 'workspace', asOf: '2026-11-20', ageDays: 10, old: false, from: 'kev.json'})
    expect(sets[2]).toMatchObject({set: 'windows-builds', origin: 'workspace', asOf: '2026-11-10'})
    const journal = await runJson<{entries: {action: string}[]}>(['journal', 'list', '--action', 'data', '--workspace', workspace])
    expect(journal.value.entries.map(({action}) => action)).toEqual(['data.import', 'data.import'])
  })

  it('takes in what is good and names what is not; one refused file alone is the error', async () => {
    const bad = file('cu.json', kev({day: '2026-10-01'}))
    const {code, value} = await runJson<{files: {ok: boolean; error?: {code: string}}[]}>([
      'data',
      'import',
      bad,
      file('moi.json', kev({day: '2026-11-21'})),
      '--workspace',
      workspace,
    ])
    expect(code).toBe(2)
    expect(value.files.map(({ok, error}) => [ok, error?.code])).toEqual([
      [false, 'older-data'],
      [true, undefined],
    ])
    const before = fingerprint(workspace)
    const alone = await data('import', bad)
    expect(alone.code).toBe(2)
    expect(alone.stderr).toMatch(/cũ hơn.*\n.*cu\.json\n.*--allow-older/)
    expect(fingerprint(workspace)).toEqual(before)
    expect((await data('import', join(folder, 'none.json'))).stderr).toContain('ENOENT')
    expect((await data('import', bad, bad.replace('cu', 'moi'), '--sha256', 'a'.repeat(64))).stderr).toContain('--sha256')
  })

  it('goes back and forth', async () => {
    const back = await runJson<{version: {asOf: string}}>(['data', 'rollback', 'kev', '--workspace', workspace])
    expect(back.value.version.asOf).toBe('2026-11-20')
    expect((await data('rollback', 'kev')).code).toBe(2)
    expect((await data('rollback', 'kev', '--to', '2026-11-21')).stdout).toContain('2026-11-21')
  })

  it('updates from a server of this machine', async () => {
    const url = await serve((_, response) => response.end(JSON.stringify(kev({day: '2026-11-22'}))))
    const {code, value} = await runJson<{sets: {set: string; vouched: string; from: string}[]}>(
      ['data', 'update', 'kev', '--url', url, '--workspace', workspace],
      {env},
    )
    expect(code).toBe(0)
    expect(value.sets).toMatchObject([{set: 'kev', changed: true, asOf: '2026-11-22', vouched: 'none', from: url}])
  })

  it.each<[string, RequestListener, string[], string]>([
    ['another set', (_, response) => response.end(buildsCsv), [], 'other-set'],
    ['a page of a portal', (_, response) => response.end('<html>Đăng nhập</html>'), [], 'broken-json'],
    ['half of it', (_, response) => response.end(JSON.stringify(kev({day: '2026-11-25'})).slice(0, 999)), [], 'broken-json'],
    ['not found', (_, response) => response.writeHead(404).end(), [], 'http-status'],
    ['nothing in time', () => undefined, ['--timeout', '1'], 'download-failed'],
    [
      'other bytes than the hash says',
      (_, response) => response.end(JSON.stringify(kev({day: '2026-11-25'}))),
      ['--sha256', 'a'.repeat(64)],
      'hash-differs',
    ],
  ])('an update that brings %s changes nothing', async (_, answer, more, code) => {
    const before = fingerprint(workspace)
    const url = await serve(answer)
    const result = await runJson<{error: {code: string; next: string}}>(
      ['data', 'update', 'kev', '--url', url, ...more, '--workspace', workspace],
      {env},
    )
    expect(result.code).toBe(2)
    expect(result.value.error.code).toBe(code)
    expect(result.value.error.next).toContain('giữ nguyên')
    expect(fingerprint(workspace)).toEqual(before)
  })

  it.each([
    [['update', 'kev', '--url', 'http://www.cisa.gov/x.json'], 'https'],
    [['update', '--url', 'https://example.org/x.json'], 'đúng một bộ'],
    [['update', 'kve'], 'kev'],
    [['update', 'windows-builds'], 'data import'],
  ])('%j is refused with what to do', async (args, said) => {
    const {code, stderr} = await data(...args)
    expect(code).toBe(2)
    expect(stderr).toContain(said)
  })

  it('an audit says which sets it used, and its folder judges the same again', async () => {
    const audit = await runJson<{dataSets: {set: string; asOf: string}[]; assessments: {id: string}[]}>([
      'audit',
      '--on',
      '2026-11-30',
      '--workspace',
      workspace,
    ])
    expect(audit.value.dataSets).toMatchObject([{asOf: '2026-11-22'}, {set: 'lifecycle'}, {asOf: '2026-11-10'}])
    const assessment = join(workspace, 'assessments', audit.value.assessments[0]?.id ?? '')
    // What is imported later does not change what was judged.
    expect((await data('import', file('sau.json', kev({day: '2026-11-23'})))).code).toBe(0)
    expect((await run(['evidence', 'verify', assessment])).code).toBe(0)
  })

  it('kev lists programs to look at, and is no verdict', async () => {
    const {code, value} = await runJson<{products: {say: string}[]; machines: object[]}>(['data', 'kev', '--workspace', workspace])
    expect(code).toBe(0)
    expect(value.machines.length).toBeGreaterThan(0)
    for (const {say} of value.products) expect(say).toBe('kiểm tra phiên bản')
    const named = await data('kev', '--name', 'WinRAR 6.11')
    expect(named.stdout).toContain('kiểm tra phiên bản')
  })
})
