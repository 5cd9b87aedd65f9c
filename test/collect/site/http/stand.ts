import {createServer, type Server, type Socket} from 'node:net'
import {createFetcher, type FetcherOptions} from '../../../../src/collect/site/http/create-fetcher.ts'
import {createAddressRules} from '../../../../src/collect/site/net/address-rules.ts'
import {type ConnectionLimits, createConnectionLimits} from '../../../../src/collect/site/net/connection-limits.ts'
import type {Resolver} from '../../../../src/collect/site/net/resolver.ts'
import {createSiteNetwork} from '../../../../src/collect/site/net/site-network.ts'
import {loadPoliteness} from '../../../../src/content/load-politeness.ts'

export const visitors = {
  tool: 'stp-sec/test',
  browser: 'Browser',
  crawler: 'Crawler',
  searchVisitor: 'Searcher',
  searchReferer: 'https://search.test/',
}

/** A server that does with each connection what the test says; all are closed at the end. */
export async function scripted(
  answer: (socket: Socket, index: number) => void,
): Promise<{port: number; connections: () => number; close: () => Promise<void>}> {
  const sockets = new Set<Socket>()
  let connections = 0
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    answer(socket, connections++)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}

/** Reads a whole request, then calls back with its first line. */
export function onRequest(socket: Socket, then: (line: string, head: string) => void): void {
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
    const end = text.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = text.slice(0, end)
    text = text.slice(end + 4)
    then(head.split('\r\n')[0] ?? '', head)
  })
}

export const table = (names: Record<string, string[]>): Resolver => ({
  resolve: async (name) =>
    names[name] ? {ok: true, addresses: names[name]} : {ok: false, reason: 'nxdomain', detail: `${name} does not exist`},
})

const given = loadPoliteness()

/** A fetcher that may reach 127.0.0.1 only, with short times. */
export function fetcherFor(
  port: number,
  more: Partial<Omit<FetcherOptions, 'politeness'>> & {
    politeness?: Partial<FetcherOptions['politeness']>
    allowed?: string[]
    names?: Record<string, string[]>
    host?: string
    addresses?: string[]
    limits?: ConnectionLimits
  } = {},
) {
  const rules = createAddressRules(more.allowed ?? ['127.0.0.1'])
  if (!rules) throw new Error('bad range')
  const controller = new AbortController()
  const network = createSiteNetwork({
    rules,
    limits: more.limits ?? createConnectionLimits(given.connections),
    signal: controller.signal,
    maxConnections: 100,
  })
  const fetcher = createFetcher({
    network,
    resolver: table(more.names ?? {}),
    site:
      more.host === undefined
        ? {host: '127.0.0.1', port, addresses: more.addresses ?? ['127.0.0.1']}
        : {host: more.host, port, addresses: []},
    signal: controller.signal,
    visitors,
    sleep: async () => undefined,
    ...more,
    politeness: {...given.requests, timeoutMs: 700, ...more.politeness},
  })
  return {fetcher, network, signal: controller.signal, stop: () => controller.abort(new Error('stop'))}
}
