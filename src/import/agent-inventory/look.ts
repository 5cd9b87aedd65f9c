import type {Gap, SeenFact} from '../../model/fact.ts'
import type {IdentityRules} from '../../model/identity-rules.ts'
import type {LifecycleProduct} from '../../model/lifecycle.ts'
import type {WindowsEditions} from '../../model/windows-editions.ts'
import type {Tally} from '../tally.ts'
import {unknownTime} from '../unknown-time.ts'
import {readMoment} from './dates.ts'
import type {Entry, Inventory, Section} from './inventory.ts'

/** What is known of releases and of makers' habits beside the file itself. */
export interface InventoryTables {
  lifecycle: readonly LifecycleProduct[]
  editions: WindowsEditions
  junk: IdentityRules['junk']
}

/** One inventory on its way to facts. */
export interface Look {
  inventory: Inventory
  /** Name of the format, for the source of each fact. */
  format: string
  tables: InventoryTables
  tally: Tally
  observedAt: string | undefined
  /** Time that the facts bear: never later than the inventory was made. */
  at: string
  /** Offset of the machine's clock, "+0700". */
  offset: string | undefined
}

export type Gaps = Record<string, Gap>

export function createLook(inventory: Inventory, format: string, tables: InventoryTables, tally: Tally): Look {
  const os = first(inventory, 'operatingsystem')
  const offset = os['timezone.offset']
  const observedAt = readMoment(first(inventory, 'accesslog')['logdate'], offset)
  // An agent's id ends with the time at which it first ran: the inventory is no older than that.
  const firstRun = readMoment(/\d{4}-\d{2}-\d{2}-\d{2}-\d{2}-\d{2}$/.exec(inventory.deviceId ?? '')?.[0], offset)
  return {inventory, format, tables, tally, observedAt, at: observedAt ?? firstRun ?? unknownTime, offset}
}

/** The entry of a section that has one; empty where the section is missing. */
export function first(inventory: Inventory, section: Section): Entry {
  return inventory.sections[section]?.[0] ?? {}
}

/** A fact from some sections. Where the end of the file is missing, `lists` may lack entries and count as not seen. */
export function seen<T>(look: Look, sections: readonly Section[], value: T, gaps: Gaps, lists: readonly string[] = []): SeenFact<T> {
  const {incomplete} = look.inventory
  const all: Gaps = {...gaps}
  if (incomplete) for (const path of lists) all[path] = {reason: 'error', detail: `${incomplete.vi} (${incomplete.en})`.slice(0, 500)}
  return {
    ok: true,
    value,
    ...(Object.keys(all).length > 0 ? {gaps: all} : {}),
    source: `${look.format}: ${sections.join(', ')}`,
    at: look.at,
  }
}

/** The gap of a field that this format never tells. */
export const untold: Gap = {reason: 'not-supported', detail: 'tệp kiểm kê không ghi mục này (the inventory format does not tell it)'}
/** The gap of a field that the format has and this file does not. */
export const notInFile: Gap = {reason: 'not-collected', detail: 'tệp kiểm kê này không có mục này (missing in this inventory)'}

export function readNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,15}(?:\.\d{1,6})?$/.test(text)) return undefined
  return Number(text)
}

/** Yes and no as agents write them; undefined for anything else. */
export function readFlag(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined
  if (/^(?:1|true|yes|on|enabled)$/i.test(text)) return true
  return /^(?:0|false|no|off|disabled)$/i.test(text) ? false : undefined
}
