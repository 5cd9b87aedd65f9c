import {compareVersions} from '../lib/versions.ts'
import type {LifecycleProduct} from '../model/lifecycle.ts'
import type {SoftwareApproval, SoftwareVerdict} from '../model/software-rules.ts'
import type {WindowsProgramKind} from '../model/windows-programs.ts'
import type {Program} from './match-software.ts'
import {isWhole, normalizeName} from './program-name.ts'
import {createMatchRules, type RuleInForce, type RuleMatch} from './software-matches.ts'

/** Where a program is installed, as far as it is known. */
export interface SoftwarePlace {
  /** Id of the PC; "" where nobody says. */
  endpoint: string
  name?: string | undefined
  level?: number | undefined
  office?: string | undefined
}

export const softwareWhys = [
  'listed',
  'sign',
  'not-approved',
  'approval-ended',
  'approved',
  'below-minimum',
  'minimum-met',
  'version-unknown',
  'level-unknown',
  'office-unknown',
  'not-on-allow-list',
  'on-allow-list',
] as const
export type SoftwareWhy = (typeof softwareWhys)[number]

/** What one rule says of one program; `rule` is absent where a program is on no allow list. */
export interface SoftwareFinding {
  rule?: RuleInForce
  verdict: SoftwareVerdict
  item: Program
  standing: 'broken' | 'met' | 'unknown'
  why: SoftwareWhy
  approval?: SoftwareApproval
}

export interface SoftwareJudge {
  /** What the rules in force at a place on a day say; all verdicts, or one. */
  judge: (items: readonly Program[], place: SoftwarePlace, on: string, verdict?: SoftwareVerdict) => SoftwareFinding[]
  /** Is a program of a kind that nobody may use without approval approved; one that no rule speaks of is not. */
  judgeTool: (kind: WindowsProgramKind, item: Program, place: SoftwarePlace, on: string) => SoftwareFinding
  /** Is there any rule of this verdict that holds there, or may. */
  hasRules: (verdict: SoftwareVerdict, place: SoftwarePlace, on: string) => boolean
}

/** Packages of a distribution and parts of Windows come with the system; an allow list is about what was added to it. */
const addedSources: ReadonlySet<Program['source']> = new Set(['registry', 'app', 'import', 'snap', 'flatpak'])

/** Judges installed programs by rules: pure, and never certain of what was not seen. */
export function createSoftwareJudge(rules: readonly RuleInForce[], products: readonly LifecycleProduct[]): SoftwareJudge {
  const match = createMatchRules(rules, products)
  // One list is judged for several verdicts.
  const seen = new WeakMap<readonly Program[], RuleMatch[]>()
  const matchesOf = (items: readonly Program[]): RuleMatch[] => {
    let found = seen.get(items)
    if (!found) {
      found = items.flatMap((item) => match(item).map((rule) => ({rule, item})))
      seen.set(items, found)
    }
    return found
  }
  const hasRules: SoftwareJudge['hasRules'] = (verdict, place, on) =>
    rules.some((rule) => rule.verdict === verdict && standsFor(rule, place, on) !== 'no')
  const judgeTool: SoftwareJudge['judgeTool'] = (kind, item, place, on) => {
    const findings = rules
      .filter((rule) => rule.verdict === 'approval' && (rule.kind === kind || match(item).includes(rule)))
      .flatMap((rule) => findingOf(rule, item, place, on) ?? [])
    const of = (standing: SoftwareFinding['standing']) => findings.find((finding) => finding.standing === standing)
    return of('broken') ?? of('unknown') ?? of('met') ?? {verdict: 'approval', item, standing: 'broken', why: 'not-approved'}
  }
  return {
    hasRules,
    judgeTool,
    judge: (items, place, on, verdict) => {
      const matches = matchesOf(items)
      const findings: SoftwareFinding[] = []
      for (const {rule, item} of matches) {
        if (rule.verdict === 'allowed' || (verdict !== undefined && rule.verdict !== verdict)) continue
        const finding = findingOf(rule, item, place, on)
        if (finding) findings.push(finding)
      }
      if ((verdict === undefined || verdict === 'allowed') && hasRules('allowed', place, on))
        findings.push(...judgeAllowed(items, matches, place, on))
      return findings
    },
  }
}

type Stands = 'yes' | 'no' | 'level-unknown' | 'office-unknown'

