import {loadContent} from '../../src/content/content.ts'
import {loadIdentityRules} from '../../src/content/load-identity-rules.ts'
import {loadImportColumns} from '../../src/content/load-import-columns.ts'
import {loadWindowsEditions} from '../../src/content/load-windows-editions.ts'

/** The tables that are shipped. */
export const inventoryTables = {
  columns: loadImportColumns(),
  mappings: [],
  lifecycle: loadContent().lifecycle,
  editions: loadWindowsEditions(),
  junk: loadIdentityRules().junk,
}
