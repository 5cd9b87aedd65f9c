/** Four numbers, and whether the version comes before the one with these numbers (beta, rc). */
interface Parsed {
  numbers: number[]
  early: boolean
}

/** Versions that one text may stand for: "3.4" in an address may be any 3.4.x. */
export interface VersionSpan {
  low: Parsed
  high: Parsed
}

const places = 4
const form = /^(\d{1,5}(?:\.\d{1,6}){0,3})([.-]?(?:alpha|beta|rc|pre|dev|next|canary|a|b)[\d.-]{0,12})?$/i

/** Undefined where the text is no version that can be compared, such as one that its user patched ("1.12.4-aem"). */
export function versionSpan(text: string, isWhole: boolean): VersionSpan | undefined {
  const [, numbers = '', early] = form.exec(text) ?? []
  if (numbers === '') return undefined
  const given = numbers.split('.').map(Number)
  const filled = (rest: number) => [...given, ...Array<number>(places).fill(rest)].slice(0, places)
  const low = {numbers: filled(0), early: early !== undefined}
  return {low, high: isWhole || given.length >= 3 || early !== undefined ? low : {numbers: filled(Number.POSITIVE_INFINITY), early: false}}
}

/** As a sort function does; both are versions of the list, which are whole. */
export function compareLibraryVersions(a: string, b: string): number {
  const [left, right] = [versionSpan(a, true), versionSpan(b, true)]
  return left && right ? compare(left.low, right.low) : 0
}

/** Whether all, some or none of the versions lie in a range. */
export function spanInRange({low, high}: VersionSpan, {from, below}: {from?: string | undefined; below?: string | undefined}) {
  const first = from === undefined ? undefined : versionSpan(from, true)?.low
  const end = below === undefined ? undefined : versionSpan(below, true)?.low
  const beginsBefore = first !== undefined && compare(low, first) < 0
  const endsAfter = end !== undefined && compare(high, end) >= 0
  const isApart = (first !== undefined && compare(high, first) < 0) || (end !== undefined && compare(low, end) >= 0)
  if (isApart) return 'none'
  return beginsBefore || endsAfter ? 'some' : 'all'
}

function compare(a: Parsed, b: Parsed): number {
  for (let i = 0; i < places; i++) {
    const [x = 0, y = 0] = [a.numbers[i], b.numbers[i]]
    if (x !== y) return x < y ? -1 : 1
  }
  return Number(b.early) - Number(a.early)
}
