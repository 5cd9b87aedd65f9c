import type {AssessedSite, AssessedSystem} from '../model/assessed-system.ts'
import type {Assessment, CheckSummary, Finding, Outcome, Result, Tally, Verdict} from '../model/assessment.ts'
import type {Notice} from '../model/notice.ts'
import {type Policy, severityWeights} from '../model/policy.ts'
import type {Attestation, Waiver} from '../model/register.ts'
import type {TargetKind} from '../model/snapshot.ts'
import type {Localized} from '../model/text.ts'
import {type CompensationLedger, createCompensationLedger} from './compensation.ts'
import {attestationInForce, waiversInForce} from './overlays.ts'
import type {Plan, PlannedRequirement} from './plan.ts'
import {concludeSystem, countVerdicts, groupVerdict, indexOf} from './score.ts'
import {type SiteScope, sitePart, speaksOfSite, unseenSites} from './site-members.ts'
import {combineParts, count, emptyTally, sumOf, verdictOf, worstOutcome} from './verdict.ts'

export interface GradeInput {
  id: string
  on: string
  policy: Policy
  plan: Plan
  basisReason: Localized
  system: Pick<AssessedSystem, 'id' | 'name' | 'level'>
  attestations: readonly Attestation[]
  waivers: readonly Waiver[]
  /** How many targets belong to the system; undefined when nobody has said. */
  declaredTargets: number | undefined
  /** Registered sites of the system; absent: none. */
  sites?: readonly AssessedSite[] | undefined
}

const shownPerOutcome = {fail: 5, unknown: 3, pass: 1, 'not-applicable': 0} as const

interface Open {
  planned: PlannedRequirement
  /** Machines and hosts. */
  members: Tally
  sites: Tally
  failing: string[]
  checks: CheckSummary[]
  compensations: CompensationLedger[]
}

/** Grades a system while results of target after target come in: memory grows with requirements, not with targets. */
export interface Grader {
  /** Results of one target, by key of the use; `ageDays` is how old its facts are, where they come from a store. */
  add: (target: string, results: ReadonlyMap<string, Result>, kind?: TargetKind, ageDays?: number) => void
  finish: () => Assessment
}

export function createGrader(input: GradeInput): Grader {
  const open: Open[] = input.plan.requirements.map((planned) => ({
    planned,
    members: emptyTally(),
    sites: emptyTally(),
    failing: [],
    checks: planned.uses.map((use) => ({
      check: use.check,
      ...(use.target === 'site' ? {target: 'site' as const} : {}),
      ...(Object.keys(use.params).length > 0 ? {expected: use.params} : {}),
      tally: emptyTally(),
      examples: [],
    })),
    compensations: input.waivers
      .filter((waiver) => waiver.requirement === planned.requirement.id && waiver.compensatedBy?.length)
      .map((waiver) => createCompensationLedger(waiver, input.plan)),
  }))
  let seen = 0
  let hosts = 0
  const registered = new Map((input.sites ?? []).map((site) => [site.id, site]))
  const sites = new Set<string>()
  const old: Notice[] = []
  const {maxFactAgeDays: limit} = input.policy.head
  return {
    add: (target, results, kind = 'endpoint', ageDays = 0) => {
      // How many hosts a network has nobody declares: what was scanned counts, and is missing where nobody scanned.
      if (kind === 'endpoint') seen++
      if (kind === 'host') hosts++
      const site = registered.get(target)
      if (kind === 'site') {
        sites.add(target)
        if (ageDays > limit) old.push({code: 'site-facts-old', values: {site: site?.name ?? target, days: ageDays, limit}})
      }
      for (const entry of open)
        if (kind !== 'site' || speaksOfSite(entry.planned.requirement, site?.kind)) addTarget(entry, target, results, kind)
    },
    finish: () => finish(input, open, {seen, hosts, sites, old}),
  }
}

