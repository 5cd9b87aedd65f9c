import {type LifecycleInUse, lifecycleInUse} from '../audit/lifecycle-in-use.ts'
import {loadContent} from '../content/content.ts'
import {loadLifecycleRules} from '../content/load-lifecycle.ts'
import type {Snapshot} from '../model/snapshot.ts'
import {openToRead} from '../store/folder-store.ts'

/** What the machines of a workspace run on a day; `unreadable` are machines whose file cannot be read. */
export async function readLifecycleInUse(folder: string, on: string): Promise<LifecycleInUse & {unreadable: string[]}> {
  const store = await openToRead(folder)
  try {
    const unreadable: string[] = []
    const snapshots = async function* (): AsyncIterable<Snapshot> {
      for await (const listed of store.listTargets(['endpoint']))
        if (listed.ok) yield listed.target.snapshot
        else unreadable.push(listed.id)
    }
    return {...(await lifecycleInUse(snapshots(), loadContent().lifecycle, on, loadLifecycleRules())), unreadable}
  } finally {
    await store.close()
  }
}
