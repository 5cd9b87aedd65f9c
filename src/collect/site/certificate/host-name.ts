import {isIP} from 'node:net'
import {parse} from 'tldts'
import {hex, sameBytes} from './der.ts'
import type {GeneralNames} from './general-names.ts'

/** Bytes of an address, 4 or 16; undefined for a name. */
export function addressBytes(host: string): Uint8Array | undefined {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  const kind = isIP(bare)
  if (kind === 4) return Uint8Array.from(bare.split('.').map(Number))
  if (kind !== 6) return undefined
  const [before = '', tail] = bare.replace(/%.*$/, '').split('::')
  const groups = (text: string | undefined) => (text ? text.split(':') : []).flatMap(groupBytes)
  const front = groups(before)
  const back = groups(tail)
  return Uint8Array.from([...front, ...new Array<number>(Math.max(0, 16 - front.length - back.length)).fill(0), ...back])
}

const groupBytes = (group: string): number[] => {
  if (group.includes('.')) return group.split('.').map(Number)
  const value = Number.parseInt(group, 16)
  return [value >> 8, value & 255]
}

/** An address as people write it; bytes of another length in hexadecimal. */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  if (bytes.length !== 16) return `#${hex(bytes.subarray(0, 40))}`
  const groups = Array.from({length: 8}, (_, at) => (((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16))
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1)
}

const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/

/** A name that could stand in DNS, in lower case without the last dot; undefined for anything else, NUL and spaces included. */
export function dnsName(written: string): string | undefined {
  if (written.length > 253 + 1) return undefined
  const name = written.toLowerCase().replace(/\.$/, '')
  return name.split('.').every((part) => label.test(part)) ? name : undefined
}

/**
 * The name of a certificate that is that of the host; undefined where none is. RFC 9525, 6.3: only subjectAltName counts, "*" stands for
 * the whole first label and for one label. One directly under a public suffix ("*.gov.vn") is for nobody, as browsers have it.
 */
export function matchingName(host: string, {dns, ip}: GeneralNames): string | undefined {
  const address = addressBytes(host)
  if (address) return ip.some((one) => sameBytes(one, address)) ? host : undefined
  const name = dnsName(host)
  if (name === undefined) return undefined
  return dns.find((written) => matches(name, written))
}

function matches(host: string, written: string): boolean {
  // A dot at the end is for the resolver; in a certificate it is a mistake.
  if (written.endsWith('.')) return false
  if (!written.startsWith('*.')) return dnsName(written) === host
  const base = dnsName(written.slice(2))
  if (base === undefined || !base.includes('.')) return false
  const dot = host.indexOf('.')
  if (dot <= 0 || host.slice(dot + 1) !== base) return false
  const {publicSuffix} = parse(base, {allowPrivateDomains: false})
  return publicSuffix !== base
}

/** Whether the common name is the host's: what visitors of twenty years ago looked at and those of today do not. */
export function commonNameMatches(host: string, commonName: string | undefined): boolean {
  if (commonName === undefined) return false
  const address = addressBytes(commonName)
  return matchingName(host, {dns: [commonName], ip: address ? [address] : [], directory: [], others: [], count: 1}) !== undefined
}
