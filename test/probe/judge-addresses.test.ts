import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {languageOf} from '../../src/check/language-of.ts'
import {probeLines} from '../../src/cli/probe-lines.ts'
import {type ProbeResult, probeResult} from '../../src/cli/probe-result.ts'
import {createScanPool, type ScanPool} from '../../src/collect/site/personal-data/scan-pool.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadSiteGrading} from '../../src/content/load-site-grading.ts'
import {loadCertificateRules} from '../../src/content/load-trust.ts'
import {judgeSite} from '../../src/probe/judge-site.ts'
import {probeSite} from '../../src/probe/probe-site.ts'
import {parseSiteTarget} from '../../src/probe/site-target.ts'
import {createTlsVisit} from '../../src/probe/tls-addresses.ts'
import {dnsNames, keys} from '../collect/site/certificate/forge.ts'
import {table} from '../collect/site/http/stand.ts'
import {type Behind, expired, host, identity, now, root, serveAt, tls10, until} from './many-addresses.ts'
import {personalDataRules, probeTools} from './probe-tools.ts'

const content = loadContent()
const grading = loadSiteGrading(content.checks, languageOf(content))
const chain = {anchors: [root], anchorsName: 'test', rules: loadCertificateRules()}
let pool: ScanPool
beforeAll(() => {
  pool = createScanPool(personalDataRules)
})
afterAll(() => pool.close())
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function probe(behind: Record<string, Behind>, addresses = Object.keys(behind)): Promise<ProbeResult> {
  const {port, close} = await serveAt(behind)
  closing.push(close)
  const target = parseSiteTarget(`https://${host}:${port}/`)
  if (!target) throw new Error('no target')
  const tools = probeTools(table({[host]: addresses}), pool, {groups: new Set(['tls', 'web']), chain}, ['127.0.0.0/8', '::1'])
  const {snapshot} = await probeSite(target, tools, new AbortController().signal, now)
  return probeResult(snapshot, judgeSite(snapshot, content, grading, '2026-11-26'), content, 'vi')
}

const resultOf = ({results}: ProbeResult, check: string) => {
  const found = results.find((one) => one.check === check)
  if (!found) throw new Error(check)
  return found
}
const good = identity()
/** Checks of one address whose certificate and versions are as they should be. */
const usual = ['tls.tls10', 'tls.tls11', 'tls.sslv3', 'tls.cipher.rc4', 'tls.none', 'cert.expired', 'cert.hostname', 'cert.untrusted']

