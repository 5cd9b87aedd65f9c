import type {BlockPages} from '../../../model/block-pages.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {SiteStatus} from '../../../model/facts/site/web.ts'
import type {CollectedSiteFacts, SiteContext} from '../context.ts'
import type {Answer, Fetched, FetchFailure} from '../http/fetcher.ts'
import {chainClaims, endsOfChains, plainClaims} from './claims.ts'
import {askBothFamilies} from './families.ts'
import {type Refusal, refusalOf} from './guard.ts'
import {askForMissingPage} from './missing-page.ts'

type Web = SiteFactValue<'web'>
type Entry = Web['main']

export interface CollectedWeb {
  facts: CollectedSiteFacts
  status: SiteStatus
  statusDetail?: string
  /** The page whose headers and text count: a good answer of the site itself, no block page. */
  home?: Answer
  /** The last answer of the site's own server, whatever its status; no block page of a guard. */
  answer?: Answer
  /** The answer for a page that cannot be there. */
  missingPage?: Answer
}

/** Asks for the site as a visitor would, over plain http where it should lead to https, and for a page that cannot be there. */
export async function collectWeb(context: SiteContext, blockPages: BlockPages): Promise<CollectedWeb> {
  const {site, fetcher} = context
  const source = `HTTP requests to ${site.host}`
  if (site.scheme !== 'https' && site.scheme !== 'http')
    return {
      facts: {web: {ok: false, reason: 'not-supported', detail: `${site.scheme} serves no pages`, source}},
      status: 'ok',
    }
  const main = await fetcher.fetch(site.url)
  const isRefused = (answer: Answer) => refusalOf(answer, blockPages) !== undefined
  const refusal = main.ok ? refusalOf(main, blockPages) : undefined
  const {status, statusDetail} = statusOf(main, refusal)
  // What asked for patience or closed its door three times is not asked again for less.
  const plain = site.scheme === 'http' ? main : site.port === 443 ? await fetcher.fetch(originOf('http', site.host)) : undefined
  const secure = site.scheme === 'http' && site.port === 80 ? await fetcher.fetch(originOf('https', site.host)) : undefined
  const chains = [main, ...(plain && plain !== main ? [plain] : []), ...(secure ? [secure] : [])]
  const home = main.ok && main.status >= 200 && main.status < 300 && !refusal ? main : undefined
  const families = status === 'ok' ? await askBothFamilies(context, main) : {fields: {}, gaps: {}}
  const missing = main.ok && !refusal ? await askForMissingPage(context, main.url, {home, blockPages}) : {}
  const guard = refusal?.kind === 'blocked' ? refusal.guard : undefined
  const value: Web = {
    status,
    ...(statusDetail === undefined ? {} : {statusDetail}),
    ...(guard === undefined ? {} : {guard}),
    main: entryOf(main),
    ...(plain && plain !== main ? {plain: entryOf(plain)} : {}),
    ...(secure ? {secure: entryOf(secure)} : {}),
    ...(plain ? plainClaims(plain, plain.ok && isRefused(plain)) : {}),
    ...chainClaims(chains, isRefused),
    ...families.fields,
    ...(missing.fact ? {missingPage: missing.fact} : {}),
  }
  const gaps = {...families.gaps, ...(missing.gap ? {missingPage: missing.gap} : {})}
  return {
    facts: {web: {ok: true, value, gaps, source}},
    status,
    ...(statusDetail === undefined ? {} : {statusDetail}),
    ...(home ? {home} : {}),
    ...(main.ok && guard === undefined ? {answer: main} : {}),
    ...(missing.answer ? {missingPage: missing.answer} : {}),
  }
}

function originOf(scheme: 'http' | 'https', host: string): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}/`
}

const statuses: Partial<Record<FetchFailure, SiteStatus>> = {
  'dns-error': 'dns-error',
  unreachable: 'unreachable',
  'no-route': 'unreachable',
  timeout: 'timeout',
  stopped: 'timeout',
  reset: 'reset',
  'too-big': 'too-big',
  'private-address': 'private-address',
  'rate-limited': 'rate-limited',
  disallowed: 'blocked',
}

/** A server that forbids, or an answer of a guard before it, is no answer of the site. */
function statusOf(main: Fetched, refusal: Refusal | undefined): {status: SiteStatus; statusDetail?: string} {
  if (main.ok) {
    if (!refusal) return {status: 'ok', ...(main.status < 400 ? {} : {statusDetail: `status ${main.status}`})}
    if (refusal.kind === 'rate-limited') return {status: 'rate-limited', statusDetail: `status ${main.status}`}
    return {
      status: 'blocked',
      statusDetail: `status ${main.status}${refusal.guard === undefined ? '' : `, block page of ${refusal.guard}`}`,
    }
  }
  // The site did answer; where it leads is a finding or somebody else's site.
  if (main.hops.length > 0 && endsOfChains.includes(main.reason)) return {status: 'ok', statusDetail: main.detail.slice(0, 500)}
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