function addTarget(entry: Open, target: string, results: ReadonlyMap<string, Result>, kind: TargetKind): void {
  const {uses} = entry.planned
  // A question has no outcome of its own: its compensating control must then hold everywhere.
  const compensate = (own: Outcome) => {
    for (const ledger of entry.compensations) ledger.add(target, own, results)
  }
  if (uses.length === 0) {
    if (kind === 'endpoint') compensate('unknown')
    return
  }
  // A requirement that asks nothing of this kind of target says nothing about it.
  const own = uses.flatMap((use, index) => (use.target === kind ? [{use, index}] : []))
  if (own.length === 0) return
  const outcomes = own.map(({use, index}) => {
    const result = results.get(use.key)
    const summary = entry.checks[index]
    if (!result || !summary) return 'unknown'
    count(summary.tally, result.outcome)
    if (summary.examples.filter((shown) => shown.outcome === result.outcome).length < shownPerOutcome[result.outcome])
      summary.examples.push(result)
    return result.outcome
  })
  const worst = worstOutcome(outcomes)
  count(kind === 'site' ? entry.sites : entry.members, worst)
  if (worst === 'fail') entry.failing.push(target)
  compensate(entry.planned.requirement.ask ? 'unknown' : worst)
}

interface Looked {
  seen: number
  hosts: number
  sites: ReadonlySet<string>
  old: readonly Notice[]
}

function finish(input: GradeInput, open: Open[], {seen, hosts, sites, old}: Looked): Assessment {
  const siteScope = {registered: input.sites ?? [], seen: sites}
  const seenSites = siteScope.registered.filter(({id}) => sites.has(id)).length
  const warnings: Notice[] = []
  const declared = input.declaredTargets
  // Nobody said how many machines there are: at least one more may exist that nobody looked at.
  const unseen = declared === undefined ? 1 : Math.max(0, declared - seen)
  if (declared === undefined) warnings.push({code: 'scope-not-declared', values: {seen}})
  else if (unseen > 0) warnings.push({code: 'targets-unseen', values: {unseen, declared}})
  warnings.push(...unseenSites(siteScope), ...old)
  const findings = open.map((entry) => findingOf(input, entry, {seen, unseen, hosts, sites: siteScope}, warnings))
  const groups = input.policy.groups
    .map((group) => {
      const own = findings.filter((finding) => finding.group === group.id)
      return {id: group.id, informative: group.informative, verdict: groupVerdict(own), counts: countVerdicts(own), own: own.length}
    })
    .filter((group) => group.own > 0)
    .map(({own: _, ...group}) => group)
  const counted = findings.filter((finding) => finding.counted)
  if (counted.length > 0 && counted.every((finding) => finding.verdict === 'not-applicable'))
    warnings.push({code: 'nothing-applicable', values: {}})
  return {
    schema: 'stp-sec/assessment/1',
    id: input.id,
    on: input.on,
    system: {id: input.system.id, name: input.system.name, level: input.system.level},
    policy: {id: input.policy.head.id, version: input.policy.head.version},
    ...(input.policy.overlays ? {overlays: input.policy.overlays.map(({id, version}) => ({id, version}))} : {}),
    basisReason: input.basisReason,
    conclusion: concludeSystem(groups),
    index: indexOf(findings),
    counts: countVerdicts(counted),
    groups,
    findings,
    scope: {
      seen,
      unseen: declared === undefined ? 0 : unseen,
      declared: declared !== undefined,
      ...(siteScope.registered.length > 0 ? {sites: {seen: seenSites, unseen: siteScope.registered.length - seenSites}} : {}),
    },
    warnings,
  }
}

interface Scope {
  seen: number
  unseen: number
  hosts: number
  sites: SiteScope
}

