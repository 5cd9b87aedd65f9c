const longestText = 300

/** What most names are, and nothing has to be done about: words of ASCII with single spaces. */
const plain = /^[!-~]+(?: [!-~]+)*$/

/** Controls, direction marks, joiners, private characters and halves of pairs: they hide what a name really says. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Variation_Selector}]/gu

/** One line of a stranger's text: NFC, nothing that cannot be seen, cut to a length that can be read; '' when nothing is left. */
export function cleanText(text: string, longest = longestText): string {
  if (text.length <= longest && plain.test(text)) return text
  const line = text
    // Far longer text is no name; normalising megabytes of it would only cost time.
    .slice(0, longest * 4)
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(unseen, '')
    .normalize('NFC')
    .trim()
  return line.length <= longest ? line : `${line.slice(0, longest).toWellFormed()}…`
}

/** One item of a cell that lists several: the separator cannot stand in it. */
export function cleanItem(text: string): string {
  return cleanText(text).replaceAll(';', ',')
}

/** What two spellings of one name have in common: NFC or NFD, capitals and spaces do not count. */
export function fold(text: string): string {
  return cleanText(text).toLowerCase().normalize('NFC')
}

/** Order by code points, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Each value once, sorted. */
export function unique(values: Iterable<string>): string[] {
  return [...new Set(values)].sort(compareText)
}
