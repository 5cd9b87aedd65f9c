import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:https'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {ProbeResult} from '../../src/cli/probe-result.ts'
import {run, runJson} from './cli.ts'

/** Commands run in this folder, so that no workspace lies there by chance. */
let folder: string
let server: Server
let url: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stp-sec-probe-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert]
  execFileSync('openssl', [...args, '-days', '30', '-subj', '/CN=localhost'], {stdio: 'ignore'})
  server = createServer({key: readFileSync(key), cert: readFileSync(cert)}, (request, response) => {
    if (request.url === '/vong') response.writeHead(302, {location: '/vong'}).end()
    else
      response.end(
        '<h1>Trang Sở Tư pháp</h1><table><tr><th>Họ tên</th><th>Số CCCD</th></tr><tr><td>Nguyễn Thị Mẫu</td><td>001085123456</td></tr></table>',
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, {recursive: true, force: true})
})

const probe = (...args: string[]) => ['probe', ...args, '--workspace', join(folder, 'none')]
const first = (results: ProbeResult[]): ProbeResult => {
  const [only] = results
  if (!only) throw new Error('no result')
  return only
}
const outcomeOf = ({results}: ProbeResult, check: string) => results.find((one) => one.check === check)?.outcome

describe('probe', () => {
  it('gives facts, results and what was not assessed; never a number of a person', async () => {
    const {code, stdout} = await run([...probe(url, '--allow-address', '127.0.0.1'), '--json'])
    const result = first(JSON.parse(stdout))
    expect(code).toBe(1)
    expect(result).toMatchObject({schema: 'stp-sec/probe/1', status: 'ok', site: {url, host: '127.0.0.1'}, algorithm: 1})
    expect(outcomeOf(result, 'tls.no-tls12')).toBe('pass')
    expect(outcomeOf(result, 'pii.cccd')).toBe('fail')
    expect(outcomeOf(result, 'cert.selfsigned')).toBe('fail')
    expect(outcomeOf(result, 'cert.hostname')).toBe('fail')
    expect(outcomeOf(result, 'cert.expired')).toBe('pass')
    expect(outcomeOf(result, 'http.redirect-loop')).toBe('pass')
    expect(result.notAssessed.map(({what}) => what)).toContain('http.no-redirect')
    expect(stdout).not.toContain('001085123456')
  })

  it('an address that is not public is not connected to', async () => {
    let connections = 0
    server.on('connection', () => connections++)
    const result = first((await runJson<ProbeResult[]>(probe(url))).value)
    expect(result).toMatchObject({status: 'private-address', grade: null, score: null, assessed: 0, requests: 0, connections: 0})
    const ofSite = result.results.filter(({check}) => !check.startsWith('avail.'))
    expect(ofSite.every(({outcome}) => outcome === 'unknown' || outcome === 'not-applicable')).toBe(true)
    expect(outcomeOf(result, 'avail.private-address')).toBe('fail')
    expect(connections).toBe(0)
  })

  it('a root given by hand is trusted, and a file that holds none is refused', async () => {
    const ca = join(folder, 'cert.pem')
    const result = first((await runJson<ProbeResult[]>(probe(url, '--allow-address', '127.0.0.1', '--only', 'tls', '--ca', ca))).value)
    expect(outcomeOf(result, 'cert.selfsigned')).not.toBe('fail')
    const {code, stderr} = await run(probe(url, '--allow-address', '127.0.0.1', '--ca', join(folder, 'key.pem')))
    expect(code).toBe(2)
    expect(stderr).toContain('key.pem')
  })

  it('what was not asked for is unknown', async () => {
    const result = first((await runJson<ProbeResult[]>(probe(url, '--allow-address', '127.0.0.1', '--only', 'tls'))).value)
    expect(outcomeOf(result, 'tls.sslv2')).toBe('pass')
    expect(outcomeOf(result, 'http.redirect-loop')).toBe('unknown')
    expect(outcomeOf(result, 'pii.cccd')).toBe('unknown')
    expect(result.grade).toBeNull()
  })

  it('pages of a site are bounded, and the terminal says how many were looked at', async () => {
    const args = probe(url, '--allow-address', '127.0.0.1', '--only', 'content', '--max-pages', '1', '--strict-robots')
    const {crawl} = first((await runJson<ProbeResult[]>(args)).value).facts
    expect(crawl).toMatchObject({ok: true, value: {pagesKnown: 1, pagesLooked: 1, pages: [{url, origin: 'home', status: 200, views: 3}]}})
    expect((await run(args)).stdout).toContain('Đã xem 1 trong 1 trang con đã biết, 0 trong 0 tệp.')
  })

  it('several sites come as one array, a closed port among them', async () => {
    const closed = 'https://127.0.0.1:9/'
    writeFileSync(join(folder, 'list.txt'), `\uFEFF# danh sách\n${url}vong\r\n\n${closed}\n${closed}\n`)
    const {value: json} = await runJson<ProbeResult[]>(probe(`@${join(folder, 'list.txt')}`, '--allow-address', '127.0.0.0/8'))
    expect(json).toHaveLength(2)
    const byUrl = new Map(json.map((result) => [result.site.url, result]))
    expect(byUrl.get(closed)).toMatchObject({status: 'unreachable', grade: null})
    const loop = byUrl.get(`${url}vong`)
    expect(loop && outcomeOf(loop, 'http.redirect-loop')).toBe('fail')
  })

  it('says on the terminal what is wrong, within 80 columns', async () => {
    const {code, stdout} = await run(probe(url, '--allow-address', '127.0.0.1'))
    expect(code).toBe(1)
    expect(stdout).toContain('Hạng: F.')
    expect(stdout).toContain('Không quá F vì: cert.hostname, cert.selfsigned')
    expect(stdout).toContain('cần rà soát')
    expect(stdout.split('\n').every((line) => [...line].length <= 80)).toBe(true)
  })

  it.each([
    [['khong-co'], /khong-co/],
    [['ftp://a.gov.vn/'], /ftp:/],
    [['@/khong/co.txt'], /khong\/co/],
    [['a.gov.vn', '--allow-address', '10.0.0.0/99'], /10\.0\.0\.0\/99/],
    [['a.gov.vn', '--dns', 'dns.example.vn'], /dns\.example\.vn/],
    [['a.gov.vn', '--window', '22h-5h'], /22h-5h/],
    [['a.gov.vn', '--only', 'everything'], /everything/],
    [['a.gov.vn', '--max-pages', '0'], /max-pages|0/],
  ])('%j is refused with what to do', async (args, what) => {
    const {code, stderr, stdout} = await run(probe(...args))
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(what)
    expect(stderr).toContain('Làm gì tiếp')
  })

  it('without sites it says how to add one', async () => {
    const workspace = join(folder, 'ws')
    await run(['init', '--sample', '--workspace', workspace])
    const {code, stderr} = await run(['probe', '--workspace', workspace])
    expect(code).toBe(2)
    expect(stderr).toContain('site add')
  })
})
