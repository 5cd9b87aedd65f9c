import {UnknownValue} from './unknown-value.ts'

const parsed = new Map<string, readonly [number, number][]>()
const maxParsed = 100

/**
 * True when the state of every port is known: `known` is a text of ranges such as "22,80,8000-8100". A port outside them
 * was not looked at, which is no answer at all.
 */
export function portsKnown(known: string, ports: readonly number[]): true {
  const ranges = rangesOf(known)
  const missing = ports.filter((port) => !ranges.some(([first, last]) => port >= first && port <= last))
  if (missing.length > 0) throw new UnknownValue('not-collected', `not scanned: ports ${missing.slice(0, 20).join(', ')}`)
  return true
}

/** Hosts of one scan share one text. */
function rangesOf(known: string): readonly [number, number][] {
  const before = parsed.get(known)
  if (before) return before
  const ranges = known.split(',').map((part): [number, number] => {
    const [first = Number.NaN, last = first] = part.split('-').map(Number)
    return [first, last]
  })
  if (parsed.size >= maxParsed) parsed.clear()
  parsed.set(known, ranges)
  return ranges
}
