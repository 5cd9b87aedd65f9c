/** A socket that waits for connections. */
export interface Listening {
  protocol: 'tcp' | 'udp'
  address: string
  port: number
  pid: number
}

/**
 * Waiting sockets out of `netstat -ano`. A waiting TCP socket has no peer (0.0.0.0:0 or [::]:0): its word ("LISTENING") is in the
 * language of Windows. Undefined when no line is a socket: every Windows has some.
 */
export function parseNetstat(text: string): Listening[] | undefined {
  const sockets: Listening[] = []
  let found = false
  for (const line of text.split(/\r?\n/)) {
    const [protocol = '', local = '', peer = '', ...rest] = line.trim().split(/\s+/)
    if (!/^(?:TCP|UDP)$/.test(protocol)) continue
    const own = /^(.*):(\d{1,5})$/.exec(local)
    if (!own) continue
    found = true
    if (protocol === 'TCP' && !/^(?:0\.0\.0\.0|\[::\]):0$/.test(peer)) continue
    const pid = Number(rest.at(-1))
    const address = (own[1] ?? '').replace(/^\[|\]$/g, '')
    sockets.push({protocol: protocol === 'TCP' ? 'tcp' : 'udp', address, port: Number(own[2]), pid: Number.isInteger(pid) ? pid : -1})
  }
  return found ? sockets : undefined
}
