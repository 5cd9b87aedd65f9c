import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import type {Socket} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {createServer as createTlsServer, type TlsOptions} from 'node:tls'
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {judgeTarget} from '../../../../src/check/judge.ts'
import {type CollectedSiteFacts, toSiteFacts} from '../../../../src/collect/site/context.ts'
import {collectExposure} from '../../../../src/collect/site/exposure/collect-exposure.ts'
import {collectPage} from '../../../../src/collect/site/page/collect-page.ts'
import {collectWeb} from '../../../../src/collect/site/web/collect-web.ts'
import {loadContent} from '../../../../src/content/content.ts'
import {loadBlockPages} from '../../../../src/content/load-block-pages.ts'
import {loadExposureRules} from '../../../../src/content/load-exposure-rules.ts'
import {loadPageTables} from '../../../../src/content/load-page-tables.ts'
import {onRequest, scripted} from '../http/stand.ts'
import {hostileServers} from './hostile-servers.ts'
import {contextFor} from './site.ts'

const content = loadContent()
const [blockPages, exposureRules, pageTables] = [loadBlockPages(), loadExposureRules(), loadPageTables()]
const uses = [...content.checks.values()]
  .filter(({check}) => check.target === 'site')
  .map(({check}) => ({key: check.id, check: check.id, params: check.params, maxFactAgeDays: 7}))
const day = '2026-11-26'

