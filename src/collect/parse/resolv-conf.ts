/** Name servers of resolv.conf(5), one a `nameserver` line. */
export function parseResolvConf(text: string): string[] {
  const servers = new Set<string>()
  for (const line of text.split('\n')) {
    const server = /^\s*nameserver\s+([0-9A-Fa-f.:]+(?:%[\w.-]{1,32})?)/.exec(line.slice(0, 400))?.[1]
    if (server) servers.add(server)
  }
  return [...servers]
}

/** Name servers of `scutil --dns` of macOS: lines `nameserver[0] : 192.0.2.1`. */
export function parseScutilDns(text: string): string[] {
  const servers = new Set<string>()
  for (const line of text.split('\n')) {
    const server = /^\s*nameserver\[\d+\]\s*:\s*([0-9A-Fa-f.:]+)/.exec(line.slice(0, 400))?.[1]
    if (server) servers.add(server)
  }
  return [...servers]
}
