import {dayOf} from '../../lib/dates.ts'
import type {SoftwareItem} from '../../model/facts/software.ts'
import {parseApkInstalled} from '../parse/apk.ts'
import {parseDpkgListTimes, parseDpkgStatus} from '../parse/dpkg.ts'
import {parseMetainfoVersion} from '../parse/metainfo.ts'
import {type PacmanPackage, parsePacmanDesc} from '../parse/pacman.ts'
import {parseRpmQuery, rpmQueryArgs} from '../parse/rpm.ts'
import {parseSnapYaml} from '../parse/snap.ts'
import {parseMacApps} from '../parse/system-profiler.ts'
import type {Probe, Seen} from '../probe.ts'
import type {Failure} from './gap.ts'
import {readHomes} from './homes.ts'

export interface InstalledProgram extends SoftwareItem {
  /** Only pulls in another package and holds no program itself. */
  transitional?: true
  /** When its files were last unpacked, in milliseconds. */
  installedAt?: number
}

export interface InstalledSoftware {
  items: InstalledProgram[]
  managers: string[]
  nameless: number
  sources: string[]
  /** Package managers that are there and could not be read. */
  failures: Failure[]
}

interface ManagerAnswer {
  manager: string
  source: string
  items: InstalledProgram[]
  nameless: number
  /** Why the list may lack some. */
  failure?: Failure
}

type Answer = Seen<ManagerAnswer>

/** Why the software of this machine is unknown as a whole: snaps alone would pass for all of it. */
export function softwareFailure({managers, failures}: InstalledSoftware): Failure | undefined {
  const onlyExtras = managers.every((manager) => manager === 'snap' || manager === 'flatpak')
  if (failures[0] && onlyExtras) return failures[0]
  return managers.length === 0 ? absent('no known package manager here') : undefined
}

const memory = new WeakMap<Probe, Promise<InstalledSoftware>>()

/** What the package managers of this machine say is installed; several facts look for their products in it. */
export function readInstalledSoftware(probe: Probe): Promise<InstalledSoftware> {
  const known = memory.get(probe)
  if (known) return known
  const answer = readAll(probe)
  memory.set(probe, answer)
  return answer
}

async function readAll(probe: Probe): Promise<InstalledSoftware> {
  const readers = probe.platform === 'darwin' ? [readMacApps] : [readDpkg, readRpm, readApk, readPacman, readSnaps, readFlatpaks]
  const answers = await Promise.all(readers.map((reader) => reader(probe)))
  const seen = answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
  return {
    items: seen.flatMap(({items}) => items),
    managers: seen.map(({manager}) => manager),
    nameless: seen.reduce((sum, {nameless}) => sum + nameless, 0),
    sources: seen.map(({source}) => source),
    failures: answers.flatMap((answer) => {
      const failure = answer.ok ? answer.value.failure : answer
      return failure && failure.reason !== 'not-supported' ? [failure] : []
    }),
  }
}

const broken = (detail: string): Failure => ({ok: false, reason: 'error', detail})
const absent = (detail: string): Failure => ({ok: false, reason: 'not-supported', detail})

async function readDpkg(probe: Probe): Promise<Answer> {
  const status = await probe.readText('/var/lib/dpkg/status')
  if (!status.ok) return status
  const {packages, nameless} = parseDpkgStatus(status.value)
  if (packages.length === 0)
    return status.value.trim() === '' ? absent('dpkg is there and empty') : broken('/var/lib/dpkg/status holds no package')
  const lists = await probe.run('find', ['/var/lib/dpkg/info', '-maxdepth', '1', '-name', '*.list', '-printf', '%T@ %f\\n'])
  const times = parseDpkgListTimes(lists.ok ? lists.value.stdout : '')
  const items = packages.map(({name, version, arch, maintainer, transitional}): InstalledProgram => {
    const time = times.get(`${name}:${arch}`) ?? times.get(name)
    return {
      ...itemOf('dpkg', name, version, time),
      ...(maintainer ? {publisher: maintainer} : {}),
      ...(arch ? {arch} : {}),
      ...(transitional ? {transitional} : {}),
    }
  })
  return {ok: true, value: {manager: 'dpkg', source: '/var/lib/dpkg/status', items, nameless}}
}

