import {loadContent} from '../content/content.ts'
import {loadIdentityRules} from '../content/load-identity-rules.ts'
import {loadImportColumns} from '../content/load-import-columns.ts'
import {loadWindowsEditions} from '../content/load-windows-editions.ts'
import type {Importer} from '../import/importer.ts'
import {createImporters} from '../import/importers.ts'
import type {ColumnMapping} from '../model/import-columns.ts'

/** Every format that is read, with the tables it needs. */
export function loadImporters(mappings: readonly ColumnMapping[]): Importer[] {
  return createImporters({
    columns: loadImportColumns(),
    mappings,
    lifecycle: loadContent().lifecycle,
    editions: loadWindowsEditions(),
    junk: loadIdentityRules().junk,
  })
}
