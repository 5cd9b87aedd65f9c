import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {networkCollector} from '../../src/collect/endpoint/network.ts'
import {network as schema} from '../../src/model/facts/network.ts'
import {createRecordedProbe} from './recorded-probe.ts'

type Change = Parameters<typeof createRecordedProbe>[1]

const ask = (name: string, change?: Change) =>
  networkCollector.collect(createRecordedProbe(join(import.meta.dirname, '../recorded/network', name), change))

async function collect(name: string, change?: Change) {
  const fact = await ask(name, change)
  if (!fact.ok) throw new Error(`${fact.reason}: ${fact.detail}`)
  const value = schema.parse(fact.value)
  return {value, gaps: fact.gaps ?? {}, of: (adapter: string) => value.interfaces.find(({name: one}) => one === adapter)}
}

describe('network', () => {
  it('reads a plain Debian machine', async () => {
    const {value, gaps} = await collect('debian-root')
    expect(value).toEqual({
      interfaces: [
        {name: 'eth0', kind: 'virtual', up: true, mac: '6e:7d:26:e3:b5:d5', addresses: ['192.0.2.10', '2001:db8::10'], gateway: true},
        {name: 'lo', kind: 'loopback', up: true, addresses: ['127.0.0.1', '::1'], gateway: false},
        {name: 'peer0', kind: 'virtual', up: true, mac: '9a:3e:e7:32:e3:c8', addresses: ['fe80::7a4:92b6:fdee:7fe5'], gateway: false},
        {name: 'tun0', kind: 'vpn', up: false, addresses: [], gateway: false},
      ],
      dnsServers: ['192.0.2.53', '2001:db8::53'],
      dualHomed: false,
      forwarding: false,
      hostedNetwork: false,
      wifi: {connected: false},
      vpnClients: ['OpenVPN', 'WireGuard'],
    })
    expect(gaps).toEqual({})
  })

  it('tells the adapters of a laptop apart and sees through the resolver of systemd', async () => {
    const {value, gaps, of} = await collect('ubuntu-laptop')
    expect(Object.fromEntries(value.interfaces.map(({name, kind, up}) => [name, `${kind} ${up ? 'up' : 'down'}`]))).toEqual({
      docker0: 'virtual down',
      enp1s0: 'ethernet up',
      lo: 'loopback up',
      veth12ab: 'virtual up',
      vnet0: 'virtual up',
      wg0: 'vpn up',
      wlp2s0: 'wifi up',
      wwan0: 'mobile down',
    })
    expect(of('wlp2s0')).toMatchObject({addresses: ['10.10.1.7'], gateway: true, mac: '02:00:00:00:00:02'})
    expect(of('wg0')).toEqual({name: 'wg0', kind: 'vpn', up: true, addresses: ['10.99.0.2'], gateway: true})
    expect(value).toMatchObject({
      dnsServers: ['192.0.2.53', '10.10.1.1'],
      dualHomed: true,
      forwarding: true,
      hostedNetwork: false,
      // The older protocol counts where a network takes both. Open: cafe, hotel and airport.
      wifi: {connected: true, security: 'wpa', openProfiles: 3},
      vpnClients: ['OpenVPN', 'FortiClient', 'Tailscale'],
    })
    expect(gaps).toEqual({})
  })

  it('keeps the names of networks and keys out of the fact', async () => {
    const text = JSON.stringify(await ask('ubuntu-laptop'))
    for (const secret of ['cafe', 'office', 'hotel', 'airport', 'not-a-real-key']) expect(text).not.toContain(secret)
  })

  it('knows no saved networks without rights', async () => {
    const {value, gaps} = await collect('ubuntu-laptop', (recording) => {
      recording.elevated = false
      recording.closed = ['/etc/NetworkManager/system-connections/cafe.nmconnection', '/var/lib/iwd']
      recording.commands = recording.commands.filter(({run}) => run[0] !== 'iw')
    })
    expect(value.wifi).toEqual({connected: true, security: 'wpa'})
    expect(gaps['wifi.openProfiles']?.reason).toBe('no-rights')
    expect(value.hostedNetwork).toBeUndefined()
    expect(gaps['hostedNetwork']?.reason).toBe('not-supported')
  })

  it.each([
    ['*:', 'none'],
    ['*:WPA2 802.1X', 'enterprise'],
    ['*:WPA3', 'wpa3'],
    ['*:WPA2 WPA3', 'wpa2'],
    ['*:WEP', 'wep'],
    [':WPA2', undefined],
  ])('reads the security %j as %s', async (line, security) => {
    const {value, gaps} = await collect('ubuntu-laptop', ({commands}) => {
      for (const command of commands) if (command.run[0] === 'nmcli') command.stdout = `${line}\n`
    })
    expect(value.wifi?.security).toBe(security)
    expect('wifi.security' in gaps).toBe(security === undefined)
  })

  it('finds an access point that iw lists', async () => {
    const {value} = await collect('ubuntu-laptop', ({commands}) => {
      for (const command of commands) if (command.run[0] === 'iw') command.stdout = 'phy#0\n\tInterface wlp2s0\n\t\ttype AP\n'
    })
    expect(value.hostedNetwork).toBe(true)
  })

  it('falls back to ifconfig of busybox and finds hostapd', async () => {
    const {value, gaps, of} = await collect('alpine')
    expect(of('eth0')).toEqual({
      name: 'eth0',
      kind: 'ethernet',
      up: true,
      mac: '02:00:00:00:00:05',
      addresses: ['192.0.2.5', 'fe80::5'],
      gateway: true,
    })
    expect(value).toMatchObject({hostedNetwork: true, dualHomed: false, forwarding: false, wifi: {connected: false}, vpnClients: []})
    expect(gaps).toEqual({})
  })

  it('leaves a gap for addresses that no tool shows and for servers behind a resolver', async () => {
    const {value, gaps} = await collect('container')
    expect(value).toMatchObject({dnsServers: ['127.0.0.11'], forwarding: true, dualHomed: false})
    expect(gaps['interfaces.addresses']).toEqual({reason: 'not-supported', detail: 'ip does not exist here'})
    expect(gaps['dnsServers']?.reason).toBe('not-collected')
  })

  it('does not call a machine whose routes were not seen single-homed', async () => {
    const {gaps, of} = await collect('debian-root', (recording) => {
      recording.closed = ['/proc/net/route']
    })
    expect(of('eth0')).not.toHaveProperty('gateway')
    expect(gaps['interfaces.gateway']?.reason).toBe('no-rights')
    expect(gaps['dualHomed']?.reason).toBe('error')
  })

  it('reads macOS', async () => {
    const {value, of} = await collect('macos')
    expect(of('en0')).toEqual({
      name: 'en0',
      kind: 'wifi',
      up: true,
      mac: '02:00:00:00:00:0a',
      addresses: ['fe80::a', '192.0.2.40'],
      gateway: true,
    })
    expect(of('en5')).toMatchObject({kind: 'ethernet', up: false})
    expect(of('utun0')).toMatchObject({kind: 'vpn', gateway: false})
    expect(value).toMatchObject({
      dnsServers: ['192.0.2.53', '2001:db8::53'],
      dualHomed: false,
      wifi: {connected: true},
      vpnClients: ['Tailscale'],
    })
  })
})
