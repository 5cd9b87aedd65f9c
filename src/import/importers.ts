import type {WindowsTables} from '../windows/look.ts'
import {createFusionXml} from './agent-inventory/fusion-xml.ts'
import {createGlpiJson} from './agent-inventory/glpi-json.ts'
import type {InventoryTables} from './agent-inventory/look.ts'
import {type AssetTables, createAssetLists} from './asset-list/asset-list.ts'
import {cyclonedx} from './cyclonedx/cyclonedx.ts'
import type {Importer, Source} from './importer.ts'
import {nmap} from './nmap/nmap.ts'
import {createFleet} from './osquery/fleet.ts'
import {createOsquery} from './osquery/osquery.ts'
import {hotfixList} from './systeminfo/hotfix-list.ts'
import {missingUpdates} from './systeminfo/missing-updates.ts'
import {createSysteminfo} from './systeminfo/systeminfo.ts'
import {headText} from './text.ts'
import {createWindowsFolder} from './windows-folder/windows-folder.ts'

/** What the formats need to know beside the files. */
export type ImportTables = InventoryTables & AssetTables & {windows: WindowsTables; now: () => Date}

/** Every format that is read, in the order in which they are tried. */
export function createImporters(tables: ImportTables): Importer[] {
  return [
    createWindowsFolder(tables.windows, tables.now),
    nmap,
    createFusionXml(tables),
    cyclonedx,
    createOsquery(tables),
    createFleet(tables),
    createGlpiJson(tables),
    createSysteminfo(tables.windows),
    hotfixList,
    missingUpdates,
    ...createAssetLists(tables),
  ]
}

/** The importer for a file, by what is in it. */
export function recognise(source: Source, importers: readonly Importer[]): Importer | undefined {
  const head = headText(source.head)
  return importers.find((importer) => importer.recognises(head, source))
}
