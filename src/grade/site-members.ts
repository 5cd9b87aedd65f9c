import type {AssessedSite} from '../model/assessed-system.ts'
import type {Tally, Verdict} from '../model/assessment.ts'
import type {Notice} from '../model/notice.ts'
import type {Requirement} from '../model/policy.ts'
import {type Ratios, verdictOf} from './verdict.ts'

/** Sites of a system while it is graded: which of them are registered, and which somebody has looked at. */
export interface SiteScope {
  registered: readonly AssessedSite[]
  seen: ReadonlySet<string>
}

/** Whether a requirement speaks of a site; one whose kind nobody has said is meant by all. */
export function speaksOfSite(requirement: Pick<Requirement, 'sites'>, kind: AssessedSite['kind']): boolean {
  return requirement.sites === undefined || kind === undefined || requirement.sites.includes(kind)
}

/** What the sites say about a requirement; `verdict` is absent where no site is there that it speaks of. */
export interface SitePart {
  verdict?: Verdict
  /** Registered sites that it speaks of and nobody has looked at: members that are unknown. */
  unseen: number
  reasons: Notice[]
}

/**
 * Sites count apart from machines: a hundred PCs in order do not make up for one open portal. A system without a
 * registered site is left to the question, as a network that nobody scanned is.
 */
export function sitePart(requirement: Requirement, tally: Tally, {registered, seen}: SiteScope, ratios: Ratios): SitePart {
  const own = registered.filter(({kind}) => speaksOfSite(requirement, kind))
  const unseen = own.filter(({id}) => !seen.has(id)).length
  if (tally.pass + tally.fail + tally.unknown + tally.notApplicable + unseen === 0)
    return {unseen, reasons: [{code: registered.length === 0 ? 'no-site-registered' : 'no-site-applies', values: {}}]}
  const verdict = verdictOf(tally, unseen, ratios)
  if (verdict === 'not-applicable') return {verdict, unseen, reasons: [{code: 'no-site-applies', values: {}}]}
  return {verdict, unseen, reasons: verdict === 'unknown' ? unseenSites({registered: own, seen}) : []}
}

/** Sites nobody has looked at, by name. */
export function unseenSites({registered, seen}: SiteScope): Notice[] {
  const missing = registered.filter(({id}) => !seen.has(id))
  if (missing.length === 0) return []
  const names = missing.map(({name}) => name).join(', ')
  return [{code: 'sites-unseen', values: {unseen: missing.length, declared: registered.length, names}}]
}
