import type {Fact, Gap, MissingReason} from './fact.ts'
import {type EndpointFactName, type EndpointFactValue, endpointFacts} from './facts/index.ts'

/** What a collector hands over: the value, where it came from, and which fields it could not see. */
export type Collected<N extends EndpointFactName> =
  | {ok: true; value: EndpointFactValue<N>; source: string; gaps?: Record<string, Gap>}
  | {ok: false; reason: MissingReason; detail: string; source: string}

/** A collected value as a fact. One that breaks its own schema is a bug of ours; it must not reach a check. */
export function toFact(name: EndpointFactName, collected: Collected<EndpointFactName>, at: string): Fact {
  if (!collected.ok) return {ok: false, reason: collected.reason, detail: collected.detail.slice(0, 500), source: collected.source, at}
  const parsed = endpointFacts[name].safeParse(collected.value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return brokenFact(`the collector of ${name} gave an invalid value at ${issue?.path.join('.')}: ${issue?.message}`, at)
  }
  const gaps = collected.gaps && Object.keys(collected.gaps).length > 0 ? {gaps: collected.gaps} : {}
  return {ok: true, value: parsed.data, ...gaps, source: collected.source.slice(0, 500), at}
}

/** A fact whose collector failed. */
export function brokenFact(detail: string, at: string): Fact {
  return {ok: false, reason: 'error', detail: detail.slice(0, 500), source: 'stp-sec', at}
}