function findingOf(input: GradeInput, entry: Open, scope: Scope, warnings: Notice[]): Finding {
  const {seen, unseen: unseenTargets} = scope
  const {requirement, group, uses} = entry.planned
  const reasons: Notice[] = []
  const parts: Finding['parts'] = {}
  const asksMachines = uses.some(({target}) => target === 'endpoint')
  const unseen = asksMachines ? unseenTargets : 0
  const {members} = entry
  const isJudged = asksMachines || members.pass + members.fail + members.unknown + members.notApplicable > 0
  // Nobody has to scan a network: what only a scan could show is then left to the question.
  if (scope.hosts === 0 && uses.some(({target}) => target === 'host')) reasons.push({code: 'network-not-scanned', values: {}})
  const over = requirement.over ?? {target: 'endpoint' as const, passRatio: 1, partialRatio: 0.9}
  if (isJudged && uses.length > 0) {
    parts.checks = asksMachines && seen === 0 && unseen === 0 ? 'unknown' : verdictOf(entry.members, unseen, over)
    if (parts.checks === 'not-applicable') reasons.push({code: 'no-target-applies', values: {}})
    if (parts.checks === 'unknown' && entry.members.unknown === 0 && unseen > 0)
      reasons.push(
        input.declaredTargets === undefined
          ? {code: 'scope-not-declared', values: {seen}}
          : {code: 'targets-unseen', values: {unseen, declared: input.declaredTargets}},
      )
  }
  const sites = uses.some(({target}) => target === 'site') ? sitePart(requirement, entry.sites, scope.sites, over) : undefined
  if (sites) {
    reasons.push(...sites.reasons)
    if (sites.verdict) parts.checks = combineParts([...(parts.checks ? [parts.checks] : []), sites.verdict])
  }
  // A question about sites of a kind that the system has none of has no answer to wait for.
  const {registered} = scope.sites
  const isAsked = requirement.sites === undefined || registered.some(({kind}) => speaksOfSite(requirement, kind))
  const answer = attestationInForce(requirement, input.attestations, input.on, warnings)
  if (requirement.ask) {
    parts.answer = answer ? (answer.attestation.result as Verdict) : isAsked ? 'unknown' : 'not-applicable'
    if (!answer && isAsked) reasons.push({code: 'unanswered', values: {}})
    else if (!answer && !sites) reasons.push({code: registered.length === 0 ? 'no-site-registered' : 'no-site-applies', values: {}})
  }
  let verdict = combineParts([parts.checks, parts.answer].filter((part) => part !== undefined))
  let justified = verdict === 'not-applicable' && parts.answer === 'not-applicable' && answer !== undefined
  if (answer && !requirement.ask) {
    // No question is asked here, yet a person may say why it does not apply, or why another suggested value was chosen.
    if (verdict === 'not-applicable' && answer.attestation.result === 'not-applicable') justified = true
    else if (isJustifiedAlternative(requirement.strength, answer.attestation) && (verdict === 'not-met' || verdict === 'partly-met')) {
      verdict = 'met'
      reasons.push({code: 'other-value-justified', values: {statement: answer.attestation.statement}})
    }
  }
  const inForce =
    verdict === 'met' || verdict === 'not-applicable'
      ? []
      : waiversInForce(
          requirement,
          input.policy.head,
          input.waivers,
          input.on,
          warnings,
          ({id}) =>
            entry.compensations.find((ledger) => ledger.waiver.id === id)?.finish(unseenTargets + (sites?.unseen ?? 0)) ?? {
              state: 'unknown',
              targets: [],
            },
        )
  const waiver = inForce.find(({targets}) => !targets || (entry.failing.length > 0 && entry.failing.every((id) => targets.includes(id))))
  return {
    requirement: requirement.id,
    group: group.id,
    verdict,
    justified,
    severity: requirement.severity,
    weight: severityWeights[requirement.severity],
    counted: !group.informative,
    parts,
    members: sites ? sumOf(entry.members, entry.sites) : entry.members,
    unseen: input.declaredTargets === undefined ? 0 : unseen,
    ...(sites && sites.unseen > 0 ? {unseenSites: sites.unseen} : {}),
    failing: entry.failing,
    checks: entry.checks,
    reasons,
    ...(waiver ? {waiver: {id: waiver.id, document: waiver.document, expiresOn: waiver.expiresOn}} : {}),
    ...(answer
      ? {
          attestation: {
            id: answer.attestation.id,
            by: answer.attestation.by,
            ...(answer.attestation.confirmedBy ? {confirmedBy: answer.attestation.confirmedBy} : {}),
            validUntil: answer.validUntil,
            result: answer.attestation.result,
            statement: answer.attestation.statement,
          },
        }
      : {}),
    confidence: (requirement.inferredLevels ?? []).includes(input.plan.level) ? 'inferred' : requirement.source.confidence,
  }
}

/** Another value than a suggested one counts only when a second person confirmed it and a paper proves it. */
function isJustifiedAlternative(strength: 'required' | 'suggested', attestation: Attestation): boolean {
  return (
    strength === 'suggested' &&
    attestation.result === 'met' &&
    attestation.confirmedBy !== undefined &&
    attestation.confirmedBy !== attestation.by &&
    attestation.evidence.length > 0
  )
}
