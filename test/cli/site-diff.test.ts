import {mkdtempSync, rmSync} from 'node:fs'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {run, runJson} from './cli.ts'

let folder: string
let workspace: string
let server: Server
let url: string
const headers: Record<string, string> = {'x-content-type-options': 'nosniff', server: 'thu'}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stp-sec-site-diff-'))
  workspace = join(folder, 'ws')
  server = createServer((_, response) => {
    response.writeHead(200, {...headers, 'content-type': 'text/html; charset=utf-8'}).end('<title>Trang thử</title><h1>Trang thử</h1>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  expect((await run(['init', '--sample', '--workspace', workspace])).code).toBe(0)
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, {recursive: true, force: true})
})

const probe = () => run(['probe', url, '--allow-address', '127.0.0.1', '--workspace', workspace, '--only', 'web', '--only', 'page'])
const diff = (...more: string[]) => ['site', 'diff', url, ...more, '--workspace', workspace]

interface Diff {
  checks: {check: string; kind: string}[]
  changes: {fact: string; path: string}[]
  unseen: unknown[]
}

describe('site diff', () => {
  it('one probe is not two', async () => {
    await probe()
    const {code, stderr} = await run(diff())
    expect(code).toBe(2)
    expect(stderr).toContain('Chưa có hai lần kiểm tra')
  })

  it('a site that did not change does not differ', async () => {
    await probe()
    expect(await runJson<Diff>(diff())).toMatchObject({code: 0, value: {checks: [], changes: [], unseen: []}})
    expect((await run(diff())).stdout).toContain('Không có gì khác')
  })

  it('a fault that came is told, and one that went', async () => {
    delete headers['x-content-type-options']
    headers['server'] = 'nginx/1.18.0'
    await probe()
    const {code, value} = await runJson<Diff>(diff())
    expect(code).toBe(1)
    expect(value.checks).toContainEqual(expect.objectContaining({check: 'hdr.xcto.missing', kind: 'new-fault'}))
    expect(value.checks).toContainEqual(expect.objectContaining({check: 'hdr.server-version', kind: 'new-fault'}))
    expect(value.changes.map(({fact}) => fact)).toContain('headers')
    headers['x-content-type-options'] = 'nosniff'
    await probe()
    const {stdout} = await run(diff())
    expect(stdout).toContain('Lỗi đã hết')
    expect(stdout.split('\n').every((line) => [...line].length <= 80)).toBe(true)
  })

  it('days choose which probes', async () => {
    const {code, stderr} = await run(diff('--to', '2020-01-01'))
    expect(code).toBe(2)
    expect(stderr).toContain('Chưa có hai lần')
    expect((await run(diff('--from', 'hôm qua'))).code).toBe(2)
  })
})
