import type {Collected} from '../../collector.ts'
import {isAptPeriod, parseAptConfig} from '../../parse/apt-config.ts'
import {parseAptUpgradable} from '../../parse/apt-list.ts'
import {type AptSource, aptHost, aptListPrefix, parseAptDeb822, parseAptList} from '../../parse/apt-sources.ts'
import {lastDpkgUpgrade} from '../../parse/dpkg.ts'
import {momentOfLocalTime} from '../../parse/local-time.ts'
import type {CommandOutput, Probe, Seen} from '../../probe.ts'
import type {Failure} from '../gap.ts'
import {type InstalledProgram, readInstalledSoftware} from '../installed-software.ts'
import {readFolder} from '../read-folder.ts'
import {readSchedule} from '../schedule.ts'
import {readTimeZone} from '../time-zone.ts'
import {assembleUpdates, newestOf, notSeen} from './assemble.ts'
import {isNewerThanBoot} from './reboot.ts'
import {countSecurityUpdates} from './security-lists.ts'

const listFolder = '/var/lib/apt/lists'

/** With this file apt answers in a quarter of a second. */
const aptCache = '/var/cache/apt/srcpkgcache.bin'

/**
 * With all versions (`-a`), because a security update can hide behind a later ordinary one. As root apt would write its
 * caches anew and, when it simulates an upgrade, /var/log/apt/eipp.log.xz: so it gets a cache that it cannot write, and lists only.
 */
const upgradableArgs = [
  'list',
  '--upgradable',
  '-a',
  '-o',
  'Dir::Cache::pkgcache=/nonexistent/pkgcache.bin',
  '-o',
  'APT::Cmd::Disable-Script-Warning=true',
]

/** State of updates of Debian, Ubuntu and their relatives. */
export async function readAptUpdates(probe: Probe): Promise<Collected<'updates'>> {
  const source = `apt list --upgradable or apt-helper cat-file; apt-config dump; /etc/apt/sources.list; ${listFolder}; /var/log/dpkg.log; /run/reboot-required`
  const [{sources, lists, pending}, config, installed, {items}] = await Promise.all([
    readLists(probe),
    readConfig(probe),
    lastUpgrade(probe),
    readInstalledSoftware(probe),
  ])
  const reboot = await isRebootRequired(probe, items)
  const unseen = sources.failure ?? (config.ok ? undefined : config)
  return assembleUpdates(
    'apt',
    {
      checked: await lastChecked(probe, sources.value, lists),
      installed,
      ...pendingOf(sources, lists, pending),
      automatic: config.ok ? await isAutomatic(probe, config.value, items) : config,
      reboot,
      hosts: unseen ?? {ok: true, value: sources.value.flatMap(({uri}) => aptHost(uri) ?? [])},
      proxy: config.ok ? proxyOf(config.value) : undefined,
    },
    source,
    probe.now,
  )
}

async function readLists(probe: Probe) {
  const [sources, lists, cache] = await Promise.all([readSources(probe), probe.list(listFolder), probe.stat(aptCache)])
  // apt takes a quarter of a second, which is lost where it has fetched nothing.
  const fetched = lists.ok && sources.value.some((source) => isFetched(source, lists.value))
  if (!fetched) return {sources, lists, pending: undefined}
  if (cache.ok) return {sources, lists, pending: readUpgradable(await probe.run('apt', upgradableArgs))}
  const {items} = await readInstalledSoftware(probe)
  const prefixes = sources.value.filter(isSecurity).map(aptListPrefix)
  return {
    sources,
    lists,
    pending: {
      all: notSeen('not-collected', `apt keeps no cache here (${aptCache}): it would read its whole archive for several seconds`),
      security: await countSecurityUpdates(probe, listFolder, lists.value, prefixes, items),
    },
  }
}

interface Pending {
  all: Seen<number>
  security: Seen<number>
}

