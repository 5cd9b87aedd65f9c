import {currentActor} from '../lib/actor.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {Device} from '../model/register.ts'
import {type DeviceCounts, mergeDevices} from '../register/merge-devices.ts'
import {officeOfPlace} from '../register/office-of-place.ts'
import {registerChanges} from '../register-answers/register-changes.ts'
import type {Store} from '../store/store.ts'

/** Enters the devices of a file in the register, with one journal entry that holds every change. */
export async function enterDevices(store: Store, devices: readonly Omit<Device, 'id'>[], object: string): Promise<DeviceCounts> {
  const {offices} = await store.readWorkspace()
  const placed = devices.map((device) => {
    const office = device.office ?? (device.place === undefined ? undefined : officeOfPlace(device.place, offices))
    return office === undefined ? device : {...device, office}
  })
  let counts: DeviceCounts = {added: 0, filled: 0, unchanged: 0, unsure: 0}
  await store.updateRegister(
    (register) => {
      const merged = mergeDevices(register, placed)
      counts = merged.counts
      return merged.register
    },
    (before, after) => {
      const changes = registerChanges(before, after)
      if (changes.length === 0) return undefined
      const payload = stableJson({schema: 'stp-sec/register-change/1', changes})
      return {at: new Date().toISOString(), actor: currentActor(), action: 'device.import', object, payload}
    },
  )
  return counts
}
