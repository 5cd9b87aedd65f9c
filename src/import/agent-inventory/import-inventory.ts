import type {Localized} from '../../model/text.ts'
import type {ImportedTarget, ImportOutcome} from '../importer.ts'
import {createTally, type Tally} from '../tally.ts'
import type {Inventory} from './inventory.ts'
import {createLook, type InventoryTables} from './look.ts'
import {isDevice, mapDevices} from './map-devices.ts'
import {mapEndpoint} from './map-endpoint.ts'

/** Sums up what became of a file while inventories are handed on one by one. */
export interface Intake {
  add(inventory: Inventory): Promise<void>
  /** `broken`: why the file ended early, where no inventory knows it. */
  outcome(broken?: Localized): ImportOutcome
}

/** Maps inventories and counts every entry: read = mapped + dropped. */
export function createIntake(format: string, tables: InventoryTables, emit: (target: ImportedTarget) => void | Promise<void>): Intake {
  const tally = createTally()
  let read = 0
  let incomplete: Localized | undefined
  return {
    add: async (inventory) => {
      const entries = Object.values(inventory.sections).reduce((sum, list) => sum + list.length, 0)
      read += entries + inventory.unused
      incomplete ??= inventory.incomplete
      tally.drop(unused, inventory.unused)
      // Reasons of a machine that cannot be named are those of all its entries.
      const own = createTally()
      const targets = targetsOf(inventory, format, tables, own)
      if (targets.length === 0) tally.drop(noMachine, entries)
      else for (const {reason, count} of own.list()) tally.drop(reason, count)
      for (const target of targets) await emit(target)
    },
    outcome: (broken = incomplete) => ({
      read,
      mapped: read - tally.total(),
      dropped: tally.list(),
      ...(broken ? {incomplete: broken} : {}),
    }),
  }
}

function targetsOf(inventory: Inventory, format: string, tables: InventoryTables, tally: Tally): ImportedTarget[] {
  const look = createLook(inventory, format, tables, tally)
  if (isDevice(inventory)) return mapDevices(look)
  const endpoint = mapEndpoint(look)
  return endpoint ? [endpoint] : []
}

const unused = {
  vi: 'Mục không dùng để đánh giá (màn hình, cổng, tiến trình, biến môi trường...)',
  en: 'Sections that are not used (monitors, ports, processes, environment ...)',
}
const noMachine = {
  vi: 'Không rõ là của máy nào, hoặc không có thông tin nào về máy',
  en: 'Entries that name no machine or say nothing of it',
}
