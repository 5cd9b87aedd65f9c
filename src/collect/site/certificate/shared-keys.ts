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

/** Sites of other organisations that show the same public key; empty where there is none. Of a site with several, each key is asked for. */
export function findSharedKeys(sites: readonly KeyOfSite[]): (one: Pick<KeyOfSite, 'organisation' | 'spkiSha256'>) => string[] {
  const byKey = Map.groupBy(sites, ({spkiSha256}) => spkiSha256)
  return ({organisation, spkiSha256}) => {
    const strangers = (byKey.get(spkiSha256) ?? []).filter((other) => other.organisation !== organisation)
    return [...new Set(strangers.map(({site}) => site))].sort()
  }
}

type Seen = {value: SiteFactValue<'chain'>; gaps?: Record<string, Gap> | undefined}

const mostShown = 200

/** The fact with what a whole run has found about its key. */
export function withSharedKeys<T extends Seen>(fact: T, sharedWith: readonly string[]): T {
  const {keySharedWith: _, ...gaps} = fact.gaps ?? {}
  return {...fact, value: sharing(fact.value, sharedWith), gaps}
}

type Elsewhere = SiteFactValue<'tlsAddresses'>

/** The same of the certificates at the other addresses. */
export function withSharedKeysElsewhere(value: Elsewhere, sharedWith: (spkiSha256: string) => readonly string[]): Elsewhere {
  const others = value.others.map((one) => {
    const key = one.chain?.certificates[0]?.spkiSha256
    if (!one.chain || key === undefined) return one
    const gaps = one.gaps?.filter(({path}) => path !== 'chain.keySharedWith')
    return {...one, chain: sharing(one.chain, sharedWith(key)), ...(gaps ? {gaps} : {})}
  })
  return {...value, others}
}

const sharing = (chain: Seen['value'], sharedWith: readonly string[]) => ({
  ...chain,
  keySharedWith: sharedWith.slice(0, mostShown).map((site) => site.slice(0, 300)),
})
