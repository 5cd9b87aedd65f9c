import {expect} from 'vitest'
import {languageOf} from '../../../../src/check/language-of.ts'
import {type SiteContext, type SiteTarget, toSiteFacts} from '../../../../src/collect/site/context.ts'
import {collectDns} from '../../../../src/collect/site/dns/collect-dns.ts'
import type {DnsClient} from '../../../../src/collect/site/dns/dns-client.ts'
import {createDnsResolver} from '../../../../src/collect/site/dns/dns-resolver.ts'
import {createOncePerRun} from '../../../../src/collect/site/dns/once-per-run.ts'
import {collectMail} from '../../../../src/collect/site/mail/collect-mail.ts'
import {createAddressRules} from '../../../../src/collect/site/net/address-rules.ts'
import {createConnectionLimits} from '../../../../src/collect/site/net/connection-limits.ts'
import {createSiteNetwork} from '../../../../src/collect/site/net/site-network.ts'
import {loadContent} from '../../../../src/content/content.ts'
import {loadClaimableServices} from '../../../../src/content/load-claimable-services.ts'
import {loadPoliteness} from '../../../../src/content/load-politeness.ts'
import {loadSiteGrading} from '../../../../src/content/load-site-grading.ts'
import {loadTlsTables} from '../../../../src/content/load-tls-tables.ts'
import {loadCertificateRules} from '../../../../src/content/load-trust.ts'
import {dayOf} from '../../../../src/lib/dates.ts'
import {type Snapshot, snapshotSchema} from '../../../../src/model/snapshot.ts'
import {judgeSite} from '../../../../src/probe/judge-site.ts'

const now = new Date()
const today = dayOf(now.getTime())
// Loopback for zone transfers, documentation addresses of IPv6 in the place of public ones. Mail servers cannot be reached.
const rules = createAddressRules(['127.0.0.0/8', '2001:db8:9::/48'])

export interface Asked {
  host: string
  client: DnsClient
  active?: boolean
  selectors?: string[]
  mailDomain?: string
  zonePort?: number
}

/** Facts of DNS and mail of a site and what the checks say of them: outcome by check. */
export function createNamesJudge() {
  const all = loadContent()
  const grading = loadSiteGrading(all.checks, languageOf(all))
  const content = {...all, checks: new Map([...all.checks].filter(([id]) => /^(?:dns|mail)\./.test(id)))}
  const services = loadClaimableServices()
  const {connections} = loadPoliteness()
  const tls = loadTlsTables()
  const chain = {anchors: [], anchorsName: 'none', rules: loadCertificateRules()}

  return async ({host, client, active = false, selectors, mailDomain, zonePort}: Asked) => {
    if (!rules) throw new Error('bad rules')
    const {signal} = new AbortController()
    const network = createSiteNetwork({rules, limits: createConnectionLimits(connections), signal, maxConnections: 50})
    const site: SiteTarget = {
      id: 'site-x',
      url: `https://${host}/`,
      scheme: 'https',
      host,
      port: 443,
      ...(selectors ? {dkimSelectors: selectors} : {}),
      ...(mailDomain ? {mailDomain} : {}),
    }
    const fetcher = undefined as never
    const context: SiteContext = {site, addresses: [], network, resolver: createDnsResolver(client), fetcher, now, signal, active}
    const dns = {client, services, transfers: createOncePerRun<never>(), ...(zonePort ? {zonePort} : {})}
    const mail = {client, tls, chain, userAgent: 'test', policies: createOncePerRun<never>(), servers: createOncePerRun<never>()}
    const facts = toSiteFacts(
      {
        siteAddress: {ok: true, value: {url: site.url, scheme: 'https', host, port: 443, literal: false}, source: 'test'},
        ...(await collectDns(context, dns)),
        ...(await collectMail(context, mail)),
      },
      now.toISOString(),
    )
    for (const name of ['dns', 'mail'] as const) expect(facts[name]).toMatchObject({ok: true})
    const snapshot: Snapshot = {
      schema: snapshotSchema,
      target: {kind: 'site', id: 'site-x', name: 'x'},
      collectedAt: now.toISOString(),
      tool: {name: 'stp-sec', version: 'test'},
      facts,
    }
    const results = judgeSite(snapshot, content, grading, today).results.filter(({result}) => /^(?:dns|mail)\./.test(result.check))
    return {facts, outcomes: new Map(results.map(({result}) => [result.check, result.outcome] as const))}
  }
}
