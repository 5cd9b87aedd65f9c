import type {Policy} from '../model/policy.ts'

/** Requirements of two catalogues that stand for each other. */
export interface Link {
  first: string[]
  second: string[]
}

/** How a catalogue names the nearest requirements of another one: "Tương ứng gần nhất: tk.mat-khau, tk.mfa (TCVN 14423:2026)". */
const nearestPattern = /Tương ứng gần nhất:\s*([^()]+?)\s*\(([^()]+)\)/gu

/** The nearest requirements that a catalogue names in another one, by its own requirement. */
export function namedCounterparts(from: Policy, to: Policy): Map<string, string[]> {
  const known = new Set(requirementIds(to))
  const named = new Map<string, string[]>()
  for (const requirement of from.groups.flatMap((group) => group.requirements))
    for (const [, ids = '', standard = ''] of (requirement.source.note ?? '').normalize('NFC').matchAll(nearestPattern)) {
      if (standard.trim() !== to.head.standard) continue
      const there = ids
        .split(',')
        .map((id) => id.trim())
        .filter((id) => known.has(id))
      if (there.length > 0) named.set(requirement.id, [...(named.get(requirement.id) ?? []), ...there])
    }
  return named
}

/** Links between two catalogues, whichever of them names the other; a catalogue and itself match line by line. */
export function linksBetween(first: Policy, second: Policy): Link[] {
  if (first.head.id === second.head.id) return requirementIds(first).map((id) => ({first: [id], second: [id]}))
  const forward = [...namedCounterparts(first, second)].map(([id, others]) => ({first: [id], second: others}))
  if (forward.length > 0) return forward
  return [...namedCounterparts(second, first)].map(([id, others]) => ({first: others, second: [id]}))
}

function requirementIds(policy: Policy): string[] {
  return policy.groups.flatMap((group) => group.requirements.map(({id}) => id))
}
