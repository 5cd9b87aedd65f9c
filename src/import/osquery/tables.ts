import type {Inventory} from '../agent-inventory/inventory.ts'
import {addMachine, addPatch, addProduct, addProgram, addSystem, addVolume, type Row} from './host-records.ts'

interface Table {
  /** A row says which table it is from by its columns: queries bear any name. */
  is(row: Row, query: string): boolean
  add(inventory: Inventory, row: Row): void
}

const programColumns = [
  'identifying_number',
  'install_source',
  'uninstall_string',
  'maintainer',
  'bundle_identifier',
  'bundle_short_version',
]
const packageSources = ['programs', 'deb_packages', 'rpm_packages', 'apps', 'homebrew_packages', 'chocolatey_packages']

/** osquery's tables that say something of what is judged. */
const tables: readonly Table[] = [
  {is: (row) => 'hotfix_id' in row, add: addPatch},
  {is: (row) => 'protection_status' in row && 'drive_letter' in row, add: addVolume},
  {is: (row) => 'signatures_up_to_date' in row && row['type'] === 'Antivirus', add: addProduct},
  {is: (row) => 'hardware_serial' in row && 'uuid' in row, add: addMachine},
  {is: (row) => 'platform' in row && 'name' in row && 'version' in row && ('major' in row || 'build' in row), add: addSystem},
  {
    is: (row, query) =>
      'name' in row &&
      (packageSources.includes(row['source'] ?? '') ||
        programColumns.some((column) => column in row) ||
        ('version' in row && /program|software|package|(?:^|[-_/])apps?(?:$|[-_/])/i.test(query))),
    add: addProgram,
  },
]

/** Enters a row; false when it is from a table that is not read. */
export function addRow(inventory: Inventory, row: Row, query: string): boolean {
  const table = tables.find(({is}) => is(row, query))
  table?.add(inventory, row)
  return table !== undefined
}
