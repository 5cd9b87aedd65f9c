import {isIP} from 'node:net'
import {parse as parseDomain} from 'tldts'
import type {ChainData} from '../collect/site/certificate/collect-chain.ts'
import {type CollectedSiteFacts, type SiteContext, type SiteTarget, toSiteFacts} from '../collect/site/context.ts'
import {fetcherUntil, politeFetcher} from '../collect/site/crawl/polite-fetcher.ts'
import {createRobots} from '../collect/site/crawl/robots.ts'
import {collectDns, type DnsTools} from '../collect/site/dns/collect-dns.ts'
import {collectExposure} from '../collect/site/exposure/collect-exposure.ts'
import {createFetcher, type Visitors} from '../collect/site/http/create-fetcher.ts'
import {collectMail} from '../collect/site/mail/collect-mail.ts'
import type {MailTools} from '../collect/site/mail/mail-tools.ts'
import type {AddressRules} from '../collect/site/net/address-rules.ts'
import type {ConnectionLimits} from '../collect/site/net/connection-limits.ts'
import {createDeadline} from '../collect/site/net/deadline.ts'
import type {SiteNetwork} from '../collect/site/net/network.ts'
import {resolveSite, type SiteAddresses} from '../collect/site/net/resolve-site.ts'
import type {Resolver} from '../collect/site/net/resolver.ts'
import {createSiteNetwork} from '../collect/site/net/site-network.ts'
import {collectPage} from '../collect/site/page/collect-page.ts'
import type {ScanPool} from '../collect/site/personal-data/scan-pool.ts'
import {collectScripts} from '../collect/site/scripts/collect-scripts.ts'
import type {SpamTools} from '../collect/site/spam/collect-spam.ts'
import {type CollectedWeb, collectWeb} from '../collect/site/web/collect-web.ts'
import {guardOf} from '../collect/site/web/guard.ts'
import type {BlockPages} from '../model/block-pages.ts'
import type {CrawlRules} from '../model/crawl-rules.ts'
import type {ExposureRules} from '../model/exposure-rules.ts'
import type {SiteStatus} from '../model/facts/site/web.ts'
import type {JsLibraries} from '../model/js-libraries.ts'
import type {PageTables} from '../model/page-tables.ts'
import type {PersonalDataRules} from '../model/personal-data-rules.ts'
import type {Politeness} from '../model/politeness.ts'
import {type Snapshot, snapshotSchema} from '../model/snapshot.ts'
import type {TlsTables} from '../model/tls-tables.ts'
import {collectContent} from './collect-content.ts'
import {type ProbeGroup, probeGroupNames, probeGroups} from './groups.ts'
import {takeBack, whyShutOut} from './still-answers.ts'
import {createTlsVisit, type TlsTools} from './tls-addresses.ts'

/** What all sites of a run share. */
export interface ProbeTools {
  tool: {name: string; version: string}
  rules: AddressRules
  limits: ConnectionLimits
  resolver: Resolver
  visitors: Visitors
  blockPages: BlockPages
  exposure: ExposureRules
  tls: TlsTables
  chain: ChainData
  page: PageTables
  libraries: JsLibraries
  personalData: {rules: PersonalDataRules; pool: ScanPool; key: Uint8Array}
  spam: SpamTools
  dns: DnsTools
  mail: MailTools
  crawl: {rules: CrawlRules; maxPages?: number}
  groups: ReadonlySet<ProbeGroup>
  active: boolean
  /** What robots.txt forbids is not asked for at all, the first page and security.txt among it. */
  strictRobots?: boolean
  politeness: Politeness
}

export interface ProbedSite {
  target: SiteTarget
  snapshot: Snapshot
  status: SiteStatus
  startedAt: Date
}

