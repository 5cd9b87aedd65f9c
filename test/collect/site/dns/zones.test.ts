import {spawnSync} from 'node:child_process'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {languageOf} from '../../../../src/check/language-of.ts'
import {type SiteContext, toSiteFacts} from '../../../../src/collect/site/context.ts'
import {collectDns} from '../../../../src/collect/site/dns/collect-dns.ts'
import type {DnsClient} from '../../../../src/collect/site/dns/dns-client.ts'
import {createDnsResolver} from '../../../../src/collect/site/dns/dns-resolver.ts'
import type {RecordType} from '../../../../src/collect/site/dns/message.ts'
import {createOncePerRun} from '../../../../src/collect/site/dns/once-per-run.ts'
import {collectMail} from '../../../../src/collect/site/mail/collect-mail.ts'
import {createAddressRules} from '../../../../src/collect/site/net/address-rules.ts'
import {createConnectionLimits} from '../../../../src/collect/site/net/connection-limits.ts'
import {createSiteNetwork} from '../../../../src/collect/site/net/site-network.ts'
import {loadContent} from '../../../../src/content/content.ts'
import {loadClaimableServices} from '../../../../src/content/load-claimable-services.ts'
import {loadPoliteness} from '../../../../src/content/load-politeness.ts'
import {loadSiteGrading} from '../../../../src/content/load-site-grading.ts'
import {loadTlsTables} from '../../../../src/content/load-tls-tables.ts'
import {loadCertificateRules} from '../../../../src/content/load-trust.ts'
import {type Snapshot, snapshotSchema} from '../../../../src/model/snapshot.ts'
import {judgeSite} from '../../../../src/probe/judge-site.ts'
import {hasDnsServers, startNameServers} from './name-servers.ts'
import {zoneCases, zonesOf} from './zone-cases.ts'

const now = new Date()
const today = now.toISOString().slice(0, 10)
const {signal} = new AbortController()
// Loopback for zone transfers, documentation addresses of IPv6 in the place of public ones. Mail servers cannot be reached.
const rules = createAddressRules(['127.0.0.0/8', '2001:db8:9::/48'])

interface Asked {
  host: string
  client: DnsClient
  active?: boolean
  selectors?: string[]
  mailDomain?: string
  zonePort?: number
}

