import {connect} from 'node:net'
import type {SiteContext, SiteTarget} from '../../../../src/collect/site/context.ts'
import type {Dialled, SiteNetwork} from '../../../../src/collect/site/net/network.ts'

/** A network that knows loopback alone. */
export function loopback(): SiteNetwork {
  let connections = 0
  return {
    permits: (address) => address.startsWith('127.'),
    get connections() {
      return connections
    },
    dial: ({address, port, timeoutMs = 5000}) =>
      new Promise<Dialled>((resolve) => {
        if (!address.startsWith('127.')) return resolve({ok: false, reason: 'private-address', detail: 'tests stay on loopback'})
        connections++
        const socket = connect({host: address, port})
        const timer = setTimeout(() => {
          socket.destroy()
          resolve({ok: false, reason: 'timeout', detail: 'no connection in time'})
        }, timeoutMs)
        socket.once('connect', () => {
          clearTimeout(timer)
          socket.removeAllListeners('error')
          socket.on('error', () => {})
          resolve({ok: true, socket, address})
        })
        socket.once('error', (error: NodeJS.ErrnoException) => {
          clearTimeout(timer)
          resolve({ok: false, reason: error.code === 'ECONNREFUSED' ? 'refused' : 'reset', detail: `connect: ${error.code}`})
        })
      }),
  }
}

/** Everything around a probe of one port on loopback. */
export function contextOf(port: number, more: Partial<SiteContext> & {scheme?: SiteTarget['scheme']; host?: string} = {}): SiteContext {
  const {scheme = 'https', host = 'trang.test', ...rest} = more
  return {
    site: {id: 'trang', url: `${scheme}://${host}:${port}/`, scheme, host, port},
    addresses: ['127.0.0.1'],
    network: loopback(),
    resolver: {resolve: async () => ({ok: false, reason: 'nxdomain', detail: 'no name'})},
    fetcher: {
      requests: 0,
      fetch: async (asked) => ({ok: false, asked, reason: 'unreachable', detail: 'nothing on port 80', hops: []}),
    },
    now: new Date('2026-11-26T00:00:00Z'),
    signal: new AbortController().signal,
    active: false,
    ...rest,
  }
}