/** Looks at one site and gives its facts: every one that was asked for, seen or with the reason why not. */
export async function probeSite(
  target: SiteTarget,
  tools: ProbeTools,
  signal: AbortSignal,
  startedAt: Date,
  attempts = 1,
): Promise<ProbedSite> {
  const began = performance.now()
  // Sites of one machine room wait for each other; that is no time of this site.
  const clock = () => performance.now() - (network?.waitedMs ?? 0)
  let network: SiteNetwork | undefined
  const {siteDeadlineMs, contentDeadlineMs, requests} = tools.politeness
  const hasContent = tools.groups.has('content')
  const limit = createDeadline(signal, {timeoutMs: siteDeadlineMs, clock})
  const whole = createDeadline(signal, {timeoutMs: siteDeadlineMs + (hasContent ? contentDeadlineMs : 0), clock})
  const deadline = limit.signal
  const found = await resolveSite(target.host, tools.resolver, tools.rules, deadline)
  const collected: CollectedSiteFacts = {siteAddress: addressFact(target, found)}
  network = createSiteNetwork({
    rules: tools.rules,
    limits: tools.limits,
    signal: whole.signal,
    maxConnections: tools.politeness.connections.perSite,
  })
  const {permitted: addresses} = found
  const {resolver, visitors, active} = tools
  const fetcher = createFetcher({
    network,
    resolver,
    site: {host: target.host, port: target.port, addresses},
    signal: whole.signal,
    visitors,
    politeness: {...requests, perSite: requestsOf(tools.politeness, tools.groups)},
    guardOf: (answer) => guardOf(answer, tools.blockPages),
  })
  let outcome: {status: SiteStatus; statusDetail?: string} = unreachedStatus(found) ?? {status: 'ok'}
  try {
    const context: SiteContext = {site: target, addresses, network, resolver, fetcher, now: startedAt, signal: whole.signal, active}
    // DNS and mail are other servers than the site's: they are asked meanwhile, and also where the site itself cannot be reached.
    const names = collectNames({...context, signal: deadline}, tools)
    if (addresses.length > 0) outcome = await collectAll(context, tools, collected, {deadline, signal, clock})
    Object.assign(collected, await names)
  } finally {
    await fetcher.close()
    limit.clear()
    whole.clear()
  }
  fillMissing(collected, tools.groups, outcome)
  const at = startedAt.toISOString()
  const {id, url} = target
  collected.siteProbe = {
    ok: true,
    value: {
      ...outcome,
      ...(attempts > 1 ? {attempts} : {}),
      durationMs: Math.round(performance.now() - began),
      requests: fetcher.requests,
      connections: network.connections,
      groups: [...tools.groups],
      addresses: [...addresses].slice(0, 100),
    },
    source: 'the probe itself',
  }
  return {
    target,
    snapshot: {
      schema: snapshotSchema,
      target: {kind: 'site', id, name: url.slice(0, 255)},
      collectedAt: at,
      tool: tools.tool,
      facts: toSiteFacts(collected, at),
    },
    status: outcome.status,
    startedAt,
  }
}

async function collectNames(context: SiteContext, {groups, dns, mail}: ProbeTools): Promise<CollectedSiteFacts> {
  const parts = await Promise.all([groups.has('dns') ? collectDns(context, dns) : {}, groups.has('mail') ? collectMail(context, mail) : {}])
  return Object.assign({}, ...parts)
}

/** What can be seen at once, under its own deadline; then pages and files, which take longer and have theirs. */
async function collectAll(
  context: SiteContext,
  tools: ProbeTools,
  collected: CollectedSiteFacts,
  {deadline, signal, clock}: {deadline: AbortSignal; signal: AbortSignal; clock: () => number},
): Promise<{status: SiteStatus; statusDetail?: string}> {
  const {groups, page, politeness, crawl} = tools
  const product = tools.tool.name
  const robots = tools.strictRobots === true ? createRobots(context.fetcher, product, crawl.rules.robots) : undefined
  const fetcher = robots ? politeFetcher(context.fetcher, robots) : context.fetcher
  const {web, ...outcome} = await collectGroups({...context, signal: deadline, fetcher: fetcherUntil(fetcher, deadline)}, tools, collected)
  if (groups.has('content') && web) {
    const until = createDeadline(signal, {timeoutMs: politeness.contentDeadlineMs, clock})
    try {
      // What was fetched in time is still read when it is over.
      const within = {...context, fetcher: fetcherUntil(fetcher, until.signal)}
      Object.assign(collected, await collectContent(within, web, {...tools, searchNames: page.searchNames, product}, robots))
    } finally {
      until.clear()
    }
  }
  return outcome
}

