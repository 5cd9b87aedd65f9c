import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {createConnectionLimits} from '../../src/collect/site/net/connection-limits.ts'
import type {Pki} from '../collect/site/certificate/pki.ts'
import {hostileCases as hostileTls} from '../collect/site/tls/hostile-cases.ts'
import {createStand} from '../collect/site/tls/programs.ts'
import {type HostileServer, hostileServers} from '../collect/site/web/hostile-servers.ts'
import type {StandCase} from './case.ts'
import {hostileFileCases} from './cases/hostile-files.ts'
import {hostilePageCases} from './cases/hostile-pages.ts'
import {makeCertificates} from './certificates.ts'
import {createProber, type Prober, politeness} from './probe-case.ts'
import {createServers, type Servers} from './servers.ts'

/** What never answers is given up soon; what answers gets its time, for the server works in this process too. */
const within = (timeoutMs: number) => ({
  ...politeness,
  requests: {...politeness.requests, timeoutMs},
  siteDeadlineMs: 20_000,
  contentDeadlineMs: 15_000,
})
const hurry = within(500)
const patience = within(5000)
/** Of a handshake that never ends, the deadline of the site is the end. */
const handshakes = {...hurry, siteDeadlineMs: 6000}
const limits = createConnectionLimits({...politeness.connections, loopback: 200})
let pki: Pki
let servers: Servers
let prober: Prober
const stand = createStand()
/** Memory of this process, servers and all, while hostile ones run. */
let most = 0
let before = 0
let watch: NodeJS.Timeout
beforeAll(() => {
  pki = makeCertificates()
  servers = createServers(pki)
  prober = createProber(pki)
  before = process.memoryUsage().rss
  watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
})
afterAll(async () => {
  clearInterval(watch)
  servers.stop()
  stand.stop()
  await prober.close()
  pki.remove()
  expect(most - before).toBeLessThan(700 * 1024 * 1024)
})

const probe = async (one: StandCase, times = patience) => prober.probe(one, await servers.start(one.server), {politeness: times, limits})
/** Headers stand even where the body has no end, and what was not read is told, at no cost. */
const ofHeaders = /^(?:hdr|sectxt)\.|^pii\.not-assessed$/
const ofPages = /^(?:expo|hdr|cookie|cors|http|sri|priv|pii)\./

describe('HTTP that is meant to stall or to break: whole probes', () => {
  // Those that send much are asked one after another: their server is this process too.
  const sendsMuch = ({status}: HostileServer) => [status].flat().some((one) => one === 'ok' || one === 'too-big')
  for (const {name, answer, status} of [...hostileServers].sort((a, b) => Number(sendsMuch(a)) - Number(sendsMuch(b))))
    (sendsMuch({name, answer, status}) ? it : it.concurrent)(name, async () => {
      const never = [status].flat().includes('timeout')
      const probed = await probe({name, server: {kind: 'http-hand', answer}, expect: []}, never ? hurry : patience)
      expect([status].flat(), JSON.stringify(probed.facts.web).slice(0, 400)).toContain(probed.status)
      expect(probed.durationMs).toBeLessThan(30_000)
      if (probed.status === 'ok') expect(probed.fails.filter((check) => !ofHeaders.test(check))).toEqual([])
      else {
        expect(probed.fails).toEqual([])
        expect(probed.passes.filter((check) => ofPages.test(check))).toEqual([])
      }
    })
})

describe('TLS that is meant to stall or to break: whole probes', () => {
  for (const one of hostileTls.filter(({context}) => context === undefined))
    it.concurrent(one.name, async () => {
      const place = {port: await one.start(stand), address: '127.0.0.1'}
      const probed = await prober.probe({scheme: 'tls', groups: ['tls']}, place, {politeness: handshakes, limits})
      expect(probed.durationMs).toBeLessThan(30_000)
      expect(probed.fails.filter((check) => !one.fails.includes(check))).toEqual([])
      if (one.missing) expect(probed.passes.filter((check) => /^(?:tls|cert)\./.test(check))).toEqual([])
    })
})

describe.each([
  ['files that are meant to stall or to fill memory', hostileFileCases],
  ['texts that are meant to catch careless patterns', hostilePageCases],
] as const)('%s', (_, cases) => {
  for (const one of cases)
    it.concurrent(one.name, async () => {
      const {status, fails, unknown, durationMs, facts} = await probe(one)
      expect(status, JSON.stringify(facts.web).slice(0, 400)).toBe(one.status ?? 'ok')
      expect(fails).toEqual([...one.expect].sort())
      expect(unknown).toEqual(expect.arrayContaining([...(one.unknown ?? [])]))
      expect(durationMs).toBeLessThan(45_000)
    })
})
