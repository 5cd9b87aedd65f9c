export interface BoundSocket {
  address: string
  port: number
  /** "0A" listening; for UDP "07" bound and not connected. */
  state: string
}

/**
 * Rows of /proc/net/tcp, tcp6, udp and udp6 after the heading: number, `<address>:<port>` in hexadecimal, remote, state.
 * Undefined when the heading is missing: then this is not such a file. `odd` counts rows that could not be read.
 */
export function parseProcNet(text: string): {sockets: BoundSocket[]; odd: number} | undefined {
  const [heading = '', ...rows] = text.split('\n')
  if (!/^\s*sl\s+local_address/.test(heading.slice(0, 200))) return undefined
  const sockets: BoundSocket[] = []
  let odd = 0
  for (const row of rows) {
    if (row.trim() === '') continue
    const [, local = '', remote, state = ''] = row.slice(0, 400).trim().split(/\s+/)
    const [address = '', port = ''] = local.split(':')
    const readable = address.length === 8 ? readIpv4(address) : address.length === 32 ? readIpv6(address) : undefined
    if (readable === undefined || remote === undefined || !/^[0-9A-F]{4}$/i.test(port) || !/^[0-9A-F]{2}$/i.test(state)) odd++
    else sockets.push({address: readable, port: Number.parseInt(port, 16), state: state.toUpperCase()})
  }
  return {sockets, odd}
}

/** The kernel prints each 32-bit word in the byte order of the machine; every machine this runs on is little-endian. */
function bytesOf(word: string): number[] | undefined {
  if (!/^[0-9A-F]{8}$/i.test(word)) return undefined
  return [6, 4, 2, 0].map((at) => Number.parseInt(word.slice(at, at + 2), 16))
}

function readIpv4(hex: string): string | undefined {
  return bytesOf(hex)?.join('.')
}

function readIpv6(hex: string): string | undefined {
  const bytes: number[] = []
  for (let at = 0; at < 32; at += 8) {
    const word = bytesOf(hex.slice(at, at + 8))
    if (!word) return undefined
    bytes.push(...word)
  }
  return formatIpv6(bytes)
}

/** Text of 16 bytes as RFC 5952 writes it; an IPv4-mapped address is given as the IPv4 address it is. */
export function formatIpv6(bytes: readonly number[]): string {
  if (bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255) return bytes.slice(12).join('.')
  const groups = Array.from({length: 8}, (_, at) => (((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0)).toString(16))
  let best = {at: -1, length: 1}
  for (let at = 0; at < 8; at++) {
    let length = 0
    while (at + length < 8 && groups[at + length] === '0') length++
    if (length > best.length) best = {at, length}
  }
  if (best.at < 0) return groups.join(':')
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`
}
