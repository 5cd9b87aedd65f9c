import {present} from '../../lib/present.ts'
import type {SeenFact} from '../../model/fact.ts'
import type {Network} from '../../model/facts/network.ts'
import type {Entry} from './inventory.ts'
import {first, type Gaps, type Look, notInFile, readFlag, seen, untold} from './look.ts'

type Interface = Network['interfaces'][number]

/** Adapters that software makes, by the names that drivers give them. */
const virtualNames =
  /\b(?:tap-windows|wintun|wireguard|virtualbox|vmware|hyper-v|vethernet|docker|veth|virbr|loopback|miniport|tunnel|teredo|isatap|kernel debug)\b/i

/** Network adapters; agents write a line for each address, so lines of one adapter become one. */
export function mapNetwork(look: Look): SeenFact<Network> | undefined {
  const entries = look.inventory.sections.networks
  if (!entries) return undefined
  const adapters = new Map<string, Interface>()
  for (const entry of entries) {
    const name = entry['description']
    if (name === undefined) {
      look.tally.drop(noName)
      continue
    }
    const adapter = adapters.get(`${name} ${entry['mac'] ?? ''}`) ?? startAdapter(name, entry)
    adapters.set(`${name} ${entry['mac'] ?? ''}`, adapter)
    for (const address of [entry['ipaddress'], entry['ipaddress6']])
      if (address !== undefined && !adapter.addresses.includes(address)) adapter.addresses.push(address)
    if (hasAddress(entry['ipgateway'])) adapter.gateway = true
  }
  if (adapters.size === 0) return undefined
  const interfaces = [...adapters.values()]
  const dnsServers = first(look.inventory, 'hardware')
    ['dns']?.split(/[/,;\s]+/)
    .filter((server) => server !== '')
  const tellsGateways = entries.some((entry) => entry['ipgateway'] !== undefined)
  const dualHomed = isDualHomed(interfaces, tellsGateways)
  const gaps: Gaps = {forwarding: untold, hostedNetwork: untold, 'wifi.security': untold, 'wifi.openProfiles': untold, vpnClients: untold}
  if (dnsServers === undefined) gaps['dnsServers'] = notInFile
  if (dualHomed === undefined) gaps['dualHomed'] = notInFile
  const wireless = interfaces.filter(({kind}) => kind === 'wifi')
  const connected = wireless.some(({up}) => up)
  const wifi = connected || (wireless.every(({up}) => up !== undefined) && !interfaces.some(isOfUnknownKind)) ? {connected} : undefined
  if (wifi === undefined) gaps['wifi'] = notInFile
  const value: Network = {interfaces, ...present({dnsServers, dualHomed, wifi})}
  return seen(look, ['networks', 'hardware'], value, gaps, ['interfaces', 'dualHomed', 'wifi'])
}

function startAdapter(name: string, entry: Entry): Interface {
  const status = entry['status']?.toLowerCase()
  const up = status === undefined || status === 'unknown' ? undefined : status === 'up'
  const mac = entry['mac']
  return {name, kind: kindOf(entry), addresses: [], ...present({up, mac: mac === '00:00:00:00:00:00' ? undefined : mac})}
}

function kindOf(entry: Entry): Interface['kind'] {
  const type = (entry['type'] ?? '').toLowerCase()
  const device = entry['pnpdeviceid'] ?? ''
  if (type === 'loopback' || entry['description'] === 'lo') return 'loopback'
  if (/^(?:tap-windows|wintun|wireguard|openvpn)/i.test(entry['description'] ?? '')) return 'vpn'
  // Adapters that hang on no bus are made by software: those of VPN clients, hypervisors and the Wi-Fi of one's own.
  const madeBySoftware = /^(?:ROOT|SWD|\{[0-9A-F-]+\})\\/i.test(device) || readFlag(entry['virtualdev']) === true
  if (madeBySoftware || virtualNames.test(entry['description'] ?? '') || type === 'bridge' || type === 'alias' || type === 'aggregate')
    return 'virtual'
  if (type === 'ethernet' || type === 'wifi') return type
  return type === 'dialup' ? 'mobile' : 'other'
}

function hasAddress(text: string | undefined): boolean {
  return text !== undefined && text !== '0.0.0.0' && text !== '::'
}

/** An adapter that may be a second way out as far as the file tells. */
function isOfUnknownKind({kind, up}: Interface): boolean {
  return kind === 'other' && up !== false
}

/**
 * Two ways out, or Wi-Fi beside a wire. Undefined when the file leaves a second way open: an adapter that does not say what
 * it is or whether it is up, two live ones in a file without gateways, or no adapter at all.
 */
function isDualHomed(interfaces: readonly Interface[], tellsGateways: boolean): boolean | undefined {
  const real = interfaces.filter(({kind}) => kind === 'ethernet' || kind === 'wifi' || kind === 'mobile')
  const live = real.filter(({up, addresses}) => up && addresses.length > 0)
  const ways = new Set(live.filter(({gateway}) => gateway).map(({name}) => name))
  const both = live.some(({kind}) => kind === 'wifi') && live.some(({kind}) => kind === 'ethernet')
  if (ways.size > 1 || both) return true
  if (real.length === 0 || interfaces.some(isOfUnknownKind) || real.some(({up}) => up === undefined)) return undefined
  return live.length > 1 && !tellsGateways ? undefined : false
}

const noName = {vi: 'Card mạng không có tên', en: 'Network adapters without a name'}
