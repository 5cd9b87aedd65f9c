const mostRead = 16_384
const shingleLength = 3

/**
 * How alike two pages read, 0 to 1: words in threes, without marks of HTML and numbers, since a page made for each visit differs in
 * those. Compares by what is on the page, not by bytes.
 */
export function similarityOf(a: Buffer, b: Buffer): number {
  if (a.equals(b)) return 1
  const numbers = new Map<string, number>()
  const [first, second] = [shinglesOf(a, numbers), shinglesOf(b, numbers)]
  if (first.size === 0 || second.size === 0) return first.size === second.size ? 1 : 0
  let shared = 0
  for (const shingle of first) if (second.has(shingle)) shared++
  return shared / (first.size + second.size - shared)
}

/** More than the words of two pages, and small enough that three of them make one whole number. */
const base = 2 ** 17

/** Every three words in a row as one number, from the number of each word. A page of fewer words is one shingle. */
function shinglesOf(page: Buffer, numbers: Map<string, number>): Set<number> {
  const text = page
    .subarray(0, mostRead)
    .toString('utf8')
    .toLowerCase()
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1|$)/g, ' ')
    .replace(/<[^>]*>?/g, ' ')
  const shingles = new Set<number>()
  let [before, last, count] = [0, 0, 0]
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    let number = numbers.get(word)
    if (number === undefined) {
      number = numbers.size + 1
      numbers.set(word, number)
    }
    if (++count >= shingleLength) shingles.add((before * base + last) * base + number)
    before = last
    last = number
  }
  if (count > 0 && count < shingleLength) shingles.add(before * base + last)
  return shingles
}
