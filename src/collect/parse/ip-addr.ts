/**
 * Addresses of each adapter out of `ip addr`, whose text is the same from iproute2 (whose `-j` is missing before 2018) and
 * from busybox: `2: eth0@if5: <...>` and below it `inet 192.0.2.2/24 ...`, `inet6 fe80::1/64 scope link`.
 */
export function parseIpAddr(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  let current: string[] | undefined
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 1000)
    const name = /^\d+:\s+([^\s:@]+)[:@]/.exec(line)?.[1]
    if (name) {
      current = []
      found.set(name, current)
    }
    const address = /^\s+inet6?\s+([0-9A-Fa-f.:]+)/.exec(line)?.[1]
    if (address) current?.push(address)
  }
  return found
}
