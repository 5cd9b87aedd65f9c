export interface NetstatSocket {
  protocol: 'tcp' | 'udp'
  address: string
  port: number
}

/**
 * Waiting sockets out of `netstat -an` of macOS: `tcp4 0 0 *.22 *.* LISTEN`, `udp6 0 0 fe80::1%lo0.123 *.*`; the last dot parts
 * address and port. Undefined when the heading is missing.
 */
export function parseNetstat(text: string): NetstatSocket[] | undefined {
  if (!text.slice(0, 4000).includes('Local Address')) return undefined
  const sockets: NetstatSocket[] = []
  for (const line of text.split('\n')) {
    const [kind = '', , , local = '', remote, state] = line.slice(0, 400).trim().split(/\s+/)
    const protocol = kind.startsWith('tcp') ? 'tcp' : kind.startsWith('udp') ? 'udp' : undefined
    if (!protocol || remote !== '*.*' || (protocol === 'tcp' && state !== 'LISTEN')) continue
    const dot = local.lastIndexOf('.')
    const port = Number(local.slice(dot + 1))
    if (dot < 0 || !Number.isInteger(port) || port > 65_535) continue
    const address = local.slice(0, dot).replace(/%.*$/, '')
    sockets.push({
      protocol,
      address: address === '*' ? (kind.endsWith('4') && !kind.endsWith('64') && kind !== 'tcp46' ? '0.0.0.0' : '::') : address,
      port,
    })
  }
  return sockets
}
