import type {Probe, Seen} from '../probe.ts'
import type {Failure} from './gap.ts'
import {isRunning, readProcesses} from './processes.ts'
import {readFolder} from './read-folder.ts'
import {readBootUnits} from './systemd.ts'

export interface Schedule {
  /** Timers of systemd that start with the machine: "borgmatic.timer"; none where systemd does not run. */
  timers: Seen<string[]>
  /** Lines of cron jobs while cron runs, and of services in /etc/systemd/system that such a timer starts; no comments. */
  lines: string[]
  /** Cron jobs that could not be looked at: then a missing line proves nothing. */
  failure?: Failure
}

const cronFolders = ['cron.d', 'cron.hourly', 'cron.daily', 'cron.weekly', 'cron.monthly'].map((name) => `/etc/${name}`)
const alpineFolders = ['15min', 'hourly', 'daily', 'weekly', 'monthly'].map((name) => `/etc/periodic/${name}`)
const tableFolders = ['/var/spool/cron/crontabs', '/var/spool/cron/tabs', '/var/spool/cron', '/etc/crontabs']

const memory = new WeakMap<Probe, Promise<Schedule>>()

/** What this machine does by itself at set times: timers of systemd, cron jobs of the system and of users. */
export function readSchedule(probe: Probe): Promise<Schedule> {
  const known = memory.get(probe)
  if (known) return known
  const answer = readAll(probe)
  memory.set(probe, answer)
  return answer
}

async function readAll(probe: Probe): Promise<Schedule> {
  const [processes, main, anacron, folders, timers] = await Promise.all([
    readProcesses(probe),
    probe.readText('/etc/crontab'),
    probe.readText('/etc/anacrontab'),
    Promise.all([...cronFolders, ...alpineFolders, ...tableFolders].map((folder) => readFolder(probe, folder, isJob))),
    readTimers(probe),
  ])
  const cron = isRunning(processes, ['cron', 'crond', 'anacron', 'fcron', 'cronie', 'dcron', 'bcron-sched'])
  const texts = [main, anacron].flatMap((file) => (file.ok ? [file.value] : []))
  const jobs = folders.flatMap((folder) => folder.texts.map(({text}) => text))
  // Jobs of a cron that does not run, as in most containers, are dead letters.
  const failure =
    cron === false
      ? undefined
      : cron === undefined
        ? hiddenCron
        : ([main, anacron].find((file): file is Failure => !file.ok && file.reason !== 'not-supported') ??
          folders.find((folder) => folder.failure)?.failure)
  return {
    timers: timers.ok ? {ok: true, value: timers.value.names} : timers,
    lines: [...(cron ? [...texts, ...jobs] : []), ...(timers.ok ? timers.value.services : [])].flatMap(linesOf),
    ...(failure ? {failure} : {}),
  }
}

const hiddenCron: Failure = {ok: false, reason: 'no-rights', detail: 'whether cron runs cannot be seen'}

/** /var/spool/cron holds the tables on Fedora, and folders of tables elsewhere. */
function isJob(name: string): boolean {
  return !name.startsWith('.') && !['crontabs', 'tabs', 'atjobs', 'atspool', 'lastrun'].includes(name)
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((raw) => {
    const line = raw.slice(0, 2000).trim()
    return line === '' || line.startsWith('#') ? [] : [line]
  })
}

async function readTimers(probe: Probe): Promise<Seen<{names: string[]; services: string[]}>> {
  const [booted, units, own] = await Promise.all([
    probe.stat('/run/systemd/system'),
    readBootUnits(probe),
    probe.list('/etc/systemd/system'),
  ])
  // Installed and not running, as in many containers: its timers never fire.
  if (!booted.ok) return booted.reason === 'not-supported' ? {ok: true, value: {names: [], services: []}} : booted
  if (!units.ok) return units
  const names = [...units.value].filter((name) => name.endsWith('.timer'))
  const files = new Set(own.ok ? own.value : [])
  const masks = await Promise.all(names.map(async (name) => files.has(name) && isMask(await probe.readText(`/etc/systemd/system/${name}`))))
  const active = names.filter((_, index) => !masks[index])
  const started = active.map((name) => name.replace(/\.timer$/, '.service')).filter((name) => files.has(name))
  const services = await Promise.all(started.map((name) => probe.readText(`/etc/systemd/system/${name}`)))
  return {ok: true, value: {names: active, services: services.flatMap((file) => (file.ok ? [file.value] : []))}}
}

/** A masked unit is a link to /dev/null. */
function isMask(unit: Seen<string>): boolean {
  return unit.ok && unit.value.trim() === ''
}
