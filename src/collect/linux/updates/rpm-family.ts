import type {Collected} from '../../collector.ts'
import {lastDnfUpgrade} from '../../parse/dnf-log.ts'
import {parseKeyfile} from '../../parse/keyfile.ts'
import {momentOfLocalTime} from '../../parse/local-time.ts'
import {parseOsRelease} from '../../parse/os-release.ts'
import {enabledRepoHosts} from '../../parse/repo-hosts.ts'
import {lastZyppUpdate} from '../../parse/zypp-history.ts'
import type {Probe, Seen} from '../../probe.ts'
import type {Failure} from '../gap.ts'
import {readInstalledSoftware} from '../installed-software.ts'
import {readFolder} from '../read-folder.ts'
import {readSchedule} from '../schedule.ts'
import {readTimeZone} from '../time-zone.ts'
import {assembleUpdates, newestOf, notSeen} from './assemble.ts'
import {isNewerThanBoot} from './reboot.ts'

/** Packages whose update asks for a restart, the list of `dnf needs-restarting -r`, with the kernels of SUSE. */
const corePackages =
  /^(?:kernel|kernel-core|kernel-rt|kernel-rt-core|kernel-default|kernel-uek|kernel-uek-core|glibc|systemd|udev|linux-firmware|microcode_ctl|openssl-libs|libopenssl3|gnutls|dbus|dbus-broker|dbus-daemon|dbus-1)$/

/** State of updates of Fedora, RHEL and their relatives. */
export async function readDnfUpdates(probe: Probe): Promise<Collected<'updates'>> {
  const source = '/var/cache/dnf; /var/cache/libdnf5; /var/log/dnf.rpm.log; /etc/dnf; /etc/yum.repos.d; /proc/stat'
  const [repos, config, checked, installed, automatic, reboot] = await Promise.all([
    readFolder(probe, '/etc/yum.repos.d', (name) => name.endsWith('.repo')),
    probe.readText('/etc/dnf/dnf.conf'),
    lastDnfCheck(probe),
    lastDnfInstall(probe),
    isDnfAutomatic(probe),
    readInstalledSoftware(probe).then(({items}) => isNewerThanBoot(probe, items, (name) => corePackages.test(name))),
  ])
  const proxy = config.ok ? parseKeyfile(config.value).get('main')?.get('proxy') : undefined
  const hosts: Seen<string[]> = repos.failure ?? {ok: true, value: repos.texts.flatMap(({text}) => enabledRepoHosts(parseKeyfile(text)))}
  // Even `dnf -C check-update` writes its logs and a lock, and as a user it would fill a cache of its own.
  const pending = notSeen('not-supported', 'dnf cannot be asked without letting it write its logs and cache')
  return assembleUpdates('dnf', {checked, installed, pending, security: pending, automatic, reboot, hosts, proxy}, source, probe.now)
}

/** State of updates of openSUSE and SUSE Linux Enterprise. */
export async function readZypperUpdates(probe: Probe): Promise<Collected<'updates'>> {
  const source = '/var/cache/zypp/raw; /var/log/zypp/history; /etc/zypp/repos.d; /etc/sysconfig; /run/reboot-needed; /proc/stat'
  const [repos, proxies, checked, installed, automatic, flag, newer] = await Promise.all([
    readFolder(probe, '/etc/zypp/repos.d', (name) => name.endsWith('.repo')),
    probe.readText('/etc/sysconfig/proxy'),
    lastZypperCheck(probe),
    lastZypperInstall(probe),
    isZypperAutomatic(probe),
    probe.stat('/run/reboot-needed'),
    readInstalledSoftware(probe).then(({items}) => isNewerThanBoot(probe, items, (name) => corePackages.test(name))),
  ])
  const settings = parseOsRelease(proxies.ok ? proxies.value : '')
  const proxy = settings.get('PROXY_ENABLED') === 'yes' ? settings.get('HTTPS_PROXY') || settings.get('HTTP_PROXY') : undefined
  const hosts: Seen<string[]> = repos.failure ?? {ok: true, value: repos.texts.flatMap(({text}) => enabledRepoHosts(parseKeyfile(text)))}
  const reboot: Seen<boolean> = flag.ok ? {ok: true, value: true} : newer
  const pending = notSeen('not-supported', 'zypper cannot be asked without letting it write its logs and cache')
  return assembleUpdates('zypper', {checked, installed, pending, security: pending, automatic, reboot, hosts, proxy}, source, probe.now)
}

