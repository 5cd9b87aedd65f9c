import type {Collected, Collector} from '../collector.ts'
import {collectDarwinUpdates} from '../darwin/updates.ts'
import {readInstalledSoftware} from '../linux/installed-software.ts'
import {readAptUpdates} from '../linux/updates/apt.ts'
import {readDnfUpdates, readZypperUpdates} from '../linux/updates/rpm-family.ts'
import {readApkUpdates, readPacmanUpdates} from '../linux/updates/small-family.ts'
import type {Probe} from '../probe.ts'

async function collect(probe: Probe): Promise<Collected<'updates'>> {
  if (probe.platform === 'darwin') return collectDarwinUpdates(probe)
  const paths = ['/var/lib/dpkg/status', '/etc/zypp', '/etc/yum.repos.d', '/etc/apk', '/var/lib/pacman/local']
  const [dpkg, zypp, dnf, apk, pacman] = await Promise.all(paths.map((path) => probe.stat(path)))
  // Tools of one family are often installed on another: an empty dpkg on Fedora, a dnf on Debian.
  if (dpkg?.ok && dpkg.value.sizeBytes > 0) return readAptUpdates(probe)
  if (zypp?.ok) return readZypperUpdates(probe)
  if (dnf?.ok) return readDnfUpdates(probe)
  if (apk?.ok) return readApkUpdates(probe)
  if (pacman?.ok) return readPacmanUpdates(probe)
  const {failures} = await readInstalledSoftware(probe)
  const source = paths.join('; ')
  return failures[0] ? {...failures[0], source} : {ok: false, reason: 'not-supported', detail: 'no known package manager here', source}
}

/** How current the packages of this machine are, and who sees to it. */
export const updatesCollector: Collector<'updates'> = {fact: 'updates', collect}
