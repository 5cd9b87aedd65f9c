import {loadIdentityRules} from '../content/load-identity-rules.ts'
import {loadImportColumns} from '../content/load-import-columns.ts'
import type {Importer} from '../import/importer.ts'
import {createImporters} from '../import/importers.ts'
import type {ColumnMapping} from '../model/import-columns.ts'
import {loadWindowsTables} from '../windows-tables.ts'

/** Every format that is read, with the tables it needs. */
export function loadImporters(mappings: readonly ColumnMapping[]): Importer[] {
  const windows = loadWindowsTables()
  return createImporters({
    columns: loadImportColumns(),
    mappings,
    lifecycle: windows.lifecycle,
    editions: windows.editions,
    junk: loadIdentityRules().junk,
    windows,
    now: () => new Date(),
  })
}