let folder: string
let identity: {key: Buffer; cert: Buffer}
const closing: (() => Promise<void> | void)[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stp-sec-hostile-'))
  const args = ['req', '-x509', '-newkey', 'rsa:1024', '-nodes', '-sha1', '-days', '1', '-subj', '/CN=x']
  execFileSync('openssl', [...args, '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')], {stdio: 'ignore'})
  identity = {key: readFileSync(join(folder, 'key.pem')), cert: readFileSync(join(folder, 'cert.pem'))}
})
afterAll(() => rmSync(folder, {recursive: true, force: true}))
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** The same over TLS; the key is one that no browser takes, which is not the question here. */
async function scriptedTls(answer: (socket: Socket, index: number) => void, more: TlsOptions = {}): Promise<number> {
  const sockets = new Set<Socket>()
  let index = 0
  const server = createTlsServer({...identity, ciphers: 'DEFAULT:@SECLEVEL=0', minVersion: 'TLSv1', ...more}, (socket) => {
    socket.on('error', () => undefined)
    answer(socket, index++)
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** All that a visitor's requests show of a site, and every check of it. */
async function probe(port: number) {
  const {context, close} = contextFor(port, {politeness: {timeoutMs: 400}, scheme: 'https'})
  closing.push(close)
  const web = await collectWeb(context, blockPages)
  const siteAddress = {
    url: context.site.url,
    scheme: 'https',
    host: '127.0.0.1',
    port,
    literal: true,
    ipv4: ['127.0.0.1'],
    ipv6: [],
  } as const
  const collected: CollectedSiteFacts = {
    siteAddress: {ok: true, value: {...siteAddress, ipv4: [...siteAddress.ipv4], ipv6: []}, source: 'test'},
    ...web.facts,
    ...(await collectExposure(context, web, exposureRules, blockPages)),
    ...(web.status === 'ok' || web.answer ? await collectPage(context, web.answer, pageTables) : {}),
  }
  const facts = toSiteFacts(collected, `${day}T00:00:00Z`)
  const results = [...judgeTarget(content.checks, uses, {id: 'site-a', kind: 'site', facts}, day).values()]
  const failed = results.filter(({outcome}) => outcome === 'fail').map(({check}) => check)
  return {web, facts, results, failed, context}
}

describe('hostile servers end in time and memory, and are not called insecure', () => {
  test.each(hostileServers.map((one) => [one.name, one] as const))('%s', async (_, {answer, status}) => {
    const port = await scriptedTls(answer)
    const before = process.memoryUsage().rss
    const began = performance.now()
    const {web, facts, results, failed} = await probe(port)
    expect(performance.now() - began).toBeLessThan(6000)
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024)
    expect([status].flat(), web.statusDetail).toContain(web.status)
    for (const fact of Object.values(facts)) expect(fact.ok || !fact.detail.includes('invalid value')).toBe(true)
    if (web.status === 'ok') expect(failed.filter((check) => /^(?:http|expo|tls)\./.test(check))).toEqual([])
    else {
      expect(failed).toEqual([])
      const claimed = results.filter(({check, outcome}) => outcome === 'pass' && /^(?:expo|hdr|cookie|cors|http)\./.test(check))
      expect(claimed.map(({check}) => check)).toEqual([])
    }
  })

  test('all of them, one after another, leave no place taken and no memory filled', async () => {
    const before = process.memoryUsage().rss
    for (const {answer} of hostileServers) {
      const port = await scriptedTls(answer)
      const {context, close} = contextFor(port, {politeness: {timeoutMs: 100}, scheme: 'https'})
      await collectWeb(context, blockPages)
      await close()
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
  }, 30_000)
})

describe('TLS of another time', () => {
  const good = (socket: Socket) =>
    onRequest(socket, (line) => {
      const body = line.startsWith('GET / ') ? '<title>Sở Tư pháp</title>' : ''
      socket.write(`HTTP/1.1 ${body ? '200 OK' : '404 Not Found'}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
    })

  test.each<[string, TlsOptions]>([
    ['TLS 1.0 alone, with a certificate that is self-made, of 1024 bits, SHA-1 and for nobody', {minVersion: 'TLSv1', maxVersion: 'TLSv1'}],
    ['TLS 1.1 alone', {minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1'}],
    ['CBC alone', {maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:@SECLEVEL=0'}],
    ['TLS 1.3 alone', {minVersion: 'TLSv1.3'}],
  ])('a page behind %s is read', async (_, options) => {
    const {web, failed} = await probe(await scriptedTls(good, options))
    expect(web).toMatchObject({status: 'ok', home: {status: 200}})
    expect(failed.filter((check) => /^(?:http|expo)\./.test(check))).toEqual([])
  })

  test.each<[string, (socket: Socket) => void, string | string[]]>([
    ['silence', () => undefined, 'timeout'],
    ['plain text', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'protocol-error'],
    ['a reset after the hello', (socket) => socket.once('data', () => socket.resetAndDestroy()), 'reset'],
    ['a close after the hello', (socket) => socket.once('data', () => socket.end()), 'reset'],
    ['an alert', (socket) => socket.once('data', () => socket.end(Buffer.from('15030300020228', 'hex'))), 'protocol-error'],
    ['a certificate of nonsense', (socket) => socket.once('data', () => socket.write(nonsenseCertificate())), 'protocol-error'],
    ['records without end', (socket) => socket.once('data', () => floodRecords(socket)), ['timeout', 'too-big']],
  ])('%s instead of a handshake', async (_, answer, status) => {
    const server = await scripted(answer)
    closing.push(server.close)
    const began = performance.now()
    const {web, failed} = await probe(server.port)
    expect([status].flat(), web.statusDetail).toContain(web.status)
    expect(failed).toEqual([])
    expect(performance.now() - began).toBeLessThan(3000)
  })

  const record = (type: number, body: Buffer) => Buffer.concat([Buffer.from([type, 3, 3, body.length >> 8, body.length & 255]), body])
  const handshake = (type: number, body: Buffer) =>
    record(22, Buffer.concat([Buffer.from([type, 0, body.length >> 8, body.length & 255]), body]))
  const serverHello = () => handshake(2, Buffer.concat([Buffer.from([3, 3]), Buffer.alloc(32, 7), Buffer.from([0, 0xc0, 0x2f, 0])]))
  const nonsenseCertificate = () =>
    Buffer.concat([serverHello(), handshake(11, Buffer.concat([Buffer.from([0, 3, 235, 0, 3, 232]), Buffer.alloc(1000, 0x30)]))])
  const floodRecords = (socket: Socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write(record(22, Buffer.alloc(16_000))));
    }
    socket.on('drain', more)
    more()
  }
})

describe('connections that were kept', () => {
  test('an answer before its question is not taken for the next', async () => {
    const poison = 'HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\nref: refs/heads/poison'
    const port = await scriptedTls((socket) =>
      onRequest(socket, (line) => {
        const body = line.startsWith('GET / ') ? '<title>Sở Tư pháp</title>' : 'not here'
        const status = line.startsWith('GET / ') ? '200 OK' : '404 Not Found'
        socket.write(`HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}${poison}`)
      }),
    )
    const {web, failed} = await probe(port)
    expect(web.missingPage?.status).toBe(404)
    expect(failed.filter((check) => check.startsWith('expo.'))).toEqual([])
  })

  test('a server that closes what it said it would keep is asked again', async () => {
    const port = await scriptedTls((socket) =>
      onRequest(socket, (line) => {
        const found = line.startsWith('GET / ')
        socket.write(`HTTP/1.1 ${found ? '200 OK' : '404 Not Found'}\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nok`)
        socket.end()
      }),
    )
    const {web, facts} = await probe(port)
    expect(web.status).toBe('ok')
    expect(facts.exposure).toMatchObject({ok: true, value: {asked: 12}, gaps: {trace: {reason: 'not-collected'}}})
  })
})
