import {networkOf, parseAddress, parseNetwork} from '../lib/address.ts'
import type {AssessedSystem} from '../model/assessed-system.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {Store} from '../store/store.ts'
import {siteSnapshots} from './site-snapshots.ts'

/** Newest facts of every member that has any; this machine's are the fresh ones. */
export async function systemSnapshots(system: AssessedSystem, store: Store | undefined, fresh: Snapshot): Promise<Snapshot[]> {
  const snapshots: Snapshot[] = []
  for (const id of [...system.endpoints.members].sort()) {
    if (id === fresh.target.id) snapshots.push(fresh)
    else {
      const stored = await store?.readTarget(id)
      if (stored) snapshots.push(stored.snapshot)
    }
  }
  return [...snapshots, ...(await hostsOf(system, store)), ...(await siteSnapshots(system, store))]
}

/** What scans of the network saw in the networks of the system. A document that cannot be read stops the audit: it may be the worst. */
async function hostsOf({networks = []}: AssessedSystem, store: Store | undefined): Promise<Snapshot[]> {
  const own = networks.flatMap((text) => parseNetwork(text) ?? [])
  if (!store || own.length === 0) return []
  const hosts: Snapshot[] = []
  for await (const listed of store.listTargets(['host'])) {
    if (!listed.ok) throw listed.error
    const {snapshot, identity} = listed.target
    const addresses = identity?.addresses ?? [snapshot.target.name, snapshot.target.id.replace(/^host-/, '')]
    const isInside = (text: string) => {
      const address = parseAddress(text)
      return address !== undefined && networkOf(address, own) !== undefined
    }
    if (addresses.some(isInside)) hosts.push(snapshot)
  }
  return hosts
}
