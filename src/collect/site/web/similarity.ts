const mostRead = 16_384
const shingleLength = 3

/**
 * How alike two pages read, 0 to 1: words in threes, without marks of HTML and numbers, since a page made for each visit differs in
 * those. Compares by what is on the page, not by bytes.
 */
export function similarityOf(a: Buffer, b: Buffer): number {
  if (a.equals(b)) return 1
  const [first, second] = [shinglesOf(a), shinglesOf(b)]
  if (first.size === 0 || second.size === 0) return first.size === second.size ? 1 : 0
  let shared = 0
  for (const shingle of first) if (second.has(shingle)) shared++
  return shared / (first.size + second.size - shared)
}

function shinglesOf(page: Buffer): Set<string> {
  const words = page
    .subarray(0, mostRead)
    .toString('utf8')
    .toLowerCase()
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1|$)/g, ' ')
    .replace(/<[^>]*>?/g, ' ')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
  const shingles = new Set<string>()
  for (let index = 0; index === 0 || index + shingleLength <= words.length; index++) {
    const shingle = words.slice(index, index + shingleLength).join(' ')
    if (shingle !== '') shingles.add(shingle)
  }
  return shingles
}
