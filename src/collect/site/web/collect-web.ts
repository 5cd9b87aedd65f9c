import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {SiteStatus} from '../../../model/facts/site/web.ts'
import type {CollectedSiteFacts, SiteContext} from '../context.ts'
import type {Answer, Fetched, FetchFailure} from '../http/fetcher.ts'
import {portOf, sameDomain} from '../http/redirect.ts'

type Web = SiteFactValue<'web'>
type Entry = Web['main']

export interface CollectedWeb {
  facts: CollectedSiteFacts
  status: SiteStatus
  statusDetail?: string
  /** The page whose headers and text count: a good answer of the site itself, no block page. */
  home?: Answer
}

/** Asks for the site as a visitor would, and over plain http where it should lead to https. */
export async function collectWeb(context: SiteContext): Promise<CollectedWeb> {
  const {site, fetcher} = context
  const source = `HTTP requests to ${site.host}`
  if (site.scheme !== 'https' && site.scheme !== 'http')
    return {
      facts: {web: {ok: false, reason: 'not-supported', detail: `${site.scheme} serves no pages`, source}},
      status: 'ok',
    }
  const main = await fetcher.fetch(site.url)
  const plain = site.scheme === 'http' ? main : site.port === 443 ? await fetcher.fetch(plainUrl(site.host)) : undefined
  const {status, statusDetail} = statusOf(main)
  const value: Web = {
    status,
    ...(statusDetail === undefined ? {} : {statusDetail}),
    main: entryOf(main),
    ...(plain && plain !== main ? {plain: entryOf(plain)} : {}),
    ...(plain ? plainClaims(plain) : {}),
    ...chainClaims(plain && plain !== main ? [main, plain] : [main]),
  }
  const home = main.ok && main.status >= 200 && main.status < 300 && status === 'ok' ? main : undefined
  return {
    facts: {web: {ok: true, value, source}},
    status,
    ...(statusDetail === undefined ? {} : {statusDetail}),
    ...(home ? {home} : {}),
  }
}

function plainUrl(host: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}/`
}

const statuses: Partial<Record<FetchFailure, SiteStatus>> = {
  'dns-error': 'dns-error',
  unreachable: 'unreachable',
  timeout: 'timeout',
  stopped: 'timeout',
  reset: 'reset',
  'too-big': 'too-big',
  'private-address': 'private-address',
  'rate-limited': 'rate-limited',
}

/** A server that forbids, or an answer of a guard before it, is no answer of the site. */
function statusOf(main: Fetched): {status: SiteStatus; statusDetail?: string} {
  if (main.ok) {
    if (main.status === 429) return {status: 'rate-limited', statusDetail: 'status 429'}
    if ([401, 403, 406, 407, 451].includes(main.status)) return {status: 'blocked', statusDetail: `status ${main.status}`}
    return main.status >= 400 ? {status: 'ok', statusDetail: `status ${main.status}`} : {status: 'ok'}
  }
  // The site did answer; where it leads is a finding or somebody else's site.
  const answered = main.hops.length > 0
  if (answered && ['off-scope', 'redirect-loop', 'redirect-invalid', 'private-address'].includes(main.reason))
    return {status: 'ok', statusDetail: main.detail.slice(0, 500)}
  return {status: statuses[main.reason] ?? 'protocol-error', statusDetail: main.detail.slice(0, 500)}
}

function entryOf(fetched: Fetched): Entry {
  const hops = fetched.hops.slice(0, 10).map(({url, location, ...rest}) => ({
    ...rest,
    url: url.slice(0, 2000),
    ...(location === undefined ? {} : {location: location.slice(0, 2000)}),
  }))
  const asked = fetched.asked.slice(0, 2000)
  if (fetched.ok) return {asked, answered: true, status: fetched.status, finalUrl: fetched.url.slice(0, 2000), hops}
  return {asked, answered: false, failure: fetched.reason, detail: fetched.detail.slice(0, 500), hops}
}

/** What the answers over plain http prove; a timeout proves nothing. */
function plainClaims(plain: Fetched): Partial<Web> {
  const [first] = plain.hops
  if (!first) return !plain.ok && plain.reason === 'unreachable' ? {plainServed: false} : {}
  const leadsToHttps = plain.hops.some(({location}) => location?.startsWith('https:')) || (plain.ok && plain.url.startsWith('https:'))
  const isGuard = plain.ok && (plain.status === 429 || plain.status === 403 || plain.status === 406)
  const pages = leadsToHttps ? false : plain.ok && !isGuard ? plain.status >= 200 && plain.status < 300 : undefined
  const away = plain.hops.find(({location}) => location !== undefined && hostOf(location) !== hostOf(first.url))
  const secured = plain.hops.findIndex(({location}) => location?.startsWith('https:') && hostOf(location) === hostOf(first.url))
  const leavesFirst = leadsToHttps ? away !== undefined && (secured < 0 || plain.hops.indexOf(away) < secured) : undefined
  return {
    plainServed: true,
    ...(pages === undefined ? {} : {plainPages: pages}),
    ...(leavesFirst === undefined ? {} : {leavesHostFirst: leavesFirst}),
  }
}

/** What chains of redirects prove. A chain that was cut by a timeout proves only what it showed. */
function chainClaims(chains: readonly Fetched[]): Partial<Web> {
  const answered = chains.filter(({hops}) => hops.length > 0)
  if (answered.length === 0) return {}
  const failedBy = (reason: FetchFailure) => answered.find((chain) => !chain.ok && chain.reason === reason)
  const isWhole = answered.every(
    (chain) => chain.ok || ['off-scope', 'redirect-loop', 'redirect-invalid', 'private-address'].includes(chain.reason),
  )
  const claim = (name: 'downgraded' | 'loops' | 'leadsToPrivate' | 'leadsNowhere', holds: boolean): Partial<Web> =>
    holds || isWhole ? {[name]: holds} : {}
  const outside = failedBy('off-scope')?.hops.at(-1)?.location
  return {
    ...claim(
      'downgraded',
      answered.some(({hops}) => hops.some(({url, location}) => url.startsWith('https:') && isPlainOfSame(url, location))),
    ),
    ...claim('loops', failedBy('redirect-loop') !== undefined),
    ...claim('leadsToPrivate', failedBy('private-address') !== undefined),
    ...claim('leadsNowhere', failedBy('redirect-invalid') !== undefined),
    ...(outside === undefined ? {} : {outside: outside.slice(0, 2000)}),
  }
}

function isPlainOfSame(url: string, location: string | undefined): boolean {
  if (!location?.startsWith('http:')) return false
  const [from, to] = [new URL(url), URL.parse(location)]
  return to !== null && sameDomain(from.hostname, to.hostname) && portOf(to) !== portOf(from)
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? ''
}
