import {context, type Element, walk} from './der.ts'
import {type DistinguishedName, nameFrom} from './distinguished-name.ts'

/** Names of other kinds than DNS and address are counted only. */
export interface GeneralNames {
  /** As written: may hold anything, NUL included. */
  dns: readonly string[]
  /** 4 or 16 bytes; 8 or 32 in a name constraint. */
  ip: readonly Uint8Array[]
  directory: readonly DistinguishedName[]
  /** Tags of other kinds that were seen. */
  others: readonly number[]
  count: number
}

/** Names beyond this are counted and not looked at; no public authority signs half as many. */
export const mostNames = 20_000

export const generalNameTags = {
  rfc822: context(1, false),
  dns: context(2, false),
  directory: context(4),
  uri: context(6, false),
  ip: context(7, false),
} as const

export function generalNamesOf(elements: Iterable<Element>): GeneralNames {
  const dns: string[] = []
  const ip: Uint8Array[] = []
  const directory: DistinguishedName[] = []
  const others = new Set<number>()
  let count = 0
  for (const {tag, contents} of elements) {
    count++
    if (count > mostNames) continue
    if (tag === generalNameTags.dns) dns.push(Buffer.from(contents).toString('latin1'))
    else if (tag === generalNameTags.ip) ip.push(contents)
    else if (tag === generalNameTags.directory && directory.length < 100) directory.push(nameFrom(contents))
    else others.add(tag)
  }
  return {dns, ip, directory, others: [...others], count}
}

/** Elements one by one, however many there are. */
export function* each(contents: Uint8Array): Generator<Element> {
  const cursor = walk(contents)
  while (cursor.more()) yield cursor.any()
}
