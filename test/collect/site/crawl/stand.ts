import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import type {SiteContext} from '../../../../src/collect/site/context.ts'
import {type CrawlData, crawlSite} from '../../../../src/collect/site/crawl/crawl-site.ts'
import {collectWeb} from '../../../../src/collect/site/web/collect-web.ts'
import {loadBlockPages} from '../../../../src/content/load-block-pages.ts'
import {loadCrawlRules} from '../../../../src/content/load-crawl-rules.ts'
import {loadPageTables} from '../../../../src/content/load-page-tables.ts'
import {loadPersonalDataRules} from '../../../../src/content/load-personal-data-rules.ts'
import {fetcherFor} from '../http/stand.ts'

export interface Reply {
  status?: number
  type?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** Answers after so long. */
  afterMs?: number
  /** Closes the connection without a word. */
  reset?: boolean
}

export type Site = Record<string, Reply | string | ((agent: string, path: string, asked: number) => Reply | string | undefined)>

export interface StandSite {
  origin: string
  port: number
  /** "GET /a Browser", in order. */
  asked: string[]
  times: number[]
  close: () => Promise<void>
}

/** A real server on loopback. "*" answers what nothing else does; a string is a page. */
export async function stand(site: Site): Promise<StandSite> {
  const asked: string[] = []
  const times: number[] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/'
    const agent = request.headers['user-agent'] ?? ''
    asked.push(`${request.method} ${path} ${agent}`)
    times.push(performance.now())
    const given = site[path] ?? site['*']
    const reply = typeof given === 'function' ? given(agent, path, asked.length) : given
    const {
      status = 200,
      type = 'text/html; charset=utf-8',
      headers,
      body = '',
      afterMs = 0,
      reset,
    } = typeof reply === 'string' ? {body: reply} : (reply ?? {status: 404, body: 'không có'})
    if (reset) {
      request.socket.destroy()
      return
    }
    setTimeout(() => {
      if (response.destroyed) return
      response.writeHead(status, {'content-type': type, ...headers})
      response.end(request.method === 'HEAD' ? undefined : body)
    }, afterMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    asked,
    times,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export const rules = loadCrawlRules()
const data: CrawlData = {
  rules,
  searchNames: loadPageTables().searchNames,
  listNames: loadPersonalDataRules().listNames,
  product: 'stp-sec',
  mostRequests: 60,
}

/** Crawls a stand with the real fetcher. */
export async function crawl(
  site: StandSite,
  {
    path = '/',
    maxPages,
    signal,
    more,
    names,
    sleep,
  }: {
    path?: string
    maxPages?: number
    signal?: AbortSignal
    more?: Partial<CrawlData>
    names?: Record<string, string[]>
    sleep?: (ms: number) => Promise<void>
  } = {},
) {
  const own = names ? (Object.keys(names)[0] ?? '') : '127.0.0.1'
  const {fetcher, network, stop} = fetcherFor(site.port, {
    allowed: ['127.0.0.0/8'],
    ...(names ? {names, site: {host: own, port: site.port, addresses: ['127.0.0.1']}} : {}),
    politeness: {timeoutMs: 700, perSite: 100},
    ...(sleep ? {sleep} : {}),
  })
  const context: SiteContext = {
    site: {id: 'site-stand', url: `http://${own}:${site.port}${path}`, scheme: 'http', host: own, port: site.port},
    addresses: ['127.0.0.1'],
    network,
    resolver: {resolve: async () => ({ok: false, reason: 'nxdomain', detail: 'none'})},
    fetcher,
    now: new Date('2026-11-26T00:00:00Z'),
    signal: signal ?? new AbortController().signal,
    active: false,
  }
  const web = await collectWeb(context, loadBlockPages())
  const crawled = await crawlSite(context, web, {...data, ...more}, maxPages === undefined ? {} : {maxPages})
  await fetcher.close()
  stop()
  return {crawled, requests: fetcher.requests}
}

export const link = (...paths: string[]) => paths.map((path) => `<a href="${path}">${path}</a>`).join(' ')
/** Paths of the pages of a site that were asked for, in order. */
export const paths = (pages: readonly {url: string}[]) => pages.map(({url}) => decodeURI(new URL(url).pathname + new URL(url).search))
export const urlset = (entries: readonly (string | [string, string])[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries
    .map((entry) =>
      typeof entry === 'string' ? `<url><loc>${entry}</loc></url>` : `<url><loc>${entry[0]}</loc><lastmod>${entry[1]}</lastmod></url>`,
    )
    .join('')}</urlset>`
