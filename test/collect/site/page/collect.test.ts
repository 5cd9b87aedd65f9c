import {createServer, type IncomingMessage, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {request} from 'undici'
import {afterEach, describe, expect, it} from 'vitest'
import {type SiteContext, toSiteFacts} from '../../../../src/collect/site/context.ts'
import type {Answer, Fetched, Fetcher, FetchOptions} from '../../../../src/collect/site/http/fetcher.ts'
import {collectPage, foreignOrigin} from '../../../../src/collect/site/page/collect-page.ts'
import {loadPageTables} from '../../../../src/content/load-page-tables.ts'

const tables = loadPageTables()
const servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))))
})

interface Served {
  status?: number
  headers?: Record<string, string | string[]>
  body?: string
}

/** A site on loopback. `as` is the name that the fetcher says it spoke to: it stands for TLS, which is tested elsewhere. */
async function serve(files: (path: string, incoming: IncomingMessage) => Served | undefined, as = 'http://127.0.0.1') {
  const server = createServer((incoming, answer) => {
    const served = files(incoming.url ?? '', incoming) ?? {status: 404, headers: {'content-type': 'text/html'}, body: '<p>404'}
    answer.writeHead(served.status ?? 200, served.headers ?? {'content-type': 'text/html; charset=utf-8'}).end(served.body ?? '')
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const {port} = server.address() as AddressInfo
  const asked: string[] = []
  const fetcher: Fetcher = {
    get requests() {
      return asked.length
    },
    async fetch(url: string, options: FetchOptions = {}): Promise<Fetched> {
      asked.push(url)
      if (new URL(url).pathname.includes('slow')) return {ok: false, asked: url, reason: 'timeout', detail: '', hops: []}
      const {pathname} = new URL(url)
      const got = await request(`http://127.0.0.1:${port}${pathname}`, {headers: {...options.headers}, responseHeaders: 'raw'} as never)
      const raw = got.headers as unknown as (string | Buffer)[]
      const headers: [string, string][] = []
      for (let at = 0; at + 1 < raw.length; at += 2) headers.push([String(raw[at]).toLowerCase(), String(raw[at + 1])])
      return {
        ok: true,
        asked: url,
        url,
        status: got.statusCode,
        headers,
        body: Buffer.from(await got.body.arrayBuffer()),
        truncated: false,
        hops: [],
      }
    },
  }
  const base = as === 'http://127.0.0.1' ? `${as}:${port}` : as
  const site = new URL(base)
  const unused = () => {
    throw new Error('not for this part')
  }
  const context: SiteContext = {
    site: {
      id: 's',
      url: `${base}/`,
      scheme: site.protocol === 'https:' ? 'https' : 'http',
      host: site.hostname,
      port: Number(site.port) || (site.protocol === 'https:' ? 443 : 80),
    },
    addresses: ['127.0.0.1'],
    network: {dial: unused, connections: 0, permits: () => true},
    resolver: {resolve: unused} as never,
    fetcher,
    now: new Date('2026-11-26T00:00:00Z'),
    signal: new AbortController().signal,
    active: false,
  }
  const home = (await fetcher.fetch(`${base}/`)) as Answer
  asked.length = 0
  return {context, home, asked}
}

async function collect({context, home}: {context: SiteContext; home: Answer | undefined}) {
  const facts = toSiteFacts(await collectPage(context, home, tables), '2026-11-26T00:00:00.000Z')
  for (const fact of Object.values(facts)) if (!fact?.ok) expect(fact?.reason).not.toBe('error')
  return facts
}

const as = 'https://stp.angiang.gov.vn'

describe('a page that answers', () => {
  it('gives every fact, in few requests', async () => {
    const site = await serve((path, {headers}) => {
      if (path === '/.well-known/security.txt')
        return {headers: {'content-type': 'text/plain'}, body: 'Contact: mailto:a@stp.gov.vn\nExpires: 2027-01-01T00:00:00Z\n'}
      if (path !== '/') return undefined
      return {
        headers: {
          'content-type': 'text/html',
          'strict-transport-security': 'max-age=600',
          'set-cookie': ['PHPSESSID=bimat; path=/', 'lang=vi; secure'],
          'x-powered-by': 'PHP/7.4.33',
          server: 'nginx/1.18.0',
          ...(headers.origin ? {'access-control-allow-origin': headers.origin, 'access-control-allow-credentials': 'true'} : {}),
        },
        body: '<meta http-equiv=Content-Security-Policy content="default-src \'self\'"><form action="http://x.vn"><input type=password></form>',
      }
    }, as)
    const facts = await collect(site)
    expect(facts.headers).toMatchObject({
      ok: true,
      value: {
        https: true,
        html: true,
        hsts: {present: true, valid: true, maxAge: 600},
        csp: {present: true, unsafe: []},
        xfo: {present: false},
        frameAncestors: false,
        software: [
          {name: 'nginx', version: '1.18.0'},
          {name: 'php', version: '7.4.33'},
        ],
      },
    })
    expect(facts.cookies).toMatchObject({
      value: {
        https: true,
        items: [
          {name: 'PHPSESSID', secure: false},
          {name: 'lang', secure: true},
        ],
      },
    })
    expect(facts.cors).toMatchObject({value: {reflected: true, credentials: true, allowOrigin: foreignOrigin}})
    expect(facts.page).toMatchObject({value: {passwordFields: 1, forms: [{plain: true, passwordFields: 1, fields: 1}]}})
    expect(facts.securityTxt).toMatchObject({value: {present: true, valid: true, expires: '2027-01-01T00:00:00.000Z'}})
    expect(JSON.stringify(facts)).not.toContain('bimat')
    expect(site.asked).toEqual([`${as}/.well-known/security.txt`, `${as}/`])
  })

  it('HSTS is not judged by the answer of another host or over http', async () => {
    const site = await serve(
      (path) =>
        path === '/'
          ? {status: 301, headers: {location: 'https://www.angiang.gov.vn/', 'strict-transport-security': 'max-age=1'}}
          : undefined,
      as,
    )
    const elsewhere: Answer = {
      ...site.home,
      status: 200,
      url: 'https://www.angiang.gov.vn/',
      headers: [
        ['content-type', 'text/html'],
        ['strict-transport-security', 'max-age=9'],
      ],
    }
    expect((await collect({...site, home: elsewhere})).headers).toMatchObject({value: {hsts: {maxAge: 1, url: `${as}/`}}})
    const plain = await serve((path) =>
      path === '/' ? {headers: {'content-type': 'text/html', 'strict-transport-security': 'max-age=1'}} : undefined,
    )
    const {headers} = await collect(plain)
    expect(headers).toMatchObject({ok: true, gaps: {hsts: {reason: 'not-collected'}}})
    expect(headers?.ok && headers.value).not.toHaveProperty('hsts')
  })

  it('that is no HTML has headers, but no page', async () => {
    const facts = await collect(await serve(() => ({headers: {'content-type': 'application/json'}, body: '{}'}), as))
    expect(facts.headers).toMatchObject({ok: true, value: {html: false}})
    expect(facts.page).toMatchObject({ok: false, reason: 'not-supported'})
  })

  it('cut short within its head leaves its policy open', async () => {
    const site = await serve(() => ({body: '<html><head><title>a</title>'}), as)
    const {headers, page} = await collect({...site, home: {...site.home, truncated: true}})
    expect(headers).toMatchObject({ok: true, gaps: {csp: {reason: 'not-collected'}}})
    expect(page).toMatchObject({ok: true, gaps: {'forms.+': {reason: 'not-collected'}}})
  })
})

describe('what is no page of the site', () => {
  it.each([301, 403, 404, 429, 500, 503])('status %i gives no fact about a page', async (status) => {
    const facts = await collect(
      await serve(() => ({status, headers: {'content-type': 'text/html'}, body: '<form><input type=password></form>'}), as),
    )
    for (const name of ['headers', 'cookies', 'cors', 'page'] as const)
      expect(facts[name]).toMatchObject({ok: false, reason: 'not-collected'})
  })

  it('no answer at all', async () => {
    const site = await serve(() => undefined, as)
    const facts = await collect({...site, home: undefined})
    expect(facts.headers).toMatchObject({ok: false, reason: 'not-collected'})
    expect(facts.securityTxt).toMatchObject({ok: true, value: {present: false}})
  })

  it('a password by HTTP Basic over http is seen', async () => {
    const facts = await collect(await serve(() => ({status: 401, headers: {'www-authenticate': 'Negotiate, Basic realm="x"'}})))
    expect(facts.headers).toMatchObject({ok: true, value: {basicAuth: true, https: false}, gaps: {csp: {reason: 'no-rights'}}})
    expect(facts.page).toMatchObject({ok: false, reason: 'no-rights'})
  })
})

describe('security.txt over the network', () => {
  it.each<[string, Served, object]>([
    ['a page in its place', {body: '<!doctype html><p>Trang chủ'}, {ok: true, value: {present: false}}],
    ['not permitted', {status: 403}, {ok: false, reason: 'not-collected'}],
    ['broken', {status: 500}, {ok: false, reason: 'not-collected'}],
    [
      'of another type',
      {headers: {'content-type': 'application/octet-stream'}, body: 'Contact: https://a.vn\n'},
      {ok: true, value: {present: true, valid: false}},
    ],
  ])('%s', async (_, served, expected) => {
    expect((await collect(await serve((path) => (path === '/' ? {} : served), as))).securityTxt).toMatchObject(expected)
  })
})
