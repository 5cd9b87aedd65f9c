import type {Gap} from '../../../model/fact.ts'
import type {MailDomain} from '../../../model/facts/site/mail.ts'
import type {CollectedSiteFacts, SiteContext} from '../context.ts'
import {dnsDomain} from '../dns/collect-dns.ts'
import type {DnsReply} from '../dns/dns-client.ts'
import {exchangesOf, gapOf, type Part} from '../dns/records.ts'
import {collectDkim} from './dkim.ts'
import {collectDmarc} from './dmarc.ts'
import {collectMailServers} from './mail-servers.ts'
import type {MailTools} from './mail-tools.ts'
import {collectMtaSts, collectTlsRpt} from './mta-sts.ts'
import {collectSpf} from './spf.ts'

interface Chosen {
  domain: string
  from: MailDomain['from']
  exchanges: DnsReply
}

/** How the domain of a site guards its mail: that of the register or the registrable one, and the host itself where it takes mail. */
export async function collectMail(context: SiteContext, tools: MailTools): Promise<CollectedSiteFacts> {
  const source = `DNS by ${tools.client.servers.join(', ')}, and SMTP`.slice(0, 500)
  const registrable = dnsDomain(context.site)
  if (registrable === undefined) return {mail: {ok: true, value: {applies: false, domains: []}, source}}
  if (tools.client.servers.length === 0) return {mail: {ok: false, reason: 'error', detail: 'this machine knows no DNS server', source}}
  const {chosen, gap} = await chooseDomains(context, tools, registrable)
  const gaps: Record<string, Gap> = gap ? {'domains.+': gap} : {}
  const domains: MailDomain[] = []
  for (const one of chosen) {
    const {value, gaps: open} = await collectDomain(context, tools, one)
    domains.push(value)
    // The mark of a part: what another domain shows of the same field still counts.
    for (const [field, why] of Object.entries(open)) gaps[`domains.${field.endsWith('.+') ? field : `${field}.+`}`] ??= why
  }
  return {mail: {ok: true, value: {applies: true, domains}, gaps, source}}
}

async function chooseDomains(
  {site, signal}: SiteContext,
  {client}: MailTools,
  registrable: string,
): Promise<{chosen: Chosen[]; gap?: Gap}> {
  const ask = (domain: string) => client.query(domain, 'MX', {signal})
  const main = site.mailDomain ?? registrable
  const chosen: Chosen[] = [{domain: main, from: site.mailDomain === undefined ? 'registrable' : 'register', exchanges: await ask(main)}]
  if (site.host === main) return {chosen}
  const exchanges = await ask(site.host)
  if (!exchanges.ok) return {chosen, gap: gapOf(exchanges)}
  // Mail servers behind an alias are those of somebody else.
  if (exchanges.chain.length === 0 && exchangesOf(exchanges).some(({host}) => host !== ''))
    chosen.push({domain: site.host, from: 'host', exchanges})
  return {chosen}
}

async function collectDomain(context: SiteContext, tools: MailTools, {domain, from, exchanges}: Chosen): Promise<Part<MailDomain>> {
  const {client} = tools
  const {signal, site} = context
  const mx = exchangesOf(exchanges)
  const hosts = [...new Set(mx.map(({host}) => host))].filter((host) => host !== '')
  const parts: Part<Partial<MailDomain>>[] = [
    exchanges.ok
      ? {
          value: {
            receives: hosts.length > 0,
            nullMx: mx.length > 0 && hosts.length === 0,
            exchanges: mx.filter(({host}) => host !== '').slice(0, 20),
          },
          gaps: {},
        }
      : {value: {}, gaps: {receives: gapOf(exchanges)}},
    ...(await Promise.all([
      collectSpf(client, domain, signal),
      collectDmarc(client, domain, signal),
      collectTlsRpt(client, domain, signal),
      collectDkim(client, domain, site.dkimSelectors ?? [], signal),
      ...(hosts.length > 0 ? [collectMtaSts(context, tools, domain, hosts), collectMailServers(context, tools, hosts)] : []),
    ])),
  ]
  return {
    value: Object.assign({domain, from}, ...parts.map(({value}) => value)) as MailDomain,
    gaps: Object.assign({}, ...parts.map(({gaps}) => gaps)) as Record<string, Gap>,
  }
}
