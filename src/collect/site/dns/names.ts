import {isIP} from 'node:net'

const mostLength = 253

/** Lower case, without the final dot; the root is "". */
export function plainName(name: string): string {
  const lower = name.toLowerCase()
  return lower.endsWith('.') ? lower.slice(0, -1) : lower
}

/** Whether a name can be asked for: what a message could not hold must not be sent as something else. */
export function isAskable(name: string): boolean {
  if (name === '') return true
  if (name.length > mostLength || /[^\x21-\x7e]/.test(name)) return false
  return name.split('.').every((label) => label.length > 0 && label.length < 64)
}

/** Names from this one up to and with its top: "a.b.vn", "b.vn", "vn". */
export function climb(name: string): string[] {
  const labels = name.split('.')
  return labels.map((_, index) => labels.slice(index).join('.'))
}

export const parentOf = (name: string): string => name.split('.').slice(1).join('.')

export const isWithin = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`)

/** Names that DNS says nothing about: addresses, this machine, names of one label. */
export function isLocal(host: string): boolean {
  return isIP(host) !== 0 || isWithin(host, 'localhost') || !host.includes('.')
}

/** Name under which an address is looked up backwards. */
export function reverseName(address: string): string | undefined {
  if (isIP(address) === 4) return `${address.split('.').reverse().join('.')}.in-addr.arpa`
  const nibbles = ipv6Nibbles(address)
  return nibbles && `${[...nibbles].reverse().join('.')}.ip6.arpa`
}

/** The 32 digits of an IPv6 address. */
export function ipv6Nibbles(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const hex = (a: string | undefined, b: string | undefined) => ((Number(a) << 8) | Number(b)).toString(16)
  const text = dotted ? `${dotted[1]}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}` : address
  const [head = '', tail] = text.toLowerCase().split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = Array.from({length: Math.max(0, 8 - before.length - after.length)}, () => '0')
  const parts = tail === undefined ? before : [...before, ...zeros, ...after]
  return parts.map((part) => part.padStart(4, '0')).join('')
}
