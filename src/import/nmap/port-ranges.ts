/** Ascending, apart from each other, both ends included. */
export type Ranges = readonly (readonly [number, number])[]

const maxPort = 65_535

/** Reads "22,80,8000-8100"; undefined when it is something else. */
export function parseRanges(text: string): Ranges | undefined {
  if (text.length > 400_000 || !/^\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?)*$/.test(text)) return undefined
  const ranges: [number, number][] = []
  for (const part of text.split(',')) {
    const [first = '', last = first] = part.split('-')
    const range: [number, number] = [Number(first), Number(last)]
    if (range[1] > maxPort || range[0] > range[1]) return undefined
    ranges.push(range)
  }
  return joinRanges(ranges)
}

/** Sorts ranges and merges those that touch. */
export function joinRanges(ranges: Iterable<readonly [number, number]>): Ranges {
  const joined: [number, number][] = []
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = joined.at(-1)
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last)
    else joined.push([first, last])
  }
  return joined
}

export function formatRanges(ranges: Ranges): string {
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',')
}

export function countPorts(ranges: Ranges): number {
  return ranges.reduce((total, [first, last]) => total + last - first + 1, 0)
}

/** Ranges without some single ports. */
export function withoutPorts(ranges: Ranges, ports: readonly number[]): Ranges {
  let left = ranges
  for (const port of ports)
    left = left.flatMap(([first, last]): [number, number][] => {
      if (port < first || port > last) return [[first, last]]
      return (
        [
          [first, port - 1],
          [port + 1, last],
        ] as [number, number][]
      ).filter(([from, to]) => from <= to)
    })
  return left
}
