import type {SiteFactName} from '../model/facts/site/index.ts'
import type {SiteFactSet, Snapshot} from '../model/snapshot.ts'
import {type ProbeGroup, probeGroupNames, probeGroups} from './groups.ts'

/**
 * What is known of a site after a probe that was asked for a part of it: facts of other groups stay as they were, with their own
 * time, so that they grow old by themselves. What was asked for and not seen now is not known any more: the site may have changed.
 */
export function keepUnasked(known: Snapshot | undefined, seen: Snapshot, asked: ReadonlySet<ProbeGroup>): Snapshot {
  if (!known || urlOf(known.facts) === undefined || urlOf(known.facts) !== urlOf(seen.facts)) return seen
  const facts: SiteFactSet = {...(seen.facts as SiteFactSet)}
  const before = known.facts as SiteFactSet
  for (const group of probeGroupNames) {
    const names: readonly SiteFactName[] = probeGroups[group]
    // As a whole: a fact that an older version did not know must not say of the others that they were not looked at.
    if (!asked.has(group) && names.some((name) => before[name])) for (const name of names) takeFrom(before, facts, name)
  }
  return {...seen, facts}
}

function takeFrom<N extends SiteFactName>(before: SiteFactSet, facts: SiteFactSet, name: N): void {
  const fact = before[name]
  if (fact) facts[name] = fact
  else delete facts[name]
}

function urlOf(facts: Snapshot['facts']): string | undefined {
  const {siteAddress} = facts as SiteFactSet
  return siteAddress?.ok ? siteAddress.value.url : undefined
}
