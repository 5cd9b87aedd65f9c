import {spawnSync} from 'node:child_process'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {createDnsResolver} from '../../../../src/collect/site/dns/dns-resolver.ts'
import type {RecordType} from '../../../../src/collect/site/dns/message.ts'
import {createNamesJudge} from './judge-names.ts'
import {hasDnsServers, startNameServers} from './name-servers.ts'
import {zoneCases, zonesOf} from './zone-cases.ts'

const {signal} = new AbortController()

describe.skipIf(!hasDnsServers)('domains in real zones', () => {
  let stand: Awaited<ReturnType<typeof startNameServers>>
  let look: ReturnType<typeof createNamesJudge>
  beforeAll(async () => {
    stand = await startNameServers(zonesOf(zoneCases))
    look = createNamesJudge()
  }, 60_000)
  afterAll(() => stand?.stop())

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
    expect(facts.mail).not.toHaveProperty('value.domains.0.servers.0.dane')
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
