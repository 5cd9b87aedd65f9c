import type {Socket} from 'node:net'

/** Why a connection did not come about. `no-route`: this machine itself has no way to such addresses, IPv6 for example. */
export type DialFailure = 'refused' | 'unreachable' | 'no-route' | 'timeout' | 'reset' | 'private-address' | 'budget' | 'stopped'

export type Dialled = {ok: true; socket: Socket; address: string} | {ok: false; reason: DialFailure; detail: string}

export interface DialOptions {
  address: string
  port: number
  /** Until the connection stands; default 5000. */
  timeoutMs?: number
  signal?: AbortSignal
  /** Called when the connection has its place and its clock starts: how long the queue was is no fault of the server. */
  onPlace?: () => void
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
  /** Whether an address may be reached at all. */
  permits(address: string): boolean
}
