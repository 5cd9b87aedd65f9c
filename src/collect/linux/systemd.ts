import {type Keyfile, mergeKeyfiles, parseKeyfile} from '../parse/keyfile.ts'
import {parseUnits, type Unit} from '../parse/systemctl.ts'
import type {Probe, Seen} from '../probe.ts'
import type {Failure} from './gap.ts'

export const unitsSource = 'systemctl list-units'

/** Units that systemd has loaded; `not-supported` where the machine was not booted with systemd. */
export async function readUnits(probe: Probe): Promise<Seen<{units: Unit[]; odd: number}>> {
  // One question for all facts; `list-unit-files` would cost systemd 0.3 s, see readBootUnits.
  const [answer, booted] = await Promise.all([
    probe.run('systemctl', ['list-units', '--type=service,socket', '--all', '--plain', '--no-legend', '--no-pager']),
    // The folder that sd_booted(3) looks for.
    probe.stat('/run/systemd/system'),
  ])
  if (!answer.ok) return answer
  const {code, stdout, stderr} = answer.value
  const complaint = stderr.trim().split('\n')[0] ?? ''
  if (/not been booted with systemd|Failed to connect to [\w ]{0,40}bus/i.test(stderr.slice(0, 4000))) {
    const reason = !booted.ok ? 'not-supported' : /denied|not permitted/i.test(stderr) ? 'no-rights' : 'error'
    return {ok: false, reason, detail: `systemd does not answer here: ${complaint}`.slice(0, 200)}
  }
  if (code !== 0) return {ok: false, reason: 'error', detail: `systemctl ended with code ${code}: ${complaint}`.slice(0, 200)}
  const parsed = parseUnits(stdout)
  if (parsed.units.length === 0) return {ok: false, reason: 'error', detail: 'systemctl list-units printed no unit'}
  return {ok: true, value: parsed}
}

/** True when a service of one of these names is up, or its socket waits for it. */
export function isUp(units: readonly Unit[], names: readonly string[]): boolean {
  return units.some((unit) => names.includes(unit.name) && isActive(unit))
}

/** A one-shot service that did its work and stays "active (exited)" counts: ufw and nfs-server look like that. */
export function isActive(unit: Unit): boolean {
  return unit.active === 'active' || unit.active === 'reloading' || unit.active === 'refreshing'
}

const unitFolders = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/run/systemd/generator',
  '/run/systemd/generator.late',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
]

/** Targets that are not reached by starting the machine. */
const notAtBoot =
  /^(?:initrd.*|rescue|emergency|reboot|poweroff|halt|kexec|soft-reboot|exit|shutdown|final|umount|sleep|suspend|hibernate|hybrid-sleep|suspend-then-hibernate|system-update|factory-reset)\.target$/

/**
 * Units (with suffix) that something wants when the machine starts: the links in `<target>.wants` and `.requires`, which is
 * what "enabled" means to systemd, those of the vendor included.
 */
export async function readBootUnits(probe: Probe): Promise<Seen<Set<string>>> {
  const folders = await Promise.all(unitFolders.map(async (folder) => ({folder, names: await probe.list(folder)})))
  const wanted = new Set<string>()
  const lists = folders.flatMap(({folder, names}) =>
    names.ok ? names.value.filter((name) => isBootFolder(name)).map((name) => `${folder}/${name}`) : [],
  )
  if (!folders.some(({names}) => names.ok)) return folders[0]?.names.ok === false ? folders[0].names : missingFolders
  const answers = await Promise.all(lists.map((list) => probe.list(list)))
  const failure = answers.find((answer): answer is Failure => !answer.ok && answer.reason !== 'not-supported')
  if (failure) return failure
  for (const answer of answers) if (answer.ok) for (const name of answer.value) wanted.add(name)
  return {ok: true, value: wanted}
}

const missingFolders: Failure = {ok: false, reason: 'not-supported', detail: 'no folder of systemd units here'}

function isBootFolder(name: string): boolean {
  const end = name.lastIndexOf('.')
  return (name.endsWith('.wants') || name.endsWith('.requires')) && !notAtBoot.test(name.slice(0, end))
}

/**
 * Whether a loaded unit starts with the machine. Something that runs though nothing wants it was started by hand, by D-Bus
 * or by another unit: undefined.
 */
export function startsAtBoot(units: readonly Unit[], wanted: ReadonlySet<string>): boolean | undefined {
  const usable = units.filter((unit) => unit.load !== 'masked')
  if (usable.some((unit) => wanted.has(`${unit.name}.${unit.type}`))) return true
  return usable.some((unit) => isActive(unit)) ? undefined : false
}

/**
 * A configuration of systemd such as `journald.conf`: the main file and its drop-ins, a file in /etc replacing its namesake
 * in /run and /usr/lib, drop-ins in the order of their names (systemd.unit(5), "CONFIGURATION DIRECTORIES AND PRECEDENCE").
 */
export async function readSystemdConf(probe: Probe, file: string): Promise<Seen<Keyfile[]>> {
  const roots = ['/etc/systemd', '/run/systemd', '/usr/local/lib/systemd', '/usr/lib/systemd']
  const [mains, folders] = await Promise.all([
    Promise.all(roots.map((root) => probe.readText(`${root}/${file}`))),
    Promise.all(roots.map((root) => probe.list(`${root}/${file}.d`))),
  ])
  const dropIns = new Map<string, string>()
  for (const [index, folder] of folders.entries())
    if (folder.ok)
      for (const name of folder.value)
        if (name.endsWith('.conf') && !dropIns.has(name)) dropIns.set(name, `${roots[index]}/${file}.d/${name}`)
  const extra = await Promise.all([...dropIns.keys()].sort().map((name) => probe.readText(dropIns.get(name) ?? '')))
  const main = mains.find((answer) => answer.ok || answer.reason !== 'not-supported')
  const closed = [main, ...folders, ...extra].find((answer): answer is Failure => answer?.ok === false && answer.reason !== 'not-supported')
  if (closed) return closed
  return {ok: true, value: [main, ...extra].flatMap((answer) => (answer?.ok ? [parseKeyfile(answer.value)] : []))}
}

/** The value of one setting over all files of a configuration; an empty value means "the default again". */
export function settingOf(files: readonly Keyfile[], section: string, key: string): string | undefined {
  return (
    mergeKeyfiles(files)
      .get(section)
      ?.get(key)
      ?.replace(/^"(.*)"$/, '$1') || undefined
  )
}
