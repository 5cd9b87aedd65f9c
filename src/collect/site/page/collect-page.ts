import type {Gap, MissingReason} from '../../../model/fact.ts'
import type {PageTables} from '../../../model/page-tables.ts'
import type {CollectedSiteFacts, SiteCollected, SiteContext} from '../context.ts'
import type {Answer, Fetched} from '../http/fetcher.ts'
import {readCookies} from './cookies.ts'
import {asksBasic, charsetOf, contentTypeOf, headerFacts, isHtml, lockedFacts} from './header-facts.ts'
import {show, valuesOf} from './header-list.ts'
import {parseHsts} from './hsts.ts'
import {librariesOf} from './library-names.ts'
import {pageFacts} from './page-facts.ts'
import {parsePage} from './parse-page.ts'
import {looksLikeSecurityTxt, parseSecurityTxt} from './security-txt.ts'

/** A name that nobody can own (RFC 2606, 2). */
export const foreignOrigin = 'https://stp-sec.invalid'
const smallBody = 64 * 1024

interface Missing {
  ok: false
  reason: MissingReason
  detail: string
  source: string
}

/** Headers, cookies, CORS, HTML and security.txt of the page at the site's address; only a 2xx answer is the site's page. */
export async function collectPage(context: SiteContext, home: Answer | undefined, tables: PageTables): Promise<CollectedSiteFacts> {
  const securityTxt = await collectSecurityTxt(context)
  if (!home) return {...withoutPage('the page at the address of the site gave no answer that counts'), securityTxt}
  const source = `GET ${show(home.url, 400)}`
  const hsts = await collectHsts(context, home)
  if (asksBasic(home)) {
    const {value, gaps} = lockedFacts(home, tables)
    const headers: SiteCollected<'headers'> = {ok: true, value: {...value, ...hsts.value}, gaps: {...gaps, ...hsts.gaps}, source}
    return {...withoutPage('the page asks for a password', 'no-rights'), headers, securityTxt}
  }
  if (home.status < 200 || home.status > 299)
    return {...withoutPage(`the page at the address of the site answered with status ${home.status}`), securityTxt}
  const raw = isHtml(home) ? parsePage(home.body, charsetOf(home), home.truncated) : undefined
  const headers = headerFacts(home, raw, tables)
  const https = home.url.startsWith('https:')
  const cookies = readCookies(home.headers, https, tables, context.now)
  const more: Record<string, Gap> = cookies.more ? {'items.+': {reason: 'not-collected', detail: 'more cookies than are read'}} : {}
  const page = raw && pageFacts(raw, {url: home.url, upgrades: headers.value.csp?.upgradesInsecure ?? false}, tables)
  const libraries = librariesOf(page?.value.resources.map(({url}) => url) ?? [], tables)
  headers.value.software = [...libraries, ...headers.value.software].slice(0, 20)
  if (page?.gaps['resources.+']) headers.gaps['software.+'] = page.gaps['resources.+']
  return {
    headers: {ok: true, value: {...headers.value, ...hsts.value}, gaps: {...headers.gaps, ...hsts.gaps}, source},
    cookies: {ok: true, value: cookies.value, gaps: more, source},
    cors: await collectCors(context, home),
    page: page ? {ok: true, ...page, source} : {ok: false, reason: 'not-supported', detail: 'the answer is no HTML page', source},
    securityTxt,
  }
}

function withoutPage(
  detail: string,
  reason: MissingReason = 'not-collected',
): Pick<Required<CollectedSiteFacts>, 'headers' | 'cookies' | 'cors' | 'page'> {
  const missing: Missing = {ok: false, reason, detail, source: 'GET /'}
  return {headers: missing, cookies: missing, cors: missing, page: missing}
}

type HstsPart = {value: {hsts?: ReturnType<typeof parseHsts> & {url: string}}; gaps: Record<string, Gap>}

