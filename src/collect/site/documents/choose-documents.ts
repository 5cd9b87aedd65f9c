export interface DocumentCandidate {
  url: string
  /** Page that links to it. */
  from?: string | undefined
  listLike: boolean
  /** As the sitemap says. */
  lastModified?: string | undefined
}

/** Lists of persons first, then the newest; files that tend to hold tables before others. Stable for equal ones. */
export function orderDocuments(candidates: readonly DocumentCandidate[]): DocumentCandidate[] {
  const ranked = candidates.map((candidate, index) => ({candidate, index, day: dayOf(candidate), table: isTable(candidate.url)}))
  ranked.sort(
    (a, b) =>
      Number(b.candidate.listLike) - Number(a.candidate.listLike) ||
      b.day.localeCompare(a.day) ||
      Number(b.table) - Number(a.table) ||
      a.index - b.index,
  )
  return ranked.map(({candidate}) => candidate)
}

const isTable = (url: string) => /\.(?:xlsx?|xlsm|csv|tsv|ods|json|zip)(?:$|[?&#])/i.test(url)

/** "2026-11-26" from the sitemap or from a path like /2026/11/ or /20261126; "" where nothing tells. */
function dayOf({url, lastModified}: DocumentCandidate): string {
  const said = lastModified && /^\d{4}-\d{2}-\d{2}/.exec(lastModified)?.[0]
  if (said) return said
  const folder = /\/(20\d{2})[/_-](0?[1-9]|1[0-2])(?:[/_-](0?[1-9]|[12]\d|3[01]))?(?!\d)/.exec(url)
  if (folder) return `${folder[1]}-${folder[2]?.padStart(2, '0')}-${(folder[3] ?? '1').padStart(2, '0')}`
  const joined = /(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/.exec(url)
  if (joined) return `${joined[1]}-${joined[2]}-${joined[3]}`
  const year = /(?<!\d)(20[12]\d)(?!\d)/.exec(url)
  return year ? `${year[1]}-01-01` : ''
}
