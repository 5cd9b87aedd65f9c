import type {Gap} from '../model/fact.ts'
import type {EndpointFactName, EndpointFactValue} from '../model/facts/index.ts'
import type {Probe, Seen} from './probe.ts'

/** What a collector hands over: the value, where it came from, and which fields it could not see. */
export type Collected<N extends EndpointFactName> =
  | {ok: true; value: EndpointFactValue<N>; source: string; gaps?: Record<string, Gap>}
  | (Extract<Seen<never>, {ok: false}> & {source: string})

/**
 * One fact of an endpoint. `collect` asks through the probe and hands the text to parsers; it never throws for what a
 * machine may do (a throw is caught and becomes reason `error`).
 */
export interface Collector<N extends EndpointFactName> {
  fact: N
  collect: (probe: Probe) => Promise<Collected<N>>
}
