import {judgeTarget} from '../check/judge.ts'
import {seeFacts} from '../check/seen-facts.ts'
import {addressViews} from '../check/site-addresses.ts'
import type {Content} from '../content/content.ts'
import type {LoadedSiteGrading} from '../content/load-site-grading.ts'
import {gradeSite} from '../grade/site-grade.ts'
import type {Result} from '../model/assessment.ts'
import {type SiteGrade, type SiteSeverity, siteSeverities} from '../model/site-grading.ts'
import type {Snapshot} from '../model/snapshot.ts'

/** Facts of a site are those of one moment; a campaign may run over a week-end. */
const maxFactAgeDays = 7

export interface JudgedSite {
  results: {result: Result; severity: SiteSeverity}[]
  grade: SiteGrade
}

/** Judges and grades the facts of a site on a day: the same facts give the same grade years later. */
export function judgeSite(snapshot: Snapshot, content: Content, {grading, severityOf}: LoadedSiteGrading, on: string): JudgedSite {
  const uses = [...content.checks.values()]
    .filter(({check}) => check.target === 'site')
    .map(({check}) => ({key: check.id, check: check.id, params: check.params, maxFactAgeDays}))
  const {target, facts} = snapshot
  const judged = judgeTarget(content.checks, uses, {id: target.id, kind: 'site', facts}, on)
  const [site, ...others] = addressViews(facts).map((view) => ({address: view.address, seen: seeFacts(view.facts, on, maxFactAgeDays)}))
  const severityAt = ({check, addresses}: Result): SiteSeverity => {
    const there = others.filter(({address}) => addresses?.includes(address))
    const isElsewhere = addresses !== undefined && !addresses.includes(site?.address ?? '')
    const weighed = (isElsewhere ? there : [site, ...there]).flatMap((one) => (one ? (severityOf(check, one.seen) ?? []) : []))
    return siteSeverities.find((severity) => weighed.includes(severity)) ?? 'info'
  }
  const results = [...judged.values()].map((result) => ({result, severity: severityAt(result)}))
  for (const [check, {pending, severity}] of Object.entries(grading.checks))
    if (pending) results.push({result: notYet(check, target.id), severity})
  const weighed = results.map(({result, severity}) => ({
    check: result.check,
    outcome: result.outcome,
    category: grading.checks[result.check]?.category ?? '',
    severity,
  }))
  return {results, grade: gradeSite(weighed, grading)}
}

/** What the grade counts and this version cannot see: never a silent pass. */
function notYet(check: string, target: string): Result {
  return {check, target, outcome: 'unknown', reason: 'not-supported', detail: 'this version does not look at it yet', evidence: []}
}
