import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {createServer as createPlain} from 'node:http'
import {createServer, type Server} from 'node:https'
import type {AddressInfo, Server as NetServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import type {ProbeResult} from '../../src/cli/probe-result.ts'
import {runProbes} from '../../src/cli/run-probes.ts'
import type {ProbeGroup} from '../../src/probe/groups.ts'
import {parseSiteTarget} from '../../src/probe/site-target.ts'

let folder: string
let key: Buffer
let cert: Buffer
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stp-sec-still-'))
  const [keyFile, certFile] = [join(folder, 'k.pem'), join(folder, 'c.pem')]
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyFile, '-out', certFile]
  execFileSync('openssl', [...args, '-days', '30', '-subj', '/CN=localhost'], {stdio: 'ignore'})
  key = readFileSync(keyFile)
  cert = readFileSync(certFile)
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const open: (Server | ReturnType<typeof createPlain>)[] = []
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(server: Server | ReturnType<typeof createPlain>): Promise<number> {
  open.push(server)
  await new Promise<void>((done) => (server as NetServer).listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

async function probe(url: string, groups: ProbeGroup[]): Promise<ProbeResult> {
  const target = parseSiteTarget(url)
  if (!target) throw new Error(url)
  let found: ProbeResult | undefined
  await runProbes({
    targets: [target],
    allow: ['127.0.0.1'],
    crls: [],
    stateRoots: false,
    dns: [],
    groups: new Set(groups),
    active: false,
    strictRobots: false,
    concurrency: 1,
    language: 'en',
    signal: new AbortController().signal,
    take: (result) => {
      found = result
    },
  })
  if (!found) throw new Error('no result')
  return found
}
const outcomeOf = ({results}: ProbeResult, check: string) => results.find((one) => one.check === check)?.outcome

describe('a site that shuts this tool out in the middle', () => {
  test.each([
    ['by closing connections', true],
    ['not at all', false],
  ])('%s: what TLS showed counts only if it still answers', async (_, shutsOut) => {
    let connections = 0
    const server = createServer({key, cert}, (_request, response) => {
      response.end('<title>Sở Tư pháp</title>')
    })
    const port = await listen(server)
    // The first page and its redirects cost a few connections; the prober of TLS many more.
    server.on('connection', (socket) => {
      connections++
      if (shutsOut && connections > 6) socket.destroy()
    })
    const result = await probe(`https://127.0.0.1:${port}/`, ['web', 'tls'])
    expect(result.status).toBe('ok')
    const {tls, chain} = result.facts
    expect([tls?.ok, chain?.ok]).toEqual([!shutsOut, !shutsOut])
    if (shutsOut) expect(tls).toMatchObject({detail: expect.stringContaining('stopped answering')})
    for (const check of ['tls.no-tls12', 'tls.cipher.rc4', 'cert.selfsigned', 'cert.expired'])
      expect([check, outcomeOf(result, check) === 'unknown']).toEqual([check, shutsOut])
  })

  test.each([
    ['a guard that refuses everything after some requests', 403],
    ['a server that fails after some requests', 503],
  ])('%s: nothing is said of files that lie open', async (_, status) => {
    let requests = 0
    const server = createPlain((request, response) => {
      requests++
      if (requests > 8) response.writeHead(status).end('no')
      else if (request.url === '/') response.end('<title>Sở Tư pháp</title>')
      else response.writeHead(404).end('not found')
    })
    const result = await probe(`http://127.0.0.1:${await listen(server)}/`, ['web', 'exposure'])
    expect(result.status).toBe('ok')
    expect(result.facts.exposure).toMatchObject({ok: false})
    for (const check of ['expo.file.git', 'expo.file.env', 'expo.dir-listing']) expect(outcomeOf(result, check)).toBe('unknown')
  })

  test('a site that answers to the end is judged', async () => {
    const server = createPlain((request, response) => {
      if (request.url === '/') response.end('<title>Sở Tư pháp</title>')
      else response.writeHead(404).end('not found')
    })
    const result = await probe(`http://127.0.0.1:${await listen(server)}/`, ['web', 'exposure'])
    for (const check of ['expo.file.git', 'expo.file.env', 'expo.dir-listing']) expect(outcomeOf(result, check)).toBe('pass')
  })
})
