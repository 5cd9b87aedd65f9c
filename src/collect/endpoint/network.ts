import type {EndpointFactValue} from '../../model/facts/index.ts'
import type {Collected, Collector} from '../collector.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {isRunning, readProcesses} from '../linux/processes.ts'
import {listPrograms} from '../linux/programs.ts'
import {readWifi} from '../linux/wifi.ts'
import {parseIfconfig} from '../parse/ifconfig.ts'
import {parseIpAddr} from '../parse/ip-addr.ts'
import {parseIpv4DefaultRoutes, parseIpv6DefaultRoutes} from '../parse/proc-routes.ts'
import {parseResolvConf} from '../parse/resolv-conf.ts'
import {hasAccessPoint} from '../parse/wifi-security.ts'
import type {Probe} from '../probe.ts'
import {collectDarwinNetwork} from './network-darwin.ts'

type Adapter = EndpointFactValue<'network'>['interfaces'][number]
type Kind = Adapter['kind']

export const networkCollector: Collector<'network'> = {fact: 'network', collect}

/** VPN software, with a program or folder that only it brings. */
const vpnProducts = [
  {name: 'OpenVPN', marks: ['openvpn', 'openvpn3']},
  {name: 'WireGuard', marks: ['wg', 'wg-quick']},
  {
    name: 'strongSwan',
    marks: ['swanctl', 'charon-systemd', 'charon-cmd', '/usr/libexec/strongswan', '/usr/lib/strongswan', '/usr/lib/ipsec'],
  },
  {name: 'Libreswan', marks: ['/usr/libexec/ipsec']},
  {name: 'OpenConnect', marks: ['openconnect']},
  {name: 'vpnc', marks: ['vpnc']},
  {name: 'xl2tpd', marks: ['xl2tpd']},
  {name: 'PPTP client', marks: ['pptp']},
  {name: 'OpenFortiVPN', marks: ['openfortivpn']},
  {name: 'FortiClient', marks: ['forticlient', '/opt/forticlient', '/Applications/FortiClient.app']},
  {name: 'GlobalProtect', marks: ['globalprotect', '/opt/paloaltonetworks/globalprotect', '/Applications/GlobalProtect.app']},
  {name: 'Cisco Secure Client', marks: ['/opt/cisco/anyconnect', '/opt/cisco/secureclient', '/opt/cisco/vpn', '/Applications/Cisco']},
  {name: 'Check Point SNX', marks: ['snx']},
  {name: 'Pulse Secure', marks: ['/opt/pulsesecure', '/Applications/Pulse Secure.app']},
  {name: 'SoftEther VPN', marks: ['vpnclient', 'vpncmd', '/usr/local/vpnclient', '/opt/vpnclient', '/usr/libexec/softether']},
  {name: 'ZeroTier', marks: ['zerotier-one', 'zerotier-cli']},
  {name: 'Tailscale', marks: ['tailscale', 'tailscaled', '/Applications/Tailscale.app']},
  {name: 'NetBird', marks: ['netbird']},
  {name: 'Nebula', marks: ['nebula']},
  {name: 'Hamachi', marks: ['hamachid', '/opt/logmein-hamachi']},
  {name: 'NordVPN', marks: ['nordvpn', '/Applications/NordVPN.app']},
  {name: 'ExpressVPN', marks: ['expressvpn']},
  {name: 'Proton VPN', marks: ['protonvpn', 'protonvpn-app', 'protonvpn-cli']},
  {name: 'Mullvad VPN', marks: ['mullvad']},
  {name: 'Cloudflare WARP', marks: ['warp-cli', 'warp-svc']},
] as const satisfies {name: string; marks: readonly string[]}[]

/** Products of the table that are among the installed programs. */
export function findVpnClients(programs: ReadonlySet<string>): string[] {
  return vpnProducts.filter(({marks}) => marks.some((mark) => programs.has(mark))).map(({name}) => name)
}

