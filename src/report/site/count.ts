import {type SiteSeverity, siteSeverities} from '../../model/site-grading.ts'
import type {SiteValues, UnmeasuredSite} from './values.ts'

/** How one check came out over all sites. */
export interface CheckCount {
  check: string
  severity: SiteSeverity
  fail: number
  unknown: number
}

/** One unit with its sites, never with a letter. */
export interface UnitCount {
  unit: string | undefined
  sites: number
  answering: number
  alerts: number
  critical: number
  high: number
  noLetter: number
}

/** Checks that failed somewhere, the most frequent first; those that were assessed nowhere are named apart. */
export function countChecks(sites: readonly SiteValues[]): {failing: CheckCount[]; unseenEverywhere: string[]} {
  const counts = new Map<string, CheckCount>()
  const at = (check: string, severity: SiteSeverity) => {
    const known = counts.get(check)
    const count = known ?? {check, severity, fail: 0, unknown: 0}
    if (!known) counts.set(check, count)
    if (siteSeverities.indexOf(severity) < siteSeverities.indexOf(count.severity)) count.severity = severity
    return count
  }
  for (const {findings, unknown} of sites) {
    for (const {check, severity} of findings) at(check, severity).fail++
    for (const {check, severity} of unknown) at(check, severity).unknown++
  }
  const all = [...counts.values()]
  return {
    failing: all
      .filter(({fail}) => fail > 0)
      .sort(
        (a, b) =>
          siteSeverities.indexOf(a.severity) - siteSeverities.indexOf(b.severity) || b.fail - a.fail || (a.check < b.check ? -1 : 1),
      ),
    unseenEverywhere: all
      .filter(({unknown}) => unknown === sites.length)
      .map(({check}) => check)
      .sort(),
  }
}

/** By unit in the order of the alphabet: one measurement is no ground for a league table. */
export function countUnits(sites: readonly SiteValues[], unmeasured: readonly UnmeasuredSite[]): UnitCount[] {
  const units = new Map<string | undefined, UnitCount>()
  const at = (unit: string | undefined) => {
    const known = units.get(unit)
    const count = known ?? {unit, sites: 0, answering: 0, alerts: 0, critical: 0, high: 0, noLetter: 0}
    if (!known) units.set(unit, count)
    count.sites++
    return count
  }
  for (const {unit, status, findings, grade} of sites) {
    const count = at(unit)
    if (status === 'ok') count.answering++
    if (findings.some(({alert}) => alert)) count.alerts++
    count.critical += findings.filter(({severity}) => severity === 'critical').length
    count.high += findings.filter(({severity}) => severity === 'high').length
    if (grade.letter === undefined) count.noLetter++
  }
  for (const {unit} of unmeasured) at(unit).noLetter++
  return [...units.values()].sort((a, b) => (a.unit ?? '\uFFFF').localeCompare(b.unit ?? '\uFFFF', 'vi'))
}
