import {loadIdentityRules} from '../../src/content/load-identity-rules.ts'
import {loadImportColumns} from '../../src/content/load-import-columns.ts'
import {loadWindowsTables} from '../../src/windows-tables.ts'

/** The tables that are shipped. */
const windows = loadWindowsTables()
export const inventoryTables = {
  columns: loadImportColumns(),
  mappings: [],
  lifecycle: windows.lifecycle,
  editions: windows.editions,
  junk: loadIdentityRules().junk,
  windows,
  now: () => new Date('2026-11-26T12:00:00Z'),
}
