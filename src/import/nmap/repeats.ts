import type {Source} from '../importer.ts'
import {readText} from '../text.ts'

/** Key of an address in memory: a number where it fits in one, since there may be a million of them. */
export type AddressKey = number | string

/** What has to be known of a whole report before its first host can be handed on. */
export interface Repeats {
  /** Addresses that stand in one host element only, until they are handed on. */
  single: Set<AddressKey>
  /** Addresses that stand in several: masscan writes a host anew for every port, and reports get joined. */
  repeated: Set<AddressKey>
  /** Cards that answer for several addresses, such as a router's: they name no single host. */
  sharedMacs: Set<AddressKey>
}

const maxHosts = 1_000_000
const tag = /<(?:address|\/?hosthint)\b[^>]*>/g
const addressValue = /\saddr\s*=\s*["']([0-9A-Fa-f.:%a-z]{1,60})["']/
/** Longer than any of these tags. */
const maxTagLength = 400

/**
 * Looks through a report for addresses only, without parsing it: ten times faster. What it misses (an address written
 * with character references) costs a merge, never a wrong value.
 */
export async function findRepeats(source: Source): Promise<Repeats> {
  const repeats: Repeats = {single: new Set(), repeated: new Set(), sharedMacs: new Set()}
  const ownerOfMac = new Map<AddressKey, AddressKey>()
  let isHint = false
  let current: AddressKey | undefined
  let rest = ''
  const take = (found: string): void => {
    if (found[1] !== 'a') isHint = found[1] === 'h'
    else if (!isHint) current = note(found, current, repeats, ownerOfMac)
  }
  for await (const piece of readText(source)) {
    const text = rest + piece
    for (const [found] of text.matchAll(tag)) take(found)
    const open = text.lastIndexOf('<')
    rest = open >= 0 && text.length - open < maxTagLength && text.indexOf('>', open) < 0 ? text.slice(open) : ''
    if (repeats.single.size + repeats.repeated.size > maxHosts) break
  }
  return repeats
}

function note(
  found: string,
  current: AddressKey | undefined,
  {single, repeated, sharedMacs}: Repeats,
  ownerOfMac: Map<AddressKey, AddressKey>,
): AddressKey | undefined {
  const address = addressValue.exec(found)?.[1]
  if (address === undefined) return current
  const key = addressKey(address)
  if (!isMac(address)) {
    if (single.delete(key)) repeated.add(key)
    else if (!repeated.has(key)) single.add(key)
    return key
  }
  if (current === undefined) return current
  const owner = ownerOfMac.get(key)
  if (owner === undefined) ownerOfMac.set(key, current)
  else if (owner !== current) sharedMacs.add(key)
  return current
}

export function isMac(address: string): boolean {
  return address.length === 17 && address[2] === ':' && address[14] === ':'
}

/** IPv4 and MAC addresses as a number, IPv6 in lower case. */
export function addressKey(address: string): AddressKey {
  if (isMac(address)) return Number(`0x${address.replaceAll(':', '')}`)
  const parts = address.split('.')
  if (parts.length === 4) return -1 - parts.reduce((total, part) => total * 256 + Number(part), 0)
  // A copy: a slice would keep the whole piece of the file in memory.
  return Buffer.from(address.toLowerCase(), 'latin1').toString('latin1')
}
