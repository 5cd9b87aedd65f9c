import type {Collected} from '../../collector.ts'
import {parseApkOutdated} from '../../parse/apk.ts'
import {countPacmanUpgrades, lastPacmanUpgrade} from '../../parse/pacman.ts'
import {listedHosts} from '../../parse/repo-hosts.ts'
import type {CommandOutput, Probe, Seen} from '../../probe.ts'
import {readSchedule} from '../schedule.ts'
import {assembleUpdates, newestOf, notSeen} from './assemble.ts'
import {hasLostItsModules} from './reboot.ts'

/** State of updates of Alpine Linux. */
export async function readApkUpdates(probe: Probe): Promise<Collected<'updates'>> {
  const [indexes, outdated, repositories, automatic, reboot] = await Promise.all([
    findIndexes(probe),
    probe.run('apk', ['--no-network', 'version', '-l', '<']),
    probe.readText('/etc/apk/repositories'),
    runsBySchedule(probe, /\bapk\b.*\bupgrade\b/),
    hasLostItsModules(probe),
  ])
  return assembleUpdates(
    'apk',
    {
      checked: await newest(probe, indexes),
      ...countsOf(indexes.ok ? readOutdated(outdated) : indexes),
      installed: notSeen('not-supported', 'apk keeps no log of updates'),
      automatic,
      reboot,
      hosts: repositories.ok ? {ok: true, value: listedHosts(repositories.value)} : repositories,
    },
    '/var/cache/apk; apk --no-network version; /etc/apk/repositories; /etc/crontabs',
    probe.now,
  )
}

/** Without a fetched index apk compares with nothing and finds every package current. */
async function findIndexes(probe: Probe): Promise<Seen<string[]>> {
  const folders = await Promise.all(['/etc/apk/cache', '/var/cache/apk'].map(async (folder) => ({folder, names: await probe.list(folder)})))
  const files = folders.flatMap(({folder, names}) =>
    names.ok ? names.value.filter((name) => /^APKINDEX\..*\.tar\.gz$/.test(name)).map((name) => `${folder}/${name}`) : [],
  )
  return files.length > 0 ? {ok: true, value: files} : notSeen('not-collected', 'apk has fetched no package index: apk update never ran')
}

function readOutdated(answer: Seen<CommandOutput>): Seen<number> {
  if (!answer.ok) return answer
  const {code, stdout, stderr} = answer.value
  const names = parseApkOutdated(stdout)
  const complaint = /^(?:WARNING|ERROR).*$/m.exec(stderr)?.[0]
  if (code !== 0 || !names || complaint) return notSeen('error', `apk version ended with code ${code}: ${complaint ?? 'no heading'}`)
  return {ok: true, value: names.length}
}

/** State of updates of Arch Linux and its relatives. */
export async function readPacmanUpdates(probe: Probe): Promise<Collected<'updates'>> {
  const [databases, upgrades, mirrors, log, automatic, reboot] = await Promise.all([
    findDatabases(probe),
    probe.run('pacman', ['-Qu']),
    probe.readText('/etc/pacman.d/mirrorlist'),
    probe.readText('/var/log/pacman.log'),
    runsBySchedule(probe, /\bpacman\b.*\s-S[a-z]*u/),
    hasLostItsModules(probe),
  ])
  const installed = log.ok ? lastPacmanUpgrade(log.value) : undefined
  return assembleUpdates(
    'pacman',
    {
      checked: await newest(probe, databases),
      ...countsOf(databases.ok ? readUpgrades(upgrades) : databases),
      installed: !log.ok
        ? log
        : installed
          ? {ok: true, value: installed}
          : notSeen('not-collected', 'no update is noted in /var/log/pacman.log'),
      automatic,
      reboot,
      hosts: mirrors.ok ? {ok: true, value: listedHosts(mirrors.value)} : mirrors,
    },
    '/var/lib/pacman/sync; pacman -Qu; /etc/pacman.d/mirrorlist; /var/log/pacman.log',
    probe.now,
  )
}

/** There is no archive for security: when nothing at all is pending, nothing about security is; else nobody says. */
function countsOf(pending: Seen<number>): {pending: Seen<number>; security: Seen<number>} {
  const nothing = pending.ok && pending.value === 0
  return {
    pending,
    security: nothing ? pending : notSeen('not-supported', 'this distribution does not say which updates are about security'),
  }
}

async function findDatabases(probe: Probe): Promise<Seen<string[]>> {
  const names = await probe.list('/var/lib/pacman/sync')
  if (!names.ok) return names
  const files = names.value.filter((name) => name.endsWith('.db')).map((name) => `/var/lib/pacman/sync/${name}`)
  return files.length > 0 ? {ok: true, value: files} : notSeen('not-collected', 'pacman has fetched no package database')
}

/** pacman ends with code 1 and prints nothing when nothing is to be updated. */
function readUpgrades(answer: Seen<CommandOutput>): Seen<number> {
  if (!answer.ok) return answer
  const {code, stdout, stderr} = answer.value
  if (stderr.trim() !== '' || code > 1) return notSeen('error', `pacman -Qu ended with code ${code}: ${stderr.trim().split('\n')[0] ?? ''}`)
  return {ok: true, value: countPacmanUpgrades(stdout)}
}

async function newest(probe: Probe, files: Seen<string[]>): Promise<Seen<string>> {
  if (!files.ok) return files
  const stats = await Promise.all(files.value.map((file) => probe.stat(file)))
  return newestOf(stats, notSeen('error', 'the fetched lists could not be examined'))
}

/** These systems bring no automatic update of their own: only a job that somebody wrote can do it. */
async function runsBySchedule(probe: Probe, command: RegExp): Promise<Seen<boolean>> {
  const schedule = await readSchedule(probe)
  if (schedule.lines.some((line) => command.test(line))) return {ok: true, value: true}
  return schedule.failure ?? (schedule.timers.ok ? {ok: true, value: false} : schedule.timers)
}
