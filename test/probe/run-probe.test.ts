import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import type {Resolver} from '../../src/collect/site/net/resolver.ts'
import {createScanPool, type ScanPool} from '../../src/collect/site/personal-data/scan-pool.ts'
import {loadPoliteness} from '../../src/content/load-politeness.ts'
import type {ProbedSite} from '../../src/probe/probe-site.ts'
import {runProbe} from '../../src/probe/run-probe.ts'
import {parseSiteTarget} from '../../src/probe/site-target.ts'
import {spreadTargets} from '../../src/probe/spread-targets.ts'
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
  for (const close of closing.splice(0)) await close()
})
const signal = new AbortController().signal
const target = (url: string) => {
  const parsed = parseSiteTarget(url)
  if (!parsed) throw new Error(url)
  return parsed
}
const page = 'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 22\r\nconnection: close\r\n\r\n<title>Tu phap</title>'

/** Answers nothing for so many connections, then as a site does. */
async function sleepy(connections: number): Promise<number> {
  let seen = 0
  const server = await scripted((socket) => {
    if (++seen > connections) socket.once('data', () => socket.end(page))
  })
  closing.push(server.close)
  return server.port
}

async function run(urls: string[], timeoutMs = 300): Promise<ProbedSite[]> {
  const taken: ProbedSite[] = []
  const hurried = {
    ...politeness,
    requests: {...politeness.requests, timeoutMs},
    again: {afterMs: 100, times: 2},
    siteDeadlineMs: 3000,
  }
  await runProbe(urls.map(target), probeTools(table({}), pool, {groups: new Set(['web']), politeness: hurried}), {
    concurrency: 5,
    signal,
    judge: {alarms: () => [], outcomeOf: () => undefined, factsOf: () => []},
    take: (probed) => {
      taken.push(probed)
    },
  })
  return taken
}

describe('a site that does not answer in time', () => {
  test('is asked once more after the others, and that look counts', async () => {
    const [slow, quick] = [await sleepy(1), await sleepy(0)]
    const taken = await run([`http://127.0.0.1:${slow}/`, `http://127.0.0.1:${quick}/`])
    expect(taken.map(({target: {port}, status}) => [port, status])).toEqual([
      [quick, 'ok'],
      [slow, 'ok'],
    ])
    expect(taken[1]?.snapshot.facts.siteProbe).toMatchObject({ok: true, value: {attempts: 2}})
    expect(taken[0]?.snapshot.facts.siteProbe).not.toHaveProperty('value.attempts')
  })

  test('never: told once, after two looks', async () => {
    const [{status, snapshot} = {}, ...more] = await run([`http://127.0.0.1:${await sleepy(1000)}/`])
    expect([status, more]).toEqual(['timeout', []])
    expect(snapshot?.facts.siteProbe).toMatchObject({ok: true, value: {status: 'timeout', attempts: 2}})
  })
})

describe('order of a run', () => {
  const names = {'a1.vn': ['10.0.0.1'], 'a2.vn': ['10.0.0.2'], 'a3.vn': ['10.0.0.3'], 'a4.vn': ['10.0.0.4'], 'b.vn': ['10.0.9.1']}
  const urls = [...Object.keys(names), 'khong-co.vn'].map((name) => target(`https://${name}/`))
  const hosts = (targets: {host: string}[]) => targets.map(({host}) => host.split('.')[0])

  test('the fullest machine room begins and the others stand between', async () => {
    const order = hosts(await spreadTargets(urls, table(names), {withinMs: 5000, signal}))
    expect(order).toEqual(['a1', 'a2', 'b', 'khong-co', 'a3', 'a4'])
  })

  test('names that are never answered lose no site', async () => {
    const silent: Resolver = {resolve: () => new Promise(() => undefined)}
    expect(hosts(await spreadTargets(urls, silent, {withinMs: 50, signal})).sort()).toEqual(hosts(urls).sort())
  })
})
