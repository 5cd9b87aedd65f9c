import {present} from '../lib/present.ts'
import type {Identity} from '../model/identity.ts'
import type {EndpointFactSet} from '../model/snapshot.ts'
import type {WindowsLook} from './look.ts'
import {textOf} from './registry.ts'

/** MachineGuid: made when Windows is installed. */
export function machineGuid(look: Pick<WindowsLook, 'registry'>): string | undefined {
  const value = look.registry.read('HKLM\\SOFTWARE\\Microsoft\\Cryptography', 'MachineGuid')
  const guid = value.ok ? textOf(value.value)?.toLowerCase() : undefined
  return guid !== undefined && /^[0-9a-f-]{36}$/.test(guid) ? guid : undefined
}

/** What the answers say of which PC it is. */
export function windowsIdentity(look: WindowsLook, facts: EndpointFactSet): Identity {
  const os = facts.os?.ok ? facts.os.value : undefined
  const hardware = facts.hardware?.ok ? facts.hardware.value : undefined
  const interfaces = facts.network?.ok ? facts.network.value.interfaces : []
  const cards = interfaces.filter(({kind}) => kind === 'ethernet' || kind === 'wifi')
  return {
    ...present({machineId: machineGuid(look), uuid: hardware?.uuid, serial: hardware?.serial, hostname: os?.hostname}),
    macs: [...new Set(cards.flatMap(({mac}) => mac ?? []))].slice(0, 64),
    addresses: [...new Set(interfaces.filter(({kind}) => kind !== 'loopback').flatMap(({addresses}) => addresses))].slice(0, 256),
  }
}
