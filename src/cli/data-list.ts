import {agesOf, versionsInUse} from '../audit/workspace-data.ts'
import {loadContent} from '../content/content.ts'
import {loadDataSources} from '../content/load-data-sources.ts'
import {ageOn} from '../data-sets/age.ts'
import type {DataAge, DataVersion} from '../model/data-sets.ts'
import type {Language} from '../model/text.ts'
import {openToRead} from '../store/folder-store.ts'
import {StoreError} from '../store/store-error.ts'

/** A set as the list shows it. */
export interface DataRow extends DataAge {
  title: string
  ageDays: number | undefined
  old: boolean
  licence: string
  url: string | undefined
  /** How to refresh it by hand. */
  obtain: string
  /** The version of the workspace in use. */
  version: DataVersion | undefined
  /** Versions of the workspace that can be used again. */
  kept: DataVersion[]
}

/** Every set with its age on a day; without a workspace, what the tool is delivered with. */
export async function listDataSets(folder: string, on: string, language: Language): Promise<DataRow[]> {
  const {sets} = loadDataSources()
  const index = await readIndex(folder)
  const stored = versionsInUse(index)
  return agesOf(loadContent(), stored).map((age): DataRow => {
    const {title, licence, url, obtain} = sets[age.set]
    const {days, old} = ageOn(age, on)
    return {
      ...age,
      title: title[language],
      ageDays: days,
      old,
      licence,
      url,
      obtain: obtain[language],
      version: stored.get(age.set)?.version,
      kept: index[age.set]?.versions ?? [],
    }
  })
}

async function readIndex(folder: string) {
  try {
    const store = await openToRead(folder)
    try {
      return (await store.readDataIndex()).sets
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof StoreError && error.code === 'no-workspace') return {}
    throw error
  }
}
