export type PlistValue = string | number | boolean | PlistValue[] | {[key: string]: PlistValue}

/**
 * Value of an XML property list; dates and data stay text. Undefined for anything else, binary lists and lists that
 * end early included.
 */
export function parsePlist(text: string): PlistValue | undefined {
  const start = text.indexOf('<plist')
  if (start < 0 || start > 2000) return undefined
  const reader: Reader = {text, at: text.indexOf('>', start) + 1}
  const tag = nextTag(reader)
  return tag === undefined ? undefined : readValue(reader, tag, 0)
}

interface Reader {
  text: string
  at: number
}

function nextTag(reader: Reader): string | undefined {
  for (;;) {
    const open = reader.text.indexOf('<', reader.at)
    if (open < 0) return undefined
    const comment = reader.text.startsWith('<!--', open)
    const close = reader.text.indexOf(comment ? '-->' : '>', open)
    if (close < 0) return undefined
    reader.at = close + (comment ? 3 : 1)
    if (!comment) return reader.text.slice(open + 1, close).trim()
  }
}

function readValue(reader: Reader, tag: string, depth: number): PlistValue | undefined {
  if (depth > 50) return undefined
  if (tag === 'true/' || tag === 'false/') return tag === 'true/'
  if (tag === 'string/' || tag === 'data/') return ''
  if (tag === 'array/') return []
  if (tag === 'dict/') return {}
  if (tag === 'array') return readArray(reader, depth)
  if (tag === 'dict') return readDict(reader, depth)
  const words = readText(reader, tag)
  if (words === undefined) return undefined
  return tag === 'integer' || tag === 'real' ? Number(words) : words
}

function readArray(reader: Reader, depth: number): PlistValue[] | undefined {
  const items: PlistValue[] = []
  for (;;) {
    const tag = nextTag(reader)
    if (tag === '/array') return items
    const item = tag === undefined ? undefined : readValue(reader, tag, depth + 1)
    if (item === undefined) return undefined
    items.push(item)
  }
}

function readDict(reader: Reader, depth: number): {[key: string]: PlistValue} | undefined {
  const entries: [string, PlistValue][] = []
  for (;;) {
    const tag = nextTag(reader)
    if (tag === '/dict') return Object.fromEntries(entries)
    const key = tag === 'key' ? readText(reader, tag) : undefined
    const valueTag = key === undefined ? undefined : nextTag(reader)
    const value = valueTag === undefined ? undefined : readValue(reader, valueTag, depth + 1)
    if (key === undefined || value === undefined) return undefined
    entries.push([key, value])
  }
}

function readText(reader: Reader, tag: string): string | undefined {
  const end = reader.text.indexOf(`</${tag}>`, reader.at)
  if (end < 0) return undefined
  const words = reader.text.slice(reader.at, end)
  reader.at = end + tag.length + 3
  return decode(words).normalize('NFC')
}

function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
}

/** The dictionary behind a value, empty when it is something else. */
export function plistDict(value: PlistValue | undefined): {[key: string]: PlistValue} {
  return typeof value === 'object' && !Array.isArray(value) ? value : {}
}

/** The text behind a value, undefined when it is something else or empty. */
export function plistText(value: PlistValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
