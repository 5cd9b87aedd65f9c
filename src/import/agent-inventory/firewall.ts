import type {Fact} from '../../model/fact.ts'
import type {Firewall} from '../../model/facts/firewall.ts'
import {type Gaps, type Look, notInFile, readFlag, seen, untold} from './look.ts'
import {isWindows} from './os.ts'

const windowsProfiles: Readonly<Record<string, string>> = {domainprofile: 'domain', standardprofile: 'private', publicprofile: 'public'}

/**
 * Whether the firewall is on. Windows has three profiles, each repeated for every connection that uses it; where one of the
 * three is not told, "on" is not proven. What is allowed in is not told at all.
 */
export function mapFirewall(look: Look): Fact<Firewall> | undefined {
  const entries = look.inventory.sections.firewalls
  if (!entries) return undefined
  const states = new Map<string, boolean>()
  for (const entry of entries) {
    const enabled = readFlag(entry['status'])
    const name = entry['profile'] === undefined ? 'all' : (windowsProfiles[entry['profile'].toLowerCase()] ?? entry['profile'])
    if (enabled === undefined) look.tally.drop(noState)
    // A profile that is off somewhere is off.
    else states.set(name, enabled && (states.get(name) ?? true))
  }
  if (states.size === 0) return undefined
  const profiles = [...states].map(([name, enabled]) => ({name, enabled}))
  const windows = isWindows(look) || entries.some((entry) => entry['profile'] !== undefined)
  const told = windows ? Object.values(windowsProfiles).every((name) => states.has(name)) : true
  const allOn = profiles.every(({enabled}) => enabled)
  if (allOn && (!told || look.inventory.incomplete))
    return {
      ok: false,
      reason: 'not-collected',
      detail: 'tệp không ghi đủ ba cấu hình tường lửa miền, riêng và công cộng (not all firewall profiles are in the file)',
      source: `${look.format}: firewalls`,
      at: look.at,
    }
  const gaps: Gaps = {defaultInbound: untold, startsAtBoot: untold, logsDropped: untold, intrusionPrevention: untold}
  if (!windows) gaps['product'] = notInFile
  const product = windows ? {product: 'windows-defender-firewall'} : {}
  return seen(look, ['firewalls'], {...product, enabled: allOn, profiles}, gaps, ['profiles'])
}

const noState = {vi: 'Tường lửa không ghi đang bật hay tắt', en: 'Firewall entries without a state'}
