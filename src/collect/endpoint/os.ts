import {dayOf} from '../../lib/dates.ts'
import type {Os} from '../../model/facts/os.ts'
import type {Collected, Collector} from '../collector.ts'
import {isContainer} from '../linux/container.ts'
import {type Gaps, gapFor, withGaps} from '../linux/gap.ts'
import {readTimeZone} from '../linux/time-zone.ts'
import {parseOsRelease} from '../parse/os-release.ts'
import {parsePlist, plistDict, plistText} from '../parse/plist.ts'
import {bootTimeOf} from '../parse/proc-stat.ts'
import {parseUbuntuPro} from '../parse/ubuntu-pro.ts'
import type {Probe} from '../probe.ts'

/** Lifecycle product of an os-release ID, and the part of VERSION_ID that names its release cycle. */
const distributions = {
  debian: {product: 'debian', cycle: /^\d+/},
  raspbian: {product: 'raspbian', cycle: /^\d+/},
  ubuntu: {product: 'ubuntu', cycle: /^\d+\.\d+/},
  linuxmint: {product: 'linuxmint', cycle: /^\d+(?:\.\d+)?/},
  rhel: {product: 'rhel', cycle: /^\d+/},
  centos: {product: 'centos', cycle: /^\d+/},
  rocky: {product: 'rocky-linux', cycle: /^\d+/},
  almalinux: {product: 'almalinux', cycle: /^\d+/},
  ol: {product: 'oracle-linux', cycle: /^\d+/},
  fedora: {product: 'fedora', cycle: /^\d+/},
  'opensuse-leap': {product: 'opensuse', cycle: /^\d+\.\d+/},
  sles: {product: 'sles', cycle: /^\d+(?:\.\d+)?/},
  sled: {product: 'sles', cycle: /^\d+(?:\.\d+)?/},
  amzn: {product: 'amazon-linux', cycle: /^\d+(?:\.\d+)?/},
} satisfies Record<string, {product: string; cycle: RegExp}>

/** Folders that the installers of distributions leave behind; their time of change is the end of the installation. */
const installerFolders = ['/var/log/installer', '/var/log/anaconda']

async function collect(probe: Probe): Promise<Collected<'os'>> {
  return probe.platform === 'darwin' ? collectDarwin(probe) : collectLinux(probe)
}

async function collectLinux(probe: Probe): Promise<Collected<'os'>> {
  const [release, vendorRelease, debian, centos, kernel, hostname, arch, stat, zone, container, installed, pro] = await Promise.all([
    probe.readText('/etc/os-release'),
    probe.readText('/usr/lib/os-release'),
    probe.readText('/etc/debian_version'),
    probe.readText('/etc/centos-release'),
    probe.readText('/proc/sys/kernel/osrelease'),
    probe.readText('/proc/sys/kernel/hostname'),
    readArch(probe),
    probe.readText('/proc/stat'),
    readTimeZone(probe),
    isContainer(probe),
    installedOn(probe),
    probe.readText('/var/lib/ubuntu-advantage/status.json'),
  ])
  const source = '/etc/os-release; /etc/debian_version; /proc/sys/kernel; /proc/stat; /etc/localtime; uname -m'
  const text = release.ok ? release : vendorRelease
  if (!text.ok) return {...text, source}
  const name = hostname.ok ? hostname.value.trim().normalize('NFC') : ''
  if (name === '') return {ok: false, reason: 'error', detail: 'the host name could not be read from /proc/sys/kernel/hostname', source}
  const seen = readRelease(parseOsRelease(text.value), {
    debian: debian.ok ? debian.value.trim() : '',
    centos: centos.ok ? centos.value.trim() : '',
  })
  if (!seen) return {ok: false, reason: 'error', detail: '/etc/os-release names no system', source}

  const gaps: Gaps = {}
  const lastBootAt = stat.ok ? bootTimeOf(stat.value) : undefined
  const esu = seen.product === 'ubuntu' && pro.ok ? parseUbuntuPro(pro.value, probe.now) : undefined
  if (!kernel.ok) gaps['kernel'] = gapFor(kernel)
  if (!lastBootAt) gaps['lastBootAt'] = stat.ok ? {reason: 'error', detail: '/proc/stat has no line btime'} : gapFor(stat)
  if (!zone) gaps['timeZone'] = {reason: 'not-supported', detail: '/etc/localtime is no link to a named zone and /etc/timezone names none'}
  if (container) gaps['installedOn'] = {reason: 'not-supported', detail: 'a container is made from an image, not installed'}
  else if (!installed) gaps['installedOn'] = {reason: 'not-supported', detail: 'the installer left no trace in /var/log'}
  if (seen.product === 'ubuntu' && esu === undefined)
    gaps['esu'] = pro.ok
      ? {reason: 'error', detail: 'status.json of Ubuntu Pro is not readable as such'}
      : gapFor(pro, 'state of Ubuntu Pro')
  return {
    ok: true,
    value: {
      family: 'linux',
      ...seen,
      ...(kernel.ok ? {kernel: kernel.value.trim()} : {}),
      arch,
      hostname: name,
      container,
      ...(installed && !container ? {installedOn: installed} : {}),
      ...(lastBootAt ? {lastBootAt} : {}),
      ...(zone ? {timeZone: zone} : {}),
      ...(esu === undefined ? {} : {esu}),
    },
    source: `${source}; ${installerFolders.join('; ')}`,
    ...withGaps(gaps),
  }
}

