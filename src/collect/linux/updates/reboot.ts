import {bootTimeOf} from '../../parse/proc-stat.ts'
import type {Probe, Seen} from '../../probe.ts'
import {isContainer} from '../container.ts'
import type {Failure} from '../gap.ts'
import type {InstalledProgram} from '../installed-software.ts'

const hostRestarts: Failure = {ok: false, reason: 'not-supported', detail: 'the kernel belongs to the host of this container'}

/** True when one of these packages was unpacked after the machine started: what runs is older than what is installed. */
export async function isNewerThanBoot(
  probe: Probe,
  items: readonly InstalledProgram[],
  isCore: (name: string) => boolean,
): Promise<Seen<boolean>> {
  const [container, stat] = await Promise.all([isContainer(probe), probe.readText('/proc/stat')])
  if (container) return hostRestarts
  if (!stat.ok) return stat
  const boot = Date.parse(bootTimeOf(stat.value) ?? '')
  const times = items.filter(({name}) => isCore(name)).flatMap(({installedAt}) => installedAt ?? [])
  if (times.length === 0) return {ok: false, reason: 'not-supported', detail: 'the running kernel comes from no package of this machine'}
  if (!Number.isFinite(boot)) return {ok: false, reason: 'error', detail: '/proc/stat has no line btime'}
  return {ok: true, value: times.some((time) => time > boot)}
}

/** True when the modules of the running kernel are gone: Alpine and Arch replace them with those of the new one. */
export async function hasLostItsModules(probe: Probe): Promise<Seen<boolean>> {
  const [container, release] = await Promise.all([isContainer(probe), probe.readText('/proc/sys/kernel/osrelease')])
  if (container) return hostRestarts
  if (!release.ok) return release
  const folders = await Promise.all([probe.list('/lib/modules'), probe.list('/usr/lib/modules')])
  const names = folders.flatMap((folder) => (folder.ok ? folder.value : []))
  if (names.length === 0) return {ok: false, reason: 'not-supported', detail: 'the running kernel comes from no package of this machine'}
  return {ok: true, value: !names.includes(release.value.trim())}
}
