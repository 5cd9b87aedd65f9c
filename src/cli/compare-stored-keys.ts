import {findSharedKeys, type KeyOfSite, withSharedKeys, withSharedKeysElsewhere} from '../collect/site/certificate/shared-keys.ts'
import type {SiteFactSet} from '../model/snapshot.ts'
import type {Store} from '../store/store.ts'

/** Says of each of these sites with which stored sites of other organisations it shares a key. Alone, a site is compared with nothing. */
export async function compareStoredKeys(store: Store, ids: ReadonlySet<string>): Promise<void> {
  const keys: (KeyOfSite & {id: string})[] = []
  for await (const listed of store.listTargets(['site'])) {
    // A site that cannot be read may share its key with any other: then nothing is said.
    if (!listed.ok) return
    keys.push(...keysOf(listed.target.snapshot.facts as SiteFactSet).map((key) => ({...key, id: listed.id})))
  }
  if (new Set(keys.map(({organisation}) => organisation)).size < 2) return
  const sharedWith = findSharedKeys(keys)
  for (const [id, [one]] of Map.groupBy(keys, (key) => key.id)) {
    if (!ids.has(id) || !one) continue
    const target = await store.readTarget(id)
    if (!target) continue
    const {chain, tlsAddresses} = target.snapshot.facts as SiteFactSet
    const strangers = (spkiSha256: string) => sharedWith({organisation: one.organisation, spkiSha256})
    const own = chain?.ok ? chain.value.certificates[0]?.spkiSha256 : undefined
    const facts = {
      ...target.snapshot.facts,
      ...(chain?.ok && own !== undefined ? {chain: withSharedKeys(chain, strangers(own))} : {}),
      ...(tlsAddresses?.ok ? {tlsAddresses: {...tlsAddresses, value: withSharedKeysElsewhere(tlsAddresses.value, strangers)}} : {}),
    }
    await store.putSnapshot({...target.snapshot, facts} as typeof target.snapshot, new Date().toISOString())
  }
}

/** Public keys of a site at all its addresses. */
function keysOf({chain, siteAddress, tlsAddresses}: SiteFactSet): KeyOfSite[] {
  if (!siteAddress?.ok) return []
  const {url, registrable, host} = siteAddress.value
  const chains = [
    ...(chain?.ok ? [chain.value] : []),
    ...(tlsAddresses?.ok ? tlsAddresses.value.others.flatMap((one) => one.chain ?? []) : []),
  ]
  const keys = new Set(chains.flatMap(({certificates: [first]}) => first?.spkiSha256 ?? []))
  return [...keys].map((spkiSha256) => ({site: url, organisation: registrable ?? host, spkiSha256}))
}
