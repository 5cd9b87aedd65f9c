import {present} from '../../lib/present.ts'
import type {SeenFact} from '../../model/fact.ts'
import type {Updates} from '../../model/facts/updates.ts'
import {readDay} from './dates.ts'
import {type Gaps, type Look, seen, untold} from './look.ts'
import {isHotfix} from './software.ts'

/** Hotfixes of Windows that the agent found. Whether more are waiting is not told. */
export function mapUpdates(look: Look): SeenFact<Updates> | undefined {
  const days = new Map<string, string | undefined>()
  for (const entry of look.inventory.sections.softwares ?? []) {
    if (!isHotfix(entry)) continue
    const id = (entry['name'] ?? '').toUpperCase()
    days.set(id, days.get(id) ?? readDay(entry['install_date']))
  }
  if (days.size === 0) return undefined
  const hotfixes = [...days].map(([id, installedOn]) => ({id, ...present({installedOn})}))
  const gaps: Gaps = {}
  for (const field of ['lastCheckedAt', 'lastInstalledAt', 'pending', 'pendingSecurity', 'automatic', 'centralServer', 'rebootRequired'])
    gaps[field] = untold
  return seen(look, ['softwares'], {manager: 'windows-update', hotfixes}, gaps, ['hotfixes'])
}
