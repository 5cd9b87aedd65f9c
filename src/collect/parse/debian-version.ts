/** Compares two Debian versions as dpkg does (deb-version(7)): negative, 0 or positive like a sort function. */
export function compareDebianVersions(a: string, b: string): number {
  const left = split(a)
  const right = split(b)
  return left.epoch - right.epoch || compareParts(left.upstream, right.upstream) || compareParts(left.revision, right.revision)
}

function split(version: string): {epoch: number; upstream: string; revision: string} {
  const text = version.slice(0, 300)
  const colon = text.indexOf(':')
  const epoch = colon > 0 ? Number.parseInt(text.slice(0, colon), 10) || 0 : 0
  const rest = text.slice(colon + 1)
  const dash = rest.lastIndexOf('-')
  return dash < 0 ? {epoch, upstream: rest, revision: '0'} : {epoch, upstream: rest.slice(0, dash), revision: rest.slice(dash + 1)}
}

/** Runs of other characters and runs of digits in turn; digits as numbers of any length. */
function compareParts(a: string, b: string): number {
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a[i])) || (j < b.length && !isDigit(b[j]))) {
      const difference = order(isDigit(a[i]) ? undefined : a[i]) - order(isDigit(b[j]) ? undefined : b[j])
      if (difference !== 0) return difference
      if (i < a.length && !isDigit(a[i])) i++
      if (j < b.length && !isDigit(b[j])) j++
    }
    const [left, nextI] = digits(a, i)
    const [right, nextJ] = digits(b, j)
    if (left.length !== right.length) return left.length - right.length
    if (left !== right) return left < right ? -1 : 1
    i = nextI
    j = nextJ
  }
  return 0
}

function digits(text: string, from: number): [string, number] {
  let end = from
  while (isDigit(text[end])) end++
  return [text.slice(from, end).replace(/^0+/, ''), end]
}

/** "~" sorts before the end, letters before everything else. */
function order(character: string | undefined): number {
  if (character === undefined) return 0
  if (character === '~') return -1
  const code = character.charCodeAt(0)
  return /[A-Za-z]/.test(character) ? code : code + 256
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9'
}
