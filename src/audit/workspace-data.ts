import {prepareLater} from '../check/compile.ts'
import {languageOf} from '../check/language-of.ts'
import type {Content} from '../content/content.ts'
import {loadDataSources} from '../content/load-data-sources.ts'
import {joinSoftwareRules} from '../content/load-software-rules.ts'
import {mergeWindowsBuilds} from '../data-sets/merge-windows-builds.ts'
import {reread, type ValueOf} from '../data-sets/recognise.ts'
import {refreshLifecycle} from '../data-sets/refresh-lifecycle.ts'
import {type DataAge, type DataIndex, type DataSetId, type DataVersion, dataSetIds} from '../model/data-sets.ts'
import {dataFile, type StoredDataSet} from '../store/data-sets.ts'
import {softwarePath} from '../store/software-file.ts'
import type {StoreReader} from '../store/store.ts'

/** What bundled sets are read from. */
type BundledContent = Pick<Content, 'lifecycle' | 'windowsBuilds'>
type DataReader = Pick<StoreReader, 'readDataSet' | 'readSoftwareFile' | 'readWorkspace'>

/** The content with the data sets and the rules for software of a workspace, and with the age of each set. */
export async function withWorkspaceData(content: Content, reader: DataReader | undefined): Promise<Content> {
  const stored = new Map<DataSetId, StoredDataSet>()
  for (const set of dataSetIds) {
    const found = await reader?.readDataSet(set)
    if (found) stored.set(set, found)
  }
  const dataSets = agesOf(content, stored)
  const dump = readAgain('lifecycle', stored)
  const table = readAgain('windows-builds', stored)
  const own = await reader?.readSoftwareFile()
  if (!dump && !table && !own) return {...content, dataSets}
  const lifecycle = dump ? refreshLifecycle(content.lifecycle, dump, loadDataSources().lifecycleNames) : content.lifecycle
  const windowsBuilds = table ? mergeWindowsBuilds(content.windowsBuilds, table) : content.windowsBuilds
  const offices = own ? (await reader?.readWorkspace())?.offices.map(({id}) => id) : undefined
  const software = own
    ? joinSoftwareRules(content.software, lifecycle, {...own, shownAs: softwarePath, offices: offices ?? []})
    : content.software
  const language = languageOf({lifecycle, windowsBuilds, software, libraries: content.libraries})
  const checks = new Map([...content.checks].map(([id, {check}]) => [id, prepareLater(check, language)] as const))
  return {...content, checks, lifecycle, windowsBuilds, software, dataSets}
}

/** The version of each set that the workspace uses. */
export function versionsInUse(sets: DataIndex['sets']): Map<DataSetId, {version: DataVersion}> {
  return new Map(
    dataSetIds.flatMap((set) => {
      const version = sets[set]?.versions.find(({file}) => file === sets[set]?.inUse)
      return version ? [[set, {version}] as const] : []
    }),
  )
}

/** How old each set is, and whether the workspace has a version of its own. */
export function agesOf(content: BundledContent, stored: ReadonlyMap<DataSetId, Pick<StoredDataSet, 'version'>>): DataAge[] {
  const {sets} = loadDataSources()
  return dataSetIds.map((set): DataAge => {
    const {maxAgeDays} = sets[set]
    const version = stored.get(set)?.version
    if (version) return {set, origin: 'workspace', asOf: version.asOf, entries: version.entries, sha256: version.sha256, maxAgeDays}
    const bundled = bundledSet(content, set)
    return bundled ? {set, origin: 'bundled', ...bundled, maxAgeDays} : {set, origin: 'none', maxAgeDays}
  })
}

/** What the tool is delivered with; the oldest of the lifecycle tables speaks for all of them. */
export function bundledSet({lifecycle, windowsBuilds}: BundledContent, set: DataSetId): {asOf: string; entries: number} | undefined {
  if (set === 'windows-builds') return {asOf: windowsBuilds.asOf, entries: windowsBuilds.builds.length}
  const [asOf] = lifecycle.map(({checkedOn}) => checkedOn).sort()
  return set === 'lifecycle' && asOf !== undefined ? {asOf, entries: lifecycle.length} : undefined
}

function readAgain<S extends DataSetId>(set: S, stored: ReadonlyMap<DataSetId, StoredDataSet>): ValueOf<S> | undefined {
  const found = stored.get(set)
  return found && reread(set, found.bytes, dataFile(set, found.version), found.version.asOf)
}
