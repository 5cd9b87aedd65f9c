export interface SsSocket {
  protocol: 'tcp' | 'udp'
  address: string
  port: number
  process?: string
}

/** Rows of `ss -H -tulpn`: protocol, state, two queues, local address, peer and, as far as one may see, `users:(("sshd",pid=..`. */
export function parseSs(text: string): SsSocket[] {
  const sockets: SsSocket[] = []
  for (const line of text.split('\n')) {
    const [protocol, state, , , local = ''] = line.slice(0, 1000).trim().split(/\s+/)
    if ((protocol !== 'tcp' && protocol !== 'udp') || (state !== 'LISTEN' && state !== 'UNCONN')) continue
    const colon = local.lastIndexOf(':')
    const port = Number(local.slice(colon + 1))
    if (colon < 0 || !Number.isInteger(port) || port < 0 || port > 65_535) continue
    const process = /users:\(\("([^"]{1,100})"/.exec(line.slice(0, 2000))?.[1]
    sockets.push({protocol, address: cleanAddress(local.slice(0, colon)), port, ...(process ? {process} : {})})
  }
  return sockets
}

/** `[fe80::1]%eth0`, `127.0.0.53%lo`, `*` and `[::ffff:127.0.0.1]` as plain addresses. */
function cleanAddress(text: string): string {
  const bare = text.replaceAll(/[[\]]/g, '').replace(/%.*$/, '')
  if (bare === '*') return '::'
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(bare) ? bare.slice(7) : bare
}