function readUpgradable(output: Seen<CommandOutput>): Pending {
  const both = (failure: Failure): Pending => ({all: failure, security: failure})
  if (!output.ok) return both(output)
  const {code, stdout, stderr} = output.value
  const found = parseAptUpgradable(stdout)
  if (code !== 0 || !found) return both(notSeen('error', `apt list ended with code ${code}: ${stderr.trim().split('\n')[0] ?? ''}`))
  return {all: {ok: true, value: found.pending}, security: {ok: true, value: found.security}}
}

type Config = ReadonlyMap<string, string[]>

async function readConfig(probe: Probe): Promise<Seen<Config>> {
  const dump = await probe.run('apt-config', ['dump'])
  if (!dump.ok) return dump
  const config = parseAptConfig(dump.value.stdout)
  if (dump.value.code === 0 && config.size > 0) return {ok: true, value: config}
  return {ok: false, reason: 'error', detail: `apt-config dump failed: ${dump.value.stderr.trim().split('\n')[0] ?? ''}`.slice(0, 200)}
}

function proxyOf(config: Config): string | undefined {
  return ['https', 'http']
    .map((scheme) => config.get(`acquire::${scheme}::proxy`)?.[0])
    .find((proxy) => proxy && !/^(?:direct|false)$/i.test(proxy))
}

async function readSources(probe: Probe): Promise<{value: AptSource[]; failure?: Failure}> {
  const [main, folder] = await Promise.all([
    probe.readText('/etc/apt/sources.list'),
    readFolder(probe, '/etc/apt/sources.list.d', (name) => /^[A-Za-z0-9_.-]+\.(?:list|sources)$/.test(name)),
  ])
  const value = [
    ...(main.ok ? parseAptList(main.value) : []),
    ...folder.texts.flatMap(({path, text}) => (path.endsWith('.sources') ? parseAptDeb822(text) : parseAptList(text))),
  ]
  const failure = folder.failure ?? (!main.ok && main.reason !== 'not-supported' ? main : undefined)
  return {value, ...(failure ? {failure} : {})}
}

function isSecurity({suite}: AptSource): boolean {
  return suite.endsWith('-security')
}

/** apt knows only what it fetched: without a list for each source, "nothing to update" means nothing. */
function pendingOf(
  sources: {value: readonly AptSource[]; failure?: Failure},
  lists: Seen<string[]>,
  found: Pending | undefined,
): {pending: Seen<number>; security: Seen<number>} {
  const both = (failure: Failure) => ({pending: failure, security: failure})
  if (!lists.ok) return both(lists)
  if (sources.failure) return both(sources.failure)
  if (sources.value.length === 0) return both(notSeen('not-supported', 'no package source is configured'))
  const unfetched = sources.value.filter((source) => !isFetched(source, lists.value))
  const never = (source: AptSource) =>
    notSeen('not-collected', `the package list of ${aptHost(source.uri) ?? 'a local source'} ${source.suite} was never fetched`)
  if (!found) return both(unfetched[0] ? never(unfetched[0]) : notSeen('error', 'apt was not asked'))
  const security = sources.value.filter(isSecurity)
  const unfetchedSecurity = unfetched.find(isSecurity)
  return {
    pending: unfetched[0] ? never(unfetched[0]) : found.all,
    security: unfetchedSecurity
      ? never(unfetchedSecurity)
      : security.length === 0
        ? notSeen('not-supported', 'no security archive is among the package sources')
        : found.security,
  }
}

