import {parseAddress} from '../lib/address.ts'
import type {Identity} from '../model/identity.ts'
import type {IdentityRules} from '../model/identity-rules.ts'
import type {Device} from '../model/register.ts'
import {keysOf} from './identity-keys.ts'
import {createIdentityIndex} from './match-identity.ts'

export const hostStates = ['known-endpoint', 'known-device', 'ask', 'strange'] as const
export type HostState = (typeof hostStates)[number]

/** What a scanned host is to the office. */
export interface ClassifiedHost {
  id: string
  state: HostState
  /** The PC or device it is, or may be. */
  like: string[]
  /** What says so. */
  by: 'identity' | 'address' | 'none'
}

/**
 * Tells scanned hosts from what the office knows: a network card says which machine it is. A name or an address alone may have been
 * handed to another device since: then a person is asked, so that no strange device hides behind a known address.
 */
export function classifyHosts(
  hosts: readonly {id: string; identity: Identity}[],
  endpoints: readonly {id: string; identity: Identity}[],
  devices: readonly Device[],
  rules: IdentityRules,
): ClassifiedHost[] {
  const index = createIdentityIndex(rules)
  const byAddress = new Map<string, Set<string>>()
  const kinds = new Map<string, HostState>()
  const enter = (id: string, identity: Identity, kind: HostState) => {
    kinds.set(id, kind)
    index.put(id, keysOf(identity, rules))
    for (const text of identity.addresses) {
      const address = parseAddress(text)?.text
      if (address !== undefined) byAddress.set(address, (byAddress.get(address) ?? new Set()).add(id))
    }
  }
  for (const {id, name, serial, macs, addresses} of devices)
    enter(id, {...(serial ? {serial} : {}), hostname: name, macs: [...macs], addresses: [...addresses]}, 'known-device')
  // A device of the register that has facts is known by them: the later entry of one id counts.
  for (const {id, identity} of endpoints) enter(id, identity, 'known-endpoint')
  return hosts.map(({id, identity}) => {
    const keys = keysOf(identity, rules)
    // Its card is enough: a scan sees nothing else that could speak against it.
    const {mac} = keys
    const match = index.match(mac ? {mac} : keys)
    const cards = mac ? candidatesOf(match) : []
    const [only] = cards
    if (only !== undefined && cards.length === 1) return {id, state: kinds.get(only) ?? 'ask', like: cards, by: 'identity'}
    const named = mac ? candidatesOf(index.match(keys)) : candidatesOf(match)
    const placed = identity.addresses.flatMap((text) => [...(byAddress.get(parseAddress(text)?.text ?? '') ?? [])])
    const like = [...new Set([...cards, ...named, ...placed])].sort()
    return like.length > 0
      ? {id, state: 'ask', like, by: named.length > 0 || cards.length > 0 ? 'identity' : 'address'}
      : {id, state: 'strange', like, by: 'none'}
  })
}

function candidatesOf(match: ReturnType<ReturnType<typeof createIdentityIndex>['match']>): string[] {
  if (match.kind === 'new') return []
  return match.kind === 'same' ? [match.candidate.id] : match.candidates.map(({id}) => id)
}