describe.skipIf(!hasDnsServers)('domains in real zones', () => {
  let stand: Awaited<ReturnType<typeof startNameServers>>
  let judge: (facts: ReturnType<typeof toSiteFacts>) => Map<string, string>
  beforeAll(async () => {
    stand = await startNameServers(zonesOf(zoneCases))
    const all = loadContent()
    const grading = loadSiteGrading(all.checks, languageOf(all))
    const content = {...all, checks: new Map([...all.checks].filter(([id]) => /^(?:dns|mail)\./.test(id)))}
    judge = (facts) => {
      const snapshot: Snapshot = {
        schema: snapshotSchema,
        target: {kind: 'site' as const, id: 'site-x', name: 'x'},
        collectedAt: now.toISOString(),
        tool: {name: 'stp-sec', version: 'test'},
        facts,
      }
      return new Map(judgeSite(snapshot, content, grading, today).results.map(({result}) => [result.check, result.outcome]))
    }
  }, 60_000)
  afterAll(() => stand?.stop())

  async function look({host, client, active = false, selectors, mailDomain, zonePort}: Asked) {
    if (!rules) throw new Error('bad rules')
    const {connections} = loadPoliteness()
    const network = createSiteNetwork({rules, limits: createConnectionLimits(connections), signal, maxConnections: 50})
    const site = {
      id: 'site-x',
      url: `https://${host}/`,
      scheme: 'https' as const,
      host,
      port: 443,
      ...(selectors ? {dkimSelectors: selectors} : {}),
      ...(mailDomain ? {mailDomain} : {}),
    }
    const context = {
      site,
      addresses: [],
      network,
      resolver: createDnsResolver(client),
      fetcher: undefined as never,
      now,
      signal,
      active,
    } satisfies SiteContext
    const chain = {anchors: [], anchorsName: 'none', rules: loadCertificateRules()}
    const facts = toSiteFacts(
      {
        siteAddress: {ok: true, value: {url: site.url, scheme: 'https', host, port: 443, literal: false}, source: 'test'},
        ...(await collectDns(context, {
          client,
          services: loadClaimableServices(),
          transfers: createOncePerRun(),
          ...(zonePort ? {zonePort} : {}),
        })),
        ...(await collectMail(context, {
          client,
          tls: loadTlsTables(),
          chain,
          userAgent: 'test',
          policies: createOncePerRun(),
          servers: createOncePerRun(),
        })),
      },
      now.toISOString(),
    )
    for (const name of ['dns', 'mail'] as const) expect(facts[name]).toMatchObject({ok: true})
    return {facts, outcomes: judge(facts)}
  }

  test.each(zoneCases)(
    '$name',
    async ({zone, host = `www.${zone}`, selectors, mailDomain, fails = [], passes = [], unknown = [], skips = []}) => {
      const {facts, outcomes} = await look({
        host,
        client: stand.validating,
        ...(selectors ? {selectors} : {}),
        ...(mailDomain ? {mailDomain} : {}),
      })
      const expected = Object.fromEntries([
        ...fails.map((check) => [check, 'fail']),
        ...passes.map((check) => [check, 'pass']),
        ...unknown.map((check) => [check, 'unknown']),
        ...skips.map((check) => [check, 'not-applicable']),
      ])
      const seen = Object.fromEntries(Object.keys(expected).map((check) => [check, outcomes.get(check)]))
      expect(seen, JSON.stringify(facts, null, 1)).toEqual(expected)
    },
  )

  test('a resolver that does not validate leaves the signatures open, and nothing else', async () => {
    const {outcomes, facts} = await look({host: 'www.tot.gov.vn', client: stand.plain})
    expect(facts.dns).toMatchObject({value: {signs: true, dnssec: {delegated: true, signed: true}}})
    expect(outcomes.get('dns.dnssec.bogus')).toBe('unknown')
    expect(outcomes.get('mail.dane')).toBe('unknown')
    expect(outcomes.get('dns.dnssec.missing')).toBe('pass')
    expect((await look({host: 'www.bo.gov.vn', client: stand.plain})).outcomes.get('dns.dnssec.missing')).toBe('fail')
    expect((await look({host: 'www.hong.gov.vn', client: stand.plain})).outcomes.get('dns.dnssec.bogus')).toBe('unknown')
  })

  test.each([
    ['mo.gov.vn', true, 'fail', 'open'],
    ['dong.gov.vn', true, 'pass', 'refused'],
    ['mo.gov.vn', false, 'unknown', undefined],
  ])('zone transfer of %s, asked: %s', async (zone, active, outcome, answer) => {
    const {outcomes, facts} = await look({host: `www.${zone}`, client: stand.validating, active, zonePort: stand.ports.named})
    expect(outcomes.get('dns.axfr')).toBe(outcome)
    if (answer) expect(facts.dns).toMatchObject({value: {zoneTransfer: {servers: [{address: '127.0.0.1', outcome: answer}]}}})
    expect(JSON.stringify(facts)).not.toContain('bi-mat')
  })

  test.each<[string, RecordType]>([
    ['www.tot.gov.vn', 'A'],
    ['www.tot.gov.vn', 'AAAA'],
    ['tot.gov.vn', 'MX'],
    ['tot.gov.vn', 'CAA'],
    ['tot.gov.vn', 'DS'],
    ['www.treo3.gov.vn', 'A'],
    ['www.hong.gov.vn', 'A'],
    ['www.vong.gov.vn', 'A'],
    ['khongco.gov.vn', 'A'],
    ['_25._tcp.mx.tot.gov.vn', 'TLSA'],
    ['spf10.gov.vn', 'TXT'],
  ])('the same as dig: %s %s', async (name, type) => {
    const said = spawnSync(
      'dig',
      ['@127.0.0.1', '-p', String(stand.ports.unbound), '+dnssec', '+nocookie', '+noall', '+comments', '+answer', name, type],
      {encoding: 'utf8'},
    ).stdout
    const rcode = /status: (\w+)/.exec(said)?.[1]
    const authenticated = /flags:[^;]* ad[ ;]/.test(said)
    const records = said.split('\n').filter((line) => new RegExp(`\\sIN\\s${type}\\s`).test(line)).length
    const reply = await stand.validating.query(name, type, {signal})
    if (!reply.ok) {
      if (reply.reason === 'loop') return expect(records).toBe(0)
      return expect(rcode?.toLowerCase()).toBe(reply.reason)
    }
    expect({rcode: reply.exists ? 'NOERROR' : 'NXDOMAIN', authenticated: reply.authenticated, records: reply.records.length}).toEqual({
      rcode,
      authenticated,
      records,
    })
  })

  test('addresses of a site by the resolver that a person named', async () => {
    const resolver = createDnsResolver(stand.validating)
    expect(await resolver.resolve('www.tot.gov.vn', signal)).toEqual({ok: true, addresses: ['203.0.113.5', '2001:db8:9::5']})
    expect(await resolver.resolve('khongco.gov.vn', signal)).toMatchObject({ok: false, reason: 'nxdomain'})
    expect(await resolver.resolve('tot.gov.vn', signal)).toMatchObject({ok: false, reason: 'no-data'})
    expect(await resolver.resolve('www.hong.gov.vn', signal)).toMatchObject({ok: false, reason: 'servfail'})
    expect(await resolver.resolve('a.localhost', signal)).toEqual({ok: true, addresses: ['127.0.0.1', '::1']})
  })
})
