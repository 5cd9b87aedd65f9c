import type {Device} from './lists.ts'
import {fold} from './text.ts'

export interface Match {
  approved: Device
  present: Device
  by: 'id' | 'serial' | 'mac' | 'name'
}

export interface Matches {
  pairs: Match[]
  onlyApproved: Device[]
  onlyPresent: Device[]
}

/**
 * Finds each approved device in the inventory: by id, then by serial and MAC, then by name. A sign that two devices on one
 * side share tells nothing and is passed over.
 */
export function matchDevices(approved: readonly Device[], present: readonly Device[]): Matches {
  const openApproved = new Set(approved)
  const openPresent = new Set(present)
  const pairs: Match[] = []
  const signs: [Match['by'], (item: Device) => readonly string[]][] = [
    ['id', ({id}) => (id === undefined ? [] : [id.toLowerCase()])],
    ['serial', ({serial}) => (serial === undefined ? [] : [fold(serial)])],
    ['mac', ({macs}) => macs ?? []],
    ['name', ({name}) => [fold(name)]],
  ]
  for (const [by, signsOf] of signs) {
    const seen = onlyHolders(present, signsOf)
    for (const [sign, mine] of onlyHolders(approved, signsOf)) {
      const theirs = seen.get(sign)
      if (!theirs || !openApproved.has(mine) || !openPresent.has(theirs)) continue
      pairs.push({approved: mine, present: theirs, by})
      openApproved.delete(mine)
      openPresent.delete(theirs)
    }
  }
  return {pairs, onlyApproved: [...openApproved], onlyPresent: [...openPresent]}
}

/** The device of each sign that no other device has. */
function onlyHolders(items: readonly Device[], signsOf: (item: Device) => readonly string[]): Map<string, Device> {
  const holders = new Map<string, Set<Device>>()
  for (const item of items) for (const sign of signsOf(item)) holders.set(sign, (holders.get(sign) ?? new Set()).add(item))
  return new Map([...holders].flatMap(([sign, [only, ...others]]) => (only && others.length === 0 ? [[sign, only] as const] : [])))
}
