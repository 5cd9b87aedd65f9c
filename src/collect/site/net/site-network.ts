import {connect, type Socket} from 'node:net'
import type {AddressRules} from './address-rules.ts'
import type {ConnectionLimits} from './connection-limits.ts'
import type {DialFailure, Dialled, DialOptions, SiteNetwork} from './network.ts'
import {createStopwatch} from './stopwatch.ts'

export interface SiteNetworkOptions {
  rules: AddressRules
  limits: ConnectionLimits
  signal: AbortSignal
  /** Connections that one site may cost. */
  maxConnections: number
}

const failures: Record<string, DialFailure> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  EAFNOSUPPORT: 'no-route',
  EACCES: 'local',
  EPERM: 'local',
  EMFILE: 'local',
  ENFILE: 'local',
  ENOBUFS: 'local',
  EADDRINUSE: 'local',
  ECONNABORTED: 'reset',
}

/** The door of one site to the network (network.ts). */
export function createSiteNetwork({rules, limits, signal, maxConnections}: SiteNetworkOptions): SiteNetwork {
  let connections = 0
  const queue = createStopwatch()
  return {
    get connections() {
      return connections
    },
    get waitedMs() {
      return queue.elapsed()
    },
    isCrowded: (address) => limits.isCrowded(address),
    permits: (address) => rules.permits(address),
    dial: async (options) => {
      if (!rules.permits(options.address))
        return {ok: false, reason: 'private-address', detail: `${options.address} is no address that may be reached`}
      if (connections >= maxConnections) return {ok: false, reason: 'budget', detail: `${maxConnections} connections were made already`}
      const all = options.signal ? AbortSignal.any([signal, options.signal]) : signal
      connections++
      const leaveQueue = queue.start()
      let release: () => void
      try {
        release = await limits.acquire(options.address, all)
      } catch {
        return {ok: false, reason: 'stopped', detail: 'stopped while waiting for a free connection'}
      } finally {
        leaveQueue()
      }
      return openSocket(options, all, release)
    },
  }
}

function openSocket({address, port, timeoutMs = 5000}: DialOptions, signal: AbortSignal, release: () => void): Promise<Dialled> {
  return new Promise((resolve) => {
    const socket: Socket = connect({host: address, port, autoSelectFamily: false, lookup: neverLookUp})
    const finish = (dialled: Dialled) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      socket.removeListener('error', fail)
      socket.removeListener('connect', succeed)
      if (!dialled.ok) socket.destroy()
      resolve(dialled)
    }
    const timer = setTimeout(
      () => finish({ok: false, reason: 'timeout', detail: `${address}:${port} did not answer within ${timeoutMs} ms`}),
      timeoutMs,
    )
    const stop = () => finish({ok: false, reason: 'stopped', detail: 'stopped'})
    const fail = (error: NodeJS.ErrnoException) =>
      finish({ok: false, reason: failures[error.code ?? ''] ?? 'unreachable', detail: `${address}:${port}: ${error.code ?? error.message}`})
    const succeed = () => {
      socket.setNoDelay(true)
      finish({ok: true, socket, address})
    }
    socket.once('close', release)
    // Errors after the connection stands belong to whoever speaks over it; nobody listening must not end the program.
    socket.on('error', () => undefined)
    socket.once('error', fail)
    socket.once('connect', succeed)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, {once: true})
  })
}

/** Addresses only: a name here would be resolved a second time, unchecked. */
function neverLookUp(name: string, _options: unknown, callback: (error: Error, address: string, family: number) => void): void {
  callback(new Error(`"${name}" is a name, not an address`), '', 0)
}