function itemOf(source: SoftwareItem['source'], name: string, version: string, installedAt: number | undefined): InstalledProgram {
  return {name, version, source, scope: 'machine', ...(installedAt ? {installedOn: dayOf(installedAt), installedAt} : {})}
}

const rpmFolders = ['/var/lib/rpm', '/usr/lib/sysimage/rpm', '/usr/share/rpm']
const rpmDatabases = new Set(['rpmdb.sqlite', 'Packages', 'Packages.db'])

/** The database of rpm is binary, so rpm itself has to tell; where there is none, rpm is not started. */
async function readRpm(probe: Probe): Promise<Answer> {
  const folders = await Promise.all(rpmFolders.map((folder) => probe.list(folder)))
  const there = folders.some((folder) => (folder.ok ? folder.value.some((name) => rpmDatabases.has(name)) : folder.reason === 'no-rights'))
  if (!there) return absent('no rpm database here')
  const answer = await probe.run('rpm', rpmQueryArgs)
  if (!answer.ok) return answer
  const {code, stdout, stderr} = answer.value
  if (code !== 0) return broken(`rpm -qa ended with code ${code}: ${stderr.trim().split('\n')[0] ?? ''}`.slice(0, 200))
  const {packages, nameless, odd} = parseRpmQuery(stdout)
  if (packages.length === 0) {
    // On Debian rpm is a tool among others, and its database stays empty.
    const dpkg = await probe.stat('/var/lib/dpkg/status')
    return dpkg.ok && dpkg.value.sizeBytes > 0 ? absent('rpm is there and empty') : broken('rpm -qa printed no package')
  }
  if (odd > 0) return broken(`rpm -qa printed ${odd} lines that are no packages`)
  const items = packages
    .map(
      ({name, version, arch, vendor, installedAt}): InstalledProgram => ({
        ...itemOf('rpm', name, version, installedAt && installedAt * 1000),
        ...(vendor ? {publisher: vendor} : {}),
        ...(arch ? {arch} : {}),
      }),
    )
    .sort(byName)
  return {ok: true, value: {manager: 'rpm', source: 'rpm -qa', items, nameless}}
}

function byName(a: SoftwareItem, b: SoftwareItem): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return a.version < b.version ? -1 : a.version > b.version ? 1 : 0
}

async function readApk(probe: Probe): Promise<Answer> {
  const [old, merged] = await Promise.all([probe.readText('/lib/apk/db/installed'), probe.readText('/usr/lib/apk/db/installed')])
  const database = old.ok || !merged.ok ? old : merged
  if (!database.ok) return database
  const {packages, nameless} = parseApkInstalled(database.value)
  if (packages.length === 0)
    return database.value.trim() === '' ? absent('apk is there and empty') : broken('the apk database holds no package')
  const items = packages.map(({name, version, arch}) => ({...itemOf('apk', name, version, undefined), ...(arch ? {arch} : {})}))
  return {ok: true, value: {manager: 'apk', source: '/lib/apk/db/installed', items, nameless}}
}

async function readPacman(probe: Probe): Promise<Answer> {
  const names = await probe.list('/var/lib/pacman/local')
  if (!names.ok) return names
  const folders = names.value.filter((name) => name !== 'ALPM_DB_VERSION')
  if (folders.length === 0) return absent('pacman is there and empty')
  const files = await Promise.all(folders.map((name) => probe.readText(`/var/lib/pacman/local/${name}/desc`)))
  const closed = files.find((file): file is Failure => !file.ok)
  if (closed) return closed.reason === 'not-supported' ? broken(closed.detail) : closed
  const packages = files.map((file) => (file.ok ? parsePacmanDesc(file.value) : undefined))
  const named = packages.filter((one): one is PacmanPackage => one !== undefined)
  if (named.length === 0) return broken('/var/lib/pacman/local holds no package')
  const items = named.map(({name, version, arch, installedAt}) => ({
    ...itemOf('pacman', name, version, installedAt && installedAt * 1000),
    ...(arch ? {arch} : {}),
  }))
  return {ok: true, value: {manager: 'pacman', source: '/var/lib/pacman/local', items, nameless: packages.length - named.length}}
}

