import type {Content} from '../content/content.ts'
import type {LoadedSiteGrading} from '../content/load-site-grading.ts'
import {dayOf} from '../lib/dates.ts'
import type {Snapshot} from '../model/snapshot.ts'
import {type JudgedSite, judgeSite} from './judge-site.ts'
import type {AlarmJudge} from './second-look.ts'

/** Judges by the shipped checks as of the day of the look; each snapshot once, however often it is asked about. */
export function createAlarmJudge(content: Content, grading: LoadedSiteGrading): AlarmJudge & {judged(snapshot: Snapshot): JudgedSite} {
  const known = new WeakMap<Snapshot, JudgedSite>()
  const judged = (snapshot: Snapshot): JudgedSite => {
    const before = known.get(snapshot)
    if (before) return before
    const fresh = judgeSite(snapshot, content, grading, dayOf(Date.parse(snapshot.collectedAt)))
    known.set(snapshot, fresh)
    return fresh
  }
  return {
    judged,
    alarms: (snapshot) => judged(snapshot).grade.alerts,
    outcomeOf: (snapshot, check) => judged(snapshot).results.find(({result}) => result.check === check)?.result.outcome,
    factsOf: (check) => content.checks.get(check)?.facts ?? [],
  }
}
