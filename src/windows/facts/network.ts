import {present} from '../../lib/present.ts'
import type {Network} from '../../model/facts/network.ts'
import {type CimRow, cimBoolean, cimList, cimNumber, cimText} from '../cim.ts'
import {type Built, readStates, type WindowsLook} from '../look.ts'
import {type Gaps, known, map, type Output, unseen} from '../output.ts'
import {type IpconfigAdapter, parseIpconfig} from '../parse/ipconfig.ts'
import {numberOf} from '../registry.ts'
import {findPrograms, namesOf, partialOf} from './programs.ts'

type Interface = Network['interfaces'][number]

/** Names of adapters that only software makes; drivers name them in English in every language of Windows. */
const vpn = /\b(?:vpn|tap|tun|wintun|wireguard|openvpn|fortinet|anyconnect|tunnel)\b|wan miniport/i
const virtual = /hyper-v|vmware|virtualbox|virtual|loopback|teredo|isatap|6to4|npcap|bluetooth|kernel debug/i
const wireless = /wi-?fi|wireless|802\.11|wlan|centrino/i
const mobile = /mobile broadband|wwan|lte|5g modem/i

/** Adapters, name servers and routes. */
export function buildNetwork(look: WindowsLook): Built<'network'> {
  const source = 'Win32_NetworkAdapter, Win32_NetworkAdapterConfiguration, MSFT_NetAdapter, ipconfig, registry Tcpip'
  const seen = readAdapters(look)
  if (!seen.ok) return {...seen, source}
  const {interfaces, dnsServers} = seen.value
  const gaps: Gaps = {}
  if (dnsServers === undefined) gaps['dnsServers'] = {reason: 'not-collected', detail: 'ipconfig names them in words of its language'}
  const wifi = interfaces.filter(({kind}) => kind === 'wifi')
  const connected = wifi.some(({up}) => up)
  gaps['wifi.security'] = {reason: 'not-collected', detail: 'netsh prints it in words of its language'}
  gaps['wifi.openProfiles'] = gaps['wifi.security']
  const vpnClients = findPrograms(look, 'vpn')
  if (vpnClients.ok) Object.assign(gaps, partialOf('vpnClients', vpnClients.value))
  const value: Network = {
    interfaces,
    dualHomed: isDualHomed(interfaces),
    wifi: {connected},
    ...present({
      dnsServers,
      forwarding: known(gaps, 'forwarding', readForwarding(look)),
      hostedNetwork: known(gaps, 'hostedNetwork', readHosted(look)),
      vpnClients: known(gaps, 'vpnClients', map(vpnClients, namesOf)),
    }),
  }
  return {ok: true, value, gaps, source}
}

/** Two ways out at once, or Wi-Fi beside the wire. */
function isDualHomed(interfaces: readonly Interface[]): boolean {
  const real = interfaces.filter(({kind}) => kind === 'ethernet' || kind === 'wifi' || kind === 'mobile')
  const routes = real.filter(({up, gateway}) => up && gateway).length
  const up = (kind: Interface['kind']) => real.some((one) => one.kind === kind && one.up && one.addresses.length > 0)
  return routes > 1 || (up('ethernet') && (up('wifi') || up('mobile')))
}

interface Adapters {
  interfaces: Interface[]
  dnsServers: string[] | undefined
}

function readAdapters(look: WindowsLook): Output<Adapters> {
  const adapters = look.cim('Win32_NetworkAdapter')
  const settings = look.cim('Win32_NetworkAdapterConfiguration')
  if (adapters.ok && settings.ok && adapters.value.length > 0) {
    const media = look.cim('MSFT_NetAdapter')
    const byIndex = new Map(settings.value.map((row) => [cimNumber(row, 'InterfaceIndex'), row]))
    const mediaByIndex = new Map((media.ok ? media.value : []).map((row) => [cimNumber(row, 'InterfaceIndex'), row]))
    const interfaces = adapters.value.flatMap((row) => {
      const index = cimNumber(row, 'InterfaceIndex')
      return readAdapter(row, byIndex.get(index), mediaByIndex.get(index))
    })
    const dns = settings.value.flatMap((row) => cimList(row, 'DNSServerSearchOrder'))
    return {ok: true, value: {interfaces, dnsServers: [...new Set(dns)]}}
  }
  const printed = map(look.text('ipconfig.txt'), parseIpconfig)
  if (!printed.ok) return adapters.ok ? printed : adapters
  if (!printed.value) return unseen('error', 'ipconfig printed no adapter')
  return {ok: true, value: {interfaces: printed.value.map(fromIpconfig), dnsServers: undefined}}
}

/** NetConnectionStatus 2 = connected; NdisPhysicalMedium 9 = 802.11, 8 = mobile. */
function readAdapter(row: CimRow, settings: CimRow | undefined, media: CimRow | undefined): Interface[] {
  const name = cimText(row, 'NetConnectionID') ?? cimText(row, 'Name')
  const mac = cimText(row, 'MACAddress')?.toLowerCase()
  const addresses = cimList(settings, 'IPAddress')
  // Dozens of entries of Windows' own have neither a card nor an address.
  if (name === undefined || (mac === undefined && addresses.length === 0)) return []
  const status = cimNumber(row, 'NetConnectionStatus')
  const medium = cimNumber(media, 'NdisPhysicalMedium')
  const kind = kindOf(`${cimText(row, 'Name')} ${cimText(row, 'Description')}`, medium, cimBoolean(media, 'Virtual'))
  return [
    {
      name,
      kind,
      addresses,
      gateway: cimList(settings, 'DefaultIPGateway').length > 0,
      ...present({mac, up: status === undefined ? undefined : status === 2}),
    },
  ]
}

function kindOf(name: string, medium: number | undefined, isVirtual: boolean | undefined): Interface['kind'] {
  if (vpn.test(name)) return 'vpn'
  if (isVirtual || virtual.test(name)) return 'virtual'
  if (medium === 9 || wireless.test(name)) return 'wifi'
  return medium === 8 || mobile.test(name) ? 'mobile' : 'ethernet'
}

/** An adapter without an address is not connected: ipconfig says so in words of its language. */
function fromIpconfig({title, mac, addresses, gateway, description}: IpconfigAdapter): Interface {
  return {
    name: title,
    kind: kindOf(`${title} ${description ?? ''}`, undefined, undefined),
    addresses,
    gateway,
    up: addresses.length > 0,
    ...present({mac}),
  }
}

function readForwarding(look: WindowsLook): Output<boolean> {
  const states = readStates(look)
  if (states.ok && states.value.get('remoteaccess')?.running) return {ok: true, value: true}
  return map(
    look.registry.read('HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters', 'IPEnableRouter'),
    (data) => numberOf(data) === 1,
  )
}

/** Mobile hotspot runs as icssvc; Internet connection sharing as SharedAccess, which Hyper-V's own switch starts, too. */
function readHosted(look: WindowsLook): Output<boolean> {
  const states = readStates(look)
  if (!states.ok) return states
  if (states.value.get('icssvc')?.running) return {ok: true, value: true}
  if (states.value.get('sharedaccess')?.running)
    return unseen('not-supported', 'the service of connection sharing runs, for whom is not told')
  return {ok: true, value: false}
}
