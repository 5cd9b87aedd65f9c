import type {Answer} from 'dns-packet'
import {decode} from 'dns-packet'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {namedTargets} from '../../src/cli/named-targets.ts'
import type {ProbeResult} from '../../src/cli/probe-result.ts'
import {runProbes} from '../../src/cli/run-probes.ts'
import {site} from '../../src/model/registered-site.ts'
import type {ProbeGroup} from '../../src/probe/groups.ts'
import {a, answerTo, hostileServer} from '../collect/site/dns/hostile-server.ts'

const txt = (name: string, data: string): Answer => ({type: 'TXT', name, ttl: 60, data})
const zone: Answer[] = [
  a('www.tinh.gov.vn', '127.0.0.1'),
  a('so.tinh.gov.vn', '10.0.0.1'),
  {type: 'CNAME', name: 'mat.tinh.gov.vn', ttl: 60, data: 'x.azurewebsites.net'},
  txt('_dmarc.tinh.gov.vn', 'v=DMARC1; p=none'),
  txt('tinh.gov.vn', 'v=spf1 +all'),
  txt('thu.gov.vn', 'v=spf1 -all'),
  txt('s1._domainkey.thu.gov.vn', 'v=DKIM1; h=sha1; k=ed25519; p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='),
]

let server: Awaited<ReturnType<typeof hostileServer>>
const asked: string[] = []
beforeAll(async () => {
  server = await hostileServer({
    udp: (query, send) => {
      const {name = '', type = 'A'} = decode(query).questions?.[0] ?? {}
      asked.push(`${name} ${type}`)
      const own = zone.filter((record) => record.name === name && (record.type === type || record.type === 'CNAME'))
      const isThere = own.some((record) => record.type === type) || zone.some((record) => record.name === name && record.type !== 'CNAME')
      send(answerTo(query, {answers: own, rcode: isThere || name === '.' ? 0 : 3}))
    },
  })
})
afterAll(() => server.close())

async function probe(words: string[], sites: Parameters<typeof namedTargets>[1] = [], groups: ProbeGroup[] = ['dns', 'mail']) {
  const results: ProbeResult[] = []
  await runProbes({
    targets: namedTargets(words, sites),
    allow: ['127.0.0.0/8'],
    crls: [],
    stateRoots: false,
    dns: [`127.0.0.1:${server.port}`],
    groups: new Set(groups),
    active: false,
    strictRobots: false,
    concurrency: 5,
    language: 'en',
    signal: new AbortController().signal,
    take: (result) => {
      results.push(result)
    },
  })
  return results
}
const outcomes = (result: ProbeResult | undefined) => new Map(result?.results.map(({check, outcome}) => [check, outcome]))

describe('DNS and mail of sites in a run', () => {
  test('by the servers that a person named, also of sites that cannot be reached', async () => {
    const results = await probe(['https://www.tinh.gov.vn:9/', 'https://so.tinh.gov.vn/', 'https://mat.tinh.gov.vn/'])
    const of = (host: string) => results.find(({site: {host: one}}) => one === host)
    expect(of('so.tinh.gov.vn')?.status).toBe('private-address')
    expect(of('mat.tinh.gov.vn')?.status).toBe('dns-error')
    expect(outcomes(of('mat.tinh.gov.vn')).get('dns.dangling-cname')).toBe('fail')
    for (const result of results) {
      expect(outcomes(result).get('mail.spf.plusall')).toBe('fail')
      expect(outcomes(result).get('mail.dmarc.none')).toBe('fail')
      expect(outcomes(result).get('dns.dnssec.missing')).toBe('unknown')
    }
    // Sites of a domain share what is asked of it.
    for (const question of ['_dmarc.tinh.gov.vn TXT', 'tinh.gov.vn TXT', 'tinh.gov.vn MX', 'tinh.gov.vn DS'])
      expect(asked.filter((one) => one === question).length).toBe(question.endsWith('DS') ? 2 : 1)
  })

  test('mail domain and DKIM selectors of the register', async () => {
    const registered = site.parse({
      id: 'trang',
      name: 'Trang',
      url: 'https://www.tinh.gov.vn/',
      systems: [],
      mailDomain: 'Thu.gov.vn',
      dkimSelectors: ['s1'],
    })
    const [result] = await probe(['trang'], [registered])
    expect(outcomes(result).get('mail.dkim.weak')).toBe('fail')
    expect(outcomes(result).get('mail.parked')).toBe('pass')
    expect(outcomes(result).get('mail.spf.plusall')).toBe('pass')
  })

  test('addresses, ports without pages and names of this machine have none', async () => {
    const before = asked.length
    for (const result of await probe([
      'https://127.0.0.1:9/',
      'tls://www.tinh.gov.vn:9',
      'smtp://www.tinh.gov.vn:9',
      'https://localhost:9/',
    ])) {
      const names = result.results.filter(({check}) => /^(?:dns|mail)\./.test(check))
      expect(names.length).toBe(29)
      expect(new Set(names.map(({outcome}) => outcome))).toEqual(new Set(['not-applicable']))
    }
    expect(new Set(asked.slice(before))).toEqual(new Set(['www.tinh.gov.vn A', 'www.tinh.gov.vn AAAA']))
  })

  test('who did not ask for them is told so', async () => {
    const [result] = await probe(['https://www.tinh.gov.vn:9/'], [], ['tls'])
    expect(outcomes(result).get('dns.caa.missing')).toBe('unknown')
  })
})
