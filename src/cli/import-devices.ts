import {currentActor} from '../lib/actor.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {Device, Register} from '../model/register.ts'
import {type DeviceCounts, mergeDevices} from '../register/merge-devices.ts'
import {registerChanges} from '../register-answers/register-changes.ts'
import type {Store} from '../store/store.ts'

/** Enters the devices of a file in the register, with one journal entry that holds every change. */
export async function enterDevices(store: Store, devices: readonly Omit<Device, 'id'>[], object: string): Promise<DeviceCounts> {
  let before: Register | undefined
  let counts: DeviceCounts = {added: 0, filled: 0, unchanged: 0, unsure: 0}
  const after = await store.updateRegister((register) => {
    before = register
    const merged = mergeDevices(register, devices)
    counts = merged.counts
    return merged.register
  })
  const changes = registerChanges(before ?? after, after)
  if (changes.length > 0)
    await store.appendJournal({
      at: new Date().toISOString(),
      actor: currentActor(),
      action: 'device.import',
      object,
      payload: stableJson({schema: 'stp-sec/register-change/1', changes}),
    })
  return counts
}
