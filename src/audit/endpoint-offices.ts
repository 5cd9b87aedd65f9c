import {loadIdentityRules} from '../content/load-identity-rules.ts'
import {pairDevices} from '../inventory/pair-devices.ts'
import {identityOf} from '../model/identity-of.ts'
import type {Register} from '../model/register.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {SoftwareRules} from '../model/software-rules.ts'
import type {StoreReader} from '../store/store.ts'

/** Office of each PC by its id; a PC that stands here with no office is one whose office nobody knows. */
export type EndpointOffices = Record<string, string>

/** Is there a rule, or an approval, for some offices only. */
export function asksForOffices({rules}: SoftwareRules): boolean {
  return rules.some(({offices, approvals}) => offices !== undefined || approvals?.some(({office}) => office !== undefined))
}

/**
 * Offices out of the register: of the device with the id of the PC, or of the one it is paired with. Looked up only where a
 * rule asks, so that other assessments need not read the whole inventory.
 */
export async function endpointOffices(
  software: SoftwareRules,
  store: Pick<StoreReader, 'listEndpoints'> | undefined,
  register: Pick<Register, 'devices'>,
  fresh?: Snapshot,
): Promise<EndpointOffices> {
  if (!asksForOffices(software) || register.devices.length === 0) return {}
  const listed = (await store?.listEndpoints()) ?? []
  const rows = listed.flatMap((one) => (one.ok && one.row.id !== fresh?.target.id ? [{id: one.row.id, identity: one.row.identity}] : []))
  if (fresh) rows.push({id: fresh.target.id, identity: identityOf(fresh.facts)})
  return officesOf(register.devices, rows)
}

/** The pure half: two devices of different offices that are the same PC leave its office unknown. */
export function officesOf(devices: Register['devices'], rows: Parameters<typeof pairDevices>[1]): EndpointOffices {
  const pairs = pairDevices(devices, rows, loadIdentityRules())
  const offices = new Map<string, string | undefined>()
  for (const device of devices) {
    const endpoint = pairs.get(device.id)?.endpoint
    if (endpoint === undefined || device.office === undefined) continue
    offices.set(endpoint, offices.has(endpoint) && offices.get(endpoint) !== device.office ? undefined : device.office)
  }
  return Object.fromEntries([...offices].flatMap(([id, office]) => (office === undefined ? [] : [[id, office]])))
}
