import {randomBytes} from 'node:crypto'
import {languageOf} from '../check/language-of.ts'
import type {SiteTarget} from '../collect/site/context.ts'
import {createDnsClient} from '../collect/site/dns/dns-client.ts'
import {createDnsResolver} from '../collect/site/dns/dns-resolver.ts'
import {createOncePerRun} from '../collect/site/dns/once-per-run.ts'
import {systemDnsServers} from '../collect/site/dns/servers.ts'
import {createConnectionLimits} from '../collect/site/net/connection-limits.ts'
import {createSystemResolver} from '../collect/site/net/resolve-site.ts'
import {createScanPool} from '../collect/site/personal-data/scan-pool.ts'
import {compileSpamRules} from '../collect/site/spam/compile-rules.ts'
import {createSpamPool} from '../collect/site/spam/spam-pool.ts'
import {loadContent} from '../content/content.ts'
import {loadBlockPages} from '../content/load-block-pages.ts'
import {loadClaimableServices} from '../content/load-claimable-services.ts'
import {loadCrawlRules} from '../content/load-crawl-rules.ts'
import {loadExposureRules} from '../content/load-exposure-rules.ts'
import {loadJsLibraries} from '../content/load-js-libraries.ts'
import {loadPageTables} from '../content/load-page-tables.ts'
import {loadPersonalDataRules} from '../content/load-personal-data-rules.ts'
import {loadPoliteness} from '../content/load-politeness.ts'
import {loadSiteGrading} from '../content/load-site-grading.ts'
import {loadSpamRules} from '../content/load-spam-rules.ts'
import {loadTlsTables} from '../content/load-tls-tables.ts'
import {loadCertificateRules, loadRoots} from '../content/load-trust.ts'
import {loadVisitors} from '../content/load-visitors.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {Language} from '../model/text.ts'
import {createAlarmJudge} from '../probe/alarm-judge.ts'
import type {ProbeGroup} from '../probe/groups.ts'
import type {ProbedSite} from '../probe/probe-site.ts'
import {runProbe} from '../probe/run-probe.ts'
import {createGate} from '../probe/time-window.ts'
import {tool} from '../version.ts'
import {agentName} from './agent-name.ts'
import {readProbeOptions} from './probe-options.ts'
import {type ProbeResult, probeResult} from './probe-result.ts'

export interface ProbeOrder {
  targets: readonly SiteTarget[]
  allow: readonly string[]
  /** PEM file of more roots. */
  ca?: string | undefined
  /** Files of lists of revoked certificates. */
  crls: readonly string[]
  /** Trust the root of the State's own signing service as well. */
  stateRoots: boolean
  /** DNS servers to ask in place of those of this machine. */
  dns: readonly string[]
  groups: ReadonlySet<ProbeGroup>
  active: boolean
  strictRobots: boolean
  /** Pages of one site; absent: as the data says. */
  maxPages?: number | undefined
  concurrency: number
  /** Hours in which sites are begun with, as written; absent: all. */
  window?: string | undefined
  /** Told when nothing is begun with until then. */
  onWait?: (until: Date) => void
  contact?: string | undefined
  language: Language
  signal: AbortSignal
  /** Facts of sites that an earlier, interrupted run has looked at: judged again and handed over first. */
  earlier?: AsyncIterable<Snapshot>
  take: (result: ProbeResult, probed: ProbedSite | undefined) => Promise<void> | void
}

/** Looks at sites and hands each over as it is done. */
export async function runProbes(order: ProbeOrder): Promise<void> {
  const {rules, servers, window, extraAnchors, crls} = readProbeOptions(order)
  const roots = loadRoots()
  const content = loadContent()
  const grading = loadSiteGrading(content.checks, languageOf(content))
  const politeness = loadPoliteness()
  const dataRules = loadPersonalDataRules()
  const pool = createScanPool(dataRules)
  const spamRules = loadSpamRules()
  const spam = {compiled: compileSpamRules(spamRules, dataRules.familyNames), pool: createSpamPool(spamRules, dataRules.familyNames)}
  const judge = createAlarmJudge(content, grading)
  const resultOf = (snapshot: Snapshot) => probeResult(snapshot, judge.judged(snapshot), content, order.language)
  const {browser, crawler, searchVisitor, searchReferer} = loadVisitors()
  const client = createDnsClient({servers: servers.length > 0 ? servers : systemDnsServers(), ...politeness.dns})
  const tls = loadTlsTables()
  const chain = {anchors: roots.anchors, anchorsName: roots.name, extraAnchors, crls, rules: loadCertificateRules()}
  try {
    for await (const snapshot of order.earlier ?? []) await order.take(resultOf(snapshot), undefined)
    await runProbe(
      order.targets,
      {
        tool,
        rules,
        limits: createConnectionLimits(politeness.connections),
        resolver: servers.length > 0 ? createDnsResolver(client) : createSystemResolver(),
        visitors: {tool: agentName(order.contact), browser, crawler, searchVisitor, searchReferer},
        blockPages: loadBlockPages(),
        exposure: loadExposureRules(),
        tls,
        chain,
        page: loadPageTables(),
        libraries: loadJsLibraries(),
        personalData: {rules: dataRules, pool, key: randomBytes(32)},
        spam,
        dns: {
          client,
          services: loadClaimableServices(),
          transfers: createOncePerRun((tried) => tried.length > 0 && tried.every(({outcome}) => outcome !== 'no-answer')),
        },
        mail: {
          client,
          tls,
          chain,
          userAgent: agentName(order.contact),
          policies: createOncePerRun((fetched) => fetched.kind !== 'unknown' || !fetched.isStopped),
          servers: createOncePerRun(({isStopped}) => !isStopped),
        },
        groups: order.groups,
        crawl: {rules: loadCrawlRules(), ...(order.maxPages === undefined ? {} : {maxPages: order.maxPages})},
        active: order.active,
        strictRobots: order.strictRobots,
        politeness,
      },
      {
        concurrency: order.concurrency,
        signal: order.signal,
        judge,
        mayBegin: createGate(window, order.onWait ?? (() => {})),
        take: (probed) => order.take(resultOf(probed.snapshot), probed),
      },
    )
  } finally {
    client.close()
    await Promise.all([pool.close(), spam.pool.close()])
  }
}
