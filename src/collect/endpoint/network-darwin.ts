import type {EndpointFactValue} from '../../model/facts/index.ts'
import type {Collected} from '../collector.ts'
import {type Gaps, gapFor} from '../linux/gap.ts'
import {listPrograms} from '../linux/programs.ts'
import {parseHardwarePorts} from '../parse/hardware-ports.ts'
import {type IfconfigAdapter, parseIfconfig} from '../parse/ifconfig.ts'
import {parseNetstatDefaultRoutes} from '../parse/netstat-routes.ts'
import {parseScutilDns} from '../parse/resolv-conf.ts'
import type {Probe} from '../probe.ts'

type Network = EndpointFactValue<'network'>
type Adapter = Network['interfaces'][number]

/** Best effort for macOS: adapters, routes and name servers; not the Wi-Fi security nor Internet Sharing. */
export async function collectDarwinNetwork(
  probe: Probe,
  findVpnClients: (programs: ReadonlySet<string>) => string[],
): Promise<Collected<'network'>> {
  const source = 'ifconfig -a; networksetup -listallhardwareports; netstat -rn; scutil --dns'
  const [ifconfig, hardware, routes, dns, programs] = await Promise.all([
    probe.run('ifconfig', ['-a']),
    probe.run('networksetup', ['-listallhardwareports']),
    probe.run('netstat', ['-rn']),
    probe.run('scutil', ['--dns']),
    listPrograms(probe),
  ])
  if (!ifconfig.ok) return {...ifconfig, source}
  const adapters = parseIfconfig(ifconfig.value.stdout)
  if (adapters.length === 0) return {ok: false, reason: 'error', detail: 'ifconfig -a printed no adapter', source}
  const ports = hardware.ok ? parseHardwarePorts(hardware.value.stdout) : new Map<string, string>()
  const gateways = routes.ok ? parseNetstatDefaultRoutes(routes.value.stdout) : undefined
  const gaps: Gaps = {
    hostedNetwork: {reason: 'not-collected', detail: 'Internet Sharing of macOS is not looked at'},
    'wifi.security': {reason: 'not-collected', detail: 'macOS names the security of a network only to programs with location rights'},
    'wifi.openProfiles': {reason: 'not-collected', detail: 'saved networks of macOS are not looked at'},
  }
  if (!gateways) {
    gaps['interfaces.gateway'] = {reason: 'error', detail: 'netstat -rn printed no routes'}
    gaps['dualHomed'] = {reason: 'error', detail: 'default routes could not be read'}
  }
  if (!dns.ok) gaps['dnsServers'] = gapFor(dns)
  if (!programs.ok) gaps['vpnClients'] = gapFor(programs)
  const interfaces = adapters.map(
    (adapter): Adapter => ({
      name: adapter.name,
      kind: kindOf(adapter, ports.get(adapter.name)),
      up: adapter.flags.includes('UP') && adapter.status !== 'inactive',
      addresses: adapter.addresses,
      ...(adapter.mac ? {mac: adapter.mac} : {}),
      ...(gateways ? {gateway: gateways.has(adapter.name)} : {}),
    }),
  )
  const ways = interfaces.filter(({gateway, kind}) => gateway && kind !== 'vpn')
  const isConnected = (kind: Adapter['kind']) => interfaces.some((one) => one.kind === kind && one.up && one.addresses.length > 0)
  return {
    ok: true,
    value: {
      interfaces,
      dnsServers: dns.ok ? parseScutilDns(dns.value.stdout) : [],
      dualHomed: ways.length >= 2 || (isConnected('wifi') && isConnected('ethernet')),
      wifi: {connected: isConnected('wifi')},
      ...(programs.ok ? {vpnClients: findVpnClients(programs.value)} : {}),
    },
    source,
    gaps,
  }
}

function kindOf(adapter: IfconfigAdapter, port: string | undefined): Adapter['kind'] {
  if (adapter.flags.includes('LOOPBACK')) return 'loopback'
  if (/^(utun|ipsec|ppp)/.test(adapter.name)) return 'vpn'
  if (port && /wi-?fi|airport/i.test(port)) return 'wifi'
  if (port && /ethernet|lan|thunderbolt/i.test(port) && !/bridge/i.test(port)) return 'ethernet'
  if (port && /iphone|modem/i.test(port)) return 'mobile'
  return /^(bridge|awdl|llw|ap|vmnet|gif|stf|anpi)/.test(adapter.name) ? 'virtual' : 'other'
}
