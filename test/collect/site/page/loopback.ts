import {createServer, type IncomingMessage, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {request} from 'undici'
import type {SiteContext} from '../../../../src/collect/site/context.ts'
import type {Answer, Fetched, Fetcher, FetchOptions} from '../../../../src/collect/site/http/fetcher.ts'

const servers: Server[] = []

export async function closeServers(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))))
}

export interface Served {
  status?: number
  headers?: Record<string, string | string[]>
  body?: string
}

/** A site on loopback. `as` is the name that the fetcher says it spoke to: it stands for TLS, which is tested elsewhere. */
export async function serve(files: (path: string, incoming: IncomingMessage) => Served | undefined, as = 'http://127.0.0.1') {
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
