import {present} from '../../lib/present.ts'
import {type Gap, partialMark} from '../../model/fact.ts'
import type {Software, SoftwareItem} from '../../model/facts/software.ts'
import {type CimRow, cimText} from '../cim.ts'
import type {Built, WindowsLook} from '../look.ts'
import {map, type Output, unseen} from '../output.ts'
import {numberOf, type RegistryData, textOf} from '../registry.ts'

const uninstall = 'Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall'
const machineKey = `HKLM\\${uninstall}`
const machineKey32 = 'HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall'

/** Installed programs as "Apps & features" knows them, those of signed-in users, and apps of the Store. */
export function buildSoftware(look: WindowsLook): Built<'software'> {
  const source = 'registry Uninstall (64-bit, 32-bit, users), Get-AppxPackage'
  const found = readPrograms(look)
  if (!found.ok) return {...found, source}
  const {items, nameless, partial} = found.value
  const kept = new Map<string, SoftwareItem>()
  for (const item of items) {
    // The same program stands under both views of the registry, or for the machine and for a user: one is enough.
    const key = `${item.name.toLowerCase()}\n${item.version}\n${(item.publisher ?? '').toLowerCase()}`
    const other = kept.get(key)
    if (!other || (other.scope === 'user' && item.scope === 'machine')) kept.set(key, item)
  }
  const list = [...kept.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const unversioned = [...new Set(list.flatMap(({name, version}) => (version === '' ? [name] : [])))]
  const value: Software = {items: list, managers: [...new Set(list.map(({source: from}) => from))].sort(), unversioned, nameless}
  return {ok: true, value, ...(partial ? {gaps: {[`items${partialMark}`]: partial}} : {}), source}
}

interface Programs {
  items: SoftwareItem[]
  nameless: number
  /** Why there may be more programs than these. */
  partial: Gap | undefined
}

/** Windows 8 brought the Store. */
const firstStoreBuild = 9200

/** Every program that was seen, before equal ones are merged. Unseen when a list of the machine itself is missing. */
export function readPrograms(look: WindowsLook): Output<Programs> {
  let partial: Gap | undefined
  const items: SoftwareItem[] = []
  let nameless = 0
  const add = (key: string, scope: 'machine' | 'user', arch?: string): Output<unknown> => {
    const entries = look.registry.keys(key)
    if (!entries.ok) return entries
    for (const entry of entries.value ?? []) {
      const values = look.registry.values(`${key}\\${entry}`)
      if (!values.ok) return values
      const item = readEntry(values.value ?? new Map(), scope, arch)
      if (item === 'nameless') nameless++
      else if (item) items.push(item)
    }
    return entries
  }
  for (const [key, arch] of [
    [machineKey, undefined],
    [machineKey32, 'x86'],
  ] as const) {
    const seen = add(key, 'machine', arch)
    if (!seen.ok) return seen
  }
  const {users} = look
  for (const sid of users.ok ? users.value : []) {
    const seen = add(`HKU\\${sid}\\${uninstall}`, 'user')
    if (!seen.ok) partial ??= {reason: seen.reason, detail: seen.detail}
  }
  const absent = unseenUsers(look)
  if (!absent.ok) partial ??= {reason: absent.reason, detail: absent.detail}
  else if (absent.value > 0)
    partial ??= {
      reason: 'not-collected',
      detail: `${absent.value} user(s) not signed in: programs installed for them alone are not seen`,
    }
  const apps = look.cim('StoreApp')
  const build = map(look.registry.read('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion', 'CurrentBuildNumber'), numberOf)
  const hasStore = !build.ok || build.value === undefined || build.value >= firstStoreBuild
  if (apps.ok) items.push(...apps.value.flatMap(readApp))
  else if (hasStore) partial ??= {reason: apps.reason, detail: `apps of the Store: ${apps.detail}`.slice(0, 500)}
  return {ok: true, value: {items, nameless, partial}}
}

/** How many persons have a profile on this PC whose part of the registry was not loaded. */
export function unseenUsers(look: WindowsLook): Output<number> {
  if (!look.users.ok) return look.users
  const profiles = look.registry.keys('HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList')
  if (!profiles.ok) return profiles
  if (!profiles.value) return unseen('error', 'the list of profiles is missing')
  const loaded = new Set(look.users.value)
  return {
    ok: true,
    value: profiles.value.filter((sid) => /^S-1-(?:5-21|12-1)-/.test(sid) && !/\.bak$/i.test(sid) && !loaded.has(sid)).length,
  }
}

/** An entry of the Uninstall key; updates of other entries are no programs. */
function readEntry(
  values: Map<string, RegistryData>,
  scope: 'machine' | 'user',
  arch: string | undefined,
): SoftwareItem | 'nameless' | undefined {
  const get = (name: string) => values.get(name) ?? [...values].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
  const name = clean(textOf(get('DisplayName')))
  if (name === undefined) return 'nameless'
  if (
    textOf(get('ParentKeyName')) !== undefined ||
    /^(?:update|security update|hotfix|service pack)$/i.test(textOf(get('ReleaseType')) ?? '')
  )
    return undefined
  const date = /^(\d{4})(\d\d)(\d\d)$/.exec(textOf(get('InstallDate')) ?? '')
  const day = date && isDay(Number(date[1]), Number(date[2]), Number(date[3])) ? `${date[1]}-${date[2]}-${date[3]}` : undefined
  const number = numberOf(get('DisplayVersion'))
  return {
    name,
    version: clean(textOf(get('DisplayVersion'))) ?? (number === undefined ? '' : String(number)),
    source: 'registry',
    scope,
    ...present({publisher: clean(textOf(get('Publisher'))), arch, installedOn: day}),
  }
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year > 1990 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function readApp(row: CimRow): SoftwareItem[] {
  const [name, version, publisher] = [cimText(row, 'Name'), cimText(row, 'Version'), cimText(row, 'Publisher')]
  if (name === undefined) return []
  const organisation = /(?:^|,\s*)O="?([^",]+)/.exec(publisher ?? '')?.[1] ?? publisher
  return [{name, version: version ?? '', source: 'store', ...present({publisher: organisation})}]
}

/** One line of printable text in NFC. */
function clean(text: string | undefined): string | undefined {
  const line = text
    ?.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu, ' ')
    .normalize('NFC')
    .replace(/\s{2,}/g, ' ')
    .trim()
    .slice(0, 255)
  return line === '' ? undefined : line
}