/** Mounted snaps tell their version themselves; `snap list` would need the daemon. */
async function readSnaps(probe: Probe): Promise<Answer> {
  const [snap, fedora] = await Promise.all([probe.list('/snap'), probe.list('/var/lib/snapd/snap')])
  const [folder, names] = snap.ok || !fedora.ok ? (['/snap', snap] as const) : (['/var/lib/snapd/snap', fedora] as const)
  if (!names.ok) return names
  const snaps = names.value.filter((name) => name !== 'bin' && name !== 'README')
  if (snaps.length === 0) return absent('no snap is installed')
  const files = await Promise.all(snaps.map((name) => probe.readText(`${folder}/${name}/current/meta/snap.yaml`)))
  const items = snaps.map((name, index) => {
    const file = files[index]
    const parsed = file?.ok ? parseSnapYaml(file.value) : undefined
    return itemOf('snap', parsed?.name ?? name, parsed?.version ?? '', undefined)
  })
  return {ok: true, value: {manager: 'snap', source: `${folder}/*/current/meta/snap.yaml`, items, nameless: 0}}
}

async function readFlatpaks(probe: Probe): Promise<Answer> {
  const homes = await readHomes(probe)
  const users = homes.ok ? homes.value.map((home) => `${home}/.local/share/flatpak/app`) : []
  const folders = await Promise.all(['/var/lib/flatpak/app', ...users].map(async (folder) => ({folder, names: await probe.list(folder)})))
  const apps = folders.flatMap(({folder, names}) => (names.ok ? names.value.map((name) => ({folder, name})) : []))
  // In a home that is closed there may be programs, as long as there is a flatpak to have installed them.
  const closed = folders.map(({names}) => names).find((names): names is Failure => !names.ok && names.reason !== 'not-supported')
  const failure = closed && (await probe.stat('/usr/bin/flatpak')).ok ? closed : undefined
  if (apps.length === 0) return failure ?? absent('no flatpak is installed')
  const items = await Promise.all(
    apps.map(async ({folder, name}): Promise<InstalledProgram> => {
      const files = `${folder}/${name}/current/active/files/share`
      const texts = await Promise.all(
        [`metainfo/${name}.metainfo.xml`, `metainfo/${name}.appdata.xml`, `appdata/${name}.appdata.xml`].map((file) =>
          probe.readText(`${files}/${file}`),
        ),
      )
      const version = texts.map((text) => (text.ok ? parseMetainfoVersion(text.value) : undefined)).find((one) => one !== undefined)
      return {...itemOf('flatpak', name, version ?? '', undefined), scope: folder === '/var/lib/flatpak/app' ? 'machine' : 'user'}
    }),
  )
  return {ok: true, value: {manager: 'flatpak', source: '/var/lib/flatpak/app', items, nameless: 0, ...(failure ? {failure} : {})}}
}

const macAppFolders = ['/Applications/', '/System/Applications/', '/Users/']

async function readMacApps(probe: Probe): Promise<Answer> {
  const answer = await probe.run('system_profiler', ['-xml', 'SPApplicationsDataType'], {timeoutMs: 30_000})
  if (!answer.ok) return answer
  const list = parseMacApps(answer.value.stdout)
  if (!list || list.apps.length === 0) return broken('system_profiler printed no list of applications')
  // Hundreds of helpers of macOS itself lie elsewhere; they are updated with the system.
  const items = list.apps
    .filter(({path}) => path === undefined || macAppFolders.some((folder) => path.startsWith(folder)))
    .map(
      ({name, version, publisher, path}): InstalledProgram => ({
        ...itemOf('app', name, version, undefined),
        ...(publisher ? {publisher} : {}),
        scope: path?.startsWith('/Users/') ? 'user' : 'machine',
      }),
    )
    .sort(byName)
  return {ok: true, value: {manager: 'app', source: 'system_profiler SPApplicationsDataType', items, nameless: list.nameless}}
}
