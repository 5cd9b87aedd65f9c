import {daysBetween} from '../lib/dates.ts'
import type {AssessedSite} from '../model/assessed-system.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {SiteRow} from '../report/annual-assessment/input.ts'

/** One line for each registered site of a system: what a probe saw and how long ago, or that nobody has looked. */
export function siteRows(sites: readonly AssessedSite[], snapshots: readonly Snapshot[], on: string): SiteRow[] {
  const seen = new Map(snapshots.map((snapshot) => [snapshot.target.id, snapshot]))
  return sites.map(({id, name, url}) => {
    const snapshot = seen.get(id)
    if (!snapshot) return {id, name, url}
    const facts = Object.values(snapshot.facts).flatMap((fact) => fact ?? [])
    return {
      id,
      name,
      url,
      collectedAt: snapshot.collectedAt,
      ageDays: daysBetween(snapshot.collectedAt, on),
      seen: facts.filter(({ok}) => ok).length,
      missing: facts.filter(({ok}) => !ok).length,
    }
  })
}
