const PLAIN = /^[ -~]*$/
// Controls, joiners, soft hyphens and marks of direction; emoji and text styles of a character.
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Variation_Selector}]/gu
const LINE_END = /\r\n?|[\u0085\u2028\u2029]/g
const SPACE = /(?!\u00a0)[\t\p{Zs}]/gu

/** Text as it may be drawn: NFC, one kind of line end and of space (and the no-break space), nothing that cannot be seen. */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text
  return text.toWellFormed().replace(LINE_END, '\n').replace(SPACE, ' ').replace(UNSEEN, '').normalize('NFC')
}

/** The same on one line, for bookmarks and metadata. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}
