import type {Result} from '../model/assessment.ts'
import type {Params} from '../model/check.ts'
import type {TargetKind} from '../model/snapshot.ts'
import type {CompiledCheck} from './compile.ts'
import {evaluateWithEvidence} from './evaluate.ts'
import {type FactSet, type SeenFacts, seeFacts} from './seen-facts.ts'
import {type AddressView, addressViews, readsAddress, worstOf} from './site-addresses.ts'
import type {SoftwarePlace} from './software-rules.ts'

/** One check with its parameters and the age facts may have. */
export interface Use {
  key: string
  check: string
  params: Params
  maxFactAgeDays: number
}

/** Facts of one target, and where it stands: rules for software may hold only at some levels and offices. */
export interface JudgedTarget extends Omit<SoftwarePlace, 'endpoint'> {
  id: string
  kind?: TargetKind
  facts: FactSet
}

/** Judges uses on the facts of one target: results by key of the use. With a kind, checks of other kinds are passed over. */
export function judgeTarget(
  checks: ReadonlyMap<string, CompiledCheck>,
  uses: readonly Use[],
  target: JudgedTarget,
  on: string,
): Map<string, Result> {
  const results = new Map<string, Result>()
  const {id, kind, facts, ...where} = target
  const look = (view: AddressView) => createLook(view, (age) => seeFacts(view.facts, on, age, {...where, endpoint: id}))
  const [first, ...others] = addressViews(facts)
  const own = look(first)
  const elsewhere = others.map(look)
  for (const use of uses) {
    const compiled = checks.get(use.check)
    if (!compiled) throw new Error(`check ${use.check} is not loaded`)
    // What a check of another kind of target asks cannot be asked of this one.
    if (kind !== undefined && compiled.check.target !== kind) continue
    const judge = ({address, seenAt}: Look) => ({
      address,
      result: evaluateWithEvidence(compiled, id, seenAt(use.maxFactAgeDays), use.params),
    })
    results.set(use.key, readsAddress(compiled.facts) ? worstOf(judge(own), elsewhere.map(judge)) : judge(own).result)
  }
  return results
}

/** Facts at one address, seen once for each age that facts may have. */
interface Look {
  address: string
  seenAt: (maxFactAgeDays: number) => SeenFacts
}

function createLook({address}: AddressView, see: (maxFactAgeDays: number) => SeenFacts): Look {
  const known = new Map<number, SeenFacts>()
  return {
    address,
    seenAt: (age) => {
      const seen = known.get(age) ?? see(age)
      known.set(age, seen)
      return seen
    },
  }
}
