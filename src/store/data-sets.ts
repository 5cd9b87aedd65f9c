import {readFile, rm, stat} from 'node:fs/promises'
import {type DataIndex, type DataSetId, type DataVersion, dataIndex, dataIndexSchema} from '../model/data-sets.ts'
import {type DocumentKind, maxBytes, readDocument} from './document.ts'
import {errnoOf, reading, writing} from './file-errors.ts'
import {appendEntry} from './journal.ts'
import type {NewJournalEntry} from './journal-entry.ts'
import {replaceDocument} from './lowdb-adapter.ts'
import {inside} from './paths.ts'
import {hashOfPayload} from './payloads.ts'
import {StoreError} from './store-error.ts'
import {writeSafely} from './write-safely.ts'

export const dataPath = 'data'
const indexPath = `${dataPath}/index.json`
const indexKind: DocumentKind<DataIndex> = {tag: dataIndexSchema, shape: dataIndex}

/** Versions kept for going back, beside the one in use. */
const keptBefore = 3

/** A version in use with its bytes. */
export interface StoredDataSet {
  version: DataVersion
  bytes: Uint8Array
}

export const dataFile = (set: DataSetId, version: Pick<DataVersion, 'file'>): string => `${dataPath}/${set}/${version.file}`

/** Which versions the workspace holds; an older workspace holds none. */
export async function readDataIndex(root: string): Promise<DataIndex> {
  return (await readDocument(inside(root, indexPath), indexKind)) ?? {schema: dataIndexSchema, sets: {}}
}

/** The version of a set in use. Bytes that are not those that were checked are refused, never used. */
export async function readDataSet(root: string, set: DataSetId): Promise<StoredDataSet | undefined> {
  const state = (await readDataIndex(root)).sets[set]
  const version = state?.versions.find(({file}) => file === state.inUse)
  return version && {version, bytes: await readVersion(root, set, version)}
}

/**
 * Puts a version in use. The file comes first, then the entry of the journal, then the index: a process killed in between
 * leaves the old version in use, and the same import again finishes it.
 */
export async function putDataSet(
  root: string,
  set: DataSetId,
  version: DataVersion,
  bytes: Uint8Array,
  entry: NewJournalEntry,
): Promise<void> {
  if (hashOfPayload(bytes) !== version.sha256) throw new StoreError('foreign-file', dataFile(set, version), 'SHA-256')
  await writeSafely(inside(root, dataFile(set, version)), bytes)
  await appendEntry(root, entry)
  const index = await readDataIndex(root)
  const others = (index.sets[set]?.versions ?? []).filter(({file}) => file !== version.file)
  const before = others.slice(0, keptBefore)
  await writeIndex(root, {...index, sets: {...index.sets, [set]: {inUse: version.file, versions: [version, ...before]}}})
  for (const old of others.slice(keptBefore)) {
    const file = inside(root, dataFile(set, old))
    await writing(file, () => rm(file, {force: true}))
  }
}

/** Goes back (or forth) to a version that is kept; its bytes are looked at first. */
export async function useDataVersion(root: string, set: DataSetId, file: string, entry: NewJournalEntry): Promise<DataVersion> {
  const index = await readDataIndex(root)
  const state = index.sets[set]
  const version = state?.versions.find((known) => known.file === file)
  if (!state || !version) throw new StoreError('missing-file', `${dataPath}/${set}/${file.slice(0, 60)}`)
  await readVersion(root, set, version)
  await appendEntry(root, entry)
  await writeIndex(root, {...index, sets: {...index.sets, [set]: {...state, inUse: file}}})
  return version
}

function writeIndex(root: string, index: DataIndex): Promise<void> {
  return replaceDocument(inside(root, indexPath), indexKind, index)
}

async function readVersion(root: string, set: DataSetId, version: DataVersion): Promise<Uint8Array> {
  const file = inside(root, dataFile(set, version))
  try {
    const bytes = await reading(file, async () => {
      const stats = await stat(file)
      return stats.isFile() && stats.size <= maxBytes ? await readFile(file) : undefined
    })
    if (bytes && hashOfPayload(bytes) === version.sha256) return bytes
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') throw new StoreError('missing-file', file)
    throw error
  }
  throw new StoreError('foreign-file', file, {
    vi: 'nội dung không còn khớp mã băm lúc nạp; nạp lại tệp bằng "stp-sec data import"',
    en: 'the content no longer has the hash it was imported with; import the file again with "stp-sec data import"',
  })
}
