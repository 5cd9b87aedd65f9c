import {stableJson} from '../lib/stable-json.ts'
import {type Device, device as deviceShape, type Register} from '../model/register.ts'
import {proposeId} from './propose-id.ts'

export interface DeviceCounts {
  added: number
  /** Known, and now known better. */
  filled: number
  unchanged: number
  /** Like several known devices: left for a person. */
  unsure: number
}

/**
 * The register with devices that a file tells of. A device is known by its asset number, serial number or MAC; where it
 * bears none of them, by name and unit together. Only what is not known yet is filled in: what a person entered stays.
 */
export function mergeDevices(register: Register, incoming: readonly Omit<Device, 'id'>[]): {register: Register; counts: DeviceCounts} {
  const devices = new Map(register.devices.map((known) => [known.id, known]))
  const holders = new Map<string, Set<string>>()
  const enter = (known: Device) => {
    for (const key of keysOf(known)) holders.set(key, (holders.get(key) ?? new Set()).add(known.id))
  }
  register.devices.forEach(enter)
  const taken = new Set(devices.keys())
  const counts: DeviceCounts = {added: 0, filled: 0, unchanged: 0, unsure: 0}
  for (const told of incoming) {
    const found = new Set(keysOf(told).flatMap((key) => [...(holders.get(key) ?? [])]))
    if (found.size > 1) {
      counts.unsure++
      continue
    }
    const [id] = found
    const before = id === undefined ? undefined : devices.get(id)
    const after = before ? fill(before, told) : deviceShape.parse({...told, id: idFor(told, taken)})
    if (!before) counts.added++
    else if (stableJson(before) === stableJson(after)) counts.unchanged++
    else counts.filled++
    devices.set(after.id, after)
    taken.add(after.id)
    enter(after)
  }
  return {register: {...register, devices: [...devices.values()]}, counts}
}

function keysOf({assetTag, serial, macs, name, unit}: Omit<Device, 'id'>): string[] {
  const strong = [
    ...numberKey('tag', assetTag),
    ...numberKey('serial', serial),
    ...macs.map((mac) => `mac ${mac.toLowerCase().replace(/[^0-9a-f]/g, '')}`),
  ]
  return strong.length > 0 ? strong : [`name ${plain(name)} ${plain(unit ?? '')}`]
}

function numberKey(kind: string, text: string | undefined): string[] {
  const value = plain(text ?? '')
  // "0", "N/A" and the like tell no device from another.
  return value.length > 3 && !/^(.)\1*$/.test(value) ? [`${kind} ${value}`] : []
}

function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
}

function fill(known: Device, told: Omit<Device, 'id'>): Device {
  const union = (a: readonly string[], b: readonly string[]) => [...a, ...b.filter((item) => !a.includes(item))]
  return {...told, ...known, macs: union(known.macs, told.macs), addresses: union(known.addresses, told.addresses)}
}

function idFor({name, assetTag, serial}: Omit<Device, 'id'>, taken: ReadonlySet<string>): string {
  const number = assetTag ?? serial
  return proposeId(number === undefined ? name : `${name.slice(0, 30)} ${number}`, taken)
}
