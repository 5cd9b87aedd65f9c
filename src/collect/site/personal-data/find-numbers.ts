/** A number in a text: digits without what stood between them. */
export interface NumberToken {
  digits: string
  from: number
  to: number
  /** Written in one piece, or in groups with one mark between them. */
  grouped: boolean
}

/** How identity and phone numbers are printed in groups. */
const groupings = [
  '3-3-3-3',
  '3-3-6',
  '4-4-4',
  '3-9',
  '6-6',
  '4-3-3',
  '3-3-4',
  '3-4-3',
  '4-6',
  '4-2-2-2',
  '2-2-2-2-2',
  '4-4-2',
  '3-3-3',
  '3-2-2-2',
].map((shape) => shape.split('-').map(Number))
const chain = /\d(?:[ .\-\u00A0\u2009]?\d)*/g
const run = /\d+/g
const mostTokens = 5000

/**
 * Numbers that could be a person's, in one pass: runs of 8 to 19 digits that stand alone, and printed groups. Parts of codes
 * (`H49.012`, `123/QĐ-UBND`), of decimals and of longer numbers are left out.
 */
export function findNumbers(text: string): NumberToken[] {
  const tokens: NumberToken[] = []
  for (const found of text.matchAll(chain)) {
    const whole = found[0]
    if (whole.length < 8) continue
    const start = found.index
    const groups = [...whole.matchAll(run)].map((group) => ({digits: group[0], from: start + group.index}))
    for (let at = 0; at < groups.length && tokens.length < mostTokens; at++) {
      const group = groups[at] as {digits: string; from: number}
      if (group.digits.length >= 8) {
        const to = group.from + group.digits.length
        if (group.digits.length <= 19 && standsAlone(text, group.from, to))
          tokens.push({digits: group.digits, from: group.from, to, grouped: false})
        continue
      }
      for (const shape of groupings) {
        const part = groups.slice(at, at + shape.length)
        if (part.length !== shape.length || !part.every(({digits}, index) => digits.length === shape[index])) continue
        const from = group.from
        const last = part.at(-1) as {digits: string; from: number}
        const to = last.from + last.digits.length
        const marks = new Set(part.slice(0, -1).map(({digits, from: begin}) => text[begin + digits.length]))
        if (marks.size !== 1 || !standsAlone(text, from, to)) continue
        tokens.push({digits: part.map(({digits}) => digits).join(''), from, to, grouped: true})
        at += shape.length - 1
        break
      }
    }
  }
  return tokens
}

/** Numbers of accounts, written in any groups. */
export function findAccounts(text: string): NumberToken[] {
  const tokens: NumberToken[] = []
  for (const found of text.matchAll(chain)) {
    const digits = found[0].replace(/\D/g, '')
    const to = found.index + found[0].length
    if (digits.length >= 6 && digits.length <= 19 && standsAlone(text, found.index, to))
      tokens.push({digits, from: found.index, to, grouped: true})
    if (tokens.length >= mostTokens) break
  }
  return tokens
}

function standsAlone(text: string, from: number, to: number): boolean {
  const before = text[from - 1]
  const after = text[to]
  // "+84" and a bracket belong to phones.
  if (before !== undefined) {
    if (isWordLike(before)) return false
    if ('.,/-_'.includes(before) && isWordLike(text[from - 2])) return false
  }
  if (after !== undefined) {
    if (isWordLike(after)) return false
    if ('.,/-_'.includes(after) && isWordLike(text[to + 1])) return false
  }
  return true
}

function isWordLike(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\d]/u.test(letter)
}
