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
  const later = seen.collectedAt >= known.collectedAt ? seen : known
  return {...later, target: {...known.target, name: later.target.name}, facts}
}

function newer(known: Fact | undefined, seen: Fact | undefined): Fact | undefined {
  if (!known || !seen) return known ?? seen
  if (known.ok !== seen.ok) return known.ok ? known : seen
  return seen.at >= known.at ? seen : known
}
