/** Compares dotted versions part by part, numbers as numbers: negative, 0 or positive like a sort function. */
export function compareVersions(a: string, b: string): number {
  const left = parts(a)
  const right = parts(b)
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const x = left[i] ?? 0
    const y = right[i] ?? 0
    if (x === y) continue
    if (typeof x === 'number' && typeof y === 'number') return x - y
    return String(x) < String(y) ? -1 : 1
  }
  return 0
}

/** First number of a version: `131` of "131.0.6778.85"; NaN when it does not begin with one. */
export function majorOf(version: string): number {
  return Number.parseInt(version, 10)
}

function parts(version: string): (number | string)[] {
  return version
    .slice(0, 100)
    .split(/[.\-+_~: ]/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}
