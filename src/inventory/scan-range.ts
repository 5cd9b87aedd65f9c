import {contains, type Network, parseAddress, parseNetwork} from '../lib/address.ts'

/** Networks of organisations (RFC 1918) and the machine's own loopback. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '127.0.0.0/8'].flatMap((text) => parseNetwork(text) ?? [])

export type RangeFault = 'not-a-range' | 'not-private' | 'too-wide' | 'not-allowed'

const isWithin = (inner: Network, outer: Network) =>
  inner.version === outer.version && outer.bits <= inner.bits && contains(outer, {version: inner.version, value: inner.first, text: ''})

/** A range that may be entered for scanning, as it is written everywhere; an address alone is a range of one. */
export function readRange(text: string, smallestPrefix: number): {network: Network} | {fault: RangeFault} {
  const network = parseNetwork(/^\s*[\d.]+\s*$/.test(text) ? `${text.trim()}/32` : text)
  if (network?.version !== 4) return {fault: 'not-a-range'}
  if (!privateRanges.some((range) => isWithin(network, range))) return {fault: 'not-private'}
  return network.bits < smallestPrefix ? {fault: 'too-wide'} : {network}
}

/** The same for a scan: the range must also lie in one that the workspace allows. */
export function readScanRange(text: string, allowed: readonly string[], smallestPrefix: number): {network: Network} | {fault: RangeFault} {
  const read = readRange(text, smallestPrefix)
  if ('fault' in read) return read
  const ranges = allowed.flatMap((range) => parseNetwork(range) ?? [])
  return ranges.some((range) => isWithin(read.network, range)) ? read : {fault: 'not-allowed'}
}

/** Addresses of a list that lie in the ranges of a scan: those it must be told to leave out. */
export function addressesWithin(addresses: readonly string[], ranges: readonly Network[]): string[] {
  const inside = addresses.filter((text) => {
    const address = parseAddress(text)
    return address !== undefined && ranges.some((range) => contains(range, address))
  })
  return [...new Set(inside)].sort()
}
