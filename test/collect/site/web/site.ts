import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {SiteContext, SiteTarget} from '../../../../src/collect/site/context.ts'
import type {FetcherOptions} from '../../../../src/collect/site/http/create-fetcher.ts'
import {fetcherFor, table} from '../http/stand.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** A site on loopback and all that a group of facts needs to look at it. */
export interface Site {
  context: SiteContext
  url: string
  port: number
  /** "GET /path" of every request so far. */
  asked: string[]
  close: () => Promise<void>
}

interface SiteOptions {
  active?: boolean
  politeness?: Partial<FetcherOptions['politeness']>
}

export async function serveSite(answer: Handler, more: SiteOptions = {}): Promise<Site> {
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const {context, close} = contextFor(port, more)
  return {
    context,
    url: context.site.url,
    port,
    asked,
    close: async () => {
      await close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function contextFor(
  port: number,
  {
    active = false,
    addresses = ['127.0.0.1'],
    scheme = 'http',
    ...more
  }: SiteOptions & {addresses?: string[]; scheme?: 'http' | 'https'} = {},
): {context: SiteContext; close: () => Promise<void>; stop: () => void} {
  const site: SiteTarget = {id: `site-${port}`, url: `${scheme}://127.0.0.1:${port}/`, scheme, host: '127.0.0.1', port}
  const {fetcher, network, stop, signal} = fetcherFor(port, {...more, site: {host: site.host, port, addresses}, allowed: [...addresses]})
  return {
    context: {
      site,
      addresses,
      network,
      resolver: table({}),
      fetcher,
      now: new Date('2026-11-26T00:00:00Z'),
      signal,
      active,
    },
    close: () => fetcher.close(),
    stop,
  }
}
