import {createDnsClient} from '../../src/collect/site/dns/dns-client.ts'
import {createOncePerRun} from '../../src/collect/site/dns/once-per-run.ts'
import {createAddressRules} from '../../src/collect/site/net/address-rules.ts'
import {createConnectionLimits} from '../../src/collect/site/net/connection-limits.ts'
import type {Resolver} from '../../src/collect/site/net/resolver.ts'
import type {ScanPool} from '../../src/collect/site/personal-data/scan-pool.ts'
import {compileSpamRules} from '../../src/collect/site/spam/compile-rules.ts'
import {createSpamPool} from '../../src/collect/site/spam/spam-pool.ts'
import {loadBlockPages} from '../../src/content/load-block-pages.ts'
import {loadClaimableServices} from '../../src/content/load-claimable-services.ts'
import {loadCrawlRules} from '../../src/content/load-crawl-rules.ts'
import {loadExposureRules} from '../../src/content/load-exposure-rules.ts'
import {loadJsLibraries} from '../../src/content/load-js-libraries.ts'
import {loadPageTables} from '../../src/content/load-page-tables.ts'
import {loadPersonalDataRules} from '../../src/content/load-personal-data-rules.ts'
import {loadPoliteness} from '../../src/content/load-politeness.ts'
import {loadSpamRules} from '../../src/content/load-spam-rules.ts'
import {loadTlsTables} from '../../src/content/load-tls-tables.ts'
import {loadCertificateRules} from '../../src/content/load-trust.ts'
import type {ProbeTools} from '../../src/probe/probe-site.ts'
import {visitors} from '../collect/site/http/stand.ts'

const politeness = loadPoliteness()
export const personalDataRules = loadPersonalDataRules()
export const spamRules = loadSpamRules()
/** Its thread starts with the first page and keeps no process alive. */
const spam = {
  compiled: compileSpamRules(spamRules, personalDataRules.familyNames),
  pool: createSpamPool(spamRules, personalDataRules.familyNames, {size: 1}),
}
const tls = loadTlsTables()
const chain = {anchors: [], anchorsName: 'none', extraAnchors: [], rules: loadCertificateRules()}
/** Nobody to ask. */
const client = createDnsClient({servers: []})

/** Everything a probe needs, with the rules that are shipped, for sites of this machine. */
export function probeTools(resolver: Resolver, pool: ScanPool, more: Partial<ProbeTools> = {}, allowed = ['127.0.0.1']): ProbeTools {
  const rules = createAddressRules(allowed)
  if (!rules) throw new Error('bad range')
  return {
    tool: {name: 'stp-sec', version: '0'},
    rules,
    limits: createConnectionLimits(politeness.connections),
    resolver,
    visitors,
    blockPages: loadBlockPages(),
    exposure: loadExposureRules(),
    tls,
    chain,
    page: loadPageTables(),
    libraries: loadJsLibraries(),
    personalData: {rules: personalDataRules, pool, key: new Uint8Array(32)},
    spam,
    crawl: {rules: loadCrawlRules()},
    groups: new Set(['web', 'exposure']),
    dns: {client, services: loadClaimableServices(), transfers: createOncePerRun<never[]>()},
    mail: {client, tls, chain, userAgent: 'stp-sec/test', policies: createOncePerRun<never>(), servers: createOncePerRun<never>()},
    active: false,
    politeness,
    ...more,
  }
}