/** Does a rule hold at a place on a day. */
export function standsFor(rule: RuleInForce, place: SoftwarePlace, on: string): Stands {
  if ((rule.validFrom !== undefined && on < rule.validFrom) || (rule.validTo !== undefined && on > rule.validTo)) return 'no'
  if (rule.levels && place.level !== undefined && !rule.levels.includes(place.level)) return 'no'
  if (rule.offices && place.office !== undefined && !rule.offices.includes(place.office)) return 'no'
  if (rule.levels && place.level === undefined) return 'level-unknown'
  return rule.offices && place.office === undefined ? 'office-unknown' : 'yes'
}

/** What a rule says of a program that it recognises; nothing where it does not hold. */
function findingOf(rule: RuleInForce, item: Program, place: SoftwarePlace, on: string): SoftwareFinding | undefined {
  const stands = standsFor(rule, place, on)
  if (stands === 'no') return undefined
  const base = {rule, verdict: rule.verdict, item}
  const said = judgeItem(rule, item, place, on)
  // A rule that may not hold here shows nothing but that a program keeps it.
  return stands === 'yes' || said.standing === 'met' ? {...base, ...said} : {...base, standing: 'unknown', why: stands}
}

type Said = Pick<SoftwareFinding, 'standing' | 'why' | 'approval'>

function judgeItem(rule: RuleInForce, item: Program, place: SoftwarePlace, on: string): Said {
  if (rule.verdict === 'unlicensed') return {standing: 'broken', why: 'sign'}
  if (rule.verdict === 'minimum') return judgeVersion(item.version, rule.minimum)
  if (rule.verdict === 'approval') return judgeApproval(rule.approvals ?? [], item, place, on)
  return {standing: 'broken', why: 'listed'}
}

function judgeVersion(raw: string, minimum: string | undefined): Said {
  const version = raw.trim().replace(/^v(?=\d)/i, '')
  if (minimum === undefined || !/^\d/.test(version)) return {standing: 'unknown', why: 'version-unknown'}
  return compareVersions(version, minimum) >= 0 ? {standing: 'met', why: 'minimum-met'} : {standing: 'broken', why: 'below-minimum'}
}

function judgeApproval(approvals: readonly SoftwareApproval[], item: Program, place: SoftwarePlace, on: string): Said {
  let ended: SoftwareApproval | undefined
  let maybe = false
  for (const approval of approvals) {
    if (!isFor(approval, item) || !isOn(approval, place)) continue
    if (approval.from !== undefined && on < approval.from) continue
    if (approval.office !== undefined && place.office === undefined) {
      maybe ||= on <= approval.until
      continue
    }
    if (approval.office !== undefined && approval.office !== place.office) continue
    if (on <= approval.until) return {standing: 'met', why: 'approved', approval}
    if (ended === undefined || ended.until < approval.until) ended = approval
  }
  if (maybe) return {standing: 'unknown', why: 'office-unknown'}
  return ended ? {standing: 'broken', why: 'approval-ended', approval: ended} : {standing: 'broken', why: 'not-approved'}
}

function isFor({programs}: SoftwareApproval, item: Program): boolean {
  if (!programs) return true
  const name = normalizeName(item.name)
  return programs.some((words) => name.startsWith(words) && isWhole(name, 0, words.length))
}

function isOn({endpoints}: SoftwareApproval, place: SoftwarePlace): boolean {
  if (!endpoints) return true
  const own = [place.endpoint, place.name ?? ''].filter(Boolean).map((text) => text.toLowerCase())
  return endpoints.some((endpoint) => own.includes(endpoint.toLowerCase()))
}

function judgeAllowed(items: readonly Program[], matches: readonly RuleMatch[], place: SoftwarePlace, on: string): SoftwareFinding[] {
  const allowed = new Map<Program, {rule: RuleInForce; stands: Stands}>()
  for (const {rule, item} of matches) {
    if (rule.verdict !== 'allowed') continue
    const stands = standsFor(rule, place, on)
    if (stands === 'yes' || (stands !== 'no' && !allowed.has(item))) allowed.set(item, {rule, stands})
  }
  return items
    .filter(({source}) => addedSources.has(source))
    .map((item): SoftwareFinding => {
      const by = allowed.get(item)
      const base = {verdict: 'allowed' as const, item}
      if (!by) return {...base, standing: 'broken', why: 'not-on-allow-list'}
      if (by.stands === 'yes') return {...base, rule: by.rule, standing: 'met', why: 'on-allow-list'}
      return {...base, rule: by.rule, standing: 'unknown', why: by.stands === 'level-unknown' ? 'level-unknown' : 'office-unknown'}
    })
}
