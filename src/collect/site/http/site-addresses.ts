import {isIP} from 'node:net'
import type {SiteNetwork} from '../net/network.ts'
import type {Resolver} from '../net/resolver.ts'
import type {Failed} from './send.ts'

/** Addresses that one host is tried at. */
const mostTried = 3

/** Which address each host of a site is reached at: looked up and checked once, then kept. */
export interface SiteAddresses {
  /** Looks a host up, where that was not done yet. */
  find(host: string, signal: AbortSignal): Promise<Failed | undefined>
  of(host: string): string | undefined
  /** The address in use could not be connected to; true where there is another to try. */
  giveUp(host: string): boolean
  /** The address in use answered, so it stays. */
  keep(host: string): void
}

interface Pin {
  addresses: readonly string[]
  index: number
  kept: boolean
}

export function createSiteAddresses(
  network: SiteNetwork,
  resolver: Resolver,
  site: {host: string; addresses: readonly string[]},
): SiteAddresses {
  const pins = new Map<string, Pin>()
  const pin = (host: string, addresses: readonly string[]) =>
    pins.set(host, {addresses: addresses.slice(0, mostTried), index: 0, kept: false})
  if (site.addresses.length > 0) pin(site.host, site.addresses)
  return {
    find: async (host, signal) => {
      if (pins.has(host)) return undefined
      const answer = isIP(host) ? {ok: true as const, addresses: [host]} : await resolver.resolve(host, signal)
      if (!answer.ok) return {ok: false, reason: 'dns-error', detail: answer.detail}
      const permitted = answer.addresses.filter((address) => network.permits(address))
      if (permitted.length === 0)
        return {ok: false, reason: 'private-address', detail: `${host} is ${answer.addresses.slice(0, 4).join(', ')}`}
      pin(host, permitted)
      return undefined
    },
    of: (host) => {
      const known = pins.get(host)
      return known?.addresses[known.index]
    },
    giveUp: (host) => {
      const known = pins.get(host)
      if (!known || known.kept || known.index + 1 >= known.addresses.length) return false
      known.index++
      return true
    },
    keep: (host) => {
      const known = pins.get(host)
      if (known) known.kept = true
    },
  }
}