async function newestFile(probe: Probe, paths: readonly string[], what: string): Promise<Seen<string>> {
  const files = await Promise.all(paths.map((path) => probe.stat(path)))
  return newestOf(files, notSeen('not-collected', what))
}

/** dnf touches the list of packages of a repository each time it finds that it is still the newest. */
async function lastDnfCheck(probe: Probe): Promise<Seen<string>> {
  const roots = await Promise.all(['/var/cache/dnf', '/var/cache/libdnf5'].map(async (root) => ({root, names: await probe.list(root)})))
  const closed = roots.map(({names}) => names).find((names): names is Failure => !names.ok && names.reason !== 'not-supported')
  const folders = roots.flatMap(({root, names}) =>
    names.ok ? names.value.filter((name) => /-[0-9a-f]{16}$/.test(name)).map((name) => `${root}/${name}/repodata`) : [],
  )
  const lists = await Promise.all(folders.map(async (folder) => ({folder, names: await probe.list(folder)})))
  const files = lists.flatMap(({folder, names}) =>
    names.ok ? names.value.filter((name) => name === 'repomd.xml' || name.includes('primary.xml')).map((name) => `${folder}/${name}`) : [],
  )
  if (files.length === 0 && closed) return closed
  return newestFile(probe, files, 'the cache of dnf holds no list of packages')
}

async function lastDnfInstall(probe: Probe): Promise<Seen<string>> {
  const [log, older] = await Promise.all([probe.readText('/var/log/dnf.rpm.log'), probe.readText('/var/log/dnf.rpm.log.1')])
  if (!log.ok) return log
  const moment = lastDnfUpgrade(log.value) ?? (older.ok ? lastDnfUpgrade(older.value) : undefined)
  return moment ? {ok: true, value: moment} : notSeen('not-collected', 'no update is noted in /var/log/dnf.rpm.log')
}

async function isDnfAutomatic(probe: Probe): Promise<Seen<boolean>> {
  const [schedule, automatic, vendor] = await Promise.all([
    readSchedule(probe),
    probe.readText('/etc/dnf/automatic.conf'),
    probe.readText('/usr/share/dnf5/dnf5-plugins/automatic.conf'),
  ])
  const {timers} = schedule
  if (!timers.ok) return timers
  if (timers.value.includes('dnf-automatic-install.timer')) return {ok: true, value: true}
  if (!timers.value.some((name) => name === 'dnf-automatic.timer' || name === 'dnf5-automatic.timer')) return {ok: true, value: false}
  const closed = [automatic, vendor].find((file): file is Failure => !file.ok && file.reason !== 'not-supported')
  if (closed) return closed
  const apply = [vendor, automatic]
    .map((file) => (file.ok ? parseKeyfile(file.value).get('commands')?.get('apply_updates') : undefined))
    .findLast((one) => one !== undefined)
  return {ok: true, value: /^(?:yes|true|1|on)$/i.test(apply ?? 'no')}
}

async function lastZypperCheck(probe: Probe): Promise<Seen<string>> {
  const repos = await probe.list('/var/cache/zypp/raw')
  if (!repos.ok) return repos
  const files = repos.value.flatMap((name) =>
    ['repodata/repomd.xml', '.repo_gpgcheck'].map((file) => `/var/cache/zypp/raw/${name}/${file}`),
  )
  return newestFile(probe, files, 'the cache of zypper holds no list of packages')
}

async function lastZypperInstall(probe: Probe): Promise<Seen<string>> {
  const [log, zone] = await Promise.all([probe.readText('/var/log/zypp/history'), readTimeZone(probe)])
  if (!log.ok) return log
  const local = lastZyppUpdate(log.value)
  if (!local) return notSeen('not-collected', 'no update is noted in /var/log/zypp/history')
  const moment = momentOfLocalTime(local, zone)
  return moment
    ? {ok: true, value: moment}
    : notSeen('not-supported', '/var/log/zypp/history is in local time and the time zone is unknown')
}

async function isZypperAutomatic(probe: Probe): Promise<Seen<boolean>> {
  const [schedule, yast] = await Promise.all([readSchedule(probe), probe.readText('/etc/sysconfig/automatic_online_update')])
  if (yast.ok && parseOsRelease(yast.value).get('AOU_ENABLE_CRONJOB') === 'true') return {ok: true, value: true}
  const {timers} = schedule
  return timers.ok
    ? {ok: true, value: timers.value.some((name) => name === 'os-update.timer' || name === 'transactional-update.timer')}
    : timers
}
