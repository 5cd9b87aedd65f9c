import type {AssessedSystem} from '../model/assessed-system.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {Store} from '../store/store.ts'

/**
 * The newest facts of each registered site of a system that a probe has looked at. A document that cannot be read stops
 * the audit, as with hosts: it may be the worst.
 */
export async function siteSnapshots(
  {sites = []}: Pick<AssessedSystem, 'sites'>,
  store: Pick<Store, 'readTarget'> | undefined,
): Promise<Snapshot[]> {
  const snapshots: Snapshot[] = []
  for (const {id} of store ? sites : []) {
    const stored = await store?.readTarget(id)
    if (stored) snapshots.push(stored.snapshot)
  }
  return snapshots
}