/** Kernels since 6.1 tell the architecture in a file. */
async function readArch(probe: Probe): Promise<string> {
  const file = await probe.readText('/proc/sys/kernel/arch')
  if (file.ok) return file.value.trim()
  const uname = await probe.run('uname', ['-m'])
  return (uname.ok && uname.value.stdout.trim()) || 'unknown'
}

interface Release {
  name: string
  product: string
  version: string
  cycle?: string
}

/** Names the distribution by its os-release; the files beside it know the minor version that some leave out there. */
function readRelease(variables: ReadonlyMap<string, string>, minor: {debian: string; centos: string}): Release | undefined {
  const id = variables.get('ID') ?? ''
  const name = variables.get('PRETTY_NAME') || variables.get('NAME')
  if (id === '' || !name) return undefined
  const versionId = variables.get('VERSION_ID') ?? ''
  const version = fullVersion(id, versionId, variables.get('VERSION') ?? '', minor)
  const base = {name, version}
  // A moving branch carries the number of the release that it will become: no support time belongs to it.
  if (id === 'alpine') return {...base, product: 'alpine', ...withCycle(/_/.test(versionId) ? undefined : /^\d+\.\d+/, versionId)}
  if (id === 'linuxmint' && name.startsWith('LMDE')) return {...base, product: 'linuxmint', ...withCycle(/^.*$/, `lmde${versionId}`)}
  if (id === 'centos' && name.startsWith('CentOS Stream')) return {...base, product: 'centos-stream', ...withCycle(/^\d+/, versionId)}
  const known = id in distributions ? distributions[id as keyof typeof distributions] : undefined
  return known
    ? {...base, product: known.product, ...withCycle(known.cycle, versionId)}
    : {...base, product: id.toLowerCase().replace(/[^a-z0-9.-]/g, '-')}
}

function withCycle(pattern: RegExp | undefined, versionId: string): {cycle?: string} {
  const cycle = pattern?.exec(versionId)?.[0]
  return cycle ? {cycle} : {}
}

function fullVersion(id: string, versionId: string, version: string, minor: {debian: string; centos: string}): string {
  if (id === 'debian' || id === 'raspbian')
    return (versionId === '' || minor.debian.startsWith(`${versionId}.`) ? minor.debian : versionId) || 'unknown'
  if (id === 'centos') {
    const release = / release (\d[\d.]*)/.exec(minor.centos)?.[1]
    return release?.startsWith(versionId) ? release : versionId || 'unknown'
  }
  const longer = /^\d[\d.]*/.exec(version)?.[0] ?? ''
  return (longer.startsWith(versionId) ? longer : versionId) || rolling
}

/** Rolling distributions have no version. */
const rolling = 'rolling'

async function installedOn(probe: Probe): Promise<string | undefined> {
  const folders = await Promise.all(installerFolders.map((folder) => probe.stat(folder)))
  const found = folders.find((folder) => folder.ok)
  return found?.ok ? dayOf(found.value.modifiedAt.getTime()) : undefined
}

async function collectDarwin(probe: Probe): Promise<Collected<'os'>> {
  const [version, uname, zone, boot] = await Promise.all([
    probe.readText('/System/Library/CoreServices/SystemVersion.plist'),
    probe.run('uname', ['-nrm']),
    readTimeZone(probe),
    probe.run('sysctl', ['-n', 'kern.boottime']),
  ])
  const source = 'SystemVersion.plist; uname -nrm; sysctl kern.boottime; /etc/localtime'
  if (!version.ok) return {...version, source}
  if (!uname.ok) return {...uname, source}
  const plist = plistDict(parsePlist(version.value))
  const number = plistText(plist['ProductVersion'])
  const [hostname, kernel, arch] = uname.value.stdout.trim().split(' ')
  if (!number || !hostname || !kernel || !arch)
    return {ok: false, reason: 'error', detail: 'SystemVersion.plist or uname -nrm told nothing', source}
  const gaps: Gaps = {installedOn: {reason: 'not-supported', detail: 'macOS keeps no time of installation that is not changed by updates'}}
  const seconds = boot.ok ? Number(/\bsec = (\d{1,12})/.exec(boot.value.stdout)?.[1]) : Number.NaN
  if (!Number.isFinite(seconds)) gaps['lastBootAt'] = boot.ok ? {reason: 'error', detail: 'kern.boottime was not readable'} : gapFor(boot)
  if (!zone) gaps['timeZone'] = {reason: 'not-supported', detail: '/etc/localtime is no link to a named zone'}
  const [major = '', second = ''] = number.split('.')
  const value: Os = {
    family: 'macos',
    name: `${plistText(plist['ProductName']) ?? 'macOS'} ${number}`,
    product: 'macos',
    version: number,
    cycle: Number(major) >= 11 ? major : `${major}.${second}`,
    kernel,
    arch,
    hostname: hostname.normalize('NFC'),
    container: false,
    ...(Number.isFinite(seconds) ? {lastBootAt: new Date(seconds * 1000).toISOString()} : {}),
    ...(zone ? {timeZone: zone} : {}),
  }
  return {ok: true, value, source, ...withGaps(gaps)}
}

/** Which operating system this is, how old, and what the machine is called. */
export const osCollector: Collector<'os'> = {fact: 'os', collect}
