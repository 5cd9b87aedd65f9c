import type {EndpointFactValue} from '../../model/facts/index.ts'
import {parseKeyfile} from '../parse/keyfile.ts'
import {countOpenSupplicantNetworks, isOpenProfile, parseNmcliWifi} from '../parse/wifi-security.ts'
import type {Probe} from '../probe.ts'
import {type Failure, type Gaps, gapFor} from './gap.ts'
import {readFolder} from './read-folder.ts'

type Network = EndpointFactValue<'network'>

/** Wi-Fi connection and saved networks. Names of networks and keys are looked at in memory only and never leave it. */
export async function readWifi(
  probe: Probe,
  interfaces: Network['interfaces'],
): Promise<{value: NonNullable<Network['wifi']>; gaps: Gaps}> {
  const adapters = interfaces.filter(({kind}) => kind === 'wifi')
  if (adapters.length === 0) return {value: {connected: false}, gaps: {}}
  const connected = adapters.some(({up}) => up)
  const [profiles, nmcli] = await Promise.all([
    countOpenProfiles(probe),
    connected ? probe.run('nmcli', ['-t', '-f', 'IN-USE,SECURITY', 'dev', 'wifi', 'list', '--rescan', 'no']) : undefined,
  ])
  const security = nmcli?.ok ? parseNmcliWifi(nmcli.value.stdout) : undefined
  const gaps: Gaps = {}
  if (connected && !security)
    gaps['wifi.security'] = nmcli && !nmcli.ok ? gapFor(nmcli) : {reason: 'error', detail: 'nmcli names no network in use'}
  if (!profiles.ok) gaps['wifi.openProfiles'] = gapFor(profiles, 'saved networks')
  return {
    value: {connected, ...(security ? {security} : {}), ...(profiles.ok ? {openProfiles: profiles.value} : {})},
    gaps,
  }
}

/** Saved networks without encryption, of NetworkManager, wpa_supplicant and iwd together. */
async function countOpenProfiles(probe: Probe): Promise<{ok: true; value: number} | Failure> {
  const [etc, run, supplicant, iwd] = await Promise.all([
    readFolder(probe, '/etc/NetworkManager/system-connections', () => true),
    readFolder(probe, '/run/NetworkManager/system-connections', () => true),
    readFolder(probe, '/etc/wpa_supplicant', (name) => name.endsWith('.conf')),
    probe.list('/var/lib/iwd'),
  ])
  const failure = etc.failure ?? run.failure ?? supplicant.failure ?? (iwd.ok || iwd.reason === 'not-supported' ? undefined : iwd)
  if (failure) return failure
  const inManager = [...etc.texts, ...run.texts].filter(({text}) => isOpenProfile(parseKeyfile(text))).length
  const inSupplicant = supplicant.texts.reduce((sum, {text}) => sum + countOpenSupplicantNetworks(text), 0)
  // iwd.network(5): the ending of the file is the kind of security.
  const inIwd = iwd.ok ? iwd.value.filter((name) => name.endsWith('.open')).length : 0
  return {ok: true, value: inManager + inSupplicant + inIwd}
}
