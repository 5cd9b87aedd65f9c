import type {Fact} from '../model/fact.ts'
import {type EndpointFactName, endpointFactNames} from '../model/facts/index.ts'
import type {EndpointFactSet, Snapshot} from '../model/snapshot.ts'

/**
 * What is known of a machine after another look: of each fact the newest that was seen. A look that could not see a fact
 * does not erase it; the old one keeps its own time, so that it grows stale where nobody sees it again.
 */
export function mergeSnapshots(known: Snapshot, seen: Snapshot): Snapshot {
  const facts: EndpointFactSet = {}
  for (const name of endpointFactNames) {
    const fact = newer(known.facts[name], seen.facts[name])
    if (fact) Object.assign(facts, {[name satisfies EndpointFactName]: fact})
  }
  const later = isLater(known.collectedAt, seen.collectedAt) ? known : seen
  return {...later, target: {...known.target, name: later.target.name}, facts}
}

function newer(known: Fact | undefined, seen: Fact | undefined): Fact | undefined {
  if (!known || !seen) return known ?? seen
  if (known.ok !== seen.ok) return known.ok ? known : seen
  return isLater(known.at, seen.at) ? known : seen
}

/** Moments are compared as times: one with an offset does not sort as text. */
function isLater(a: string, b: string): boolean {
  return Date.parse(a) > Date.parse(b)
}
