import {currentActor} from '../lib/actor.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {ProbeGroup} from '../probe/groups.ts'
import {keepUnasked} from '../probe/keep-facts.ts'
import {openToRead, openToWrite} from '../store/folder-store.ts'
import type {ProbeRun} from '../store/probe-runs.ts'
import type {Store} from '../store/store.ts'
import {compareStoredKeys} from './compare-stored-keys.ts'

/** Another command may write for a while; a probe that took minutes must not be lost for it. */
const waitMs = 120_000

export interface ProbeKeeper {
  /** Stores what was seen of a site and marks it as done. */
  put(snapshot: Snapshot, status: string): Promise<void>
  /** Compares the keys of all sites that are stored, and enters the run in the journal of the workspace. */
  end(): Promise<void>
}

/** Keeps what a run sees in the workspace, one site after the other. The workspace is locked only while something is written. */
export function createProbeKeeper(folder: string, run: ProbeRun, asked: ReadonlySet<ProbeGroup>, command: string): ProbeKeeper {
  let store: Store | undefined
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  const withStore = <T>(work: (open: Store) => Promise<T>): Promise<T> => {
    waiting++
    const next = last.then(async () => {
      try {
        store ??= await openToWrite(folder, {command, at: new Date().toISOString(), waitMs})
        return await work(store)
      } finally {
        waiting--
        if (waiting === 0) {
          await store?.close()
          store = undefined
        }
      }
    })
    last = next.catch(() => undefined)
    return next
  }
  return {
    put: async (snapshot, status) => {
      await withStore(async (open) => {
        const known = await open.readTarget(snapshot.target.id)
        await open.putSnapshot(keepUnasked(known?.snapshot, snapshot, asked), new Date().toISOString())
      })
      await run.add(snapshot.target.id, new Date().toISOString(), status)
    },
    end: async () => {
      await withStore(async (open) => {
        if (asked.has('tls')) await compareStoredKeys(open, new Set(run.done.keys()))
        await open.appendJournal({
          at: new Date().toISOString(),
          actor: currentActor(),
          action: 'probe',
          object: `${run.order.sites.length} sites`,
          payload: stableJson({...run.order, done: Object.fromEntries(run.done)}),
        })
      })
      await run.end(new Date().toISOString())
    },
  }
}

/** Facts that are stored of sites, one in memory at a time. A site without any is not among the ids: it is looked at again. */
export async function storedFacts(folder: string, ids: readonly string[]): Promise<{ids: string[]; read(): AsyncGenerator<Snapshot>}> {
  if (ids.length === 0) return {ids: [], read: async function* () {}}
  const reader = await openToRead(folder)
  const known: string[] = []
  for (const id of ids) if (await reader.readTarget(id)) known.push(id)
  return {
    ids: known,
    read: async function* () {
      for (const id of known) {
        const target = await reader.readTarget(id)
        if (target) yield target.snapshot
      }
    },
  }
}
