import type {Source} from '../importer.ts'
import {encodingOf, readText} from '../text.ts'

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
const addressValue = /\saddr\s*=\s*["']([^"'<>]{1,60})["']/
/** Longer than any address or hint tag. */
const maxTagLength = 400
const hostStart = '<host'
const letterH = 0x68
const addressStart = '<address'

/**
 * Looks through a report for addresses only, without parsing it: ten times faster. What it misses (an address written
 * with character references) costs a merge, never a wrong value.
 */
export async function findRepeats(source: Source): Promise<Repeats> {
  const repeats: Repeats = {single: new Set(), repeated: new Set(), sharedMacs: new Set()}
  const ownerOfMac = new Map<AddressKey, AddressKey>()
  let isHint = false
  let current: AddressKey | undefined
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of readBytes(source)) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece
    const end = endOfTags(bytes)
    let at = 0
    for (let found = bytes.indexOf(addressStart); found >= 0 && found < end; found = bytes.indexOf(addressStart, at)) {
      // Hints of nmap, early words about hosts that are described later, repeat every address.
      const host = bytes.lastIndexOf(hostStart, found)
      if (host >= at) isHint = bytes[host + hostStart.length] === letterH
      at = bytes.indexOf('>', found)
      if (at < 0) break
      if (!isHint) current = note(bytes.toString('latin1', found, at), current, repeats, ownerOfMac)
    }
    const host = bytes.lastIndexOf(hostStart, end)
    if (at >= 0 && host >= at && host + hostStart.length < end) isHint = bytes[host + hostStart.length] === letterH
    // A copy: the piece may be overwritten by the next.
    rest = Buffer.from(bytes.subarray(end))
    if (repeats.single.size + repeats.repeated.size > maxHosts) break
  }
  return repeats
}

/** Where the last tag begins that is not complete yet; the end, when there is none or it is none of ours. */
function endOfTags(bytes: Buffer): number {
  const open = bytes.lastIndexOf('<')
  return open >= 0 && bytes.length - open < maxTagLength && bytes.indexOf('>', open) < 0 ? open : bytes.length
}

/** Tags and addresses are ASCII, whatever stands around them: UTF-8 needs no decoding to find them. */
async function* readBytes(source: Source): AsyncGenerator<Buffer> {
  if (encodingOf(source.head).startsWith('utf-16')) for await (const text of readText(source)) yield Buffer.from(text, 'utf8')
  else for await (const bytes of source.scan?.() ?? source.open()) yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
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

/** IPv4 and MAC addresses as a number, all others in lower case. */
export function addressKey(address: string): AddressKey {
  const number = isMac(address) ? Number.parseInt(address.replaceAll(':', ''), 16) : -1 - numberOfIpv4(address)
  // A copy: a slice would keep the whole piece of the file in memory.
  return Number.isNaN(number) ? Buffer.from(address.toLowerCase(), 'utf8').toString('utf8') : number
}

/** Digit by digit: a report has a hundred thousand of them. */
function numberOfIpv4(address: string): number {
  let total = 0
  let part = 0
  let dots = 0
  for (let at = 0; at < address.length; at++) {
    const code = address.charCodeAt(at)
    if (code === 0x2e) {
      total = total * 256 + part
      part = 0
      dots++
    } else if (code >= 0x30 && code <= 0x39) part = part * 10 + code - 0x30
    else return Number.NaN
  }
  return dots === 3 ? total * 256 + part : Number.NaN
}
