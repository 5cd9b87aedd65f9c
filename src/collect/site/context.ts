import type {Gap, MissingReason} from '../../model/fact.ts'
import {type SiteFactName, type SiteFactValue, siteFacts} from '../../model/facts/site/index.ts'
import type {SiteFactSet} from '../../model/snapshot.ts'
import type {TrustAnchor} from '../../model/trust.ts'
import type {Fetcher} from './http/fetcher.ts'
import type {SiteNetwork} from './net/network.ts'
import type {Resolver} from './net/resolver.ts'

/** What is asked for: one address as a person or the register names it, taken apart. */
export interface SiteTarget {
  id: string
  url: string
  scheme: 'https' | 'http' | 'tls' | 'smtp'
  host: string
  port: number
  /** Domain whose mail is looked at, where the register names another one than the site's. */
  mailDomain?: string
  /** DKIM selectors that the register names: they cannot be found from outside. */
  dkimSelectors?: readonly string[]
  /** Roots of its own that the register names: its certificates may end at them as well. */
  roots?: readonly TrustAnchor[]
  /** Pages that the register names: looked at whatever else is found. */
  pages?: readonly string[]
}

/** All that a group of facts may use. Groups see no clock, file, environment or network but through it. */
export interface SiteContext {
  site: SiteTarget
  /** Addresses of the host that may be reached, resolved once: IPv4 first. Empty where there are none. */
  addresses: readonly string[]
  network: SiteNetwork
  resolver: Resolver
  fetcher: Fetcher
  /** Moment of the probe. Certificates and the like are judged by it. */
  now: Date
  /** Ends all work for this site: its deadline, or an interrupt. */
  signal: AbortSignal
  /** The person asked for checks beyond what a visitor does (`--active`). */
  active: boolean
}

/** What a group of facts hands over: each fact of its own, seen or with the reason why not. */
export type SiteCollected<N extends SiteFactName> =
  | {ok: true; value: SiteFactValue<N>; source: string; gaps?: Record<string, Gap>}
  | {ok: false; reason: MissingReason; detail: string; source: string}

export type CollectedSiteFacts = {[N in SiteFactName]?: SiteCollected<N>}

/** Collected values as facts. One that breaks its own schema is a bug of ours; it must not reach a check. */
export function toSiteFacts(collected: CollectedSiteFacts, at: string): SiteFactSet {
  const facts: Record<string, unknown> = {}
  for (const [name, one] of Object.entries(collected)) facts[name] = toSiteFact(name as SiteFactName, one, at)
  return facts as SiteFactSet
}

function toSiteFact(name: SiteFactName, collected: SiteCollected<SiteFactName>, at: string) {
  const source = collected.source.slice(0, 500)
  if (!collected.ok) return {ok: false, reason: collected.reason, detail: collected.detail.slice(0, 500), source, at}
  const parsed = siteFacts[name].safeParse(collected.value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const detail = `the probe gave an invalid value of ${name} at ${issue?.path.join('.')}: ${issue?.message}`
    return {ok: false, reason: 'error', detail: detail.slice(0, 500), source: 'stp-sec', at}
  }
  const gaps = collected.gaps && Object.keys(collected.gaps).length > 0 ? {gaps: collected.gaps} : {}
  return {ok: true, value: parsed.data, ...gaps, source, at}
}
