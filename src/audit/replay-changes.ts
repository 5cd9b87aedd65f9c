import type {Plan} from '../grade/plan.ts'
import {combineParts, worstOutcome} from '../grade/verdict.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {Assessment, Outcome, Result, Verdict} from '../model/assessment.ts'
import type {Params} from '../model/check.ts'
import type {TargetKind} from '../model/snapshot.ts'
import type {Link} from './catalogue-links.ts'

/** `not-asked`: the catalogue has no such check at this level. */
export type ReplayOutcome = Outcome | 'not-asked'

/** Machines that came out one way under the catalogue in force and another way under the other. */
export interface MachineChange {
  before: ReplayOutcome
  after: ReplayOutcome
  machines: string[]
}

export interface ReplayedRequirement {
  requirement: string
  verdict: Verdict
  /** Nobody has answered its question under this catalogue. */
  unanswered?: true
}

/** Requirements that stand for each other, with their verdicts. */
export interface LinkedChange {
  inForce: ReplayedRequirement[]
  replayed: ReplayedRequirement[]
  machines: MachineChange[]
}

/** A check of requirements without a counterpart. */
export interface CheckChange {
  check: string
  /** Parameters in force; absent where the catalogue does not ask. */
  inForce?: Params[]
  replayed?: Params[]
  machines: MachineChange[]
}

export interface Changes {
  linked: LinkedChange[]
  /** Links whose verdict is the same under both. */
  same: number
  checks: CheckChange[]
  onlyInForce: ReplayedRequirement[]
  onlyReplayed: ReplayedRequirement[]
}

type Results = readonly Result[]

/** Follows machine after machine how two catalogues judge it; keeps the ids of those that change and nothing else of them. */
export interface ChangeLedger {
  add: (machine: string, inForce: Results, replayed: Results) => void
  finish: (inForce: Assessment, replayed: Assessment) => Changes
}

export function createChangeLedger(inForce: Plan, replayed: Plan, links: readonly Link[]): ChangeLedger {
  const usesOf = (plan: Plan) =>
    new Map(plan.requirements.map(({requirement, uses}) => [requirement.id, uses.filter(ofMachine).map(useKey)]))
  const [usesInForce, usesReplayed] = [usesOf(inForce), usesOf(replayed)]
  const rows = links
    .map(({first, second}) => ({
      first: first.filter((id) => usesInForce.has(id)),
      second: second.filter((id) => usesReplayed.has(id)),
      machines: createTransitions(),
    }))
    .filter(({first, second}) => first.length > 0 && second.length > 0)
  const linkedInForce = new Set(rows.flatMap(({first}) => first))
  const linkedReplayed = new Set(rows.flatMap(({second}) => second))
  const checks = new Map<string, {first: string[]; second: string[]; machines: Transitions}>()
  for (const check of uncompared(inForce, linkedInForce).concat(uncompared(replayed, linkedReplayed)).sort())
    checks.set(check, {first: keysOfCheck(inForce, check), second: keysOfCheck(replayed, check), machines: createTransitions()})
  return {
    add: (machine, before, after) => {
      const [was, is] = [outcomesByUse(before), outcomesByUse(after)]
      for (const {first, second, machines} of rows) {
        const [own, other] = [first.flatMap((id) => usesInForce.get(id) ?? []), second.flatMap((id) => usesReplayed.get(id) ?? [])]
        // A requirement that only asks a person says nothing about a machine.
        if (own.length > 0 && other.length > 0) machines.add(machine, outcomeOf(own, was), outcomeOf(other, is))
      }
      for (const {first, second, machines} of checks.values()) {
        const [own, other] = [outcomeOf(first, was), outcomeOf(second, is)]
        if (own !== 'not-asked' && other !== 'not-asked') machines.add(machine, own, other)
        else if (own === 'fail' || other === 'fail') machines.add(machine, own, other)
      }
    },
    finish: (before, after) => {
      const [was, is] = [verdictsOf(before), verdictsOf(after)]
      const linked = rows.map(({first, second, machines}) => ({
        inForce: first.flatMap((id) => was.get(id) ?? []),
        replayed: second.flatMap((id) => is.get(id) ?? []),
        machines: machines.list(),
      }))
      const differing = linked.filter((row) => row.machines.length > 0 || combined(row.inForce) !== combined(row.replayed))
      return {
        linked: differing,
        same: linked.length - differing.length,
        checks: [...checks].flatMap(([check, {first, second, machines}]) => {
          const list = machines.list()
          if (list.length === 0) return []
          return [
            {
              check,
              ...(first.length > 0 ? {inForce: paramsOf(inForce, check)} : {}),
              ...(second.length > 0 ? {replayed: paramsOf(replayed, check)} : {}),
              machines: list,
            },
          ]
        }),
        onlyInForce: [...was.values()].filter(({requirement}) => !linkedInForce.has(requirement)),
        onlyReplayed: [...is.values()].filter(({requirement}) => !linkedReplayed.has(requirement)),
      }
    },
  }
}

/** Replays judge machines; what a scan of the network saw is judged in audits. */
const ofMachine = ({target}: {target: TargetKind}) => target === 'endpoint'

interface Transitions {
  add: (machine: string, before: ReplayOutcome, after: ReplayOutcome) => void
  list: () => MachineChange[]
}

function createTransitions(): Transitions {
  const found = new Map<string, MachineChange>()
  return {
    add: (machine, before, after) => {
      if (before === after) return
      const key = `${before} ${after}`
      const change = found.get(key) ?? {before, after, machines: []}
      change.machines.push(machine)
      found.set(key, change)
    },
    list: () => [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change),
  }
}

/** Results name check and parameters, not the use they answer; a check without parameters names none. */
function useKey({check, params}: {check: string; params: Params}): string {
  return stableJson([check, params])
}

function outcomesByUse(results: Results): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>()
  for (const {check, expected, outcome} of results) {
    const key = useKey({check, params: (expected ?? {}) as Params})
    const known = outcomes.get(key)
    // The same check with two limits of age: the stricter one counts.
    outcomes.set(key, known === undefined ? outcome : worstOutcome([known, outcome]))
  }
  return outcomes
}

function outcomeOf(keys: readonly string[], outcomes: ReadonlyMap<string, Outcome>): ReplayOutcome {
  return keys.length === 0 ? 'not-asked' : worstOutcome(keys.map((key) => outcomes.get(key) ?? 'unknown'))
}

/** Checks that some requirement without a counterpart uses. */
function uncompared(plan: Plan, linked: ReadonlySet<string>): string[] {
  return plan.requirements
    .filter(({requirement}) => !linked.has(requirement.id))
    .flatMap(({uses}) => uses.filter(ofMachine).map(({check}) => check))
}

function keysOfCheck(plan: Plan, check: string): string[] {
  return [...new Set(plan.uses.filter((use) => use.check === check).map(useKey))]
}

function paramsOf(plan: Plan, check: string): Params[] {
  const byText = new Map(plan.uses.filter((use) => use.check === check).map(({params}) => [stableJson(params), params]))
  return [...byText.values()]
}

function verdictsOf({findings}: Assessment): Map<string, ReplayedRequirement> {
  return new Map(
    findings.map(({requirement, verdict, reasons}) => [
      requirement,
      {requirement, verdict, ...(reasons.some(({code}) => code === 'unanswered') ? {unanswered: true as const} : {})},
    ]),
  )
}

function combined(requirements: readonly ReplayedRequirement[]): Verdict {
  return combineParts(requirements.map(({verdict}) => verdict))
}
