import type {Gap} from '../model/fact.ts'
import type {Snapshot} from '../model/snapshot.ts'

export interface UnseenAddress extends Gap {
  address: string
  /** The machine of the probe has no IPv6: no fault of the site, and no judgement waits for it. */
  noRoute: boolean
}

/** Addresses of a site that nothing is known of, out of those that may be reached. What was asked before others were looked at knows one. */
export function unseenAddresses({tlsAddresses}: Snapshot['facts'], reachable: readonly string[]): UnseenAddress[] {
  if (!tlsAddresses?.ok) {
    const one: Gap = {reason: 'not-collected', detail: 'one address of the site was looked at'}
    return reachable.slice(1).map((address) => ({address, ...one, noRoute: false}))
  }
  const {others, unasked} = tlsAddresses.value
  return [
    ...others.flatMap(({address, missing, noRoute = false}) => (missing ? [{address, ...missing, noRoute}] : [])),
    ...unasked.map((address) => ({
      address,
      reason: 'not-collected' as const,
      detail: 'a site has more addresses than are looked at',
      noRoute: false,
    })),
  ]
}
