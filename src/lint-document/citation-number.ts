import type {Instrument} from '../model/legal-basis.ts'

/** Kinds of instrument a text can cite; `other` is everything that no data of ours speaks of: plans, letters, reports. */
export type CitedKind = Instrument['kind'] | 'resolution' | 'other'

/** The number of an instrument, taken apart. */
export interface CitedNumber {
  kind: CitedKind
  /** Digits without leading zeros; for adopted standards with their family: `iso/iec 27001`. */
  number: string
  year?: number
  /** Lower case without accents, as `nd-cp`, `qh13`, `tt-btttt`, `tcvn`. */
  symbol?: string
}

const kindsOfWords: readonly [RegExp, CitedKind][] = [
  [/^(?:nghi dinh|nd)/, 'decree'],
  [/^(?:thong tu|tt)/, 'circular'],
  [/^(?:quyet dinh|qd)/, 'decision'],
  [/^(?:chi thi|ct)/, 'directive'],
  [/^(?:nghi quyet|nq)/, 'resolution'],
  [/^(?:bo )?luat/, 'law'],
]

/** Kind named by the words or letters before a number, folded. */
export function kindOfWord(word: string): CitedKind {
  return kindsOfWords.find(([pattern]) => pattern.test(word))?.[1] ?? 'other'
}

const kindsOfSymbols: readonly [RegExp, CitedKind][] = [
  [/^nd-cp$/, 'decree'],
  [/^ttl?t?-/, 'circular'],
  [/^qd-ttg$/, 'decision'],
  [/^ct-ttg$/, 'directive'],
  [/^nq-cp$/, 'resolution'],
  [/^(?:ubtv)?qh\d+$/, 'law'],
  [/^tcvn$/, 'standard'],
  [/^qcvn/, 'regulation'],
]

/** Kind named by the symbol behind a number: what ministries, Government, Prime Minister and National Assembly issue. */
export function kindOfSymbol(symbol: string): CitedKind {
  return kindsOfSymbols.find(([pattern]) => pattern.test(symbol))?.[1] ?? 'other'
}

/** One spelling for a folded symbol: `nd - cp`, `nd.cp` and `nd` become `nd-cp`. */
export function plainSymbol(symbol: string): string {
  const plain = symbol.replaceAll(/\s/g, '')
  return /^nd(?:[-.]?cp)?$/.test(plain) ? 'nd-cp' : plain
}

export function plainNumber(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '')
}

/** The key under which an instrument is found, by everything its number says. */
export function keyOf({kind, number, year, symbol}: CitedNumber): string {
  return [kind, number, year ?? '', kind === 'standard' || kind === 'regulation' ? '' : (symbol ?? '')].join(' ')
}
