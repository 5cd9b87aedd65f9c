import type {Identity} from '../model/identity.ts'
import type {IdentityRules} from '../model/identity-rules.ts'
import type {Device} from '../model/register.ts'
import {keysOf} from './identity-keys.ts'
import {createIdentityIndex} from './match-identity.ts'

/** How a device of the register was found among the PCs whose facts are there. */
export interface Pairing {
  endpoint: string
  /** By the same id, by what tells machines apart, or only by the same name. */
  by: 'id' | 'identity' | 'name'
}

/** Which PC each device of the register is; a device that resembles several is none of them. */
export function pairDevices(
  devices: readonly Device[],
  endpoints: readonly {id: string; identity: Identity}[],
  rules: IdentityRules,
): Map<string, Pairing> {
  if (devices.length === 0) return new Map()
  const index = createIdentityIndex(rules)
  const ids = new Set<string>()
  for (const {id, identity} of endpoints) {
    ids.add(id)
    index.put(id, keysOf(identity, rules))
  }
  const pairs = new Map<string, Pairing>()
  for (const device of devices) {
    if (ids.has(device.id)) {
      pairs.set(device.id, {endpoint: device.id, by: 'id'})
      continue
    }
    const {serial, assetTag, macs, name} = device
    const identity: Identity = {
      ...(serial ? {serial} : {}),
      ...(assetTag ? {assetTag} : {}),
      hostname: name,
      macs: [...macs],
      addresses: [],
    }
    const match = index.match(keysOf(identity, rules))
    if (match.kind === 'same') pairs.set(device.id, {endpoint: match.candidate.id, by: 'identity'})
    // Most registers know no more than the name: one PC of that name, and nothing that speaks against it.
    else if (match.kind === 'ask' && match.candidates.length === 1 && match.candidates[0]?.differ.length === 0)
      pairs.set(device.id, {endpoint: match.candidates[0].id, by: 'name'})
  }
  return pairs
}