describe('a site with several addresses', () => {
  test('passes where all of them do, and says which', async () => {
    const result = await probe({'127.0.0.1': good, '127.0.0.2': good, '::1': good})
    for (const check of usual) {
      expect(resultOf(result, check)).toMatchObject({outcome: 'pass', addresses: ['127.0.0.1', '127.0.0.2', '::1']})
      expect(resultOf(result, check).message).toContain('(tại 127.0.0.1, 127.0.0.2, ::1)')
    }
    const sources = resultOf(result, 'tls.tls10').evidence.map(({source}) => source)
    for (const address of ['127.0.0.1', '127.0.0.2', '::1']) expect(sources.some((source) => source.endsWith(` at ${address}`))).toBe(true)
    expect(result.notAssessed.filter(({what}) => what.startsWith('address'))).toEqual([])
  })

  test.each<[string, string, Behind, string, unknown]>([
    ['an expired certificate', '127.0.0.2', expired(), 'cert.expired', ['2026-10-01T00:00:00.000Z']],
    ['an expired certificate by IPv6', '::1', expired(), 'cert.expired', ['2026-10-01T00:00:00.000Z']],
    ['TLS 1.0', '127.0.0.2', {...good, ...tls10}, 'tls.tls10', true],
    ['the certificate of another host', '127.0.0.2', identity({extensions: [dnsNames(['khac.gov.vn'])]}), 'cert.hostname', ['khac.gov.vn']],
    ['a certificate that nobody trusts', '127.0.0.2', identity({signer: keys.mid}), 'cert.untrusted', expect.anything()],
  ])('%s at %s alone is the fault of the site', async (_, address, behind, check, observed) => {
    const result = await probe({'127.0.0.1': good, [address]: behind})
    const found = resultOf(result, check)
    expect(found).toMatchObject({outcome: 'fail', addresses: [address], observed})
    expect(found.message).toContain(`(tại ${address})`)
    expect(found.evidence.every(({source}) => source.endsWith(` at ${address}`))).toBe(true)
    expect(resultOf(result, 'tls.sslv3')).toMatchObject({outcome: 'pass', addresses: ['127.0.0.1', address]})
  })

  test('the weight of a fault is that at the address which has it', async () => {
    // 20 days are a little thing, 5 days are not.
    expect(resultOf(await probe({'127.0.0.1': until('261216'), '127.0.0.2': until('261201')}), 'cert.expiring')).toMatchObject({
      severity: 'medium',
      addresses: ['127.0.0.1', '127.0.0.2'],
    })
    expect(resultOf(await probe({'127.0.0.1': until('270120'), '127.0.0.2': until('261216')}), 'cert.expiring')).toMatchObject({
      severity: 'low',
      addresses: ['127.0.0.2'],
    })
  })

  test.each<[string, Behind | undefined]>([
    ['nothing listens', undefined],
    ['every connection is closed', 'shut'],
    ['plain text is spoken', 'plain'],
  ])('where at the second %s, nothing passes; what the first shows still fails', async (_, behind) => {
    const result = await probe({'127.0.0.1': expired(), ...(behind ? {'127.0.0.2': behind} : {})}, ['127.0.0.1', '127.0.0.2'])
    expect(resultOf(result, 'cert.expired')).toMatchObject({outcome: 'fail', addresses: ['127.0.0.1']})
    for (const check of usual.filter((one) => one !== 'cert.expired'))
      expect(resultOf(result, check)).toMatchObject({outcome: 'unknown', addresses: ['127.0.0.2']})
    expect(result.notAssessed).toContainEqual({what: 'address 127.0.0.2', reason: expect.stringMatching(/^error: /)})
    expect(result.notAssessed).toContainEqual({what: 'tls.tls10', reason: expect.stringContaining('127.0.0.2')})
  })

  test('a fault is seen whichever address is dead', async () => {
    const result = await probe({'127.0.0.2': {...good, ...tls10}}, ['127.0.0.1', '127.0.0.2'])
    expect(resultOf(result, 'tls.tls10')).toMatchObject({outcome: 'fail', addresses: ['127.0.0.2']})
    expect(resultOf(result, 'cert.expired')).toMatchObject({outcome: 'unknown', addresses: ['127.0.0.1']})
    expect(probeLines(result, 'vi').join(' ')).toMatch(/TLS 1\.0 đã bị loại bỏ \(tại\s+127\.0\.0\.2\)/)
  })
})

describe('a machine without IPv6', () => {
  async function visit(dead: string[], withIpv6: string[]) {
    const {port, close} = await serveAt({'127.0.0.1': good})
    closing.push(close)
    const target = parseSiteTarget(`https://${host}:${port}/`)
    if (!target) throw new Error('no target')
    const addresses = ['127.0.0.1', ...withIpv6, ...dead]
    const {tls} = probeTools(table({}), pool)
    const {loopback, contextOf} = await import('../collect/site/tls/loopback.ts')
    const network = loopback()
    const context = contextOf(port, {
      host,
      addresses,
      now,
      network: {
        ...network,
        dial: (options) => {
          if (dead.includes(options.address)) return Promise.resolve({ok: false, reason: 'no-route', detail: 'ENETUNREACH'})
          return network.dial({...options, address: withIpv6.includes(options.address) ? '127.0.0.1' : options.address})
        },
      },
    })
    const all = createTlsVisit(context, {tables: tls, chain, most: {ipv4: 4, ipv6: 2}, spare: () => 100})
    const first = await all.first(context)
    const rest = await all.rest(context)
    return {first, rest: rest.ok ? rest.value : undefined}
  }

  test('says so of such addresses, and the others are judged without them', async () => {
    const {rest, first} = await visit(['2001:ee0::1', '2001:ee0::2'], [])
    expect(first.tls).toMatchObject({ok: true, value: {address: '127.0.0.1'}})
    expect(rest?.others).toMatchObject([
      {address: '2001:ee0::1', noRoute: true, missing: {reason: 'not-supported', detail: expect.stringContaining('IPv6')}},
      {address: '2001:ee0::2', noRoute: true},
    ])
  })

  test('is not believed where another such address answered', async () => {
    const {rest} = await visit(['2001:ee0::2'], ['2001:ee0::1'])
    expect(rest?.others).toMatchObject([{tls: {served: true}}, {address: '2001:ee0::2', missing: {reason: 'error'}}])
    expect(rest?.others[1]?.noRoute).toBeUndefined()
  })

  test('has no say over IPv4', async () => {
    const {rest} = await visit(['127.0.0.9'], [])
    expect(rest?.others).toEqual([{address: '127.0.0.9', missing: {reason: 'error', detail: 'ENETUNREACH'}}])
  })
})
