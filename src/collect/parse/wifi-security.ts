import type {Keyfile} from './keyfile.ts'

export type WifiSecurity = 'none' | 'wep' | 'wpa' | 'wpa2' | 'wpa3' | 'enterprise'

/**
 * Security of the network in use out of `nmcli -t -f IN-USE,SECURITY dev wifi list --rescan no`: `*:WPA2`, `*:WPA1 WPA2`,
 * `*:WPA2 802.1X`, `*:` for an open one. Where a network takes an old and a new protocol, the old one counts.
 */
export function parseNmcliWifi(text: string): WifiSecurity | undefined {
  const used = text.split('\n').filter((line) => line.startsWith('*:'))
  const found = used.map((line) => securityOf(line.slice(2, 200).trim()))
  // With two adapters the weaker network counts, and one that is not understood may be the weaker.
  return found.includes('none') ? 'none' : found.includes(undefined) ? undefined : fromWeakest.find((one) => found.includes(one))
}

const fromWeakest = ['none', 'wep', 'wpa', 'wpa2', 'wpa3', 'enterprise'] as const satisfies WifiSecurity[]

function securityOf(words: string): WifiSecurity | undefined {
  if (words === '' || words === '--') return 'none'
  if (words.includes('WEP')) return 'wep'
  if (words.includes('802.1X')) return 'enterprise'
  if (/\bWPA1?\b/.test(words)) return 'wpa'
  if (words.includes('WPA2')) return 'wpa2'
  return words.includes('WPA3') ? 'wpa3' : undefined
}

/** Whether a saved connection of NetworkManager (keyfile, `[wifi]` and `[wifi-security]`) is an open Wi-Fi; undefined for other connections. */
export function isOpenProfile(connection: Keyfile): boolean | undefined {
  const type = connection.get('connection')?.get('type')
  if (type !== 'wifi' && type !== '802-11-wireless') return undefined
  const security = connection.get('wifi-security') ?? connection.get('802-11-wireless-security')
  // key-mgmt=none with a WEP key is WEP, which is at least not open; owe encrypts without a password.
  return !security?.has('key-mgmt')
}

/** Whether a connection of NetworkManager hands its network on: an access point, or `method=shared`. */
export function isSharedProfile(connection: Keyfile): boolean {
  const wifi = connection.get('wifi') ?? connection.get('802-11-wireless')
  return (
    wifi?.get('mode') === 'ap' || connection.get('ipv4')?.get('method') === 'shared' || connection.get('ipv6')?.get('method') === 'shared'
  )
}

/** Number of open networks in wpa_supplicant.conf(5): `network={` blocks with `key_mgmt=NONE` and no WEP key. */
export function countOpenSupplicantNetworks(text: string): number {
  let open = 0
  let inside = false
  let management = ''
  let wep = false
  for (const raw of text.split('\n')) {
    const line = raw.slice(0, 500).trim()
    if (line.startsWith('#')) continue
    if (/^network\s*=\s*\{/.test(line)) {
      inside = true
      management = ''
      wep = false
    } else if (inside && line === '}') {
      if (management === 'NONE' && !wep) open++
      inside = false
    } else if (inside) {
      management = /^key_mgmt\s*=\s*(\S+)/.exec(line)?.[1] ?? management
      wep ||= /^wep_key\d/.test(line)
    }
  }
  return open
}

/** True when `iw dev` lists an interface of type AP: this machine gives out its own Wi-Fi. */
export function hasAccessPoint(text: string): boolean {
  return text.split('\n').some((line) => /^\s+type AP\b/.test(line.slice(0, 200)))
}
