import {createServer} from 'node:http'
import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {createConnectionLimits} from '../../src/collect/site/net/connection-limits.ts'
import type {Resolver} from '../../src/collect/site/net/resolver.ts'
import {createScanPool, type ScanPool} from '../../src/collect/site/personal-data/scan-pool.ts'
import {loadPoliteness} from '../../src/content/load-politeness.ts'
import {probeGroupNames} from '../../src/probe/groups.ts'
import {type ProbeTools, probeSite} from '../../src/probe/probe-site.ts'
import {parseSiteTarget} from '../../src/probe/site-target.ts'
import {scripted, table} from '../collect/site/http/stand.ts'
import {personalDataRules, probeTools} from './probe-tools.ts'

const politeness = loadPoliteness()
let pool: ScanPool
beforeAll(() => {
  pool = createScanPool(personalDataRules)
})
afterAll(() => pool.close())

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const signal = new AbortController().signal
const now = new Date('2026-11-26T00:00:00Z')

async function serve(answerAfterMs = 0, host = '127.0.0.1'): Promise<number> {
  const server = createServer((request, response) => {
    setTimeout(() => response.writeHead(request.url === '/' ? 200 : 404).end('<title>Sở Tư pháp</title>'), answerAfterMs)
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const toolsFor = (resolver: Resolver, more: Partial<ProbeTools> = {}, allowed?: string[]) =>
  probeTools(resolver, pool, {politeness: {...politeness, siteDeadlineMs: 5000}, ...more}, allowed)

function target(url: string) {
  const parsed = parseSiteTarget(url)
  if (!parsed) throw new Error(url)
  return parsed
}

describe('one site', () => {
  test('of a name with a private address among public ones, that one is told and never connected to', async () => {
    const port = await serve()
    const inside = await scripted((socket) => socket.end())
    closing.push(inside.close)
    const resolver = table({'hai.co.gov.vn': ['127.0.0.1', '127.0.0.2', '10.0.0.5']})
    const {status, snapshot} = await probeSite(target(`http://hai.co.gov.vn:${port}/`), toolsFor(resolver), signal, now)
    expect(status).toBe('ok')
    expect(snapshot.facts.siteAddress).toMatchObject({ok: true, value: {notPublic: ['127.0.0.2', '10.0.0.5']}})
    expect(inside.connections()).toBe(0)
  })

  test('of a name that changes its answer, the address that was checked is kept to', async () => {
    const port = await serve()
    let asked = 0
    const resolver: Resolver = {resolve: async () => ({ok: true, addresses: [asked++ === 0 ? '127.0.0.1' : '127.0.0.9']})}
    const {status, snapshot} = await probeSite(
      target(`http://doi.co.gov.vn:${port}/`),
      toolsFor(resolver, {}, ['127.0.0.0/8']),
      signal,
      now,
    )
    expect([status, asked]).toEqual(['ok', 1])
    expect(snapshot.facts.exposure).toMatchObject({ok: true, value: {asked: 12}})
  })

  test.each<[string, Resolver, string]>([
    ['resolves to loopback', table({'a.co.gov.vn': ['127.0.0.1', '::1', '0.0.0.0', '::ffff:127.0.0.1']}), 'private-address'],
    ['does not exist', table({}), 'dns-error'],
  ])('whose name %s is asked nothing', async (_, resolver, status) => {
    const canary = await scripted((socket) => socket.end())
    closing.push(canary.close)
    const probed = await probeSite(target(`http://a.co.gov.vn:${canary.port}/`), toolsFor(resolver, {}, []), signal, now)
    expect(probed.snapshot.facts.siteProbe).toMatchObject({ok: true, value: {status, requests: 0, connections: 0}})
    expect(probed.snapshot.facts.exposure).toMatchObject({ok: false})
    expect(canary.connections()).toBe(0)
  })
})

describe('many sites at one address', () => {
  test('each gets its turn, and none is called slow for having waited', async () => {
    const port = await serve(10)
    const names = Array.from({length: 12}, (_, index) => `so-${index}.co.gov.vn`)
    const limits = createConnectionLimits({perAddress: 1, perNetwork: 1, loopback: 1})
    const tools = toolsFor(table(Object.fromEntries(names.map((name) => [name, ['127.0.0.1']]))), {
      limits,
      politeness: {...politeness, siteDeadlineMs: 1500},
    })
    const began = performance.now()
    const probed = await Promise.all(names.map((name) => probeSite(target(`http://${name}:${port}/`), tools, signal, now)))
    expect(probed.map(({status}) => status)).toEqual(names.map(() => 'ok'))
    for (const {snapshot} of probed) expect(snapshot.facts.exposure).toMatchObject({ok: true, value: {asked: 12}})
    // The trial is one only if the whole took longer than one site may.
    expect(performance.now() - began).toBeGreaterThan(1500)
  })
})

describe('what became of a site', () => {
  const everything = {groups: new Set(probeGroupNames), politeness}

  test.each([
    ['a closed port that should speak TLS', 'tls://127.0.0.1:9', 'unreachable'],
    ['a closed port that should serve pages', 'https://127.0.0.1:9/', 'unreachable'],
    ['a name that does not exist', 'https://khong.gov.vn/', 'dns-error'],
    ['a name with private addresses alone', 'https://trong.gov.vn/', 'private-address'],
  ])('%s', async (_, url, status) => {
    const probed = await probeSite(target(url), toolsFor(table({'trong.gov.vn': ['10.0.0.1']}), everything), signal, now)
    expect(probed.status).toBe(status)
    for (const name of ['chain', 'headers', 'cookies', 'page', 'exposure', 'personalData'] as const)
      expect(probed.snapshot.facts[name]).toMatchObject({ok: false})
  })

  test('a port that speaks something else is no site that answers', async () => {
    const plain = await scripted((socket) => socket.end('220 nothing of TLS\r\n'))
    closing.push(plain.close)
    const probed = await probeSite(target(`tls://127.0.0.1:${plain.port}`), toolsFor(table({}), everything), signal, now)
    expect(probed).not.toMatchObject({status: 'ok'})
  })

  test('addresses that were not looked at are told', async () => {
    const plain = await scripted((socket) => socket.end('220 nothing of TLS\r\n'))
    closing.push(plain.close)
    const tools = toolsFor(table({'hai.gov.vn': ['127.0.0.1', '127.0.0.2']}), everything, ['127.0.0.0/8'])
    const probed = await probeSite(target(`https://hai.gov.vn:${plain.port}/`), tools, signal, now)
    expect(probed.snapshot.facts.siteProbe).toMatchObject({ok: true, value: {addresses: ['127.0.0.1', '127.0.0.2']}})
  })
})
