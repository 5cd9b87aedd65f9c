import {present} from '../../lib/present.ts'
import type {Firewall} from '../../model/facts/firewall.ts'
import {cimNumber, cimText} from '../cim.ts'
import {type Built, firstRow, serviceRuns, startOf, type WindowsLook} from '../look.ts'
import {firstSeen, type Gaps, known, map, type Output, unseen} from '../output.ts'
import {numberOf} from '../registry.ts'

type Profile = Firewall['profiles'][number]

const own = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy'
const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall'

/** Profiles by the name people know, in the registry and in its policies (where the private one has two names). */
const profiles = [
  {name: 'domain', key: 'DomainProfile', policies: ['DomainProfile']},
  {name: 'private', key: 'StandardProfile', policies: ['PrivateProfile', 'StandardProfile']},
  {name: 'public', key: 'PublicProfile', policies: ['PublicProfile']},
] as const

/** Windows' own firewall. Where another vendor's is in force instead, nothing is known of it. */
export function buildFirewall(look: WindowsLook): Built<'firewall'> {
  const source = 'Get-NetFirewallProfile, registry FirewallPolicy and its policies, service MpsSvc'
  const service = serviceRuns(look, 'mpssvc')
  if (!service.ok) return {...service, source}
  const seen = readProfiles(look)
  if (!seen.ok) return {...seen, source}
  const isOn = service.value && seen.value.every(({enabled}) => enabled)
  const others = look.cim('FirewallProduct')
  const other = others.ok ? others.value.find((row) => ((cimNumber(row, 'productState') ?? 0) & 0xf000) === 0x1000) : undefined
  if (!isOn && other)
    return {
      ...unseen('not-supported', `the firewall of ${cimText(other, 'displayName')} is in force, whose rules Windows does not tell`),
      source,
    }
  const gaps: Gaps = {}
  const start = map(startOf(look, 'mpssvc'), numberOf)
  const value: Firewall = {
    product: 'windows-defender-firewall',
    enabled: isOn,
    profiles: seen.value.map((profile) => ({...profile, enabled: profile.enabled && service.value})),
    defaultInbound: seen.value.some(({defaultInbound}) => defaultInbound === 'allow') ? 'allow' : 'deny',
    ...present({
      startsAtBoot: known(
        gaps,
        'startsAtBoot',
        map(start, (type) => type === 2),
      ),
      logsDropped: known(gaps, 'logsDropped', readLogging(look)),
      intrusionPrevention: known(gaps, 'intrusionPrevention', readPrevention(look)),
    }),
  }
  return {ok: true, value, gaps, source}
}

/** NetSecurity: Enabled 1 = on, 0 = off; DefaultInboundAction 2 = allow, 4 = block, 0 = not set, which blocks. */
function readProfiles(look: WindowsLook): Output<Profile[]> {
  const rows = look.cim('FirewallProfile')
  if (rows.ok && rows.value.length >= profiles.length)
    return map(rows, (list) =>
      list.map((row) => ({
        name: (cimText(row, 'Name') ?? '').toLowerCase(),
        enabled: cimNumber(row, 'Enabled') === 1,
        defaultInbound: cimNumber(row, 'DefaultInboundAction') === 2 ? 'allow' : 'deny',
      })),
    )
  const list: Profile[] = []
  for (const profile of profiles) {
    const enabled = setting(look, profile, 'EnableFirewall')
    const action = setting(look, profile, 'DefaultInboundAction')
    if (!enabled.ok) return enabled
    if (!action.ok) return action
    list.push({name: profile.name, enabled: enabled.value === 1, defaultInbound: action.value === 0 ? 'allow' : 'deny'})
  }
  return {ok: true, value: list}
}

/** A policy outranks the setting of the PC. Both must have been looked at. */
function setting(look: WindowsLook, profile: (typeof profiles)[number], name: string): Output<number | undefined> {
  for (const key of profile.policies) {
    const policy = map(look.registry.read(`${policies}\\${key}`, name), numberOf)
    if (!policy.ok || policy.value !== undefined) return policy
  }
  return map(look.registry.read(`${own}\\${profile.key}`, name), numberOf)
}

function readLogging(look: WindowsLook): Output<boolean> {
  let all = true
  for (const {key, policies: names} of profiles) {
    const places = [...names.map((name) => `${policies}\\${name}\\Logging`), `${own}\\${key}\\Logging`]
    let value: number | undefined
    for (const place of places) {
      const read = map(look.registry.read(place, 'LogDroppedPackets'), numberOf)
      if (!read.ok) return read
      value ??= read.value
    }
    all &&= value === 1
  }
  return {ok: true, value: all}
}

/** Network protection of Defender, 1 = blocks; other vendors' intrusion prevention is not told. */
function readPrevention(look: WindowsLook): Output<boolean> {
  const preference = firstSeen(look.cim('MSFT_MpPreference'))
  const defends = cimText(firstRow(look, 'MSFT_MpComputerStatus'), 'AMRunningMode')
  if (!preference.ok) return preference
  if (preference.value.length === 0 || !/^normal$/i.test(defends ?? ''))
    return unseen('not-supported', 'another vendor protects this PC, whose intrusion prevention Windows does not tell')
  return {ok: true, value: cimNumber(preference.value[0], 'EnableNetworkProtection') === 1}
}
