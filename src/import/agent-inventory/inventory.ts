import type {Localized} from '../../model/text.ts'

/** The fields of one entry; keys as GLPI's JSON writes them, those of a nested object joined with dots. */
export type Entry = Readonly<Record<string, string>>

/** What an agent said of one machine or device, before it is understood: the same for JSON and XML. */
export interface Inventory {
  deviceId: string | undefined
  /** "inventory", "netinventory", "netdiscovery", "snmp", "snmpquery": what was asked for. */
  action: string
  itemType: string | undefined
  sections: Partial<Record<Section, Entry[]>>
  /** Entries of other sections, which are not read. */
  unused: number
  /** Why the end is missing. */
  incomplete: Localized | undefined
}

export const sectionNames = [
  'accesslog',
  'antivirus',
  'batteries',
  'bios',
  'cpus',
  'device',
  'drives',
  'firewalls',
  'hardware',
  'local_users',
  'network_device',
  'network_ports',
  'networks',
  'operatingsystem',
  'softwares',
  'storages',
] as const
export type Section = (typeof sectionNames)[number]

/** What FusionInventory and OCS call the same section, and the fields that have two names. */
const otherSections: Readonly<Record<string, Section>> = {firewall: 'firewalls'}
const otherFields: Readonly<Record<string, string>> = {macaddr: 'mac', installdate: 'install_date', architecture: 'arch'}
const known: ReadonlySet<string> = new Set(sectionNames)

/** The section of a name in any of the formats; undefined for those that are not read. */
export function sectionOf(name: string): Section | undefined {
  const lower = name.toLowerCase()
  return known.has(lower) ? (lower as Section) : otherSections[lower]
}

export function fieldOf(name: string): string {
  const lower = name.toLowerCase()
  return otherFields[lower] ?? lower
}

/** More entries than any machine has: a PC with 3,000 packages has 3,000. */
export const maxEntries = 50_000
/** Longest value that is kept; what is longer is cut. */
export const maxValue = 1000
export const maxFields = 200

export const tooMany: Localized = {
  vi: `Một mục có quá ${maxEntries} dòng; phần còn lại bị bỏ`,
  en: `A section has more than ${maxEntries} entries; the rest is left out`,
}

export function emptyInventory(): Inventory {
  return {
    deviceId: undefined,
    action: 'inventory',
    itemType: undefined,
    sections: {},
    unused: 0,
    incomplete: undefined,
  }
}

/** Enters an entry; false when there are too many of its section. */
export function addEntry(inventory: Inventory, section: Section, entry: Entry): boolean {
  const entries = inventory.sections[section] ?? []
  inventory.sections[section] = entries
  if (entries.length >= maxEntries) {
    inventory.incomplete ??= tooMany
    return false
  }
  entries.push(entry)
  return true
}
