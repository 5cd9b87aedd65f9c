// Zero-width characters, soft hyphens and direction marks: invisible, and they would break a number in two.
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
// What a terminal might obey.
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const ALL_MARKS = /[\u0300-\u036f]/g

/** Look-alikes of the characters that citations are made of. Eth stands for Đ in many Vietnamese documents. */
const alike = new Map([
  ...[...'‐‑‒–—―−﹣－'].map((sign) => [sign, '-'] as const),
  ...[...'⁄∕／'].map((sign) => [sign, '/'] as const),
  ...[...'∶：﹕'].map((sign) => [sign, ':'] as const),
  ...[...'đĐðÐɖƉ'].map((sign) => [sign, 'd'] as const),
])

/** Text as it is shown and searched: NFC, one space for any white space, nothing invisible. */
export function cleanSpaces(text: string): string {
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/[\s\u0085]+/g, ' ')
    .replace(CONTROL, '')
    .trim()
}

const folded = new Map<string, string>()

/** Lower case without accents, character by character: the result has the same length, so that places stay the same. */
export function fold(text: string): string {
  let result = ''
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    if (character <= '\u007f') {
      result += character
      continue
    }
    let plain = folded.get(character)
    if (plain === undefined) {
      plain = plainOf(character)
      folded.set(character, plain)
    }
    result += plain
  }
  return result.toLowerCase()
}

function plainOf(character: string): string {
  const sign = alike.get(character)
  if (sign !== undefined) return sign
  const plain = character.normalize('NFKD').replace(ALL_MARKS, '').toLowerCase()
  // A character without case or of another width must not shift what follows.
  return plain.length === 1 && plain.toLowerCase().length === 1 ? plain : character.toLowerCase().length === 1 ? character : ' '
}

/** Phrases to be found as whole words, whatever their case, spaces and place of tone marks. */
export interface Phrases {
  pattern: RegExp
  /** Key of the folded phrase -> its spellings in lower case. */
  spelled: Map<string, string[]>
}

/** Prepares phrases for searching; where one begins with another, the longer one is found. */
export function phrasesOf(phrases: readonly string[]): Phrases {
  const spelled = new Map<string, string[]>()
  for (const phrase of phrases) {
    const key = phraseKey(fold(cleanSpaces(phrase)))
    spelled.set(key, [...(spelled.get(key) ?? []), cleanSpaces(phrase).toLowerCase()])
  }
  const parts = [...spelled.keys()].sort((a, b) => b.length - a.length).map(loosePattern)
  return {pattern: parts.length === 0 ? /(?!)/g : new RegExp(`(?<![a-z0-9])(?:${parts.join('|')})(?![a-z0-9])`, 'g'), spelled}
}

/** A place of a phrase, and the key of the phrase found there. */
export interface PhraseFound {
  index: number
  end: number
  key: string
}

/** Every place of a phrase in a text, whose folded form is given too: "cũ" is not found in "căn cứ", but in "cu". */
export function findPhrases({pattern, spelled}: Phrases, text: string, folded: string): PhraseFound[] {
  const found: PhraseFound[] = []
  for (const match of folded.matchAll(pattern)) {
    const key = phraseKey(match[0])
    const end = match.index + match[0].length
    if (spelled.get(key)?.some((phrase) => samePhrase(text.slice(match.index, end), phrase))) found.push({index: match.index, end, key})
  }
  return found
}

/** The key of a folded phrase: spaces around signs do not count. */
export function phraseKey(folded: string): string {
  return folded.replace(/ ?([&/-]) ?/g, '$1')
}

/** True when found is expected (in lower case) as Vietnamese may spell it: either place of the tone mark, or no accent at all. */
function samePhrase(found: string, expected: string): boolean {
  const small = found.toLowerCase()
  return small === expected || small === fold(found) || spelling(small) === spelling(expected)
}

function spelling(text: string): string {
  return phraseKey(text.replaceAll('ð', 'đ').replaceAll('–', '-'))
    .split(' ')
    .map((word) => {
      const decomposed = word.normalize('NFD')
      return decomposed.replace(TONES, '').normalize('NFC') + (decomposed.match(TONES) ?? []).join('')
    })
    .join(' ')
}

function loosePattern(key: string): string {
  return key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[&/-]/g, ' ?$& ?')
}
