import type {Boot} from '../../model/facts/boot.ts'
import type {Collected} from '../collector.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readSudoPower} from '../linux/sudo-power.ts'
import type {Probe} from '../probe.ts'
import {macGroups} from './groups.ts'

const source = 'uname -m; csrutil status; spctl --status; /etc/sudoers'

/** System Integrity Protection, Gatekeeper and sudo of macOS. */
export async function collectMacBoot(probe: Probe): Promise<Collected<'boot'>> {
  const [machine, integrity, gatekeeper, sudo] = await Promise.all([
    probe.run('uname', ['-m']),
    probe.run('csrutil', ['status']),
    probe.run('spctl', ['--status']),
    readSudoPower(probe, macGroups),
  ])
  if (!machine.ok) return {...machine, source}
  // Macs with Apple silicon start by Apple's own boot chain, not by UEFI.
  const value: Boot = {mode: machine.value.stdout.trim() === 'x86_64' ? 'uefi' : 'other', exploitProtection: {dep: true, aslr: true}}
  const gaps: Gaps = {
    secureBoot: {reason: 'not-collected', detail: 'system_profiler takes too long to ask for it'},
    'exploitProtection.cfg': {reason: 'not-supported', detail: 'a feature of Windows'},
  }
  const state = integrity.ok ? /Protection status: (enabled|disabled)/.exec(integrity.value.stdout)?.[1] : undefined
  if (state) Object.assign(value, {mandatoryAccess: 'other', mandatoryAccessEnforced: state === 'enabled'})
  else
    gaps['mandatoryAccess'] = gaps['mandatoryAccessEnforced'] = integrity.ok
      ? {reason: 'error', detail: 'csrutil did not tell the state'}
      : gapFor(integrity)
  const assessments = gatekeeper.ok ? /assessments (enabled|disabled)/.exec(gatekeeper.value.stdout)?.[1] : undefined
  if (assessments) value.appControl = assessments === 'enabled'
  else gaps['appControl'] = gatekeeper.ok ? {reason: 'error', detail: 'spctl did not tell the state'} : gapFor(gatekeeper)
  const admin = {
    name: '',
    uid: 501,
    gid: 20,
    home: '',
    shell: '',
    password: undefined,
    shadow: undefined,
    loginShell: true,
    person: true,
    expired: false,
    groups: ['admin', 'staff'],
  }
  if (sudo.ofAnybody === 'no-password' || sudo.of(admin) === 'no-password') value.elevationPrompt = false
  else if (sudo.failure) gaps['elevationPrompt'] = gapFor(sudo.failure)
  else value.elevationPrompt = true
  return {ok: true, value, source, ...withGaps(gaps)}
}
