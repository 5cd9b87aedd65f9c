const plain = /^[!-~](?:[ -~]*[!-~])?$/
// Control characters, and those that turn the direction of a line or hide in it.
const unprintable = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu

/** Words in Vietnamese come again and again in one file: what they turn into is remembered, for a while. */
const remembered = new Map<string, string>()
const maxRemembered = 2000

/** A value of a foreign file as one line of printable text in NFC, cut to a length; undefined when nothing is left. */
export function cleanText(value: string | undefined, max = 255): string | undefined {
  if (value === undefined || value === '') return undefined
  if (value.length <= max && plain.test(value)) return value
  if (value.length > 100 || max < 100) return clean(value, max)
  const known = remembered.get(value)
  if (known !== undefined) return known
  if (remembered.size >= maxRemembered) remembered.clear()
  const cleaned = clean(value, max)
  if (cleaned !== undefined) remembered.set(value, cleaned)
  return cleaned
}

function clean(value: string, max: number): string | undefined {
  const line = value
    .slice(0, max * 4)
    .replace(unprintable, ' ')
    .normalize('NFC')
    .replace(/ {2,}/g, ' ')
    .trim()
  if (line === '') return undefined
  // Never half of a surrogate pair.
  return line.length <= max
    ? line
    : line
        .slice(0, max)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()
}
