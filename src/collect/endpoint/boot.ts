import type {Boot} from '../../model/facts/boot.ts'
import type {Collected, Collector} from '../collector.ts'
import {collectMacBoot} from '../darwin/boot.ts'
import {isContainer} from '../linux/container.ts'
import {type Failure, type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readLocalAccounts} from '../linux/local-accounts.ts'
import {readPamGrants} from '../linux/pam-grants.ts'
import {readPolkitGrants} from '../linux/polkit.ts'
import {isRunning, readProcesses} from '../linux/processes.ts'
import {readSudoPower} from '../linux/sudo-power.ts'
import {parseApparmorProfiles} from '../parse/apparmor-profiles.ts'
import {parseNoExecute} from '../parse/cpu-no-execute.ts'
import {parseEfiFlag} from '../parse/efivar.ts'
import {parseKeyValueConf} from '../parse/key-value-conf.ts'
import type {Probe, Seen} from '../probe.ts'

const source =
  '/sys/firmware/efi; /proc/sys/kernel/randomize_va_space; /proc/cpuinfo; /sys/fs/selinux; /sys/module/apparmor; fapolicyd; /etc/sudoers; /etc/polkit-1'
const efivars = '/sys/firmware/efi/efivars'
const secureBootVariable = 'SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c'
/** Set by shim when `mokutil --disable-validation` switched its checks off. */
const shimVariable = 'MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23'

async function collect(probe: Probe): Promise<Collected<'boot'>> {
  return probe.platform === 'darwin' ? collectMacBoot(probe) : collectLinux(probe)
}

async function collectLinux(probe: Probe): Promise<Collected<'boot'>> {
  const [container, protection, prompt] = await Promise.all([isContainer(probe), readProtection(probe), readElevationPrompt(probe)])
  const gaps: Gaps = {...protection.gaps}
  const value: Boot = {mode: 'container', exploitProtection: protection.value}
  if (typeof prompt === 'boolean') value.elevationPrompt = prompt
  else gaps['elevationPrompt'] = gapFor(prompt)
  if (container) {
    for (const field of ['secureBoot', 'mandatoryAccess', 'mandatoryAccessEnforced', 'appControl'])
      gaps[field] = {reason: 'not-supported', detail: 'inside a container this belongs to the host'}
    return {ok: true, value, source, ...withGaps(gaps)}
  }
  const [firmware, access, control] = await Promise.all([readFirmware(probe), readMandatoryAccess(probe), readAppControl(probe)])
  // Any mode but the true one would make Secure Boot look as if it did not apply here.
  if (!firmware.ok) return {...firmware, source}
  value.mode = firmware.mode
  if (typeof firmware.secureBoot === 'boolean') value.secureBoot = firmware.secureBoot
  else gaps['secureBoot'] = gapFor(firmware.secureBoot)
  if (access.kind) value.mandatoryAccess = access.kind
  if (access.enforced !== undefined) value.mandatoryAccessEnforced = access.enforced
  if (access.failure)
    for (const field of [...(access.kind ? [] : ['mandatoryAccess']), 'mandatoryAccessEnforced']) gaps[field] = gapFor(access.failure)
  if (typeof control === 'boolean') value.appControl = control
  else gaps['appControl'] = gapFor(control)
  return {ok: true, value, source, ...withGaps(gaps)}
}

async function readProtection(probe: Probe): Promise<{value: NonNullable<Boot['exploitProtection']>; gaps: Gaps}> {
  const [aslr, cpu, line] = await Promise.all(
    ['/proc/sys/kernel/randomize_va_space', '/proc/cpuinfo', '/proc/cmdline'].map((path) => probe.readText(path)),
  )
  const value: NonNullable<Boot['exploitProtection']> = {}
  const gaps: Gaps = {'exploitProtection.cfg': {reason: 'not-supported', detail: 'a feature of Windows'}}
  // 1 leaves the heap where it is; 2 is full randomisation (sysctl/kernel.rst of the kernel, CIS Benchmarks).
  if (aslr?.ok && /^[012]\s*$/.test(aslr.value)) value.aslr = aslr.value.trim() === '2'
  else
    gaps['exploitProtection.aslr'] = aslr && !aslr.ok ? gapFor(aslr) : {reason: 'error', detail: 'randomize_va_space is neither 0, 1 nor 2'}
  const dep = cpu?.ok ? parseNoExecute(cpu.value) : undefined
  const switchedOff = line?.ok === true && /(^|\s)noexec=off(\s|$)/.test(line.value)
  if (dep !== undefined) value.dep = dep && !switchedOff
  else gaps['exploitProtection.dep'] = cpu && !cpu.ok ? gapFor(cpu) : {reason: 'not-supported', detail: '/proc/cpuinfo does not tell'}
  return {value, gaps}
}

type Firmware = {ok: true; mode: Boot['mode']; secureBoot: boolean | Failure} | Failure

