import {BlockList, isIP} from 'node:net'

/**
 * Ranges that no public site has: private, shared, link-local, loopback, documentation, multicast and reserved ones, and IPv6
 * ranges that carry an IPv4 address inside, which would lead around the rule. IANA special-purpose address registries.
 */
const notPublic = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '::/96',
  '::ffff:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
]

/** Which addresses a probe may reach: public ones, and those that were allowed by hand. */
export interface AddressRules {
  permits(address: string): boolean
}

/** Rules with the ranges that a person allows, in CIDR or as single addresses; undefined where one of them is no range. */
export function createAddressRules(allowed: readonly string[] = []): AddressRules | undefined {
  const denied = listsOf(notPublic)
  const extra = listsOf(allowed)
  if (!denied || !extra) return undefined
  return {
    permits: (address) => {
      // "fe80::1%eth0" names a card of this machine as well: never a site.
      const family = address.includes('%') ? 0 : isIP(address)
      if (family === 0) return false
      return contains(extra, address, family) || !contains(denied, address, family)
    },
  }
}

/** One list a family: a single BlockList takes every IPv4 address for part of ::ffff:0:0/96. */
interface Lists {
  ipv4: BlockList
  ipv6: BlockList
}

function contains(lists: Lists, address: string, family: number): boolean {
  return family === 6 ? lists.ipv6.check(address, 'ipv6') : lists.ipv4.check(address, 'ipv4')
}

function listsOf(ranges: readonly string[]): Lists | undefined {
  const lists: Lists = {ipv4: new BlockList(), ipv6: new BlockList()}
  for (const range of ranges) {
    const [address = '', prefix, rest] = range.split('/')
    const family = isIP(address)
    const width = family === 6 ? 128 : 32
    const bits = prefix === undefined ? width : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
    if (family === 0 || rest !== undefined || !(bits >= 0 && bits <= width)) return undefined
    if (family === 6) lists.ipv6.addSubnet(address, bits, 'ipv6')
    else lists.ipv4.addSubnet(address, bits, 'ipv4')
  }
  return lists
}
