import type {Inventory, SpreadFact} from './build-lists.ts'
import type {ComparedDevices} from './compare-devices.ts'
import type {Difference, DriftField} from './drift.ts'
import {keyOf, labelsOf} from './lists.ts'
import {compareText, fold} from './text.ts'

/** A program or a port: what it is called, what is written about it, and where it is. */
export interface Thing {
  key: string
  subject: string
  /** Versions of a program, programs behind a port. */
  traits: readonly string[]
  machines: readonly string[]
}

export interface ThingsOrder {
  list: 'applications' | 'services'
  fact: 'software' | 'ports'
  /** Field of the difference when traits differ. */
  trait: 'versions' | 'processes'
}

/**
 * Compares what is on the machines. Gone is only what every machine of its list could be seen without; machines that cannot
 * be looked at are told once each, not once a program.
 */
export function compareThings(
  order: ThingsOrder,
  approved: readonly Thing[],
  present: readonly Thing[],
  devices: ComparedDevices,
  inventory: Inventory,
): Difference[] {
  const {list, fact, trait} = order
  const differences: Difference[] = []
  const labels = labelsOf(inventory.lists.devices)
  const nameAll = (keys: readonly string[]) => keys.map((key) => labels.get(key) ?? key).sort(compareText)
  const now = new Map(present.map((thing) => [thing.key, thing]))
  const hidden = new Map<string, number>()
  for (const thing of approved) {
    const current = now.get(thing.key)
    now.delete(thing.key)
    const where = placesOf(thing, current, devices, fact)
    for (const key of where.hidden) hidden.set(key, (hidden.get(key) ?? 0) + 1)
    const note = (kind: Difference['kind'], more: Partial<Difference> = {}) =>
      differences.push({list, kind, subject: thing.subject, ...more})
    if (!current) {
      const isUncertain = where.hidden.length + where.unseenDevices > 0 || (thing.machines.length === 0 && !isAllVisible(inventory, fact))
      if (!isUncertain) note('gone')
      else if (thing.machines.length === 0) note('unseen')
      continue
    }
    const gained = current.machines.filter((key) => devices.known.has(key) && !where.expected.has(key))
    if (thing.machines.length > 0 && gained.length + where.lost.length > 0)
      note('changed', {field: 'machines', before: nameAll(where.lost), after: nameAll(gained)})
    const change = traitChange(thing.traits, current.traits, where.hidden.length + where.unseenDevices > 0)
    if (change) note(change, {field: trait, before: [...thing.traits], ...(change === 'changed' ? {after: [...current.traits]} : {})})
  }
  for (const thing of now.values())
    differences.push({list, kind: 'added', subject: thing.subject, after: [...thing.traits], machines: nameAll(thing.machines)})
  return [...differences, ...hiddenOf(hidden, order, devices)]
}

/** Where a thing of the approved list should be, and where it is not. */
function placesOf(thing: Thing, current: Thing | undefined, devices: ComparedDevices, fact: SpreadFact) {
  const holders = new Set(current?.machines)
  const expected = new Set<string>()
  const lost: string[] = []
  const hidden: string[] = []
  let unseenDevices = 0
  for (const key of thing.machines) {
    const fate = devices.fates.get(key)
    if (fate?.state === 'unseen') unseenDevices++
    if (fate?.state !== 'present') continue
    const there = keyOf(fate.device)
    expected.add(there)
    if (holders.has(there)) continue
    if (fate.visible.has(fact)) lost.push(there)
    else hidden.push(key)
  }
  return {expected, lost, hidden, unseenDevices}
}

function traitChange(before: readonly string[], after: readonly string[], isPartlyHidden: boolean): 'changed' | 'unseen' | undefined {
  if (before.length === 0) return undefined
  if (after.length === 0) return 'unseen'
  const was = new Set(before.map(fold))
  const is = new Set(after.map(fold))
  if ([...is].some((trait) => !was.has(trait))) return 'changed'
  // What only a hidden machine had is not gone.
  return !isPartlyHidden && [...was].some((trait) => !is.has(trait)) ? 'changed' : undefined
}

function isAllVisible({visible, members}: Inventory, fact: SpreadFact): boolean {
  return [...members].every((id) => visible.get(id)?.has(fact))
}

function hiddenOf(hidden: ReadonlyMap<string, number>, {list, fact}: ThingsOrder, devices: ComparedDevices): Difference[] {
  const field: DriftField = fact
  return [...hidden].flatMap(([key, count]) => {
    const fate = devices.fates.get(key)
    if (fate?.state !== 'present') return []
    const {name, id} = fate.device
    return [{list, kind: 'unseen' as const, subject: name, ...(id === undefined ? {} : {id}), field, count}]
  })
}

/** Keys of things, so that NFC and NFD, capitals and spaces do not tell them apart. */
export function thingKey(...parts: readonly (string | number)[]): string {
  return parts.map((part) => fold(String(part))).join('\u0000')
}
