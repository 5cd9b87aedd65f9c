import type {Policy} from '../model/policy.ts'

/** Requirements of two catalogues that stand for each other. */
export interface Link {
  first: string[]
  second: string[]
}

/** Links between two catalogues, whichever of them names the other; a catalogue and itself match line by line. */
export function linksBetween(first: Policy, second: Policy): Link[] {
  if (first.head.id === second.head.id) return requirementsOf(first).map(({id}) => ({first: [id], second: [id]}))
  const forward = counterpartsOf(first, second)
  if (forward.length > 0) return forward.map(([id, others]) => ({first: [id], second: others}))
  return counterpartsOf(second, first).map(([id, others]) => ({first: others, second: [id]}))
}

function counterpartsOf(from: Policy, to: Policy): [string, string[]][] {
  if (from.head.counterpartsIn !== to.head.id) return []
  return requirementsOf(from).flatMap(({id, counterparts}): [string, string[]][] => (counterparts ? [[id, counterparts]] : []))
}

function requirementsOf(policy: Policy) {
  return policy.groups.flatMap((group) => group.requirements)
}