async function readFirmware(probe: Probe): Promise<Firmware> {
  const [firmware, efi, dmi, variables] = await Promise.all([
    probe.list('/sys/firmware'),
    probe.list('/sys/firmware/efi'),
    probe.list('/sys/class/dmi/id'),
    probe.list(efivars),
  ])
  if (!firmware.ok) return firmware
  if (!efi.ok && efi.reason !== 'not-supported') return efi
  if (!efi.ok) {
    // DMI is what PC firmware leaves behind; without it the kernel was started directly, as on ARM boards and microVMs.
    if (dmi.ok && dmi.value.length > 0) return {ok: true, mode: 'bios', secureBoot: false}
    return {
      ok: true,
      mode: 'other',
      secureBoot: {ok: false, reason: 'not-supported', detail: 'this machine starts neither by UEFI nor by BIOS'},
    }
  }
  if (!variables.ok || variables.value.length === 0)
    return {
      ok: true,
      mode: 'uefi',
      secureBoot: variables.ok ? {ok: false, reason: 'not-supported', detail: 'efivarfs is not mounted'} : variables,
    }
  const [state, shim] = await Promise.all([
    probe.readText(`${efivars}/${secureBootVariable}`),
    probe.readText(`${efivars}/${shimVariable}`),
  ])
  return {ok: true, mode: 'uefi', secureBoot: judgeSecureBoot(state, shim)}
}

function judgeSecureBoot(state: Seen<string>, shim: Seen<string>): boolean | Failure {
  // Firmware without the variable does not know Secure Boot.
  if (!state.ok) return state.reason === 'not-supported' ? false : state
  const on = parseEfiFlag(state.value)
  if (on === undefined) return {ok: false, reason: 'error', detail: 'the EFI variable SecureBoot is neither 0 nor 1'}
  return on && !(shim.ok && parseEfiFlag(shim.value) === true)
}

interface MandatoryAccess {
  kind?: NonNullable<Boot['mandatoryAccess']>
  enforced?: boolean
  failure?: Failure
}

async function readMandatoryAccess(probe: Probe): Promise<MandatoryAccess> {
  const [selinux, apparmor, profiles, modules, kernel] = await Promise.all([
    probe.readText('/sys/fs/selinux/enforce'),
    probe.readText('/sys/module/apparmor/parameters/enabled'),
    probe.readText('/sys/kernel/security/apparmor/profiles'),
    probe.readText('/sys/kernel/security/lsm'),
    probe.list('/sys/module'),
  ])
  if (selinux.ok && /^[01]\s*$/.test(selinux.value)) return {kind: 'selinux', enforced: selinux.value.trim() === '1'}
  if (!selinux.ok && selinux.reason !== 'not-supported') return {failure: selinux}
  const active = new Set(modules.ok ? modules.value.trim().split(',') : [])
  if (apparmor.ok ? apparmor.value.trim() === 'Y' : active.has('apparmor')) {
    if (!profiles.ok) return {kind: 'apparmor', failure: profiles}
    return {kind: 'apparmor', enforced: parseApparmorProfiles(profiles.value).enforce > 0}
  }
  if (!apparmor.ok && apparmor.reason !== 'not-supported' && !modules.ok) return {failure: apparmor}
  if (active.has('selinux'))
    return {failure: {ok: false, reason: 'not-supported', detail: 'SELinux is in the kernel, but its file system is not mounted'}}
  if (active.has('smack') || active.has('tomoyo'))
    return {kind: 'other', failure: {ok: false, reason: 'not-supported', detail: 'the policy of Smack and TOMOYO is not read'}}
  if (!kernel.ok) return {failure: kernel}
  return {kind: 'none', enforced: false}
}

/** fapolicyd in force; IMA appraisal is not looked at. */
async function readAppControl(probe: Probe): Promise<boolean | Failure> {
  const installed = await Promise.all(['/usr/sbin/fapolicyd', '/usr/bin/fapolicyd'].map((path) => probe.stat(path)))
  if (!installed.some((answer) => answer.ok)) return false
  const [processes, conf] = await Promise.all([readProcesses(probe), probe.readText('/etc/fapolicyd/fapolicyd.conf')])
  const running = isRunning(processes, ['fapolicyd'])
  if (running === false) return false
  if (running === undefined) return {ok: false, reason: 'no-rights', detail: 'whether fapolicyd runs could not be seen'}
  if (!conf.ok) return conf
  return (parseKeyValueConf(conf.value).get('permissive') ?? '0') === '0'
}

/** Whether everybody but root is asked before becoming root: no rule of sudo, doas, polkit or PAM spares somebody the password. */
async function readElevationPrompt(probe: Probe): Promise<boolean | Failure> {
  const local = await readLocalAccounts(probe)
  if (!local.ok) return local
  const sudo = await readSudoPower(probe, local.groups)
  const free = sudo.ofAnybody === 'no-password' || local.accounts.some((account) => account.uid !== 0 && sudo.of(account) === 'no-password')
  if (free) return false
  const [polkit, pam] = await Promise.all([readPolkitGrants(probe), readPamGrants(probe)])
  if (polkit.grants || pam.services.length > 0) return false
  return sudo.failure ?? polkit.failure ?? pam.failure ?? true
}

export const bootCollector: Collector<'boot'> = {fact: 'boot', collect}
