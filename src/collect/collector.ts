import type {Collected} from '../model/collected.ts'
import type {EndpointFactName} from '../model/facts/index.ts'
import type {Probe} from './probe.ts'

export type {Collected}

/**
 * One fact of an endpoint. `collect` asks through the probe and hands the text to parsers; it never throws for what a
 * machine may do (a throw is caught and becomes reason `error`).
 */
export interface Collector<N extends EndpointFactName> {
  fact: N
  collect: (probe: Probe) => Promise<Collected<N>>
}
