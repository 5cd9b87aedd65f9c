import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {createScanPool, type ScanPool} from '../../src/collect/site/personal-data/scan-pool.ts'
import {loadPoliteness} from '../../src/content/load-politeness.ts'
import {loadCertificateRules} from '../../src/content/load-trust.ts'
import {snapshot as snapshotSchema} from '../../src/model/snapshot.ts'
import {type ProbeTools, probeSite} from '../../src/probe/probe-site.ts'
import {parseSiteTarget} from '../../src/probe/site-target.ts'
import {planAddresses} from '../../src/probe/tls-addresses.ts'
import {table} from '../collect/site/http/stand.ts'
import {type Behind, expired, host, identity, now, root, serveAt, tls10} from './many-addresses.ts'
import {personalDataRules, probeTools} from './probe-tools.ts'

const politeness = loadPoliteness()
const signal = new AbortController().signal
let pool: ScanPool
beforeAll(() => {
  pool = createScanPool(personalDataRules)
})
afterAll(() => pool.close())
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function probe(behind: Record<string, Behind>, addresses = Object.keys(behind), more: Partial<ProbeTools> = {}) {
  const {port, close} = await serveAt(behind)
  closing.push(close)
  const target = parseSiteTarget(`https://${host}:${port}/`)
  if (!target) throw new Error('no target')
  const chain = {anchors: [root], anchorsName: 'test', rules: loadCertificateRules()}
  const tools = probeTools(table({[host]: addresses}), pool, {groups: new Set(['tls']), chain, ...more}, ['127.0.0.0/8', '::1'])
  const {snapshot, status} = await probeSite(target, tools, signal, now)
  snapshotSchema.parse(snapshot)
  const {tls, chain: certificates, tlsAddresses} = snapshot.facts
  if (!tlsAddresses?.ok) throw new Error(`no fact: ${tlsAddresses?.detail}`)
  return {status, tls, chain: certificates, seen: tlsAddresses.value, siteProbe: snapshot.facts.siteProbe}
}

describe('TLS at every address of a site', () => {
  test('each is asked all questions, IPv6 among them', async () => {
    const {tls, chain, seen} = await probe({'127.0.0.1': identity(), '127.0.0.2': {...identity(), ...tls10}, '::1': expired()})
    expect(tls).toMatchObject({ok: true, value: {address: '127.0.0.1', tls10: false}, source: expect.stringContaining('at 127.0.0.1')})
    expect(chain).toMatchObject({ok: true, value: {expired: false, trusted: true}})
    expect(seen).toMatchObject({
      main: '127.0.0.1',
      others: [
        {address: '127.0.0.2', tls: {address: '127.0.0.2', tls10: true, rc4Suites: false}, chain: {expired: false}},
        {address: '::1', tls: {address: '::1', tls10: false}, chain: {expired: true}},
      ],
      unasked: [],
    })
  })

  test('the first that speaks TLS stands for the site, whatever is dead before it', async () => {
    const {status, tls, seen} = await probe({'127.0.0.2': identity()}, ['127.0.0.1', '127.0.0.2'])
    expect([status, tls?.ok && tls.value.address]).toEqual(['ok', '127.0.0.2'])
    expect(seen).toMatchObject({
      main: '127.0.0.2',
      others: [{address: '127.0.0.1', missing: {reason: 'error', detail: expect.stringContaining('nothing listens')}}],
    })
  })

  test.each<[string, Behind, string]>([
    ['closes every connection', 'shut', 'error'],
    ['answers in plain text', 'plain', 'error'],
  ])(
    'of one that %s nothing is known',
    async (_, behind, reason) => {
      const {seen} = await probe({'127.0.0.1': identity(), '127.0.0.2': behind})
      expect(seen.others).toEqual([{address: '127.0.0.2', missing: {reason, detail: expect.any(String)}}])
    },
    60_000,
  )

  test('what the time of the site did not suffice for is told', async () => {
    const behind = {'127.0.0.1': identity(), '127.0.0.2': 'mute', '127.0.0.3': identity()} as const
    const {tls, seen} = await probe(behind, Object.keys(behind), {politeness: {...politeness, siteDeadlineMs: 3000}})
    expect(tls).toMatchObject({ok: true, value: {tls12: true}})
    expect(seen.others).toMatchObject([
      {address: '127.0.0.2', missing: {reason: 'not-collected'}},
      {address: '127.0.0.3', missing: {reason: 'timeout', detail: expect.stringContaining('before this address was asked')}},
    ])
  })

  test('a site of one address has no others', async () => {
    const {seen, tls} = await probe({'127.0.0.1': identity()})
    expect(seen).toEqual({main: '127.0.0.1', others: [], unasked: []})
    expect(tls?.source).not.toContain(' at ')
  })

  test('no more than the data says, and never at the cost of the pages', async () => {
    const behind = {'127.0.0.1': identity(), '127.0.0.2': identity(), '127.0.0.3': identity()}
    const few = await probe(behind, Object.keys(behind), {politeness: {...politeness, tls: {ipv4: 2, ipv6: 0}}})
    expect([few.seen.others.map(({address}) => address), few.seen.unasked]).toEqual([['127.0.0.2'], ['127.0.0.3']])
    const connections = {...politeness.connections, perSite: politeness.requests.perSite + 45}
    const {seen, siteProbe} = await probe(behind, Object.keys(behind), {politeness: {...politeness, connections}})
    for (const one of seen.others) expect(one.missing).toMatchObject({reason: 'not-collected', detail: expect.stringContaining('pages')})
    if (siteProbe?.ok) expect(siteProbe.value.connections).toBeLessThan(41)
  })

  test('the first of each family, in their order', () => {
    const most = {ipv4: 2, ipv6: 1}
    expect(planAddresses(['1.1.1.1', '1.1.1.2', '1.1.1.3', '2001:ee0::1', '2001:ee0::2'], most)).toEqual({
      asked: ['1.1.1.1', '1.1.1.2', '2001:ee0::1'],
      unasked: ['1.1.1.3', '2001:ee0::2'],
    })
  })
})
