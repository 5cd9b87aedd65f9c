import {matchesGlob} from '../parse/glob.ts'
import {parseLogrotate, type Rotation} from '../parse/logrotate.ts'
import {liesInMemory} from '../parse/proc-mounts.ts'
import type {Probe} from '../probe.ts'
import {type Failure, type Gaps, gapFor} from './gap.ts'
import type {LogStore} from './journal.ts'
import {listPrograms} from './programs.ts'
import {readFolders} from './read-folder.ts'

/** Files where distributions keep log-ins and what goes with them. */
const securityLogs = ['/var/log/auth.log', '/var/log/secure', '/var/log/syslog', '/var/log/messages']

/** Log files of a syslog daemon: how long logrotate keeps them and how far back they reach. */
export async function readSyslogFiles(probe: Probe, service: string, configured: readonly string[]): Promise<LogStore> {
  // A daemon that only passes records on keeps nothing, and old files may lie about all the same.
  if ((service === 'rsyslog' || service === 'syslog-ng') && configured.length === 0) {
    const gap = {reason: 'not-collected', detail: `no file was found in which ${service} keeps the records of log-ins`} as const
    return {gaps: {persistent: gap, retentionDays: gap, oldestRecordAt: gap, maxSizeMb: gap}}
  }
  const logs = [...new Set([...securityLogs, ...configured])]
  const [rotation, oldest, folder, mounts] = await Promise.all([
    readRotation(probe, logs),
    readOldest(probe, logs),
    probe.stat('/var/log'),
    probe.readText('/proc/mounts'),
  ])
  const gaps: Gaps = {maxSizeMb: {reason: 'not-supported', detail: 'files of a syslog daemon have no limit of size'}}
  if (!rotation.ok) gaps['retentionDays'] = gapFor(rotation)
  if (!oldest.ok) gaps['oldestRecordAt'] = gapFor(oldest)
  if (!folder.ok) gaps['persistent'] = gapFor(folder)
  return {
    ...(folder.ok ? {persistent: folder.value.directory && !(mounts.ok && liesInMemory(mounts.value, '/var/log'))} : {}),
    ...(rotation.ok ? {retentionDays: rotation.value} : {}),
    ...(oldest.ok ? {oldestRecordAt: oldest.value.toISOString()} : {}),
    gaps,
  }
}

/** Days that the security log kept shortest is kept. */
async function readRotation(probe: Probe, logs: readonly string[]): Promise<{ok: true; value: number} | Failure> {
  const [mains, parts, programs] = await Promise.all([
    Promise.all(['/etc/logrotate.conf', '/usr/etc/logrotate.conf'].map((path) => probe.readText(path))),
    readFolders(probe, ['/usr/etc/logrotate.d', '/etc/logrotate.d'], (name) => !/\.(?:dpkg-\w+|rpm\w+|bak|disabled)$|~$/.test(name)),
    listPrograms(probe),
  ])
  if (programs.ok && !programs.value.has('logrotate'))
    return {ok: false, reason: 'not-supported', detail: 'logrotate is not installed: what else limits the log files is not known'}
  const main = mains.find((answer) => answer.ok) ?? mains[0]
  if (!main?.ok) return main ?? {ok: false, reason: 'error', detail: 'logrotate.conf was not answered'}
  if (parts.failure) return parts.failure
  const general = parseLogrotate(main.value)
  const rotations = [...general.rotations, ...parts.texts.flatMap(({text}) => parseLogrotate(text, general.defaults).rotations)]
  const fits = rotations.filter((rotation) => logs.some((log) => covers(rotation, log)))
  if (fits.length === 0) return {ok: false, reason: 'not-collected', detail: 'logrotate has no rule for the security logs'}
  const days = fits.map(({keptDays}) => keptDays)
  if (days.some((one) => one === undefined))
    return {ok: false, reason: 'not-collected', detail: 'logrotate throws a security log away by size or never: no time is promised'}
  return {ok: true, value: Math.round(Math.min(...days.map((one) => one ?? 0)) * 100) / 100}
}

function covers({files}: Rotation, log: string): boolean {
  return files.some((pattern) => matchesGlob(pattern, log))
}

/** The oldest rotated file was written last at its time of change: records are at least that old. */
async function readOldest(probe: Probe, logs: readonly string[]): Promise<{ok: true; value: Date} | Failure> {
  const names = await probe.list('/var/log')
  if (!names.ok) return names
  const bases = logs.filter((log) => log.startsWith('/var/log/')).map((log) => log.slice('/var/log/'.length))
  // Names as logrotate gives them; a copy that somebody once made tells nothing of what is kept.
  const ending = /^(?:\.\d{1,4}|-\d{8}(?:-?\d{2,10})?(?:\.\d{1,4})?)(?:\.(?:gz|xz|bz2|zst|lz4))?$/
  const rotated = names.value.filter((name) => bases.some((base) => name.startsWith(base) && ending.test(name.slice(base.length))))
  const stats = await Promise.all(rotated.map((name) => probe.stat(`/var/log/${name}`)))
  const times = stats.flatMap((answer) => (answer.ok ? [answer.value.modifiedAt.getTime()] : []))
  if (times.length === 0) return {ok: false, reason: 'not-collected', detail: 'no security log has been rotated yet'}
  return {ok: true, value: new Date(Math.min(...times))}
}
