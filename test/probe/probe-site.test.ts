import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {createDnsClient} from '../../src/collect/site/dns/dns-client.ts'
import {createOncePerRun} from '../../src/collect/site/dns/once-per-run.ts'
import {createAddressRules} from '../../src/collect/site/net/address-rules.ts'
import {createConnectionLimits} from '../../src/collect/site/net/connection-limits.ts'
import {createScanPool, type ScanPool} from '../../src/collect/site/personal-data/scan-pool.ts'
import {loadClaimableServices} from '../../src/content/load-claimable-services.ts'
import {loadPageTables} from '../../src/content/load-page-tables.ts'
import {loadPersonalDataRules} from '../../src/content/load-personal-data-rules.ts'
import {loadPoliteness} from '../../src/content/load-politeness.ts'
import {loadTlsTables} from '../../src/content/load-tls-tables.ts'
import {loadCertificateRules} from '../../src/content/load-trust.ts'
import {probeGroupNames} from '../../src/probe/groups.ts'
import {probeSite} from '../../src/probe/probe-site.ts'
import {parseSiteTarget} from '../../src/probe/site-target.ts'
import {scripted, table, visitors} from '../collect/site/http/stand.ts'

const politeness = loadPoliteness()
const tls = loadTlsTables()
const chain = {anchors: [], anchorsName: 'none', rules: loadCertificateRules()}
/** Nobody to ask. */
const client = createDnsClient({servers: []})
const rules = loadPersonalDataRules()
const addresses = createAddressRules(['127.0.0.0/8'])
let pool: ScanPool
let plain: Awaited<ReturnType<typeof scripted>>
beforeAll(async () => {
  pool = createScanPool(rules)
  plain = await scripted((socket) => socket.end('220 nothing of TLS\r\n'))
})
afterAll(async () => {
  await pool.close()
  await plain.close()
})

async function probe(url: string, names: Record<string, string[]> = {}) {
  const target = parseSiteTarget(url)
  if (!target || !addresses) throw new Error('bad address')
  const tools = {
    tool: {name: 'stp-sec', version: 'test'},
    rules: addresses,
    limits: createConnectionLimits(politeness.connections),
    resolver: table(names),
    visitors,
    tls,
    chain,
    page: loadPageTables(),
    personalData: {rules, pool, key: new Uint8Array(32)},
    dns: {client, services: loadClaimableServices(), transfers: createOncePerRun<never[]>()},
    mail: {client, tls, chain, userAgent: 'stp-sec/test', policies: createOncePerRun<never>(), servers: createOncePerRun<never>()},
    groups: new Set(probeGroupNames),
    active: false,
    politeness,
  }
  return probeSite(target, tools, new AbortController().signal, new Date('2026-11-26T00:00:00Z'))
}

describe('what became of a site', () => {
  test.each([
    ['a closed port that should speak TLS', 'tls://127.0.0.1:9', 'unreachable'],
    ['a closed port that should serve pages', 'https://127.0.0.1:9/', 'unreachable'],
    ['a name that does not exist', 'https://khong.gov.vn/', 'dns-error'],
    ['a name with private addresses alone', 'https://trong.gov.vn/', 'private-address'],
  ])('%s', async (_, url, status) => {
    const probed = await probe(url, {'trong.gov.vn': ['10.0.0.1']})
    expect(probed.status).toBe(status)
    for (const name of ['tls', 'chain', 'headers', 'cookies', 'page', 'personalData'] as const)
      if (name !== 'tls') expect(probed.snapshot.facts[name]).toMatchObject({ok: false})
  })

  test('a port that speaks something else is no site that answers', async () => {
    expect(await probe(`tls://127.0.0.1:${plain.port}`)).not.toMatchObject({status: 'ok'})
  })

  test('addresses that were not looked at are told', async () => {
    const probed = await probe(`https://hai.gov.vn:${plain.port}/`, {'hai.gov.vn': ['127.0.0.1', '127.0.0.2']})
    expect(probed.snapshot.facts.siteProbe).toMatchObject({ok: true, value: {addresses: ['127.0.0.1', '127.0.0.2']}})
  })
})
