import {type IdentityKey, type IdentityRules, identityKeys} from '../model/identity-rules.ts'
import type {IdentityKeys} from './identity-keys.ts'

/** How close a known machine is, and what speaks for and against. */
export interface Candidate {
  id: string
  points: number
  agree: IdentityKey[]
  differ: IdentityKey[]
}

/** Known, new, or for a person to say. A machine is never merged on a guess. */
export type Match = {kind: 'same'; candidate: Candidate} | {kind: 'new'} | {kind: 'ask'; candidates: Candidate[]}

/** Machines by what identifies them: a lookup costs what the machine's own keys cost, however many machines there are. */
export interface IdentityIndex {
  /** Enters a machine, or replaces what is known of it. */
  put(id: string, keys: IdentityKeys): void
  remove(id: string): void
  /** `except` are machines that a person has told apart from this one. */
  match(keys: IdentityKeys, except?: (id: string) => boolean): Match
  /** How one known machine compares; undefined when it is not known. */
  compare(id: string, keys: IdentityKeys): Candidate | undefined
}

/** An empty index. Pairs that a person has told apart are never offered again. */
export function createIdentityIndex(rules: IdentityRules): IdentityIndex {
  const known = new Map<string, IdentityKeys>()
  const holders = new Map<string, Set<string>>()
  const slot = (key: IdentityKey, value: string) => `${key} ${value}`
  const each = (keys: IdentityKeys, visit: (slot: string) => void) => {
    for (const key of identityKeys) for (const value of keys[key] ?? []) visit(slot(key, value))
  }
  const remove = (id: string) => {
    const keys = known.get(id)
    if (!keys) return
    known.delete(id)
    each(keys, (place) => {
      const ids = holders.get(place)
      ids?.delete(id)
      if (ids?.size === 0) holders.delete(place)
    })
  }
  // A value that two machines carry (a dock, a cloned disk) tells neither of them from the other.
  const telling = (key: IdentityKey, value: string) => (holders.get(slot(key, value))?.size ?? 0) < 2
  return {
    remove,
    put: (id, keys) => {
      remove(id)
      known.set(id, keys)
      each(keys, (place) => holders.set(place, (holders.get(place) ?? new Set()).add(id)))
    },
    compare: (id, keys) => {
      const other = known.get(id)
      return other && compare(id, keys, other, rules, telling)
    },
    match: (keys, except) => {
      const ids = new Set<string>()
      each(keys, (place) => {
        for (const id of holders.get(place) ?? []) ids.add(id)
      })
      const candidates = [...ids]
        .filter((id) => !except?.(id))
        .map((id) => compare(id, keys, known.get(id) ?? {}, rules, telling))
        .filter(({points}) => points >= rules.ask)
        .sort((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1))
      const [best, second] = candidates
      if (!best) return {kind: 'new'}
      const alone = !second || best.points - second.points >= rules.lead
      return best.points >= rules.same && alone ? {kind: 'same', candidate: best} : {kind: 'ask', candidates}
    },
  }
}

function compare(
  id: string,
  keys: IdentityKeys,
  known: IdentityKeys,
  rules: IdentityRules,
  telling: (key: IdentityKey, value: string) => boolean,
): Candidate {
  const candidate: Candidate = {id, points: 0, agree: [], differ: []}
  for (const key of identityKeys) {
    const [own, other] = [keys[key] ?? [], known[key] ?? []]
    if (own.length === 0 || other.length === 0) continue
    const common = own.filter((value) => other.includes(value))
    if (common.length === 0) {
      candidate.points += rules.keys[key].differ
      candidate.differ.push(key)
    } else if (common.some((value) => telling(key, value))) {
      candidate.points += rules.keys[key].agree
      candidate.agree.push(key)
    }
  }
  return candidate
}
