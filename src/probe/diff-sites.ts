import type {Snapshot} from '../model/snapshot.ts'
import {diffFacts, type FactDiff} from './diff-facts.ts'
import type {JudgedSite} from './judge-site.ts'

type Outcome = JudgedSite['results'][number]['result']['outcome']

/** How the answer of one check differs: a fault that is new or gone, something no longer seen or seen for the first time. */
export type CheckChangeKind = 'new-fault' | 'mended' | 'lost-sight' | 'now-seen' | 'other'

export interface CheckChange {
  check: string
  kind: CheckChangeKind
  severity: JudgedSite['results'][number]['severity']
  before: Outcome | null
  after: Outcome | null
}

export interface SiteDiff extends FactDiff {
  checks: CheckChange[]
}

export interface MeasuredSite {
  snapshot: Snapshot
  judged: JudgedSite
}

/** What changed at a site between two probes, both judged by the rules of today. */
export function diffSites(before: MeasuredSite, after: MeasuredSite, ignored: readonly string[]): SiteDiff {
  const old = new Map(before.judged.results.map((one) => [one.result.check, one]))
  const now = new Map(after.judged.results.map((one) => [one.result.check, one]))
  const checks: CheckChange[] = []
  for (const check of new Set([...old.keys(), ...now.keys()])) {
    const [a, b] = [old.get(check), now.get(check)]
    const [was, is] = [a?.result.outcome ?? null, b?.result.outcome ?? null]
    const severity = (b ?? a)?.severity
    if (was !== is && severity) checks.push({check, kind: kindOf(was, is), severity, before: was, after: is})
  }
  return {checks, ...diffFacts(before.snapshot, after.snapshot, ignored)}
}

function kindOf(was: Outcome | null, is: Outcome | null): CheckChangeKind {
  if (is === 'fail') return 'new-fault'
  if (is === 'unknown' || is === null) return 'lost-sight'
  if (was === 'fail') return 'mended'
  return was === 'unknown' || was === null ? 'now-seen' : 'other'
}
