/** A network adapter as `ipconfig /all` prints it. */
export interface IpconfigAdapter {
  /** Its heading, in the language of Windows. */
  title: string
  /** What its driver calls it. */
  description?: string
  mac?: string
  addresses: string[]
  gateway: boolean
}

const ipv4 = /^\d{1,3}(?:\.\d{1,3}){3}$/
const mask = /^(?:255|254|252|248|240|224|192|128|0)(?:\.(?:255|254|252|248|240|224|192|128|0)){3}$/
const macLine = /^[0-9A-F]{2}(?:-[0-9A-F]{2}){5}$/i

/**
 * Reads `ipconfig /all` by the look of values, never by labels: a section begins at a line that is not indented;
 * an IPv4 address followed by its mask is the adapter's own; after its own addresses the first one before the servers is the
 * gateway only where a lease or the order proves it, so a gateway is told by an address in the same network as the mask says.
 * Undefined when no adapter is described.
 */
export function parseIpconfig(text: string): IpconfigAdapter[] | undefined {
  const adapters: IpconfigAdapter[] = []
  let adapter: IpconfigAdapter | undefined
  let networks: {address: string; mask: string}[] = []
  let pending: string | undefined
  let ended = false
  let previous: string | undefined
  for (const raw of text.split(/\r*\n/)) {
    const line = raw.replace(/\s+$/, '')
    if (/^\S/.test(line)) {
      adapter = {title: line.replace(/:$/, '').trim(), addresses: [], gateway: false}
      adapters.push(adapter)
      networks = []
      pending = undefined
      ended = false
      previous = undefined
      continue
    }
    if (!adapter || line === '') continue
    // A label is followed by dots and a colon; a line without one goes on with the values of the line before.
    const labelled = /^\s+\S.*?[ .]:(?:\s+(.*))?$/.exec(line)
    const value = (labelled ? (labelled[1] ?? '') : line.trim())
      .replace(/\([^)]*\)\s*$/, '')
      .replace(/%\d+$/, '')
      .trim()
    // Above the address of the card stands the name that the driver gives, in English mostly.
    if (
      adapter.mac === undefined &&
      labelled &&
      !macLine.test(value) &&
      /\p{L}/u.test(value) &&
      networks.length === 0 &&
      pending === undefined
    )
      previous = value
    if (macLine.test(value) && adapter.mac === undefined && previous !== undefined) adapter.description = previous
    if (macLine.test(value) && adapter.mac === undefined) adapter.mac = value.toLowerCase().replaceAll('-', ':')
    else if (mask.test(value) && pending !== undefined) {
      networks.push({address: pending, mask: value})
      adapter.addresses.push(pending)
      pending = undefined
    } else if (ipv4.test(value) && value !== '0.0.0.0') {
      // DHCP server and DNS servers come after the gateway: the first address of the own network after the mask is the gateway.
      if (networks.length > 0 && !ended) {
        adapter.gateway = networks.some((one) => sameNetwork(one, value))
        ended = true
      } else if (networks.length === 0) pending = value
    } else if (/^[0-9a-f:]+:[0-9a-f:]*$/i.test(value) && value.split(':').length > 3 && networks.length === 0 && value !== '::1')
      adapter.addresses.push(value.toLowerCase())
  }
  // The first section is about the PC itself.
  const own = adapters.filter((one) => one.mac !== undefined || one.addresses.length > 0)
  return own.length > 0 ? own : undefined
}

function sameNetwork({address, mask: text}: {address: string; mask: string}, other: string): boolean {
  const bits = (dotted: string) => dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const [own, its, net] = [bits(address), bits(other), bits(text)]
  return own !== its && (own & net) === (its & net)
}
