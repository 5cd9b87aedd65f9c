import type {EndpointFactValue} from '../../model/facts/index.ts'
import type {Collected, Collector} from '../collector.ts'
import {type Failure, type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {isRunning, readProcesses} from '../linux/processes.ts'
import {isActive, readBootUnits, readUnits, startsAtBoot, unitsSource} from '../linux/systemd.ts'
import {parseLaunchctlPrint} from '../parse/launchctl.ts'
import {parseOpenrcDaemon} from '../parse/openrc.ts'
import type {Unit} from '../parse/systemctl.ts'
import {parseDefaultRunlevel, parseInitScript, parseStartLinks} from '../parse/sysv.ts'
import type {Probe} from '../probe.ts'

type Item = EndpointFactValue<'services'>['items'][number]

export const servicesCollector: Collector<'services'> = {fact: 'services', collect}

async function collect(probe: Probe): Promise<Collected<'services'>> {
  if (probe.platform === 'darwin') return collectLaunchd(probe)
  const [units, wanted, openrc] = await Promise.all([readUnits(probe), readBootUnits(probe), probe.list('/run/openrc/started')])
  if (units.ok) return fromSystemd(units.value, wanted)
  if (units.reason !== 'not-supported') return {...units, source: unitsSource}
  if (openrc.ok) return collectOpenrc(probe, openrc.value)
  return collectSysv(probe, units)
}

/**
 * Units that systemd has loaded. One that is not loaded neither runs nor starts with the machine, and its file may be
 * another name of a unit that does (`sshd.service` of Debian): it is left out. A service counts as running also while only its
 * socket waits for it (telnet.socket): it answers whoever knocks.
 */
function fromSystemd(seen: {units: Unit[]; odd: number}, wanted: Awaited<ReturnType<typeof readBootUnits>>): Collected<'services'> {
  const byName = new Map<string, Unit[]>()
  for (const unit of seen.units) if (unit.load !== 'not-found') byName.set(unit.name, [...(byName.get(unit.name) ?? []), unit])
  const gaps: Gaps = {}
  if (!wanted.ok) gaps['items.startsAtBoot'] = gapFor(wanted)
  if (seen.odd > 0) gaps['items'] = {reason: 'error', detail: `${seen.odd} rows of systemctl list-units could not be read`}
  const items = [...byName].map(([name, units]): Item => {
    const boot = wanted.ok ? startsAtBoot(units, wanted.value) : undefined
    return {name, running: units.some(isActive), ...(boot === undefined ? {} : {startsAtBoot: boot})}
  })
  return {ok: true, value: {manager: 'systemd', items}, source: `${unitsSource}; /etc/systemd/system`, ...withGaps(gaps)}
}

const bootRunlevels = ['sysinit', 'boot', 'default']

/** The state files of OpenRC: `rc-status` would write its cache of dependencies when that is out of date. */
async function collectOpenrc(probe: Probe, started: string[]): Promise<Collected<'services'>> {
  const source = '/run/openrc/started; /etc/init.d; /etc/runlevels'
  const [scripts, crashed, runlevels] = await Promise.all([
    probe.list('/etc/init.d'),
    Promise.all(started.map((name) => hasCrashed(probe, name))),
    Promise.all(bootRunlevels.map((level) => probe.list(`/etc/runlevels/${level}`))),
  ])
  const atBoot = new Set(runlevels.flatMap((level) => (level.ok ? level.value : [])))
  const gaps: Gaps = {}
  if (!scripts.ok) gaps['items'] = gapFor(scripts, 'services that do not run')
  const closed = runlevels.find((level): level is Failure => !level.ok && level.reason !== 'not-supported')
  if (closed) gaps['items.startsAtBoot'] = gapFor(closed)
  const names = [
    ...new Set([...started, ...(scripts.ok ? scripts.value.filter((name) => name !== 'functions.sh' && name !== 'README') : [])]),
  ]
  const items = names.map((name): Item => {
    const at = started.indexOf(name)
    return {name, running: at >= 0 && crashed[at] !== true, ...(closed ? {} : {startsAtBoot: atBoot.has(name)})}
  })
  return {ok: true, value: {manager: 'openrc', items}, source, ...withGaps(gaps)}
}

/** True when OpenRC believes that the service runs and all its daemons are gone. */
async function hasCrashed(probe: Probe, service: string): Promise<boolean> {
  const folder = `/run/openrc/daemons/${service}`
  const names = await probe.list(folder)
  if (!names.ok || names.value.length === 0) return false
  const processes = await readProcesses(probe)
  const alive = await Promise.all(
    names.value.map(async (name) => {
      const record = await probe.readText(`${folder}/${name}`)
      if (!record.ok) return true
      const {exec, pidfile} = parseOpenrcDaemon(record.value)
      const live = pidfile ? await isLive(probe, pidfile) : undefined
      return live ?? (exec ? isRunning(processes, [exec.slice(exec.lastIndexOf('/') + 1)]) : undefined) ?? true
    }),
  )
  return !alive.includes(true)
}

/** Whether the process of a pid file exists; undefined when the file holds no number or cannot be read. */
async function isLive(probe: Probe, pidfile: string): Promise<boolean | undefined> {
  const text = await probe.readText(pidfile)
  const pid = text.ok ? /^\s*(\d{1,10})\s*$/.exec(text.value)?.[1] : undefined
  if (!pid) return undefined
  const process = await probe.stat(`/proc/${pid}`)
  if (process.ok) return true
  return process.reason === 'not-supported' ? false : undefined
}

/**
 * SysV: start links say what starts with the machine, the pid file or the daemon named in the script says what runs. A script
 * that names neither cannot be judged: it is left out and counted in a gap, for "not running" could be false.
 */
async function collectSysv(probe: Probe, noSystemd: Failure): Promise<Collected<'services'>> {
  const [init, inittab, scripts, processes] = await Promise.all([
    probe.readText('/proc/1/comm'),
    probe.readText('/etc/inittab'),
    probe.list('/etc/init.d'),
    readProcesses(probe),
  ])
  const runlevel = inittab.ok ? parseDefaultRunlevel(inittab.value) : undefined
  if (!init.ok || init.value.trim() !== 'init' || !runlevel || !scripts.ok)
    return {
      ok: false,
      reason: 'not-supported',
      detail: 'no service manager runs here, as in a container',
      source: `${unitsSource}: ${noSystemd.detail}`.slice(0, 300),
    }
  const links = await Promise.all(['S', runlevel].map((level) => probe.list(`/etc/rc${level}.d`)))
  const atBoot = new Set(links.flatMap((link) => (link.ok ? parseStartLinks(link.value) : [])))
  const judged = await Promise.all(
    scripts.value.map(async (name) => {
      const text = await probe.readText(`/etc/init.d/${name}`)
      if (!text.ok) return {name, running: undefined}
      const {daemon, pidfile} = parseInitScript(text.value)
      const live = pidfile ? await isLive(probe, pidfile) : undefined
      return {name, running: live || (daemon ? isRunning(processes, [daemon, daemon.slice(0, 15)]) : live)}
    }),
  )
  const items = judged.flatMap(({name, running}): Item[] =>
    running === undefined ? [] : [{name, running, startsAtBoot: atBoot.has(name)}],
  )
  const unjudged = judged.filter(({running}) => running === undefined).map(({name}) => name)
  const gaps: Gaps = {}
  if (unjudged.length > 0)
    gaps['items'] = {
      reason: 'not-supported',
      detail: `the state of ${unjudged.length} SysV scripts cannot be told: ${unjudged.join(', ')}`.slice(0, 200),
    }
  return {ok: true, value: {manager: 'sysv', items}, source: `/etc/init.d; /etc/rc${runlevel}.d; /proc`, ...withGaps(gaps)}
}

/** Jobs of the system domain. A job that waits for a connection (sshd) has no process and counts as not running: ports tell. */
async function collectLaunchd(probe: Probe): Promise<Collected<'services'>> {
  const source = 'launchctl print system'
  const answer = await probe.run('launchctl', ['print', 'system'])
  if (!answer.ok) return {...answer, source}
  const {jobs, disabled} = parseLaunchctlPrint(answer.value.stdout)
  if (jobs.length === 0)
    return {ok: false, reason: 'error', detail: `launchctl print system named no service (code ${answer.value.code})`, source}
  const items = jobs.map(({label, pid}): Item => {
    const off = disabled.get(label)
    return {name: label, running: pid > 0, ...(off === undefined ? {} : {startsAtBoot: !off})}
  })
  const gaps: Gaps = {
    'items.startsAtBoot': {reason: 'not-supported', detail: 'launchd names only the jobs that were switched on or off by hand'},
  }
  return {ok: true, value: {manager: 'launchd', items}, source, gaps}
}
