import {spawn} from 'node:child_process'
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {ProbeResult} from '../../src/cli/probe-result.ts'
import {openToRead} from '../../src/store/folder-store.ts'
import {run, start} from './cli.ts'

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

let folder: string
let workspace: string
let server: Server
let port: number
/** Paths that are asked for, in order. */
const asked: string[] = []
/** Answers of "/cham" wait as long as this is set. */
let isStuck = false

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stp-sec-probe-store-'))
  workspace = join(folder, 'ws')
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url?.startsWith('/cham') && isStuck) return
    response.setHeader('server', 'thu/1.0')
    response.end('<h1>Trang thử</h1>')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
  expect((await run(['init', '--sample', '--workspace', workspace])).code).toBe(0)
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, {recursive: true, force: true})
})

const urlOf = (path: string) => `http://127.0.0.1:${port}${path}`
const probe = async (...args: string[]) => run(['probe', ...args, '--workspace', workspace, '--json'])
const loopback = ['--allow-address', '127.0.0.1']
const runFiles = () => readdirSync(join(workspace, 'probes')).filter((name) => name.endsWith('.ndjson'))

async function storedSites() {
  const reader = await openToRead(workspace)
  const found = []
  for await (const one of reader.listTargets(['site'])) if (one.ok) found.push(one.target)
  return found
}

describe('probe in a workspace', () => {
  it('stores what it saw, and a part asked for later leaves the rest as it was', async () => {
    const results: ProbeResult[] = JSON.parse((await probe(urlOf('/mot'), ...loopback, '--permission', 'Kế hoạch 12/KH-STP')).stdout)
    const [first] = await storedSites()
    expect(first?.snapshot.target.id).toBe(results[0]?.site.id)
    expect(first?.snapshot.facts.headers).toMatchObject({ok: true, at: results[0]?.startedAt})
    await probe(urlOf('/mot'), ...loopback, '--only', 'web')
    const [second] = await storedSites()
    expect(second?.snapshot.collectedAt).not.toBe(first?.snapshot.collectedAt)
    expect(second?.snapshot.facts.headers).toEqual(first?.snapshot.facts.headers)
    expect(second?.snapshot.facts.web).not.toEqual(first?.snapshot.facts.web)
    const journal = readFileSync(join(workspace, 'journal.ndjson'), 'utf8')
    expect(journal).toContain('"action":"probe"')
  })

  it('stores nothing when asked so', async () => {
    const before = await storedSites()
    await probe(urlOf('/khong-luu'), ...loopback, '--no-store')
    expect(await storedSites()).toEqual(before)
  })

  it('an option that cannot be used leaves no run behind to go on with', async () => {
    for (const wrong of [
      ['--dns', 'x.vn'],
      ['--window', '5h'],
      ['--ca', '/khong/co.pem'],
      ['--allow-address', '10.0.0.0/99'],
    ])
      expect((await probe(urlOf('/mot'), ...wrong)).code).toBe(2)
    const {code, stderr} = await run(['probe', '--resume', '--workspace', workspace])
    expect([code, stderr]).toEqual([2, expect.stringContaining('Không có đợt kiểm tra nào đang dở')])
  })

  it('outside its window it asks nothing, says until when, and can be stopped', async () => {
    asked.length = 0
    /** A time of day in Viet Nam, so many hours from now. */
    const hour = (later: number) => new Date(Date.now() + (7 + later) * 3_600_000).toISOString().slice(11, 16)
    const {child, finished} = start([
      ...['probe', urlOf('/dem'), ...loopback, '--only', 'web', '--no-store', '--workspace', workspace],
      ...['--window', `${hour(2)}-${hour(3)}`],
    ])
    await new Promise<void>((done) => child.stderr?.once('data', () => done()))
    child.kill('SIGINT')
    const {code, stderr, stdout} = await finished
    expect([code, stderr]).toEqual([130, expect.stringMatching(/Ngoài khung giờ; chờ đến \d\d\/\d\d\/\d{4} /)])
    expect(stderr).toContain(hour(2))
    expect(stdout).toContain('Đã dừng theo yêu cầu sau 0/1 trang')
    expect(asked).toEqual([])
  })

  it('a killed run goes on where it was: sites that are done are printed and not asked again', async () => {
    isStuck = true
    const args = [
      bin,
      'probe',
      urlOf('/xong'),
      urlOf('/cham'),
      ...loopback,
      '--concurrency',
      '1',
      '--only',
      'web',
      '--workspace',
      workspace,
    ]
    const child = spawn(process.execPath, args, {stdio: ['ignore', 'pipe', 'ignore']})
    await new Promise<void>((done) => {
      const look = setInterval(() => {
        if (!asked.some((path) => path.startsWith('/cham'))) return
        clearInterval(look)
        done()
      }, 20)
    })
    child.kill('SIGKILL')
    await new Promise((done) => child.once('exit', done))
    isStuck = false
    asked.length = 0
    const {stdout} = await probe('--resume')
    const results: ProbeResult[] = JSON.parse(stdout)
    expect(results.map(({site}) => new URL(site.url).pathname)).toEqual(['/xong', '/cham'])
    expect(results.map(({status}) => status)).toEqual(['ok', 'ok'])
    expect(asked.some((path) => path.startsWith('/xong'))).toBe(false)
    expect(asked.some((path) => path.startsWith('/cham'))).toBe(true)
  })

  it('nothing is left to go on with, and sites beside --resume are refused', async () => {
    expect(await probe('--resume')).toMatchObject({code: 2, stdout: expect.stringContaining('nothing-to-resume')})
    expect(await probe('--resume', urlOf('/mot'))).toMatchObject({code: 2, stdout: expect.stringContaining('resume-with-sites')})
  })

  it('a damaged journal of a run is told by its place', async () => {
    const name = '20990101000000000.ndjson'
    writeFileSync(join(workspace, 'probes', name), '{"schema":"khac"}\n')
    expect(await probe('--resume')).toMatchObject({code: 2, stdout: expect.stringContaining(`${name}:1`)})
    rmSync(join(workspace, 'probes', name))
    expect(runFiles().length).toBeGreaterThan(2)
  })

  it('one run at a time', async () => {
    isStuck = true
    const args = [bin, 'probe', urlOf('/cham-hai'), ...loopback, '--only', 'web', '--workspace', workspace]
    const child = spawn(process.execPath, args, {stdio: 'ignore'})
    while (!asked.some((path) => path.startsWith('/cham-hai'))) await new Promise((done) => setTimeout(done, 20))
    expect(await probe(urlOf('/mot'), ...loopback)).toMatchObject({code: 2, stdout: expect.stringContaining('locked')})
    child.kill('SIGKILL')
    await new Promise((done) => child.once('exit', done))
    isStuck = false
  })
})
