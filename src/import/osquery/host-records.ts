import {readDay} from '../agent-inventory/dates.ts'
import {addEntry, emptyInventory, type Inventory} from '../agent-inventory/inventory.ts'
import {cleanText} from '../clean.ts'

export type Row = Readonly<Record<string, string>>

/** The values of a row as text, cleaned; nested ones are left out. */
export function readRow(value: unknown): Row {
  const row: Record<string, string> = {}
  if (typeof value !== 'object' || value === null) return row
  for (const [name, item] of Object.entries(value)) {
    const text = typeof item === 'object' ? undefined : cleanText(String(item), 1000)
    if (text !== undefined) row[name] = text
  }
  return row
}

const packages: Readonly<Record<string, string>> = {
  programs: 'registry',
  deb_packages: 'deb',
  rpm_packages: 'rpm',
  apps: 'apps',
}

/** An installed program, of osquery's tables or of Fleet's software list. */
export function addProgram(inventory: Inventory, row: Row): void {
  const installed = readDay(row['install_date'] ?? row['installed_at'])
  addEntry(inventory, 'softwares', {
    ...keep('name', row['name']),
    ...keep('version', row['version'] ?? row['bundle_short_version']),
    ...keep('publisher', row['publisher'] ?? row['vendor'] ?? row['maintainer']),
    ...keep('arch', row['arch']),
    ...keep('from', packages[row['source'] ?? '']),
    ...keep('install_date', installed),
  })
}

/** `os_version`: on Windows the name is whole; elsewhere the version belongs to it. */
export function addSystem(inventory: Inventory, {name, version, platform, arch}: Row): void {
  const windows = platform === 'windows' || /windows/i.test(name ?? '')
  addEntry(inventory, 'operatingsystem', {
    ...keep('full_name', windows || version === undefined || name?.includes(version) ? name : `${name ?? ''} ${version}`.trim()),
    ...keep('kernel_name', platform === 'darwin' ? 'darwin' : windows ? undefined : 'linux'),
    ...keep(windows ? 'kernel_version' : 'version', version),
    ...keep('arch', arch),
  })
}

/** `system_info`; Fleet names the same values a little differently. */
export function addMachine(inventory: Inventory, row: Row): void {
  const bytes = Number(row['physical_memory'] ?? row['memory'])
  const memory = Number.isFinite(bytes) && bytes > 0 ? String(Math.round(bytes / 1024 / 1024)) : undefined
  const name = row['hostname'] ?? row['computer_name']
  addEntry(inventory, 'hardware', {...keep('name', name), ...keep('uuid', row['uuid']), ...keep('memory', memory)})
  addEntry(inventory, 'bios', {
    ...keep('smanufacturer', row['hardware_vendor']),
    ...keep('smodel', row['hardware_model']),
    ...keep('ssn', row['hardware_serial'] === '-1' ? undefined : row['hardware_serial']),
  })
  if (row['cpu_brand'] !== undefined) addEntry(inventory, 'cpus', {name: row['cpu_brand'], ...keep('core', row['cpu_physical_cores'])})
}

/** `patches`: hotfixes of Windows with American dates. */
export function addPatch(inventory: Inventory, row: Row): void {
  addEntry(inventory, 'softwares', {
    ...keep('name', row['hotfix_id']),
    ...keep('install_date', readDay(row['installed_on'], 'month-first')),
  })
}

/** `windows_security_products`. */
export function addProduct(inventory: Inventory, row: Row): void {
  addEntry(inventory, 'antivirus', {...keep('name', row['name']), ...keep('enabled', enabledOf(row['state']))})
}

/** `bitlocker_info`: protection 1 is on, 0 off, 2 unknown. */
export function addVolume(inventory: Inventory, row: Row): void {
  const status = row['protection_status']
  addEntry(inventory, 'drives', {
    ...keep('letter', row['drive_letter']),
    encrypt_name: 'BitLocker',
    ...keep('encrypt_algo', row['encryption_method']),
    encrypt_status: status === '1' ? 'Yes' : status === '0' ? 'No' : 'Unknown',
  })
}

export function startHost(deviceId: string | undefined, time: number | undefined): Inventory {
  const inventory = {...emptyInventory(), deviceId}
  if (time !== undefined && Number.isFinite(time) && time > 0) {
    const moment = new Date(time).toISOString()
    addEntry(inventory, 'accesslog', {logdate: `${moment.slice(0, 10)} ${moment.slice(11, 19)}Z`})
  }
  return inventory
}

function enabledOf(state: string | undefined): string | undefined {
  if (state === 'On') return '1'
  return state === 'Off' || state === 'Expired' || state === 'Snoozed' ? '0' : undefined
}

function keep<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({[key]: value} as Record<K, string>)
}
