/**
 * Read this first. Facts come in, a graded system goes out:
 *
 *   targets --collect--> snapshots --judge--> results --grade--> assessment
 *
 * Every step is a plain value, so that saved facts can be judged again by another policy on another day.
 * This file and src/audit/ are the only places that join the phases.
 */
import {judgeTarget} from './check/judge.ts'
import {collectEndpoint} from './collect/collect-endpoint.ts'
import {createMachineProbe} from './collect/machine-probe.ts'
import type {Content} from './content/content.ts'
import {planCompensation} from './grade/compensation.ts'
import {createGrader} from './grade/grade.ts'
import {joinOverlays} from './grade/join-overlays.ts'
import {type Plan, planRequirements} from './grade/plan.ts'
import {daysBetween} from './lib/dates.ts'
import type {AssessedSite, AssessedSystem} from './model/assessed-system.ts'
import type {Assessment, Result} from './model/assessment.ts'
import type {Params} from './model/check.ts'
import type {EndpointFactName} from './model/facts/index.ts'
import type {BasisRule, Instrument, Transition} from './model/legal-basis.ts'
import type {Policy} from './model/policy.ts'
import type {Register} from './model/register.ts'
import type {Snapshot, TargetKind} from './model/snapshot.ts'
import {tool} from './version.ts'
import {loadWindowsTables} from './windows-tables.ts'

/** Step 1: the facts of the machine this program runs on. */
export function collectThisMachine(
  now: Date,
  options: {signal?: AbortSignal | undefined; onFact?: ((name: EndpointFactName, done: number, total: number) => void) | undefined} = {},
): Promise<Snapshot> {
  const probe = createMachineProbe(now, options.signal)
  const windows = probe.platform === 'win32' ? {windows: loadWindowsTables()} : {}
  return collectEndpoint(probe, {tool, ...windows, ...(options.onFact ? {onFact: options.onFact} : {})})
}

/** The catalogue and the instruments in force for a report of a day, with the reason to print. */
export interface Basis {
  policy: Policy
  instruments: Instrument[]
  rule: BasisRule
  /** Rules for levels approved under an older law, in force on that day, with their instruments; `basisOf` leaves a system's own. */
  transitions: {rule: Transition; instruments: Instrument[]}[]
}

/** What the basis of a system depends on, beside the day of the report. */
export type BasisSubject = Pick<AssessedSystem, 'level' | 'archive' | 'decision' | 'sites'>

/**
 * The basis for one system: the catalogue in force on the day with the overlays for such a system, and the transitions that
 * hold for its dossier. An older catalogue may be asked for while a transition of the dossier allows it; undefined where
 * none does.
 */
export function basisOf(content: Content, on: string, system: BasisSubject, policyId?: string): Basis | undefined {
  const inForce = chooseBasis(content, on)
  if (!inForce) return undefined
  const transitions = inForce.transitions.filter(({rule}) => holdsFor(rule, system.decision))
  const wantsOlder = policyId !== undefined && policyId !== inForce.policy.head.id
  const older = wantsOlder ? olderCatalogue(content, on, transitions, policyId) : undefined
  if (wantsOlder && !older) return undefined
  const main = older?.policy ?? inForce.policy
  // Whatever catalogue a dossier keeps, an archive is under its regulation too, and a site under the duties of sites.
  const overlays = overlaysOf(content, on, system)
  const policy = joinOverlays(main, overlays, system.level, content.stricter, (id) => defaultsOf(content, id))
  const known = new Set([...inForce.instruments, ...transitions.flatMap(({instruments}) => instruments)].map(({id}) => id))
  const named = new Set([...overlays, ...(older ? [older.policy] : [])].flatMap(({head}) => head.legalBasis))
  const added = content.legalBasis.instruments.filter(({id}) => named.has(id) && !known.has(id))
  const rule = older ? {...inForce.rule, policy: older.policy.head.id, reason: older.reason} : inForce.rule
  return {...inForce, transitions, policy, rule, instruments: [...inForce.instruments, ...added]}
}

/** The older catalogue that a transition of the dossier still allows on a day, with the reason to print. */
function olderCatalogue(content: Content, on: string, transitions: Basis['transitions'], policyId: string) {
  const allowed = transitions.find(({rule}) => rule.policy?.id === policyId && on <= rule.policy.until)
  const policy = content.policies.get(policyId)
  return allowed && policy ? {policy, reason: allowed.rule.text} : undefined
}