async function collectGroups(
  context: SiteContext,
  tools: ProbeTools,
  collected: CollectedSiteFacts,
): Promise<{web: CollectedWeb | undefined; status: SiteStatus; statusDetail?: string}> {
  const {groups, blockPages, exposure, page, libraries} = tools
  let outcome: {status: SiteStatus; statusDetail?: string} = {status: 'ok'}
  // The page first: a site that is down costs one connection, not thirty.
  const needsPage = groups.has('web') || groups.has('exposure') || groups.has('page') || groups.has('content')
  const web = needsPage ? await collectWeb(context, blockPages) : undefined
  if (web) {
    if (groups.has('web')) Object.assign(collected, web.facts)
    outcome = {status: web.status, ...(web.statusDetail === undefined ? {} : {statusDetail: web.statusDetail})}
  }
  // Port 443 may be closed while port 80 serves pages: that is a finding, not a site that is down.
  const isDown = outcome.status === 'unreachable' && !(web?.facts.web?.ok && web.facts.web.value.plainServed)
  const visit = groups.has('tls') && !isDown ? createTlsVisit(context, tlsTools(context, tools)) : undefined
  if (visit) {
    await context.fetcher.rest?.()
    Object.assign(collected, await visit.first(context))
    // Where no page is asked for, TLS alone says whether anybody is there.
    if (web?.facts.web?.ok !== true) outcome = tlsStatus(collected.tls)
    const why = await whyShutOut(context, web, blockPages)
    if (why !== undefined) takeBack(collected, probeGroups.tls, why)
  }
  // A site that is blocked or down shows nothing; what comes in its place must not be read as its pages.
  if (groups.has('page') && (web?.status === 'ok' || web?.answer)) {
    Object.assign(collected, await collectPage(context, web?.answer, page))
    collected.scripts = await collectScripts(context, collected.page, libraries)
  }
  let stopped: string | undefined
  if (groups.has('exposure') && web) {
    Object.assign(collected, await collectExposure(context, web, exposure, blockPages))
    const why = await whyShutOut(context, web, blockPages)
    if (why !== undefined) {
      takeBack(collected, probeGroups.exposure, why)
      stopped = `the site stopped answering before this address was asked (${why})`
    }
  }
  // Other addresses last: they must not take the time of what is seen once for the whole site.
  if (visit && !collected.tlsAddresses) {
    await context.fetcher.rest?.()
    const others = await visit.rest(context, stopped)
    collected.tlsAddresses = others
    const why = others.ok && others.value.others.some(({tls}) => tls) ? await whyShutOut(context, web, blockPages) : undefined
    if (why !== undefined) takeBack(collected, ['tlsAddresses'], why)
  }
  return {web, ...outcome}
}

function tlsTools({site, network, fetcher}: SiteContext, {tls, chain: shared, politeness, groups}: ProbeTools): TlsTools {
  const {connections, tls: most} = politeness
  const mostRequests = requestsOf(politeness, groups)
  const chain = site.roots ? {...shared, extraAnchors: [...(shared.extraAnchors ?? []), ...site.roots]} : shared
  return {tables: tls, chain, most, spare: () => connections.perSite - network.connections - (mostRequests - fetcher.requests)}
}

/** Requests that a site may cost: its files are counted beside its pages. */
function requestsOf({requests, documents}: Politeness, groups: ReadonlySet<ProbeGroup>): number {
  return requests.perSite + (groups.has('content') ? 2 * documents.perSite : 0)
}

function tlsStatus(fact: CollectedSiteFacts['tls']): {status: SiteStatus; statusDetail?: string} {
  if (fact?.ok) return fact.value.served ? {status: 'ok'} : {status: 'unreachable', statusDetail: `port ${fact.value.port} speaks no TLS`}
  if (!fact) return {status: 'unreachable'}
  return {status: fact.reason === 'timeout' ? 'timeout' : 'unreachable', statusDetail: fact.detail.slice(0, 500)}
}

function unreachedStatus({permitted, refused, failure}: SiteAddresses): {status: SiteStatus; statusDetail?: string} | undefined {
  if (permitted.length > 0) return undefined
  if (failure) return {status: 'dns-error', statusDetail: `${failure.reason}: ${failure.detail}`.slice(0, 500)}
  return {status: 'private-address', statusDetail: `${refused.slice(0, 4).join(', ')}: not a public address`}
}

/** A fact that was not asked for, or could not be, says so: it must never look like a good answer. */
function fillMissing(
  collected: CollectedSiteFacts,
  groups: ReadonlySet<ProbeGroup>,
  {status, statusDetail}: {status: SiteStatus; statusDetail?: string},
): void {
  for (const group of probeGroupNames)
    for (const name of probeGroups[group])
      collected[name] ??= groups.has(group)
        ? {
            ok: false,
            reason: status === 'timeout' ? 'timeout' : 'error',
            detail: `${status}${statusDetail === undefined ? '' : `: ${statusDetail}`}`,
            source: 'stp-sec',
          }
        : {ok: false, reason: 'not-collected', detail: `${group} was not asked for`, source: 'stp-sec'}
}

function addressFact(
  {url, scheme, host, port}: SiteTarget,
  {permitted, refused, failure}: SiteAddresses,
): CollectedSiteFacts['siteAddress'] {
  const literal = isIP(host) !== 0
  const {domain, publicSuffix, isIcann} = literal
    ? {domain: null, publicSuffix: null, isIcann: null}
    : parseDomain(host, {allowPrivateDomains: false})
  const all = [...permitted, ...refused]
  return {
    ok: true,
    value: {
      url,
      scheme,
      host,
      port,
      literal,
      ...(domain === null ? {} : {registrable: domain}),
      ...(publicSuffix === null || isIcann !== true ? {} : {suffix: publicSuffix}),
      ...(failure
        ? {}
        : {ipv4: all.filter((address) => isIP(address) === 4), ipv6: all.filter((address) => isIP(address) === 6), notPublic: refused}),
    },
    source: 'the address itself, the public suffix list and the resolver',
  }
}
