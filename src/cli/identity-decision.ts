import {mergeSnapshots} from '../inventory/merge-facts.ts'
import {currentActor} from '../lib/actor.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {EndpointRow} from '../model/endpoint-index.ts'
import type {Identity} from '../model/identity.ts'
import type {Store} from '../store/store.ts'

/** Makes one PC of two: what is known of `gone` goes into `kept`, and what comes under its id from now on, too. */
export async function mergeEndpoints(store: Store, kept: EndpointRow, gone: EndpointRow, reason: string): Promise<void> {
  const [into, from] = await Promise.all([store.readTarget(kept.id), store.readTarget(gone.id)])
  if (!into || !from) return
  const at = new Date().toISOString()
  // The name and id of the one that is kept stay; of each fact the newest counts.
  const merged = mergeSnapshots(into.snapshot, from.snapshot)
  await store.putSnapshot({...merged, target: into.snapshot.target}, at, both(kept.identity, gone.identity))
  await store.updateWorkspace((workspace) => ({
    ...workspace,
    // Whatever was kept under the id that goes is now kept under the other one.
    sameMachines: [
      ...(workspace.sameMachines ?? [])
        .filter(({id}) => id !== gone.id)
        .map((same) => (same.is === gone.id ? {...same, is: kept.id} : same)),
      {id: gone.id, is: kept.id},
    ],
  }))
  await store.removeTarget(gone.id, (target) => ({
    at,
    actor: currentActor(),
    action: 'endpoint.merge',
    object: `${gone.id} -> ${kept.id}`,
    payload: stableJson({schema: 'stp-sec/endpoint-merge/1', kept: kept.id, gone: gone.id, reason, document: target}),
  }))
}

function both(kept: Identity, gone: Identity): Identity {
  const all = (a: readonly string[], b: readonly string[], max: number) => [...new Set([...a, ...b])].slice(0, max)
  return {...gone, ...kept, macs: all(kept.macs, gone.macs, 64), addresses: all(kept.addresses, gone.addresses, 256)}
}

/** Writes down that two PCs are two, so that nobody is asked again. */
export async function tellApart(store: Store, a: EndpointRow, b: EndpointRow, reason: string): Promise<void> {
  const pair = [a.id, b.id].sort() as [string, string]
  await store.updateWorkspace((workspace) => ({
    ...workspace,
    distinctMachines: [...(workspace.distinctMachines ?? []).filter(([x, y]) => x !== pair[0] || y !== pair[1]), pair],
  }))
  await store.appendJournal({
    at: new Date().toISOString(),
    actor: currentActor(),
    action: 'endpoint.distinct',
    object: pair.join(' <> '),
    payload: stableJson({schema: 'stp-sec/endpoint-distinct/1', pair, reason}),
  })
}
