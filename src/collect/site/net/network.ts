import type {Socket} from 'node:net'

/**
 * Why a connection did not come about. `no-route`: this machine itself cannot reach such addresses, IPv6 for example. `local`: a fault of
 * this machine, such as a firewall of its own or too many open files. Both prove nothing of the site.
 */
export type DialFailure = 'refused' | 'unreachable' | 'no-route' | 'local' | 'timeout' | 'reset' | 'private-address' | 'budget' | 'stopped'

export type Dialled = {ok: true; socket: Socket; address: string} | {ok: false; reason: DialFailure; detail: string}

export interface DialOptions {
  address: string
  port: number
  /** Until the connection stands; default 5000. */
  timeoutMs?: number
  signal?: AbortSignal
}

/**
 * The only door to the network: every TCP connection of a probe, whatever speaks over it, is opened here. It refuses addresses that
 * the rules do not permit, keeps few connections open per address and per /24 over all sites of the run, counts them, and
 * ends a site's budget. A socket that is closed frees its place. Callers close with `destroy()`.
 */
export interface SiteNetwork {
  dial(options: DialOptions): Promise<Dialled>
  /** Connections opened for this site so far. */
  readonly connections: number
  /** Milliseconds so far in which connections of this site waited for a place among those of other sites. */
  readonly waitedMs?: number
  /** Other connections wait for a place at this address, so none should be kept open unused. */
  isCrowded?(address: string): boolean
  /** Whether an address may be reached at all. */
  permits(address: string): boolean
}

/** A clock that stands still while the site waits for a place: how long the queue was is no fault of the server. */
export function siteClock(network: SiteNetwork): () => number {
  return () => performance.now() - (network.waitedMs ?? 0)
}