async function collect(probe: Probe): Promise<Collected<'network'>> {
  if (probe.platform === 'darwin') return collectDarwinNetwork(probe, findVpnClients)
  const source = '/sys/class/net; ip addr; /proc/net/route; /proc/net/ipv6_route; /etc/resolv.conf; /proc/sys/net'
  const [names, addresses, routes4, routes6, dns, forward4, forward6, programs] = await Promise.all([
    probe.list('/sys/class/net'),
    readAddresses(probe),
    probe.readText('/proc/net/route'),
    probe.readText('/proc/net/ipv6_route'),
    readDnsServers(probe),
    probe.readText('/proc/sys/net/ipv4/ip_forward'),
    probe.readText('/proc/sys/net/ipv6/conf/all/forwarding'),
    listPrograms(probe),
  ])
  if (!names.ok) return {...names, source}
  if (names.value.length === 0) return {ok: false, reason: 'error', detail: '/sys/class/net lists no adapter, not even lo', source}
  const gaps: Gaps = {...addresses.gaps, ...dns.gaps}
  const defaults4 = routes4.ok ? parseIpv4DefaultRoutes(routes4.value) : undefined
  if (!defaults4) gaps['interfaces.gateway'] = routes4.ok ? {reason: 'error', detail: '/proc/net/route has no heading'} : gapFor(routes4)
  const gateways = defaults4 && new Set([...defaults4, ...(routes6.ok ? parseIpv6DefaultRoutes(routes6.value) : [])])
  const read = await Promise.all(names.value.filter((name) => name !== 'bonding_masters').map((name) => readAdapter(probe, name)))
  const interfaces = read.map(
    (adapter): Adapter => ({
      ...adapter,
      addresses: addresses.byName?.get(adapter.name) ?? [],
      ...(gateways ? {gateway: gateways.has(adapter.name)} : {}),
    }),
  )
  const wifiNames = interfaces.filter(({kind}) => kind === 'wifi').map(({name}) => name)
  const [hosted, wifi] = await Promise.all([readHostedNetwork(probe, wifiNames.length > 0), readWifi(probe, interfaces)])
  Object.assign(gaps, hosted.gaps, wifi.gaps)
  const dualHomed = isDualHomed(interfaces)
  if (!dualHomed && gaps['interfaces.addresses']) gaps['dualHomed'] = gaps['interfaces.addresses']
  if (!gateways) gaps['dualHomed'] = {reason: 'error', detail: 'default routes could not be read'}
  if (!forward4.ok) gaps['forwarding'] = gapFor(forward4)
  // One adapter may forward while the switch for all is off (IPv4Forwarding= of systemd-networkd does that).
  const single = await Promise.all(interfaces.map(({name}) => probe.readText(`/proc/sys/net/ipv4/conf/${name}/forwarding`)))
  const forwards = [forward4, forward6, ...single].some((answer) => answer.ok && answer.value.trim() === '1')
  if (!programs.ok) gaps['vpnClients'] = gapFor(programs)
  return {
    ok: true,
    value: {
      interfaces,
      dnsServers: dns.servers,
      dualHomed,
      ...(forward4.ok ? {forwarding: forwards} : {}),
      ...(hosted.value === undefined ? {} : {hostedNetwork: hosted.value}),
      wifi: wifi.value,
      ...(programs.ok ? {vpnClients: findVpnClients(programs.value)} : {}),
    },
    source,
    ...withGaps(gaps),
  }
}

/**
 * A VPN that takes over the default route is no second way out: it leaves through the first one. Two adapters with addresses
 * are in two networks even when only one of them leads further.
 */
export function isDualHomed(interfaces: readonly Adapter[]): boolean {
  const ways = interfaces.filter(({gateway, kind, up}) => gateway && up && kind !== 'vpn' && kind !== 'loopback')
  const connected = interfaces.filter(
    ({kind, up, addresses}) =>
      up && (kind === 'wifi' || kind === 'ethernet' || kind === 'mobile') && addresses.some((one) => !/^(?:fe80:|169\.254\.)/i.test(one)),
  )
  return ways.length >= 2 || connected.length >= 2
}

