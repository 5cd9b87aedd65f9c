import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {Pki} from '../collect/site/certificate/pki.ts'
import type {StandCase} from './case.ts'
import {makeCertificates} from './certificates.ts'
import {createProber, type Prober} from './probe-case.ts'
import {createServers, missingFor, type Servers} from './servers.ts'

/** A test for each case: its server is started, probed whole and judged. Some at a time, for most of it is waiting. */
export function runCases(families: Record<string, readonly StandCase[]>): void {
  let pki: Pki
  let servers: Servers
  let prober: Prober
  beforeAll(async () => {
    pki = makeCertificates()
    servers = createServers(pki)
    prober = createProber(pki)
    await servers.prepare(Object.values(families).flat())
  })
  afterAll(async () => {
    servers?.stop()
    await prober?.close()
    pki?.remove()
  })
  describe.each(Object.entries(families))('%s', (_, cases) => {
    for (const one of cases) {
      const missing = missingFor(one)
      const run = missing === undefined ? it.concurrent : it.skip
      run(missing === undefined ? one.name : `${one.name}: left out, no ${missing} here`, async () => {
        const {status, durationMs, fails, unknown, passes, facts} = await prober.probe(one, await servers.start(one.server))
        expect([one.status ?? 'ok'].flat(), JSON.stringify(one.groups ? facts.tls : facts.web).slice(0, 600)).toContain(status)
        expect(fails).toEqual([...one.expect].sort())
        expect(unknown).toEqual(expect.arrayContaining([...(one.unknown ?? [])]))
        expect(passes).toEqual(expect.arrayContaining([...(one.pass ?? [])]))
        expect(durationMs).toBeLessThan(40_000)
        for (const fact of Object.values(facts)) expect(fact.ok || !fact.detail?.includes('invalid value')).toBe(true)
      })
    }
  })
}
