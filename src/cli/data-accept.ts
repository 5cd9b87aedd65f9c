import {bundledSet} from '../audit/workspace-data.ts'
import type {Content} from '../content/content.ts'
import {type ExpectedHash, requireHash} from '../data-sets/check-hash.ts'
import {recogniseDataSet} from '../data-sets/recognise.ts'
import {refuse} from '../data-sets/refuse.ts'
import {requireNoStepBack, type StepBackAllowed} from '../data-sets/step-back.ts'
import {currentActor} from '../lib/actor.ts'
import {dayOf} from '../lib/dates.ts'
import {stableJson} from '../lib/stable-json.ts'
import {isUserFacing} from '../lib/user-error.ts'
import type {DataSetId, DataSources, DataVersion} from '../model/data-sets.ts'
import type {Store} from '../store/store.ts'

/** What all files of one run share. */
export interface AcceptContext {
  store: Store
  sources: DataSources
  content: Content
  allowed: StepBackAllowed
  now: Date
  action: 'data.import' | 'data.update'
}

/** Bytes that came from somewhere, with what vouches for them. */
export interface Candidate {
  bytes: Uint8Array
  /** Path or address, for messages. */
  where: string
  /** What the workspace remembers of where it came from. */
  from: string
  expected: ExpectedHash | undefined
  /** What vouches where no hash does. */
  carried: 'tls' | 'none'
  /** The set that was asked for, where one was. */
  only?: DataSetId
}

/** What became of a file. */
export interface Accepted {
  set: DataSetId
  version: DataVersion
  previous: Pick<DataVersion, 'asOf' | 'entries'> | undefined
  /** False: the same bytes are in use already. */
  changed: boolean
}

/** False where the stored bytes were altered: the same file then mends them. */
async function isIntact(store: Store, set: DataSetId): Promise<boolean> {
  return store.readDataSet(set).then(
    () => true,
    (error: unknown) => {
      if (isUserFacing(error)) return false
      throw error
    },
  )
}

/** Checks a data file in full, then keeps it and puts it in use; throws before anything is changed. */
export async function acceptDataSet(context: AcceptContext, candidate: Candidate): Promise<Accepted> {
  const {store, sources, content, allowed, now} = context
  const {bytes, where, expected} = candidate
  const sha256 = requireHash(bytes, expected, where)
  const read = recogniseDataSet(bytes, where, dayOf(now.getTime()))
  const {set, asOf, entries, format} = read
  if (candidate.only !== undefined && set !== candidate.only)
    throw refuse('other-set', where, {vi: `Đây là bộ ${set}, không phải ${candidate.only}`, en: `This is ${set}, not ${candidate.only}`})
  const {maxMegabytes} = sources.sets[set]
  if (bytes.length > maxMegabytes * 1024 * 1024)
    throw refuse('too-large', where, {vi: `Tệp lớn hơn ${maxMegabytes} MB`, en: `The file is larger than ${maxMegabytes} MB`})
  const state = (await store.readDataIndex()).sets[set]
  const inUse = state?.versions.find(({file}) => file === state.inUse)
  if (inUse?.sha256 === sha256 && (await isIntact(store, set))) return {set, version: inUse, previous: inUse, changed: false}
  const bundled = bundledSet(content, set)
  // Tables delivered are completed, not replaced: how many rows they have says nothing about the file.
  requireNoStepBack({asOf, entries}, inUse ?? (bundled && {asOf: bundled.asOf, entries: 0}), allowed, where)
  const version: DataVersion = {
    file: `${asOf}-${sha256.slice(0, 12)}.${format.endsWith('-csv') ? 'csv' : 'json'}`,
    asOf,
    sha256,
    bytes: bytes.length,
    entries,
    format,
    from: candidate.from.normalize('NFC').slice(0, 500),
    vouched: expected?.by ?? candidate.carried,
    importedAt: now.toISOString(),
    by: currentActor(),
  }
  await store.putDataSet(set, version, bytes, {
    at: new Date().toISOString(),
    actor: version.by,
    action: context.action,
    object: `data ${set} ${asOf}`,
    payload: stableJson({schema: 'stp-sec/data-change/1', set, version, allowed, ...(inUse ? {previous: inUse} : {})}),
  })
  return {set, version, previous: inUse ?? bundled, changed: true}
}