async function readAdapter(probe: Probe, name: string): Promise<Omit<Adapter, 'addresses'>> {
  const folder = `/sys/class/net/${name}`
  const [uevent, type, state, flags, address, device, wireless, tunnel, port] = (await Promise.all([
    ...['uevent', 'type', 'operstate', 'flags', 'address'].map((file) => probe.readText(`${folder}/${file}`)),
    ...['device', 'phy80211', 'tun_flags', 'brport'].map((file) => probe.stat(`${folder}/${file}`)),
  ] as const)) as [Answer, Answer, Answer, Answer, Answer, Found, Found, Found, Found]
  const word = (answer: Answer) => (answer.ok ? answer.value.trim() : '')
  const mac = word(address).toLowerCase()
  const operstate = word(state)
  return {
    name,
    kind: kindOf(name, {
      deviceType: /^DEVTYPE=(\w+)/m.exec(word(uevent).slice(0, 2000))?.[1] ?? '',
      type: Number(word(type)),
      hardware: device.ok,
      wireless: wireless.ok,
      tunnel: tunnel.ok,
      bridged: port.ok,
    }),
    // Tunnels and some drivers report "unknown": then what the administrator switched on counts (IFF_UP = 1).
    up: operstate === 'up' || (operstate === 'unknown' && (Number(word(flags)) & 1) === 1),
    ...(/^(?!00:00:00:00:00:00$)[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/.test(mac) ? {mac} : {}),
  }
}

type Answer = Awaited<ReturnType<Probe['readText']>>
type Found = Awaited<ReturnType<Probe['stat']>>

/** ARPHRD_ numbers of <linux/if_arp.h>: 1 Ethernet, 512 PPP, 519 raw IP, 772 loopback, 65534 none (tun, WireGuard, IPsec). */
function kindOf(
  name: string,
  seen: {deviceType: string; type: number; hardware: boolean; wireless: boolean; tunnel: boolean; bridged: boolean},
): Kind {
  if (seen.type === 772) return 'loopback'
  if (seen.wireless || seen.deviceType === 'wlan') return 'wifi'
  if (seen.deviceType === 'wwan' || seen.type === 519 || /^(wwan|rmnet)/.test(name)) return 'mobile'
  if (seen.deviceType === 'wireguard' || /^(tun|wg|zt|tailscale|nordlynx|ipsec|gpd|cscotun|fctvpn|vpn_)/.test(name)) return 'vpn'
  // A virtual machine's port is a tap device too, and sits on a bridge.
  if (seen.tunnel) return seen.bridged ? 'virtual' : 'vpn'
  if (seen.type === 65_534) return 'vpn'
  if (seen.type === 512) return 'other'
  if (seen.hardware) return seen.type === 1 ? 'ethernet' : 'other'
  return 'virtual'
}

async function readAddresses(probe: Probe): Promise<{byName?: Map<string, string[]>; gaps: Gaps}> {
  const ip = await probe.run('ip', ['addr'])
  const found = ip.ok ? parseIpAddr(ip.value.stdout) : new Map<string, string[]>()
  if (found.size > 0) return {byName: found, gaps: {}}
  const ifconfig = await probe.run('ifconfig', ['-a'])
  if (ifconfig.ok) for (const {name, addresses} of parseIfconfig(ifconfig.value.stdout)) found.set(name, addresses)
  if (found.size > 0) return {byName: found, gaps: {}}
  const detail = ip.ok ? 'ip addr printed no adapter' : ip.detail
  return {gaps: {'interfaces.addresses': {reason: ip.ok ? 'error' : ip.reason, detail: detail.slice(0, 200)}}}
}

/** Behind a local resolver stand the servers it asks: those of systemd-resolved and of NetworkManager are written down. */
async function readDnsServers(probe: Probe): Promise<{servers: string[]; gaps: Gaps}> {
  const conf = await probe.readText('/etc/resolv.conf')
  if (!conf.ok) return {servers: [], gaps: conf.reason === 'not-supported' ? {} : {dnsServers: gapFor(conf)}}
  const servers = parseResolvConf(conf.value)
  if (servers.length === 0 || !servers.every((server) => server.startsWith('127.') || server === '::1')) return {servers, gaps: {}}
  const stub = servers.some((server) => server === '127.0.0.53' || server === '127.0.0.54')
  const behind = await probe.readText(stub ? '/run/systemd/resolve/resolv.conf' : '/run/NetworkManager/no-stub-resolv.conf')
  const real = behind.ok ? parseResolvConf(behind.value) : []
  if (real.length > 0) return {servers: real, gaps: {}}
  return {
    servers,
    gaps: {dnsServers: {reason: 'not-collected', detail: 'a resolver on this machine asks servers that are written down nowhere'}},
  }
}

/** An access point (hostapd, `iw` type AP) or a shared connection, for which NetworkManager starts a dnsmasq of its own. */
async function readHostedNetwork(probe: Probe, hasWifi: boolean): Promise<{value?: boolean; gaps: Gaps}> {
  const [processes, run, iw] = await Promise.all([readProcesses(probe), probe.list('/run'), hasWifi ? probe.run('iw', ['dev']) : undefined])
  const hostapd = isRunning(processes, ['hostapd', 'create_ap', 'lnxrouter'])
  const shared = run.ok && run.value.some((name) => /^nm-dnsmasq-.*\.pid$/.test(name)) && isRunning(processes, ['dnsmasq'])
  const accessPoint = iw?.ok ? hasAccessPoint(iw.value.stdout) : false
  if (hostapd || shared || accessPoint) return {value: true, gaps: {}}
  if (!run.ok && run.reason !== 'not-supported') return {gaps: {hostedNetwork: gapFor(run)}}
  if (hostapd === undefined || shared === undefined)
    return {gaps: {hostedNetwork: {reason: 'no-rights', detail: "other users' processes are hidden here"}}}
  if (hasWifi && !iw?.ok)
    return {
      gaps: {hostedNetwork: {reason: 'not-supported', detail: 'without iw it cannot be seen whether the Wi-Fi adapter is an access point'}},
    }
  return {value: false, gaps: {}}
}
