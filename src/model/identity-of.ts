import type {Identity} from './identity.ts'
import type {EndpointFactSet} from './snapshot.ts'

/** Adapters whose address belongs to the machine: not those that software makes. */
const physical: ReadonlySet<string> = new Set(['ethernet', 'wifi'])

/** What the facts of a machine say of which machine it is. */
export function identityOf(facts: EndpointFactSet): Identity {
  const hardware = facts.hardware?.ok ? facts.hardware.value : undefined
  const os = facts.os?.ok ? facts.os.value : undefined
  const network = facts.network?.ok ? facts.network.value : undefined
  const interfaces = network?.interfaces ?? []
  return {
    ...(hardware?.uuid ? {uuid: hardware.uuid} : {}),
    ...(hardware?.serial ? {serial: hardware.serial} : {}),
    ...(os?.hostname ? {hostname: os.hostname} : {}),
    macs: interfaces.flatMap(({kind, mac}) => (mac !== undefined && physical.has(kind) ? [mac] : [])),
    addresses: interfaces.filter(({kind}) => kind !== 'loopback').flatMap(({addresses}) => addresses),
  }
}