/** Discs and lists of mirrors keep their lists under names that cannot be foretold. */
function isFetched(source: AptSource, lists: readonly string[]): boolean {
  if (/^cdrom:|^mirror\+|\$\(/.test(source.uri + source.suite)) return true
  const prefix = aptListPrefix(source)
  return lists.includes(`${prefix}InRelease`) || lists.includes(`${prefix}Release`)
}

/**
 * apt gives a fetched list the time at which the server changed it, so the newest security list is a little older than the
 * last look, never newer. Lists of other makers prove nothing: they can be fresh while the distribution's fail, and then
 * apt still writes Ubuntu's update-success-stamp, which is why that is not asked.
 */
async function lastChecked(probe: Probe, sources: readonly AptSource[], lists: Seen<string[]>): Promise<Seen<string>> {
  if (!lists.ok) return lists
  const security = sources.filter(isSecurity)
  const prefixes = (security.length > 0 ? security : sources).map(aptListPrefix)
  const names = lists.value.filter((name) => prefixes.some((prefix) => name === `${prefix}InRelease` || name === `${prefix}Release`))
  if (names.length === 0) return notSeen('not-collected', `${listFolder} holds no list of the package sources: apt update never ran`)
  const files = await Promise.all(names.map((name) => probe.stat(`${listFolder}/${name}`)))
  return newestOf(files, notSeen('error', `the files of ${listFolder} could not be examined`))
}

/** logrotate keeps the last month as plain dpkg.log.1; what is older is compressed. */
async function lastUpgrade(probe: Probe): Promise<Seen<string>> {
  const [log, older, zone] = await Promise.all([
    probe.readText('/var/log/dpkg.log'),
    probe.readText('/var/log/dpkg.log.1'),
    readTimeZone(probe),
  ])
  if (!log.ok) return log
  const local = lastDpkgUpgrade(log.value) ?? (older.ok ? lastDpkgUpgrade(older.value) : undefined)
  if (!local) return notSeen('not-collected', 'no update is noted in /var/log/dpkg.log and dpkg.log.1')
  const moment = momentOfLocalTime(local, zone)
  return moment ? {ok: true, value: moment} : notSeen('not-supported', 'dpkg.log is in local time and the time zone is unknown')
}

/** Automatic only when the program is there, switched on, allowed to take security updates, and something starts it. */
async function isAutomatic(probe: Probe, config: Config, items: readonly InstalledProgram[]): Promise<Seen<boolean>> {
  const first = (name: string) => config.get(name)?.[0]
  const periods = ['update-package-lists', 'unattended-upgrade'].every((name) => isAptPeriod(first(`apt::periodic::${name}`)))
  const allowed = [
    ...(config.get('unattended-upgrade::origins-pattern') ?? []),
    ...(config.get('unattended-upgrade::allowed-origins') ?? []),
  ]
  const refused = config.get('unattended-upgrade::package-blacklist') ?? []
  // A pattern such as "." or ".*" refuses every package.
  const takesSecurity = allowed.some((origin) => /security|\*/i.test(origin)) && !refused.some((name) => /^\^?\.[*+]?\$?$/.test(name))
  const there = items.some(({name}) => name === 'unattended-upgrades')
  if (!there || !periods || !takesSecurity || first('apt::periodic::enable') === '0') return {ok: true, value: false}
  const [systemd, schedule] = await Promise.all([probe.stat('/run/systemd/system'), readSchedule(probe)])
  if (!systemd.ok && systemd.reason !== 'not-supported') return systemd
  const {timers} = schedule
  // The one timer fetches the lists, the other installs what they offer: without fresh lists there is never anything to install.
  if (systemd.ok)
    return timers.ok
      ? {ok: true, value: ['apt-daily.timer', 'apt-daily-upgrade.timer'].every((name) => timers.value.includes(name))}
      : timers
  // Without systemd /etc/cron.daily/apt-compat does it.
  if (schedule.lines.some((line) => line.includes('apt.systemd.daily'))) return {ok: true, value: true}
  return schedule.failure ?? {ok: true, value: false}
}

async function isRebootRequired(probe: Probe, items: readonly InstalledProgram[]): Promise<Seen<boolean>> {
  const [flag, unattended, notifier, kernel] = await Promise.all([
    probe.stat('/run/reboot-required'),
    probe.stat('/etc/kernel/postinst.d/unattended-upgrades'),
    probe.stat('/usr/share/update-notifier/notify-reboot-required'),
    isNewerThanBoot(probe, items, (name) => /^linux-image-\d/.test(name)),
  ])
  if (flag.ok) return {ok: true, value: true}
  // The flag is set by these packages only; without them its absence says nothing.
  if (kernel.ok && !kernel.value && (unattended.ok || notifier.ok)) return {ok: true, value: false}
  return kernel
}
