import type {Identity} from '../model/identity.ts'
import type {IdentityRules} from '../model/identity-rules.ts'
import {keysOf} from './identity-keys.ts'
import {type Candidate, createIdentityIndex} from './match-identity.ts'

/** What people have said of machines that look alike. */
export interface IdentityDecisions {
  same: readonly {id: string; is: string}[]
  distinct: readonly (readonly [string, string])[]
}

/** Under which id a machine is kept, and how sure that is. */
export type Resolved = {kind: 'known' | 'new'; id: string} | {kind: 'ask'; id: string; candidates: Candidate[]}

/** Finds out which known machine an observation is of. */
export interface Reconciler {
  /** `proposed` is the id that its source would give it. */
  resolve(identity: Identity, proposed: string): Resolved
  /** Enters what is now known of a machine. */
  put(id: string, identity: Identity): void
  /** Pairs of known machines that may be one, each pair once. */
  questions(): {id: string; candidate: Candidate}[]
}

/** A number is added to an id that another machine bears already; more than this many of one id is no office. */
const maxNamesakes = 1000

export function createReconciler(
  rules: IdentityRules,
  known: Iterable<{id: string; identity: Identity}>,
  decisions: IdentityDecisions,
): Reconciler {
  const index = createIdentityIndex(rules)
  const identities = new Map<string, Identity>()
  const same = new Map(decisions.same.map(({id, is}) => [id, is]))
  const distinct = new Set(decisions.distinct.flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]))
  const put = (id: string, identity: Identity) => {
    identities.set(id, identity)
    index.put(id, keysOf(identity, rules))
  }
  for (const {id, identity} of known) put(id, identity)

  /** The id itself, or with a number, until it is free or of a machine that does not contradict. */
  const place = (proposed: string, keys: ReturnType<typeof keysOf>): string => {
    for (let number = 1; number < maxNamesakes; number++) {
      const id = number === 1 ? proposed : `${proposed}-${number}`
      const there = index.compare(id, keys)
      // A PC may get another name and another card; another serial number or UUID is another PC.
      const isOther = there?.differ.some((key) => key === 'uuid' || key === 'serial')
      if (!there || !isOther || there.points >= rules.ask) return id
    }
    return proposed
  }

  return {
    put,
    resolve: (identity, proposed) => {
      const told = same.get(proposed)
      if (told !== undefined) return {kind: 'known', id: told}
      const keys = keysOf(identity, rules)
      const match = index.match(keys, (id) => distinct.has(`${proposed} ${id}`))
      if (match.kind === 'same') return {kind: 'known', id: match.candidate.id}
      const id = place(proposed, keys)
      const isKnown = identities.has(id)
      // Asked before and kept apart: it stays what it was until a person says otherwise.
      const others = match.kind === 'ask' ? match.candidates.filter((candidate) => candidate.id !== id) : []
      return others.length > 0 ? {kind: 'ask', id, candidates: others} : {kind: isKnown ? 'known' : 'new', id}
    },
    questions: () => {
      const asked = new Set<string>()
      const questions: {id: string; candidate: Candidate}[] = []
      for (const [id, identity] of identities) {
        const keys = keysOf(identity, rules)
        // Values that both of a pair carry would count for nothing while the one that asks is in the index itself.
        index.remove(id)
        const match = index.match(keys, (other) => distinct.has(`${id} ${other}`))
        index.put(id, keys)
        const candidates = match.kind === 'ask' ? match.candidates : match.kind === 'same' ? [match.candidate] : []
        for (const candidate of candidates) {
          const pair = [id, candidate.id].sort().join(' ')
          if (asked.has(pair)) continue
          asked.add(pair)
          questions.push({id, candidate})
        }
      }
      return questions
    },
  }
}
