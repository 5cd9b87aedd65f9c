/** One site of a run: who runs it and the public key it showed. */
export interface KeyOfSite {
  /** Shown to people: "https://sotuphap.angiang.gov.vn". */
  site: string
  /** Sites of one organisation may share a key; without an organisation, the registrable domain. */
  organisation: string
  spkiSha256: string
}

/** For each site, the sites of other organisations with the same public key. A site that shares with nobody has an empty list. */
export function findSharedKeys(sites: readonly KeyOfSite[]): Map<string, string[]> {
  const byKey = Map.groupBy(sites, ({spkiSha256}) => spkiSha256)
  return new Map(
    sites.map(({site, organisation, spkiSha256}) => {
      const strangers = (byKey.get(spkiSha256) ?? []).filter((other) => other.organisation !== organisation).map((other) => other.site)
      return [site, [...new Set(strangers)].sort().slice(0, 200)]
    }),
  )
}
