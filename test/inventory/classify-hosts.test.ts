import {describe, expect, it} from 'vitest'
import {nmapArgs} from '../../src/collect/host/nmap-args.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadIdentityRules} from '../../src/content/load-identity-rules.ts'
import {loadScanRules} from '../../src/content/load-scan-rules.ts'
import {classifyHosts} from '../../src/inventory/classify-hosts.ts'
import {addressesWithin, readRange, readScanRange} from '../../src/inventory/scan-range.ts'
import {parseNetwork} from '../../src/lib/address.ts'
import {type Identity, identity} from '../../src/model/identity.ts'
import {device} from '../../src/model/register.ts'

const read = (given: Partial<Identity>) => identity.parse(given)
const endpoints = [
  {id: 'pc-1', identity: read({serial: 'S-00001', hostname: 'STP-VP-01', macs: ['d4:be:d9:11:22:33'], addresses: ['10.0.1.21']})},
  {id: 'pc-2', identity: read({hostname: 'STP-VP-02', macs: ['d4:be:d9:11:22:44', '00:e0:4c:68:00:01'], addresses: ['10.0.1.22']})},
  {id: 'pc-3', identity: read({hostname: 'STP-VP-03', macs: ['00:e0:4c:68:00:01'], addresses: ['10.0.1.23']})},
]
const devices = [
  device.parse({id: 'mi-1', name: 'Máy in phòng Văn thư', kind: 'printer', macs: ['00:1b:a9:aa:bb:cc'], addresses: ['10.0.1.90']}),
  device.parse({id: 'cam-1', name: 'CAM-CONG', kind: 'camera', addresses: ['10.0.1.95']}),
]

describe('what a scanned host is to the office', () => {
  it.each<[string, Partial<Identity>, string, string[]]>([
    ['a PC by its card', {macs: ['D4-BE-D9-11-22-33'], addresses: ['10.0.1.77']}, 'known-endpoint', ['pc-1']],
    ['a PC by its card, whatever it is called now', {macs: ['d4:be:d9:11:22:33'], hostname: 'KHAC'}, 'known-endpoint', ['pc-1']],
    ['a printer of the register by its card', {macs: ['00:1b:a9:aa:bb:cc'], addresses: ['10.0.1.91']}, 'known-device', ['mi-1']],
    ['the address of a PC without a card is not proof', {addresses: ['10.0.1.21']}, 'ask', ['pc-1']],
    ['the address of a PC with the card of another device', {macs: ['aa:bb:cc:00:00:01'], addresses: ['10.0.1.21']}, 'ask', ['pc-1']],
    ['the name of a PC alone', {hostname: 'stp-vp-02.angiang.local', addresses: ['10.0.9.9']}, 'ask', ['pc-2']],
    ['a camera that only has an address', {addresses: ['10.0.1.95']}, 'ask', ['cam-1']],
    ['the card of a dock that two PCs had', {macs: ['00:e0:4c:68:00:01'], addresses: ['10.0.7.7']}, 'strange', []],
    ['nothing that is known', {macs: ['de:ad:be:00:00:01'], addresses: ['10.0.1.66']}, 'strange', []],
    ['nothing at all', {}, 'strange', []],
  ])('%s', (_, given, state, like) => {
    const [host] = classifyHosts([{id: 'host-x', identity: read(given)}], endpoints, devices, loadIdentityRules())
    expect({state: host?.state, like: host?.like}).toEqual({state, like})
  })
})

describe('which ranges may be scanned', () => {
  it.each([
    ['10.1.2.0/24', '10.1.2.0/24'],
    ['10.1.2.77/24', '10.1.2.0/24'],
    ['192.168.0.0/16', '192.168.0.0/16'],
    ['127.0.0.1', '127.0.0.1/32'],
    ['172.32.0.0/24', 'not-private'],
    ['8.8.8.8', 'not-private'],
    ['192.168.0.0/15', 'not-private'],
    ['10.0.0.0/8', 'too-wide'],
    ['0.0.0.0/0', 'not-private'],
    ['fd00::/64', 'not-a-range'],
    ['10.0.0.0/33', 'not-a-range'],
    ['10.0.0.1-20', 'not-a-range'],
    ['-oN /etc/x', 'not-a-range'],
    ['stp.angiang.gov.vn', 'not-a-range'],
    ['', 'not-a-range'],
  ])('%s: %s', (text, expected) => {
    const range = readRange(text, 16)
    expect('fault' in range ? range.fault : range.network.text).toBe(expected)
  })
  it('only what lies in an entered network', () => {
    expect(readScanRange('10.1.2.128/25', ['10.1.2.0/24'], 16)).toHaveProperty('network')
    expect(readScanRange('10.1.3.0/24', ['10.1.2.0/24'], 16)).toEqual({fault: 'not-allowed'})
    expect(readScanRange('10.1.0.0/16', ['10.1.2.0/24'], 16)).toEqual({fault: 'not-allowed'})
    expect(readScanRange('10.1.2.0/24', [], 16)).toEqual({fault: 'not-allowed'})
  })
  it('addresses to leave out, each once', () => {
    const ranges = [parseNetwork('10.1.2.0/24')].flatMap((network) => network ?? [])
    expect(addressesWithin(['10.1.2.5', '10.1.2.5', '10.1.3.5', 'khong', 'fe80::1'], ranges)).toEqual(['10.1.2.5'])
  })
})

describe('what nmap is asked', () => {
  const rules = loadScanRules()
  const order = {rules, ranges: ['10.1.2.0/24'], exclude: ['10.1.2.5', '10.1.2.6'], file: '/x/quet.xml'}
  it.each([true, false])('as administrator: %s', (elevated) => expect(nmapArgs({...order, elevated})).toMatchSnapshot())
  it('every port that a check of hosts asks about is asked for', () => {
    const asked = (groups: readonly {ports: readonly number[]}[]) => new Set(groups.flatMap(({ports}) => ports))
    const known = {tcp: asked(rules.tcp), udp: asked(rules.udp)}
    let counted = 0
    for (const {check} of loadContent().checks.values()) {
      if (check.target !== 'host') continue
      for (const [name, value] of Object.entries(check.params))
        if (/ports$/i.test(name) && Array.isArray(value))
          for (const port of value) {
            counted++
            expect(known[check.assert.includes('openPorts.udp') ? 'udp' : 'tcp'], `${check.id} ${port}`).toContain(port)
          }
    }
    expect(counted).toBeGreaterThan(30)
  })
  it('nothing that guesses, exploits or floods', () => {
    const args = nmapArgs({...order, elevated: true}).join(' ')
    expect(args).not.toMatch(/brute|exploit|vuln|dos|intrusive|malware|broadcast|--script-args|-A\b|-T[45]|--min-rate|-D |-S |--spoof/)
  })
})
