import {setTimeout as sleep} from 'node:timers/promises'
import {isLoopback} from '../collect/site/net/connection-limits.ts'
import type {Outcome} from '../model/assessment.ts'
import type {SecondLook} from '../model/facts/site/site-probe.ts'
import type {SiteFactSet, Snapshot} from '../model/snapshot.ts'
import {type ProbeGroup, probeGroupNames, probeGroups} from './groups.ts'
import {type ProbedSite, type ProbeTools, probeSite} from './probe-site.ts'

/** What facts are judged to be, as far as a second look must know. */
export interface AlarmJudge {
  /** Checks that failed and call for action at once. */
  alarms(snapshot: Snapshot): string[]
  outcomeOf(snapshot: Snapshot, check: string): Outcome | undefined
  /** Facts that a check reads. */
  factsOf(check: string): readonly string[]
}

/**
 * What raises an alarm is looked at once more, at another moment and over new connections, before a site is handed over: an answer that
 * was wrong for an instant must not send the police. The first look stays what it was; the second only says whether it agrees.
 */
export async function lookAgain(probed: ProbedSite, tools: ProbeTools, judge: AlarmJudge, signal: AbortSignal): Promise<ProbedSite> {
  const alarms = judge.alarms(probed.snapshot)
  const probe = probed.snapshot.facts.siteProbe
  const groups = groupsOf(alarms.flatMap(judge.factsOf), tools.groups)
  if (groups.length === 0 || !probe?.ok) return probed
  if (!probe.value.addresses.every(isLoopback)) await sleep(tools.politeness.secondLook.afterMs, undefined, {signal})
  const pages = alarmPages(probed.snapshot.facts)
  // An address that is kept masked cannot be asked for.
  const askable = pages.filter((page) => !/•|%E2%80%A2/i.test(page)).slice(0, tools.politeness.secondLook.mostPages)
  const {snapshot: second} = await probeSite(
    {...probed.target, pages: askable},
    {...tools, groups: new Set(groups), crawl: {...tools.crawl, maxPages: askable.length + 1}},
    signal,
    new Date(),
  )
  signal.throwIfAborted()
  const secondLook: SecondLook = {
    at: second.collectedAt,
    checks: alarms.map((check) => ({check, seen: comparedWith(probed.snapshot, second, check, judge)})),
  }
  const facts = {...probed.snapshot.facts, siteProbe: {...probe, value: {...probe.value, secondLook}}}
  return {...probed, snapshot: {...probed.snapshot, facts}}
}

function groupsOf(facts: readonly string[], asked: ReadonlySet<ProbeGroup>): ProbeGroup[] {
  return probeGroupNames.filter((group) => asked.has(group) && probeGroups[group].some((fact) => facts.includes(fact)))
}

/** Pages on which the alarm was seen, or which lead to the file it was seen in. */
function alarmPages({spam, personalData}: SiteFactSet): string[] {
  const items = spam?.ok
    ? Object.values(spam.value).flatMap((list) => (Array.isArray(list) ? list.filter(({verdict}) => verdict === 'spam') : []))
    : []
  const leaks = personalData?.ok ? personalData.value.items.filter(({bulk}) => bulk) : []
  return [...new Set([...items.map(({url}) => url), ...leaks.map(({from, url}) => from ?? url)])]
}

/** What the second look says of one alarm of the first. */
function comparedWith(first: Snapshot, second: Snapshot, check: string, judge: AlarmJudge): SecondLook['checks'][number]['seen'] {
  const outcome = judge.outcomeOf(second, check)
  if (outcome === 'fail') return 'again'
  if (outcome === 'pass') return 'not-again'
  // Only a part was looked at, so nothing is proven of the whole; that spam is gone is proven where every visitor was shown the page
  // again. A list of persons may lie in a file, which was read or not: only a pass says that it is gone.
  const {crawl, spam} = second.facts
  if (!judge.factsOf(check).includes('spam') || !crawl?.ok || !spam?.ok) return 'not-looked-at'
  const {pages: all, asCrawler, asSearchVisitor, unread} = spam.value.looked
  const pages = alarmPages({spam: first.facts.spam})
  // The page itself, or its absence: an answer of any other kind says nothing of what was there.
  const isShown = (status: number | undefined) => status !== undefined && (status < 400 || status === 404 || status === 410)
  const isLooked = (page: string) => crawl.value.pages.some(({url, status}) => url === page && isShown(status))
  // A guard's page in place of one is an answer, and was not read.
  const shown = crawl.value.pages.filter(({status}) => isShown(status)).length
  const isComplete = unread === 0 && all === shown && asCrawler === all && asSearchVisitor === all
  return isComplete && pages.length > 0 && pages.every(isLooked) ? 'not-again' : 'not-looked-at'
}
