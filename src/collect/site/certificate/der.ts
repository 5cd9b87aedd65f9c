/** One element of DER: its tag, what it holds, and all its bytes. */
export interface Element {
  tag: number
  contents: Uint8Array
  bytes: Uint8Array
}

/** Bytes of a stranger that are no DER. Caught where a whole certificate, answer or list is read. */
export class Malformed extends Error {}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
} as const

/** A field with a context tag; `0xa0` for [0] that holds others, `0x80` for one that holds bytes. */
export const context = (number: number, constructed = true) => (constructed ? 0xa0 : 0x80) + number

/** Elements one after another. Nothing is copied and nothing is opened that is not asked for, so depth costs nothing. */
export interface Cursor {
  more(): boolean
  any(): Element
  next(tag: number): Element
  /** The next element where it has this tag. */
  optional(tag: number): Element | undefined
  optionalAny(wanted: readonly number[]): Element | undefined
}

/** The elements in some bytes. Lengths must be definite and as short as DER asks (X.690, 10.1). */
export function walk(bytes: Uint8Array): Cursor {
  let at = 0
  const any = (): Element => {
    const element = elementAt(bytes, at)
    at += element.bytes.length
    return element
  }
  const optionalAny = (wanted: readonly number[]) => (at < bytes.length && wanted.includes(bytes[at] ?? -1) ? any() : undefined)
  return {
    more: () => at < bytes.length,
    any,
    next(tag) {
      const element = any()
      if (element.tag !== tag) throw new Malformed(`tag ${element.tag} instead of ${tag}`)
      return element
    },
    optional: (tag) => optionalAny([tag]),
    optionalAny,
  }
}

/** The elements inside one that must be a SEQUENCE, or have another tag. */
export const inside = (element: Element, tag: number = tags.sequence): Cursor => {
  if (element.tag !== tag) throw new Malformed(`tag ${element.tag} instead of ${tag}`)
  return walk(element.contents)
}

/** All elements inside another, up to a number. */
export function elementsOf(element: Element, most: number): Element[] {
  const cursor = walk(element.contents)
  const elements: Element[] = []
  while (cursor.more()) {
    if (elements.length >= most) throw new Malformed('too many elements')
    elements.push(cursor.any())
  }
  return elements
}

function elementAt(bytes: Uint8Array, start: number): Element {
  const tag = bytes[start]
  const first = bytes[start + 1]
  if (tag === undefined || first === undefined) throw new Malformed('cut short')
  if ((tag & 0x1f) === 0x1f) throw new Malformed('tag of several bytes')
  let length = first
  let from = start + 2
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4) throw new Malformed('length without end or too long')
    length = 0
    for (let index = 0; index < count; index++) length = length * 256 + (bytes[from + index] ?? 0)
    from += count
    if (length < 0x80 || length < 256 ** (count - 1)) throw new Malformed('length longer than needed')
  }
  if (from + length > bytes.length) throw new Malformed('cut short')
  return {tag, contents: bytes.subarray(from, from + length), bytes: bytes.subarray(start, from + length)}
}

/** Bytes of a BIT STRING that ends on a whole byte, as keys and signatures do. */
export function bitsOf(element: Element): Uint8Array {
  if (element.tag !== tags.bitString || element.contents.length === 0) throw new Malformed('no bit string')
  if (element.contents[0] !== 0) throw new Malformed('bits left over')
  return element.contents.subarray(1)
}

/** A small number that is not negative. */
export function smallInteger(element: Element, tag: number = tags.integer): number {
  const {contents} = element
  if (element.tag !== tag || contents.length === 0 || contents.length > 4 || (contents[0] ?? 0) >= 0x80) throw new Malformed('number')
  return contents.reduce((value, byte) => value * 256 + byte, 0)
}

/** "1.2.840.113549.1.1.11". */
export function oidOf(element: Element): string {
  const {contents} = element
  const last = contents.at(-1)
  if (element.tag !== tags.oid || last === undefined || contents.length > 64 || last >= 0x80) throw new Malformed('object identifier')
  const parts: number[] = []
  let value = 0
  for (const byte of contents) {
    value = value * 128 + (byte & 0x7f)
    // Arcs of 128 bits are lawful, made of UUIDs; none of them is one that we know.
    if (value > Number.MAX_SAFE_INTEGER / 256) return `0x${hex(contents)}`
    if (byte >= 0x80) continue
    if (parts.length === 0) {
      const top = Math.min(2, Math.floor(value / 40))
      parts.push(top, value - top * 40)
    } else parts.push(value)
    value = 0
  }
  return parts.join('.')
}

export const hex = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
export const sameBytes = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0
