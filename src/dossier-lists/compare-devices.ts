import {comparable} from '../lib/address.ts'
import {daysBetween, timeOf} from '../lib/dates.ts'
import type {Inventory, SpreadFact} from './build-lists.ts'
import type {Difference, DriftField} from './drift.ts'
import type {ApprovedLists} from './from-sheets.ts'
import {type Device, keyOf} from './lists.ts'
import {type Match, matchDevices} from './match-devices.ts'
import {fold, unique} from './text.ts'

/** What became of a device of the approved list: the device it is now, or why there is none. */
export type Fate = {state: 'present'; device: Device; visible: ReadonlySet<SpreadFact>} | {state: 'gone' | 'unseen'}

export interface ComparedDevices {
  differences: Difference[]
  /** By key of the approved device. */
  fates: ReadonlyMap<string, Fate>
  /** Keys of devices of the inventory that the approved list has too. */
  known: ReadonlySet<string>
  nowSeen: number
}

export function compareDevices(approved: ApprovedLists, inventory: Inventory): ComparedDevices {
  const {pairs, onlyApproved, onlyPresent} = matchDevices(approved.devices, inventory.lists.devices)
  const fates = new Map<string, Fate>()
  const differences: Difference[] = []
  for (const pair of pairs) {
    differences.push(...changesOf(pair, approved, inventory))
    const visible = inventory.visible.get(pair.present.id ?? '') ?? new Set<SpreadFact>()
    fates.set(keyOf(pair.approved), {state: 'present', device: pair.present, visible})
  }
  for (const item of onlyApproved) {
    // Without an id nobody can say that the register has dropped it: a printer that a person entered was never seen at all.
    const state = item.id !== undefined && !inventory.members.has(item.id) ? 'gone' : 'unseen'
    fates.set(keyOf(item), {state})
    differences.push({list: 'devices', kind: state, ...subjectOf(item)})
  }
  // Lists of machines name them by their names, which a person may have changed in one place only.
  for (const {approved: item, present} of pairs) {
    const byName = keyOf({name: present.name})
    const fate = fates.get(keyOf(item))
    if (fate && !fates.has(byName)) fates.set(byName, fate)
  }
  for (const item of onlyPresent) differences.push({list: 'devices', kind: 'added', ...subjectOf(item), ...describe(item)})
  return {
    differences,
    fates,
    known: new Set(pairs.map(({present}) => keyOf(present))),
    nowSeen: pairs.reduce((sum, pair) => sum + newlySeen(pair), 0),
  }
}

function changesOf({approved, present, by}: Match, file: ApprovedLists, inventory: Inventory): Difference[] {
  const base = {list: 'devices' as const, ...subjectOf(present), ...(by === 'id' ? {} : {matchedBy: by})}
  const differences: Difference[] = []
  const note = (kind: 'changed' | 'unseen', field: DriftField, before: string[], after?: string[]) =>
    differences.push({...base, kind, field, before, ...(after ? {after} : {})})
  if (approved.id !== undefined && by !== 'id') note('changed', 'id', [approved.id], present.id === undefined ? [] : [present.id])
  for (const field of ['name', 'os', 'version', 'serial'] as const) {
    const before = approved[field]
    const after = present[field]
    if (before === undefined) continue
    if (after === undefined) note('unseen', field, [before])
    else if (fold(before) !== fold(after)) note('changed', field, [before], [after])
  }
  if (approved.addresses) {
    if (!present.addresses) note('unseen', 'addresses', approved.addresses)
    else if (!isSameSet(approved.addresses.map(comparable), present.addresses.map(comparable)))
      note('changed', 'addresses', approved.addresses, present.addresses)
  }
  if (isStale(present, inventory.lists.on, inventory) && !isStale(approved, file.on ?? inventory.lists.on, inventory))
    note(
      'unseen',
      'lastSeen',
      approved.lastSeen === undefined ? [] : [approved.lastSeen],
      present.lastSeen === undefined ? [] : [present.lastSeen],
    )
  return differences
}

/** An old fact still equals what was approved, but nobody has looked for too long to say that it holds. */
function isStale({lastSeen}: Device, on: string, {maxAgeDays}: Inventory): boolean {
  return lastSeen !== undefined && !Number.isNaN(timeOf(lastSeen)) && daysBetween(lastSeen, on) > maxAgeDays
}

function newlySeen({approved, present}: Match): number {
  return (['os', 'version', 'serial', 'addresses'] as const).filter(
    (field) => approved[field] === undefined && present[field] !== undefined,
  ).length
}

export function subjectOf(item: Device): {subject: string; id?: string} {
  return {subject: item.name, ...(item.id === undefined ? {} : {id: item.id})}
}

function describe({os, version, addresses}: Device): {after?: string[]} {
  const after = [[os, version].filter(Boolean).join(' '), ...(addresses ?? [])].filter((text) => text !== '')
  return after.length > 0 ? {after} : {}
}

export function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(unique(a)) === JSON.stringify(unique(b))
}
