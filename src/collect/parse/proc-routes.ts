const routeUp = 1
const routeReject = 0x200

/** Adapters with a default route in /proc/net/route (destination and mask 0, route up); undefined without its heading. */
export function parseIpv4DefaultRoutes(text: string): string[] | undefined {
  const [heading = '', ...rows] = text.split('\n')
  if (!heading.startsWith('Iface')) return undefined
  const adapters = new Set<string>()
  for (const row of rows) {
    const [name, destination, , flags = '', , , , mask] = row.slice(0, 400).split(/\s+/)
    const bits = Number.parseInt(flags, 16)
    if (name && destination === '00000000' && mask === '00000000' && bits & routeUp && !(bits & routeReject)) adapters.add(name)
  }
  return [...adapters]
}

/** Adapters with a default route in /proc/net/ipv6_route: destination, prefix length, source, prefix, gateway, metric, 2 counts, flags, name. */
export function parseIpv6DefaultRoutes(text: string): string[] {
  const adapters = new Set<string>()
  for (const row of text.split('\n')) {
    const words = row.slice(0, 400).trim().split(/\s+/)
    const bits = Number.parseInt(words[8] ?? '', 16)
    const isDefault = words[0] === '0'.repeat(32) && words[1] === '00'
    if (words[9] && isDefault && bits & routeUp && !(bits & routeReject) && words[9] !== 'lo') adapters.add(words[9])
  }
  return [...adapters]
}
