import {rm} from 'node:fs/promises'
import type {Identity} from '../model/identity.ts'
import {type Snapshot, snapshot as snapshotShape} from '../model/snapshot.ts'
import {parseAs} from './document.ts'
import {historyPath, kindOfId, type StoredKind, storedKinds, targetKind, targetsPath} from './documents.ts'
import {writing} from './file-errors.ts'
import {appendHistory, instantOf, readCollections, rebuildSnapshot} from './history.ts'
import {openDocument, replaceDocument} from './lowdb-adapter.ts'
import {entriesOf, inside, requireFileName} from './paths.ts'
import {type ListedTarget, type StoredTarget, storedTargetSchema} from './store.ts'
import {StoreError} from './store-error.ts'

const extension = '.json'

/** The newest facts of a target, or undefined when it was never seen. */
export async function readStoredTarget(root: string, id: string): Promise<StoredTarget | undefined> {
  requireFileName(id)
  const file = inside(root, targetPath(id))
  const stored = openDocument(file, targetKind)
  await stored.read()
  if (stored.data === null) return undefined
  const found = stored.data.snapshot.target.id
  if (found !== id) throw new StoreError('foreign-file', file, `target.id = "${found}" ≠ "${id}"`)
  return stored.data
}

/** Every target of the kinds in the order of the ids. What cannot be read is handed over as such, never left out. */
export async function* listStoredTargets(root: string, kinds: readonly StoredKind[] = storedKinds): AsyncGenerator<ListedTarget> {
  const folders = await Promise.all(kinds.map((kind) => entriesOf(inside(root, targetsPath(kind)))))
  const names = folders.flatMap((entries) => entries?.map(({name}) => name) ?? []).sort()
  for (const name of names) {
    if (!name.endsWith(extension)) continue
    const id = name.slice(0, -extension.length)
    try {
      const target = await readStoredTarget(root, id)
      if (target !== undefined) yield {ok: true, id, target}
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      yield {ok: false, id, error}
    }
  }
}

/** Adds a collection to the history of its target and makes it the newest. */
export async function storeSnapshot(root: string, given: Snapshot, at: string, identity?: Identity): Promise<StoredTarget> {
  const now = instantOf(at)
  const snapshot = checkedSnapshot(given)
  const {id} = snapshot.target
  const stored = await readStoredTarget(root, id)
  const file = inside(root, targetPath(id))
  if (stored !== undefined && now < instantOf(stored.lastSeenAt)) {
    throw new StoreError('clock-set-back', file, `${at} < ${stored.lastSeenAt}`)
  }
  const told = joinIdentities(stored?.identity, identity)
  const next: StoredTarget = {
    schema: storedTargetSchema,
    firstSeenAt: stored?.firstSeenAt ?? at,
    lastSeenAt: at,
    snapshot,
    ...(told ? {identity: told} : {}),
  }
  const history = inside(root, historyFile(id))
  await appendHistory(history, stored, {snapshot, at}, () => replaceDocument(file, targetKind, next))
  return next
}

/** What is said now counts; what it does not say stays known. */
function joinIdentities(before: Identity | undefined, now: Identity | undefined): Identity | undefined {
  if (!before || !now) return now ?? before
  const list = (newer: string[], older: string[]) => (newer.length > 0 ? newer : older)
  return {...before, ...now, macs: list(now.macs, before.macs), addresses: list(now.addresses, before.addresses)}
}

/** Removes the document of a target; its history stays, so that what was known on a day can still be told. */
export async function removeStoredTarget(root: string, id: string): Promise<void> {
  requireFileName(id)
  const file = inside(root, targetPath(id))
  await writing(file, () => rm(file, {force: true}))
}

/** The snapshot that was the newest at a moment. */
export async function snapshotAt(root: string, id: string, at: string): Promise<Snapshot | undefined> {
  const stored = await readStoredTarget(root, id)
  if (stored !== undefined && instantOf(stored.lastSeenAt) <= instantOf(at)) return stored.snapshot
  return rebuildSnapshot(inside(root, historyFile(id)), at)
}

/** When a target was stored and when that was collected, the oldest first. */
export async function collectionsOf(root: string, id: string): Promise<{at: string; collectedAt: string}[]> {
  requireFileName(id)
  return readCollections(inside(root, historyFile(id)))
}

/** As it will read from the file: normalised, and without fields that are undefined. */
function checkedSnapshot(given: Snapshot): Snapshot {
  requireFileName(given.target.id)
  const where = `snapshot ${given.target.id}`
  const snapshot = parseAs({tag: given.schema, shape: snapshotShape}, JSON.parse(JSON.stringify(given)), where) as Snapshot
  const {kind, id} = snapshot.target
  if (kind === kindOfId(id)) return snapshot
  throw new StoreError('schema-mismatch', where, `target.kind = "${kind}", target.id = "${id}"`)
}

function targetPath(id: string): string {
  return `${targetsPath(kindOfId(id))}/${id}${extension}`
}

function historyFile(id: string): string {
  return `${historyPath(kindOfId(id))}/${id}.ndjson`
}
