/** A text as words: small letters, tone marks in one place, `soCCCD` and `ho_ten` taken apart. */
export function wordsOf(text: string): string[] {
  const spaced = text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFC')
    .toLowerCase()
  return (spaced.match(/[\p{L}\p{M}\d]+/gu) ?? []).map(settleTone)
}

const tones: Record<string, readonly [base: string, marked: string]> = {}
for (const [base, vowels, marks] of [
  ['o', 'aàáảãạ', 'oòóỏõọ'],
  ['o', 'eèéẻẽẹ', 'oòóỏõọ'],
  ['u', 'yỳýỷỹỵ', 'uùúủũụ'],
] as const)
  for (let tone = 1; tone < 6; tone++) tones[`${base}${vowels[tone]}`] = [vowels[0] as string, marks[tone] as string]

/** "hoà" and "hòa", "khoẻ" and "khỏe" are one word. */
export function settleTone(word: string): string {
  const end = tones[word.slice(-2)]
  if (!end || word.at(-3) === 'q') return word
  return `${word.slice(0, -2)}${end[1]}${end[0]}`
}

/** Without marks: for text that was typed without them. */
export function foldMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
}

const plain = /^[\x00-\x7F]*$/

export interface Hit<M> {
  means: M
  /** First and next-to-last word of the phrase. */
  from: number
  to: number
}

/**
 * Phrases found in words in one pass. Vietnamese text must agree to the mark ("số" is not "sở"); text without any mark is
 * compared without.
 */
export class PhraseBook<M> {
  private readonly marked = new Map<string, {words: string[]; means: M}[]>()
  private readonly bare = new Map<string, {words: string[]; means: M}[]>()
  private readonly joined = new Map<string, M>()

  add(phrases: readonly string[], means: M): this {
    for (const phrase of phrases) {
      const words = wordsOf(phrase)
      const folded = words.map(foldMarks)
      insert(this.marked, words, means)
      insert(this.bare, folded, means)
      const key = folded.join('')
      if (key.length > 3 && !this.joined.has(key)) this.joined.set(key, means)
    }
    return this
  }

  find(words: readonly string[]): Hit<M>[] {
    const book = words.every((word) => plain.test(word)) ? this.bare : this.marked
    const hits: Hit<M>[] = []
    for (let at = 0; at < words.length; at++) {
      const found = book.get(words[at] as string)?.find((phrase) => phrase.words.every((word, index) => words[at + index] === word))
      if (found) hits.push({means: found.means, from: at, to: at + found.words.length})
    }
    return hits
  }

  /** The meaning of a key that was written in one piece: "sodienthoai". */
  findJoined(words: readonly string[]): M | undefined {
    const [only] = words
    if (words.length !== 1 || only === undefined) return undefined
    return this.joined.get(only) ?? (only.startsWith('so') ? this.joined.get(only.slice(2)) : undefined)
  }

  has(words: readonly string[]): boolean {
    return this.find(words).length > 0
  }
}

function insert<M>(book: Map<string, {words: string[]; means: M}[]>, words: string[], means: M): void {
  const [first] = words
  if (first === undefined) return
  const list = book.get(first) ?? []
  list.push({words, means})
  // The longest phrase is the one meant.
  list.sort((a, b) => b.words.length - a.words.length)
  book.set(first, list)
}
