import type {SeenFact} from '../../model/fact.ts'
import type {Software, SoftwareItem} from '../../model/facts/software.ts'
import {mergeSoftware} from '../merge-software.ts'
import {readDay} from './dates.ts'
import type {Entry} from './inventory.ts'
import {type Look, seen} from './look.ts'

/** How agents name the places that they read programs from. */
const sources: Readonly<Record<string, SoftwareItem['source']>> = {
  deb: 'dpkg',
  dpkg: 'dpkg',
  rpm: 'rpm',
  apk: 'apk',
  pacman: 'pacman',
  snap: 'snap',
  flatpak: 'flatpak',
  registry: 'registry',
  uwp: 'store',
  apps: 'app',
}

/** Installed programs. Hotfixes that WMI lists among them are updates, not programs. */
export function mapSoftware(look: Look): SeenFact<Software> | undefined {
  const entries = look.inventory.sections.softwares
  if (!entries) return undefined
  const programs = entries.filter((entry) => !isHotfix(entry))
  if (programs.length === 0) return undefined
  const latest = look.observedAt?.slice(0, 10)
  const value = mergeSoftware(
    programs.map((entry) => itemOf(entry, latest)),
    look.tally,
  )
  return seen(look, ['softwares'], value, {}, ['items', 'unversioned'])
}

/** A hotfix as Win32_QuickFixEngineering lists it: named by its number alone. */
export function isHotfix(entry: Entry): boolean {
  return /^KB\d{5,9}$/i.test(entry['name'] ?? '')
}

function itemOf(entry: Entry, latest: string | undefined): SoftwareItem {
  const installedOn = readDay(entry['install_date'])
  const source = sources[(entry['from'] ?? '').toLowerCase()] ?? 'import'
  const user = entry['username'] ?? entry['userid']
  const item: SoftwareItem = {name: entry['name'] ?? '', version: entry['version'] ?? '', source}
  if (entry['publisher'] !== undefined) item.publisher = entry['publisher']
  if (entry['arch'] !== undefined) item.arch = entry['arch']
  if (user !== undefined && source === 'registry') item.scope = 'user'
  // A program cannot have been installed after the inventory: such a date is wrong.
  if (installedOn !== undefined && (latest === undefined || installedOn <= latest)) item.installedOn = installedOn
  return item
}
