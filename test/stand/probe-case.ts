import {languageOf} from '../../src/check/language-of.ts'
import {createScanPool} from '../../src/collect/site/personal-data/scan-pool.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadPoliteness} from '../../src/content/load-politeness.ts'
import {loadSiteGrading} from '../../src/content/load-site-grading.ts'
import {loadCertificateRules} from '../../src/content/load-trust.ts'
import {dayOf} from '../../src/lib/dates.ts'
import type {SiteStatus} from '../../src/model/facts/site/web.ts'
import type {SiteFactSet} from '../../src/model/snapshot.ts'
import type {ProbeGroup} from '../../src/probe/groups.ts'
import {judgeSite} from '../../src/probe/judge-site.ts'
import {type ProbeTools, probeSite} from '../../src/probe/probe-site.ts'
import {parseSiteTarget} from '../../src/probe/site-target.ts'
import type {Pki} from '../collect/site/certificate/pki.ts'
import {table} from '../collect/site/http/stand.ts'
import {personalDataRules, probeTools} from '../probe/probe-tools.ts'
import {host, type StandCase} from './case.ts'
import type {Place} from './servers.ts'

const content = loadContent()
const grading = loadSiteGrading(content.checks, languageOf(content))
const given = loadPoliteness()
const usual: readonly ProbeGroup[] = ['web', 'exposure', 'tls', 'page', 'content']
/** Servers of this machine answer at once; those that never do are given up soon. */
const requests = {...given.requests, timeoutMs: 3000}
export const politeness = {...given, requests, siteDeadlineMs: 20_000, contentDeadlineMs: 10_000}

export interface Probed {
  status: SiteStatus
  durationMs: number
  requests: number
  fails: string[]
  unknown: string[]
  passes: string[]
  facts: SiteFactSet
}

/** Whole probes of servers of the stand, all facts and all checks, as `site probe` does them. */
export function createProber(pki: Pki) {
  const pool = createScanPool(personalDataRules)
  const chain = {anchors: [pki.anchor('root')], anchorsName: 'the stand', extraAnchors: [], rules: loadCertificateRules()}
  return {
    close: () => pool.close(),
    async probe(
      {scheme = 'https', groups = usual, active = false}: Pick<StandCase, 'scheme' | 'groups' | 'active'>,
      place: Place,
      more: Partial<ProbeTools> = {},
    ) {
      const target = parseSiteTarget(`${scheme}://${host}:${place.port}/`)
      if (!target) throw new Error('bad address')
      const tools = probeTools(table({[host]: [place.address]}), pool, {chain, groups: new Set(groups), active, politeness, ...more}, [
        '127.0.0.0/8',
      ])
      const startedAt = new Date()
      const {snapshot, status} = await probeSite(target, tools, new AbortController().signal, startedAt)
      const {results} = judgeSite(snapshot, content, grading, dayOf(startedAt.getTime()))
      // Checks that say how far the probe came repeat the status.
      const own = results.filter(({result}) => !result.check.startsWith('avail.'))
      const of = (outcome: string) => own.flatMap(({result}) => (result.outcome === outcome ? [result.check] : [])).sort()
      const self = snapshot.facts.siteProbe?.ok ? snapshot.facts.siteProbe.value : {durationMs: Number.NaN, requests: Number.NaN}
      const {durationMs, requests: sent} = self
      const outcomes = {fails: of('fail'), unknown: of('unknown'), passes: of('pass')}
      return {status, durationMs, requests: sent, ...outcomes, facts: snapshot.facts} satisfies Probed
    },
  }
}
export type Prober = ReturnType<typeof createProber>
