import {describe, expect, it} from 'vitest'
import {matchesGlob} from '../../../src/collect/parse/glob.ts'
import {parseIfconfig} from '../../../src/collect/parse/ifconfig.ts'
import {parseIpAddr} from '../../../src/collect/parse/ip-addr.ts'
import {parseKeyfile} from '../../../src/collect/parse/keyfile.ts'
import {parseNetstat} from '../../../src/collect/parse/netstat.ts'
import {formatIpv6, parseProcNet} from '../../../src/collect/parse/proc-net.ts'
import {parseIpv4DefaultRoutes, parseIpv6DefaultRoutes} from '../../../src/collect/parse/proc-routes.ts'
import {parseResolvConf} from '../../../src/collect/parse/resolv-conf.ts'
import {parseSs} from '../../../src/collect/parse/ss.ts'
import {countOpenSupplicantNetworks, isOpenProfile, isSharedProfile} from '../../../src/collect/parse/wifi-security.ts'

const hostile = ['', '\0\0\0', 'x'.repeat(1_000_000), ' '.repeat(1_000_000), `${'a '.repeat(200_000)}\n2: e`, '\n'.repeat(100_000)]

describe('hostile input', () => {
  it.each([
    parseIpAddr,
    parseIfconfig,
    parseNetstat,
    parseProcNet,
    parseIpv4DefaultRoutes,
    parseIpv6DefaultRoutes,
    parseResolvConf,
    parseSs,
    countOpenSupplicantNetworks,
  ])('%o neither throws nor hangs', (parse: (text: string) => unknown) => {
    const start = performance.now()
    for (const text of hostile) parse(text)
    expect(performance.now() - start).toBeLessThan(1500)
  })
})

describe('parseProcNet', () => {
  it('counts rows of another shape', () => {
    const heading = '  sl  local_address rem_address   st\n'
    expect(parseProcNet(`${heading}   0: 00000000:0016 00000000:0000 0A\n   1: 0000:0016 00000000:0000 0A\n   2: 00000000:00`)).toEqual({
      sockets: [{address: '0.0.0.0', port: 22, state: '0A'}],
      odd: 2,
    })
    expect(parseProcNet('no such file')).toBeUndefined()
  })

  it.each([
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['20010db8000000010002000300040005', '2001:db8:0:1:2:3:4:5'],
    ['fe80000000000000000000000000000a', 'fe80::a'],
    ['00000000000000000000ffffc0000201', '192.0.2.1'],
  ])('formatIpv6 %s', (hex, text) => expect(formatIpv6([...Buffer.from(hex, 'hex')])).toBe(text))
})

describe('default routes', () => {
  it('leaves out routes that are down or refuse', () => {
    const heading = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n'
    const route = (name: string, flags: string, destination = '00000000') =>
      `${name}\t${destination}\t010200C0\t${flags}\t0\t0\t0\t00000000\n`
    expect(
      parseIpv4DefaultRoutes(
        heading + route('eth0', '0003') + route('eth1', '0002') + route('eth2', '0203') + route('eth3', '0003', '000200C0'),
      ),
    ).toEqual(['eth0'])
    expect(parseIpv4DefaultRoutes('')).toBeUndefined()
    const zero = '0'.repeat(32)
    expect(
      parseIpv6DefaultRoutes(
        `${zero} 00 ${zero} 00 ${zero} ffffffff 1 0 00200200 lo\n${zero} 00 ${zero} 00 fe800000 00000400 2 0 00000003 eth0\n`,
      ),
    ).toEqual(['eth0'])
  })
})

describe('parseSs', () => {
  it('cleans addresses', () => {
    const text =
      'udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:* users:(("systemd-resolve",pid=1,fd=2))\ntcp LISTEN 0 2 *:3389 *:*\nudp UNCONN 0 0 [fe80::1]%eth0:546 [::]:*\ntcp ESTAB 0 0 1.1.1.1:22 2.2.2.2:5\ntcp LISTEN 0 1 [::ffff:127.0.0.1]:80 *:*\n'
    expect(parseSs(text)).toEqual([
      {protocol: 'udp', address: '127.0.0.53', port: 53, process: 'systemd-resolve'},
      {protocol: 'tcp', address: '::', port: 3389},
      {protocol: 'udp', address: 'fe80::1', port: 546},
      {protocol: 'tcp', address: '127.0.0.1', port: 80},
    ])
  })
})

describe('Wi-Fi profiles', () => {
  it.each([
    ['[connection]\ntype=wifi\n', true],
    ['[connection]\ntype=802-11-wireless\n[802-11-wireless-security]\nkey-mgmt=wpa-psk\n', false],
    ['[connection]\ntype=wifi\n[wifi-security]\nkey-mgmt=owe\n', false],
    ['[connection]\ntype=ethernet\n', undefined],
    ['', undefined],
  ])('isOpenProfile %j', (text, open) => expect(isOpenProfile(parseKeyfile(text))).toBe(open))

  it.each([
    ['[wifi]\nmode=ap\n', true],
    ['[ipv4]\nmethod=shared\n', true],
    ['[ipv4]\nmethod=auto\n', false],
  ])('isSharedProfile %j', (text, shared) => expect(isSharedProfile(parseKeyfile(text))).toBe(shared))
})

describe('matchesGlob', () => {
  it.each([
    ['*.conf', 'a.conf', true],
    ['*.conf', 'a.conf.bak', false],
    ['10-?.conf', '10-a.conf', true],
    ['*', '', true],
    ['a*b*c', 'aXXbYYc', true],
    ['a*b*c', 'aXXbYY', false],
    ['a+b', 'a+b', true],
  ])('%s on %s', (pattern, text, fits) => expect(matchesGlob(pattern, text)).toBe(fits))

  it('is not slow on many stars', () => expect(matchesGlob('*a'.repeat(2000), 'a'.repeat(1000))).toBe(false))
})
