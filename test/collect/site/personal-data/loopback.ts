import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {request} from 'undici'
import type {SiteContext} from '../../../../src/collect/site/context.ts'
import type {Fetched, Fetcher, FetchOptions} from '../../../../src/collect/site/http/fetcher.ts'

export interface Served {
  body: Uint8Array | string
  type?: string
  status?: number
  /** Said in place of the true length, in answers to HEAD. */
  claimedLength?: number
  refuseHead?: boolean
}

export interface LoopbackSite {
  origin: string
  asked: string[]
  context: SiteContext
  close(): Promise<void>
}

/** A site on loopback and a plain fetcher for it: limits of bytes as the real one has them, nothing else. */
export async function serveSite(files: Record<string, Served>, mostRequests = 60): Promise<LoopbackSite> {
  const asked: string[] = []
  const server: Server = createServer((incoming: IncomingMessage, answer: ServerResponse) => {
    asked.push(`${incoming.method} ${incoming.url}`)
    const served = files[decodeURI(incoming.url ?? '')]
    if (!served) return answer.writeHead(404).end('không có')
    if (incoming.method === 'HEAD' && served.refuseHead) return answer.writeHead(405).end()
    const body = Buffer.from(served.body)
    answer.writeHead(served.status ?? 200, {
      'content-type': served.type ?? 'application/octet-stream',
      'content-length': served.claimedLength ?? body.length,
    })
    return answer.end(incoming.method === 'HEAD' ? undefined : body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  let requests = 0
  const fetcher: Fetcher = {
    get requests() {
      return requests
    },
    async fetch(url: string, options: FetchOptions = {}): Promise<Fetched> {
      if (requests >= mostRequests) return {ok: false, asked: url, reason: 'budget', detail: '', hops: []}
      requests++
      const {statusCode, headers, body} = await request(url, {method: options.method === 'HEAD' ? 'HEAD' : 'GET'})
      const limit = options.maxBytes ?? 3 * 1024 * 1024
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of body as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > limit) break
        chunks.push(chunk)
      }
      const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as const)
      return {ok: true, asked: url, url, status: statusCode, headers: pairs, body: Buffer.concat(chunks), truncated: size > limit, hops: []}
    },
  }
  const unused = () => {
    throw new Error('not for this part')
  }
  const context: SiteContext = {
    site: {id: 's', url: `${origin}/`, scheme: 'http', host: '127.0.0.1', port},
    addresses: ['127.0.0.1'],
    network: {dial: unused, connections: 0, permits: () => true},
    resolver: {resolve: unused},
    fetcher,
    now: new Date('2026-11-26T00:00:00Z'),
    signal: new AbortController().signal,
    active: false,
  }
  return {origin, asked, context, close: () => new Promise((resolve) => server.close(() => resolve()))}
}
