import {findSharedKeys, type KeyOfSite, withSharedKeys} from '../collect/site/certificate/shared-keys.ts'
import type {SiteFactSet} from '../model/snapshot.ts'
import type {Store} from '../store/store.ts'

/** Says of each of these sites with which stored sites of other organisations it shares its key. Alone, a site is compared with nothing. */
export async function compareStoredKeys(store: Store, ids: ReadonlySet<string>): Promise<void> {
  const keys: (KeyOfSite & {id: string})[] = []
  for await (const listed of store.listTargets(['site'])) {
    // A site that cannot be read may share its key with any other: then nothing is said.
    if (!listed.ok) return
    const {chain, siteAddress} = listed.target.snapshot.facts as SiteFactSet
    if (!chain?.ok || !siteAddress?.ok) continue
    const [first] = chain.value.certificates
    const {url, registrable, host} = siteAddress.value
    if (first?.spkiSha256 !== undefined)
      keys.push({id: listed.id, site: url, organisation: registrable ?? host, spkiSha256: first.spkiSha256})
  }
  if (new Set(keys.map(({organisation}) => organisation)).size < 2) return
  const shared = findSharedKeys(keys)
  for (const {id, site} of keys) {
    if (!ids.has(id)) continue
    const target = await store.readTarget(id)
    const {chain} = (target?.snapshot.facts ?? {}) as SiteFactSet
    if (!target || !chain?.ok) continue
    const facts = {...target.snapshot.facts, chain: withSharedKeys(chain, shared.get(site) ?? [])}
    await store.putSnapshot({...target.snapshot, facts} as typeof target.snapshot, new Date().toISOString())
  }
}
