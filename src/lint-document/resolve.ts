import type {Catalogue, Known} from './catalogue.ts'
import {type CitedKind, keyOf} from './citation-number.ts'
import type {Citation} from './find-citations.ts'

/** What a citation means by the data. */
export type Resolution =
  | {as: 'known'; known: Known}
  | {as: 'one-of'; candidates: Known[]}
  /** The data has nothing of this number, but something that looks much like it. */
  | {as: 'near'; candidates: Known[]; sure: boolean}
  | {as: 'unknown'}

/** Kinds whose short number ("85/2016") stands for one instrument alone. */
const uniqueKinds: readonly CitedKind[] = ['decree', 'law']
/** Kinds numbered anew each year without saying the year: another year is another instrument, not a slip. */
const yearInNumber: readonly CitedKind[] = ['decree', 'law', 'circular', 'standard', 'regulation']

/**
 * Finds what a citation means; `topics` are those of its sentence, which decide where the number alone does not, as does what the
 * document cites elsewhere in full (`inFull`, ids).
 */
export function resolve(citation: Citation, topics: ReadonlySet<string>, catalogue: Catalogue, inFull: ReadonlySet<string>): Resolution {
  if (citation.number === undefined) return resolveName(citation, catalogue)
  const {kind, number, year, symbol} = citation
  const exact = catalogue.byKey.get(keyOf({kind, number, ...(year ? {year} : {}), ...(symbol ? {symbol} : {})}))
  if (exact) return {as: 'known', known: exact}
  const ofField = (entry: Known) => entry.topics.some((topic) => topics.has(topic))
  const sameNumber = [...catalogue.known.values()].filter((entry) => entry.cited.number === number)
  const sameKind = sameNumber.filter((entry) => entry.kind === kind)
  const incomplete = sameKind.filter(
    (entry) =>
      (symbol === undefined || entry.cited.symbol === symbol || kind === 'regulation') && (year === undefined || entry.cited.year === year),
  )
  if (symbol === undefined || year === undefined) {
    const alone = isStandard(kind) || (uniqueKinds.includes(kind) && year !== undefined)
    const certain = incomplete.filter((entry) => alone || ofField(entry) || inFull.has(entry.id))
    const [first, ...others] = certain
    if (first) return others.length === 0 ? {as: 'known', known: first} : {as: 'one-of', candidates: certain}
  }
  return nearest(citation, sameNumber, sameKind, ofField)
}

function nearest(citation: Citation, sameNumber: Known[], sameKind: Known[], ofField: (entry: Known) => boolean): Resolution {
  const {kind, year, symbol, date} = citation
  if (year === undefined) return {as: 'unknown'}
  const otherYear = yearInNumber.includes(kind)
    ? sameKind.filter(
        (entry) =>
          entry.cited.year !== year && (isStandard(kind) || kind === 'law' || symbol === undefined || entry.cited.symbol === symbol),
      )
    : []
  const otherSymbol = sameNumber.filter((entry) => entry.cited.year === year && (entry.kind === kind || ofField(entry)))
  const candidates = [...otherSymbol, ...otherYear]
  if (candidates.length === 0) return {as: 'unknown'}
  const newest = Math.max(...candidates.map((entry) => entry.cited.year ?? 0))
  const sure = candidates.some(
    (entry) =>
      (date !== undefined && entry.issuedOn === date) ||
      // Laws of one year share one symbol, and a standard keeps its number: there is no other of that number.
      (kind === 'law' && entry.cited.year === year) ||
      (isStandard(kind) ? year < newest : kind === 'decree' && entry.kind === kind && ofField(entry)),
  )
  return {as: 'near', candidates, sure}
}

function resolveName(citation: Citation, catalogue: Catalogue): Resolution {
  const candidates = catalogue.byName.get(citation.name ?? '') ?? []
  const [first] = candidates
  if (!first) return {as: 'unknown'}
  if (citation.year !== undefined) {
    const ofYear = candidates.filter((entry) => entry.cited.year === citation.year)
    const [match] = ofYear
    return match ? {as: 'known', known: match} : {as: 'near', candidates, sure: true}
  }
  return candidates.length === 1 ? {as: 'known', known: first} : {as: 'one-of', candidates}
}

function isStandard(kind: CitedKind): boolean {
  return kind === 'standard' || kind === 'regulation'
}
