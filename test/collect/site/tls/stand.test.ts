import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {collectTls} from '../../../../src/collect/site/tls/collect-tls.ts'
import {loadTlsTables} from '../../../../src/content/load-tls-tables.ts'
import {tls} from '../../../../src/model/facts/site/tls.ts'
import type {Case} from './cases.ts'
import {hostileCases} from './hostile-cases.ts'
import {judgeTls} from './judge.ts'
import {contextOf} from './loopback.ts'
import {opensslCases} from './openssl-cases.ts'
import {otherCases} from './other-cases.ts'
import {createStand, has, java, makeCertificates} from './programs.ts'
import {stopScripted} from './scripted.ts'
import {scriptedCases} from './scripted-cases.ts'

const tables = loadTlsTables()
const stand = createStand()
beforeAll(() => makeCertificates(stand))
afterAll(() => {
  stand.stop()
  stopScripted()
})

const groups: Record<string, Case[]> = {
  OpenSSL: opensslCases,
  'nginx, GnuTLS and Java': otherCases,
  'scripted servers': scriptedCases,
  'hostile servers': hostileCases,
}
const missing = (program: string | undefined) => program !== undefined && !has(program === 'java' ? java : program)

describe.each(Object.entries(groups))('%s', (_, cases) => {
  for (const one of cases)
    it.skipIf(missing(one.needs ?? 'openssl'))(one.name, async () => {
      const port = await one.start(stand)
      const started = performance.now()
      const collected = await collectTls(contextOf(port, one.context), {tables, ...(one.limits ? {limits: one.limits} : {})})
      expect(performance.now() - started).toBeLessThan((one.limits?.siteMs ?? 8000) + 1500)
      const fact = collected.facts.tls
      if (one.missing) {
        expect(fact).toMatchObject({ok: false, reason: one.missing})
        return
      }
      if (!fact?.ok) throw new Error(JSON.stringify(fact))
      expect(tls.safeParse(fact.value).error).toBeUndefined()
      expect(fact.value.connections).toBeLessThanOrEqual(40)
      const {fails, unknown} = judgeTls(collected, one.context?.scheme)
      expect({fails, unknown}).toEqual({fails: [...one.fails].sort(), unknown: one.unknown ?? []})
      if (one.facts) expect(fact.value).toMatchObject(one.facts)
      one.also?.(collected, stand)
    })
})
