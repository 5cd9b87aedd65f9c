import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'

/** One site of a run: who runs it and the public key it showed (`spkiSha256` of the first certificate). */
export interface KeyOfSite {
  /** Shown to people: "https://sotuphap.angiang.gov.vn/". */
  site: string
  /** Sites of one organisation may share a key; where none is known, the registrable domain. */
  organisation: string
  spkiSha256: string
}

/** For each site, the sites of other organisations with the same public key. A site that shares with nobody has an empty list. */
export function findSharedKeys(sites: readonly KeyOfSite[]): Map<string, string[]> {
  const byKey = Map.groupBy(sites, ({spkiSha256}) => spkiSha256)
  return new Map(
    sites.map(({site, organisation, spkiSha256}) => {
      const strangers = (byKey.get(spkiSha256) ?? []).filter((other) => other.organisation !== organisation).map((other) => other.site)
      return [site, [...new Set(strangers)].sort()]
    }),
  )
}

type Seen = {value: SiteFactValue<'chain'>; gaps?: Record<string, Gap> | undefined}

const mostShown = 200

/** The fact with what a whole run has found about its key. */
export function withSharedKeys<T extends Seen>(fact: T, sharedWith: readonly string[]): T {
  const {keySharedWith: _, ...gaps} = fact.gaps ?? {}
  return {...fact, value: {...fact.value, keySharedWith: sharedWith.slice(0, mostShown).map((site) => site.slice(0, 300))}, gaps}
}
