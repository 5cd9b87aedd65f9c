import {createHash} from 'node:crypto'
import {type Element, elementsOf, hex, inside, oidOf, tags, walk} from './der.ts'

/** Who a certificate is of or from. */
export interface DistinguishedName {
  /** "CN=Sở Tư pháp, O=..., C=VN", cut to a sane length, without control characters. */
  text: string
  commonName?: string
  /** Equal for names that RFC 5280 (7.1) holds equal: case, spaces and kind of string do not count. */
  key: string
  bytes: Uint8Array
  /** One key a part, from the first, for directory name constraints. */
  parts: readonly string[]
}

const short: Record<string, string> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '1.3.6.1.4.1.311.60.2.1.1': 'jurisdictionL',
  '1.3.6.1.4.1.311.60.2.1.2': 'jurisdictionST',
  '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

const stringTags = {utf8: 0x0c, numeric: 0x12, printable: 0x13, teletex: 0x14, ia5: 0x16, universal: 0x1c, bmp: 0x1e}

/** Text of a string of any kind, or its bytes in hexadecimal. */
export function stringOf({tag, contents}: Element): string {
  const bytes = Buffer.from(contents.buffer, contents.byteOffset, contents.length)
  if (tag === stringTags.utf8) return bytes.toString('utf8')
  if (tag === stringTags.bmp && bytes.length % 2 === 0) return Buffer.from(bytes).swap16().toString('utf16le')
  if (tag === stringTags.numeric || tag === stringTags.printable || tag === stringTags.teletex || tag === stringTags.ia5)
    return bytes.toString('latin1')
  return `#${hex(contents).slice(0, 200)}`
}

/** Shown to people: no control characters, one line, not longer than asked. */
export function shown(text: string, most: number): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD').normalize('NFC')
  return clean.length > most ? `${clean.slice(0, most - 1)}…` : clean
}

const mostParts = 60

export function nameOf(element: Element): DistinguishedName {
  const parts: string[] = []
  const texts: string[] = []
  let commonName: string | undefined
  for (const set of elementsOf(element, mostParts)) {
    const keys: string[] = []
    const cursor = inside(set, tags.set)
    while (cursor.more()) {
      const pair = inside(cursor.next(tags.sequence))
      const oid = oidOf(pair.next(tags.oid))
      const value = stringOf(pair.any())
      if (oid === '2.5.4.3') commonName = value
      keys.push(`${oid}=${value.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')}`)
      texts.push(`${short[oid] ?? oid}=${shown(value, 120).replaceAll(',', '\\,')}`)
    }
    parts.push(JSON.stringify(keys.sort()))
  }
  const key = createHash('sha256').update(parts.join('\n')).digest('hex')
  return {
    text: shown(texts.reverse().join(', '), 400),
    ...(commonName === undefined ? {} : {commonName}),
    key,
    bytes: element.bytes,
    parts,
  }
}

/** The same from bytes of its own, as a constraint carries it. */
export const nameFrom = (bytes: Uint8Array): DistinguishedName => nameOf(walk(bytes).next(tags.sequence))
