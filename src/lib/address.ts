/** An IP address as a number, with the text that is written for it everywhere. */
export interface Address {
  version: 4 | 6
  value: bigint
  text: string
}

/** A network: its first address and the number of leading bits that count. */
export interface Network {
  version: 4 | 6
  first: bigint
  bits: number
  text: string
}

const widthOf = {4: 32, 6: 128} as const

/** Reads `10.0.1.21`, `fe80::1%eth0` or `10.0.1.21/24`; zone and length are left out. */
export function parseAddress(text: string): Address | undefined {
  const plain = text.trim().replace(/[%/].*$/, '')
  const four = parseFour(plain)
  if (four !== undefined) return {version: 4, value: four, text: formatFour(four)}
  const six = parseSix(plain)
  return six === undefined ? undefined : {version: 6, value: six, text: formatSix(six)}
}

/** Reads CIDR notation; bits behind the prefix are cleared. */
export function parseNetwork(text: string): Network | undefined {
  const [, base = '', length = ''] = /^\s*([0-9A-Fa-f.:]+)\s*\/\s*(\d{1,3})\s*$/.exec(text) ?? []
  const address = parseAddress(base)
  const bits = Number(length)
  if (!address || length === '' || bits > widthOf[address.version]) return undefined
  const {version, value} = address
  const hostBits = BigInt(widthOf[version] - bits)
  const first = (value >> hostBits) << hostBits
  return {version, first, bits, text: `${version === 4 ? formatFour(first) : formatSix(first)}/${bits}`}
}

export function contains(network: Network, address: Address): boolean {
  if (network.version !== address.version) return false
  const hostBits = BigInt(widthOf[network.version] - network.bits)
  return network.first >> hostBits === address.value >> hostBits
}

/** The order of numbers, not of their digits; what is no address comes last, as text. */
export function compareAddresses(a: string, b: string): number {
  const [first, second] = [parseAddress(a), parseAddress(b)]
  if (!first || !second) return first ? -1 : second ? 1 : a < b ? -1 : a > b ? 1 : 0
  return first.version - second.version || (first.value < second.value ? -1 : first.value > second.value ? 1 : 0)
}

/** The smallest of the networks that an address lies in. */
export function networkOf(address: Address, networks: readonly Network[]): Network | undefined {
  return networks
    .filter((network) => contains(network, address))
    .reduce<Network | undefined>((best, network) => (best && best.bits >= network.bits ? best : network), undefined)
}

/** Ranges that nobody reaches from the Internet: RFC 1918, 5737, 6598, 3927, 4193, 4291, 3849. */
const notPublic = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '127.0.0.0/8',
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
  '2001:db8::/32',
].flatMap((text) => parseNetwork(text) ?? [])

export function isPrivate(address: Address): boolean {
  return notPublic.some((network) => contains(network, address))
}

/** A network is private only if all of it is. */
export function isPrivateNetwork({version, first, bits}: Network): boolean {
  return notPublic.some((wide) => wide.bits <= bits && contains(wide, {version, value: first, text: ''}))
}

/** Link-local and loopback addresses say nothing about where a machine is. */
export function isPlanned(address: Address): boolean {
  return !unplanned.some((network) => contains(network, address))
}

const unplanned = ['fe80::/10', '::1/128', '127.0.0.0/8'].flatMap((text) => parseNetwork(text) ?? [])

/** What is compared: the low half of an IPv6 address may change every day (RFC 8981). */
export function comparable(text: string): string {
  const address = parseAddress(text)
  if (address?.version !== 6) return address?.text ?? text
  return `${formatSix((address.value >> 64n) << 64n)}/64`
}

function parseFour(text: string): bigint | undefined {
  const parts = text.split('.')
  // A leading zero is octal to some programs: what is not plain is no address.
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return undefined
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n)
}

function parseSix(text: string): bigint | undefined {
  if (text.length > 45) return undefined
  const [, head = '', tail = ''] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? []
  const four = parseFour(tail)
  if (tail !== '' && four === undefined) return undefined
  const plain = four === undefined ? text : `${head}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`
  const halves = plain.split('::')
  if (halves.length > 2) return undefined
  const [left = [], right] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const all = [...left, ...(right ?? [])]
  if (!all.every((part) => /^[0-9A-Fa-f]{1,4}$/.test(part))) return undefined
  if (right === undefined ? all.length !== 8 : all.length > 7) return undefined
  const zeros = Array.from({length: 8 - all.length}, () => '0')
  return [...left, ...zeros, ...(right ?? [])].reduce((value, part) => (value << 16n) | BigInt(`0x${part}`), 0n)
}

function formatFour(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.')
}

/** RFC 5952: the first longest run of zeros is left out. */
function formatSix(value: bigint): string {
  const parts = Array.from({length: 8}, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16))
  let best = {at: 0, length: 1}
  for (let at = 0; at < 8; at++) {
    let length = 0
    while (at + length < 8 && parts[at + length] === '0') length++
    if (length > best.length) best = {at, length}
  }
  if (best.length < 2) return parts.join(':')
  return `${parts.slice(0, best.at).join(':')}::${parts.slice(best.at + best.length).join(':')}`
}
