/** Names from a stranger's machine may be of any length; real ones end long before. */
export const maxNameLength = 300

const unusual = /[^\x20-\x7e]| {2}|^ | $|\(r\)|\(tm\)|\.app$/

/** A name as rules compare it: lower case, NFC, single spaces, without marks of trade. */
export function normalizeName(raw: string): string {
  const name = (raw.length > maxNameLength ? raw.slice(0, maxNameLength) : raw).toLowerCase()
  if (!unusual.test(name)) return name
  return name
    .normalize('NFC')
    .replaceAll(/\((?:r|tm)\)|[®™©]/g, '')
    .replace(/\.app$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Where the word that begins at `from` ends: letters, digits and `. + # _ ' -` belong to it. */
export function endOfWord(name: string, from: number): number {
  let at = from
  while (at < name.length && isWordCode(name.charCodeAt(at))) at++
  return at
}

function isWordCode(code: number): boolean {
  return isLetterOrDigit(code) || code === 46 || code === 43 || code === 35 || code === 95 || code === 39 || code === 45
}

function isLetterOrDigit(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code >= 192
}

/** True when words found at a place stand for themselves and are no part of a longer word. */
export function isWhole(name: string, from: number, to: number): boolean {
  return (from === 0 || !isLetterOrDigit(name.charCodeAt(from - 1))) && (to >= name.length || !isLetterOrDigit(name.charCodeAt(to)))
}

/** The first place where words stand for themselves in a name, -1 if nowhere. */
export function findWords(name: string, words: string): number {
  let at = name.indexOf(words)
  while (at >= 0 && !isWhole(name, at, at + words.length)) at = name.indexOf(words, at + 1)
  return at
}