/** HSTS counts on an https answer of the host itself: not over http, not on the host that a redirect leads to. */
async function collectHsts(context: SiteContext, home: Answer): Promise<HstsPart> {
  const {site, fetcher} = context
  const url = URL.parse(home.url)
  const own = url?.protocol === 'https:' && url.hostname === hostOf(site.host) && home.status < 300
  if (own) return {value: {hsts: {url: show(home.url, 2000), ...parseHsts(home.headers)}}, gaps: {}}
  const gap = (detail: string, reason: MissingReason = 'not-collected'): HstsPart => ({value: {}, gaps: {hsts: {reason, detail}}})
  const port = site.scheme === 'https' ? site.port : 443
  if (site.scheme !== 'https' && site.port !== 80) return gap('the site was asked over http at a port of its own')
  const asked = await fetcher.fetch(`https://${hostOf(site.host)}${port === 443 ? '' : `:${port}`}/`, {follow: false, maxBytes: smallBody})
  if (!asked.ok) return gap(`the host gave no answer over https: ${asked.reason}`, reasonOf(asked))
  if (asked.guard !== undefined) return gap(`a block page of ${asked.guard} came over https`)
  if (asked.status >= 400) return gap(`the host answered over https with status ${asked.status}`)
  return {value: {hsts: {url: show(asked.url, 2000), ...parseHsts(asked.headers)}}, gaps: {}}
}

async function collectCors({fetcher}: SiteContext, home: Answer): Promise<SiteCollected<'cors'>> {
  const source = `GET ${show(home.url, 400)} with Origin`
  const asked = await fetcher.fetch(home.url, {headers: {origin: foreignOrigin}, follow: false, maxBytes: smallBody})
  if (!asked.ok)
    return {ok: false, reason: reasonOf(asked), detail: `no answer to a request with a foreign origin: ${asked.reason}`, source}
  if (asked.guard !== undefined || asked.status < 200 || asked.status > 299)
    return {ok: false, reason: 'not-collected', detail: `a request with a foreign origin was answered with status ${asked.status}`, source}
  const allowed = valuesOf(asked.headers, 'access-control-allow-origin')
  return {
    ok: true,
    value: {
      asked: foreignOrigin,
      allowOrigin: show(allowed.join(', '), 200),
      reflected: allowed.length === 1 && allowed[0]?.toLowerCase() === foreignOrigin,
      credentials: valuesOf(asked.headers, 'access-control-allow-credentials').join(',') === 'true',
    },
    source,
  }
}

/** RFC 9116, 3: below /.well-known/; the old place at the top counts where there is none. */
async function collectSecurityTxt({site, fetcher}: SiteContext): Promise<SiteCollected<'securityTxt'>> {
  const isWeb = site.scheme === 'https' || site.scheme === 'http'
  const source = 'GET /.well-known/security.txt'
  if (!isWeb) return {ok: false, reason: 'not-supported', detail: 'the address is not one of a web site', source}
  const origin = new URL(`${site.scheme}://${hostOf(site.host)}:${site.port}`).origin
  let last = ''
  for (const path of ['/.well-known/security.txt', '/security.txt']) {
    const asked = await fetcher.fetch(`${origin}${path}`, {maxBytes: smallBody})
    if (!asked.ok) return {ok: false, reason: reasonOf(asked), detail: `no answer: ${asked.reason}`, source: `GET ${path}`}
    last = asked.url
    const absent = asked.status === 404 || asked.status === 410
    if (asked.guard !== undefined || (!absent && (asked.status < 200 || asked.status > 299)))
      return {ok: false, reason: 'not-collected', detail: `answered with status ${asked.status}`, source: `GET ${path}`}
    const body = asked.body.toString('utf8')
    const type = contentTypeOf(asked)
    if (!absent && looksLikeSecurityTxt(body, type))
      return {ok: true, value: parseSecurityTxt(body, asked.url, type), source: `GET ${show(asked.url, 400)}`}
  }
  return {ok: true, value: {present: false, url: show(last, 2000)}, source}
}

const hostOf = (host: string) => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host)

const reasonOf = (failed: Extract<Fetched, {ok: false}>): MissingReason => (failed.reason === 'timeout' ? 'timeout' : 'not-collected')