/** Overlays in force on a day for such a system: that of archives, and that of sites where it has one for the public. */
export function overlaysOf(content: Content, on: string, system: Pick<BasisSubject, 'archive' | 'sites'>): Policy[] {
  const asked = {archive: system.archive === true, website: (system.sites ?? []).some(isPublicSite)}
  return [...content.policies.values()].filter(
    ({head}) =>
      head.overlay !== undefined && asked[head.overlay] && head.validFrom <= on && (head.validTo === undefined || on <= head.validTo),
  )
}

function isPublicSite({kind}: AssessedSite): boolean {
  return kind !== 'internal' && kind !== 'mail'
}

function holdsFor(rule: Transition, decision: BasisSubject['decision']): boolean {
  if (decision?.date === undefined) return false
  if (decision.date >= rule.approvedBefore || (rule.approvedFrom !== undefined && decision.date < rule.approvedFrom)) return false
  return rule.decidedUnder === undefined || rule.decidedUnder === decision.basis
}

function defaultsOf(content: Content, check: string): Params {
  return content.checks.get(check)?.check.params ?? {}
}

function targetOf(content: Content, check: string): TargetKind {
  return content.checks.get(check)?.check.target ?? 'endpoint'
}

/** Step 2: which law and which catalogue hold on that day; undefined when the data knows none. */
export function chooseBasis(content: Content, on: string, policyId?: string): Basis | undefined {
  const fits = (rule: BasisRule) => rule.from <= on && (rule.to === undefined || on <= rule.to)
  const rule = content.legalBasis.rules.find((candidate) => fits(candidate) && (policyId === undefined || candidate.policy === policyId))
  const anyRule = rule ?? (policyId ? content.legalBasis.rules.find((candidate) => candidate.policy === policyId) : undefined)
  const policy = anyRule && content.policies.get(anyRule.policy)
  if (!anyRule || !policy) return undefined
  const named = (ids: readonly string[]) => ids.flatMap((id) => content.legalBasis.instruments.filter((instrument) => instrument.id === id))
  const transitions = content.legalBasis.transitions
    .filter(({from, to}) => from <= on && (to === undefined || on <= to))
    .map((transition) => ({rule: transition, instruments: named(transition.instruments)}))
  return {policy, instruments: named(anyRule.instruments), rule: anyRule, transitions}
}

export function planFor(content: Content, policy: Policy, level: AssessedSystem['level']): Plan {
  return planRequirements(
    policy,
    level,
    (id) => defaultsOf(content, id),
    (id) => targetOf(content, id),
  )
}

export interface AssessInput {
  content: Content
  basis: Basis
  on: string
  id: string
  system: Pick<AssessedSystem, 'id' | 'name' | 'level' | 'sites'>
  register: Pick<Register, 'attestations' | 'waivers'>
  declaredTargets: number | undefined
  snapshots: AsyncIterable<Snapshot> | Iterable<Snapshot>
  /** Office of a PC by its id, where a rule for software asks. */
  offices?: Readonly<Record<string, string>> | undefined
  /** Gets every result as it is made; they are not kept. */
  onResults?: (snapshot: Snapshot, results: readonly Result[]) => void
}

/** Steps 3 and 4: judges target after target, grades the system at the end. Memory does not grow with targets. */
export async function assessSystem(input: AssessInput): Promise<Assessment> {
  const own = <T extends {system: string}>(items: readonly T[]) => items.filter((item) => item.system === input.system.id)
  const waivers = own(input.register.waivers)
  const planned = planFor(input.content, input.basis.policy, input.system.level)
  const plan = planCompensation(
    planned,
    input.basis.policy,
    waivers,
    (id) => input.content.checks.get(id)?.check.params,
    (id) => targetOf(input.content, id),
  )
  const grader = createGrader({
    id: input.id,
    on: input.on,
    policy: input.basis.policy,
    plan,
    basisReason: input.basis.rule.reason,
    system: input.system,
    attestations: own(input.register.attestations),
    waivers,
    declaredTargets: input.declaredTargets,
    sites: input.system.sites,
  })
  for await (const snapshot of input.snapshots) {
    const {id, name, kind} = snapshot.target
    const target = {id, name, kind, facts: snapshot.facts, level: input.system.level, office: input.offices?.[id]}
    const results = judgeTarget(input.content.checks, plan.uses, target, input.on)
    grader.add(id, results, kind, daysBetween(snapshot.collectedAt, input.on))
    input.onResults?.(snapshot, [...results.values()])
  }
  return grader.finish()
}
