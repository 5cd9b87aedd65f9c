import {createHash} from 'node:crypto'
import type {Fact} from '../model/fact.ts'
import {type EndpointFactName, endpointFactNames, endpointFacts} from '../model/facts/index.ts'
import {type EndpointFactSet, type Snapshot, snapshotSchema, type Target} from '../model/snapshot.ts'
import type {Collected, Collector} from './collector.ts'
import {endpointCollectors} from './endpoint/index.ts'
import type {Probe} from './probe.ts'

export interface CollectOptions {
  tool: {name: string; version: string}
  /** Told of each fact as it comes in, for progress. */
  onFact?: (name: EndpointFactName, done: number, total: number) => void
}

/** Asks a machine for every fact at once. Whatever goes wrong with one fact stays with that fact. */
export async function collectEndpoint(probe: Probe, options: CollectOptions): Promise<Snapshot> {
  const at = probe.now.toISOString()
  let done = 0
  const entries = await Promise.all(
    endpointFactNames.map(async (name): Promise<[EndpointFactName, Fact]> => {
      const fact = await collectFact(name, probe, at)
      options.onFact?.(name, ++done, endpointFactNames.length)
      return [name, fact]
    }),
  )
  const facts = Object.fromEntries(entries) as EndpointFactSet
  return {schema: snapshotSchema, target: await identify(probe, facts), collectedAt: at, tool: options.tool, facts}
}

async function collectFact(name: EndpointFactName, probe: Probe, at: string): Promise<Fact> {
  const missing = (reason: 'not-supported' | 'error', detail: string): Fact => ({
    ok: false,
    reason,
    detail: detail.slice(0, 500),
    source: 'stp-sec',
    at,
  })
  if (probe.platform !== 'linux' && probe.platform !== 'darwin')
    return missing('not-supported', `${name} is not collected on ${probe.platform} yet`)
  const collector = endpointCollectors[name] as Collector<EndpointFactName>
  let collected: Collected<EndpointFactName>
  try {
    collected = await collector.collect(probe)
  } catch (error) {
    return missing('error', `the collector of ${name} failed: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (!collected.ok) return {ok: false, reason: collected.reason, detail: collected.detail.slice(0, 500), source: collected.source, at}
  // A value that breaks its own schema is a bug of ours; it must not reach a check.
  const parsed = endpointFacts[name].safeParse(collected.value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return missing('error', `the collector of ${name} gave an invalid value at ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const gaps = collected.gaps && Object.keys(collected.gaps).length > 0 ? {gaps: collected.gaps} : {}
  return {ok: true, value: parsed.data, ...gaps, source: collected.source.slice(0, 500), at}
}

/** The same machine keeps its id: a hash of the machine id, which is unique by design, else of its host name. */
async function identify(probe: Probe, facts: EndpointFactSet): Promise<Target> {
  const os = facts.os?.ok ? facts.os.value : undefined
  const hardware = facts.hardware?.ok ? facts.hardware.value : undefined
  const name = os?.hostname || 'unknown'
  const machineId = await probe.readText('/etc/machine-id')
  const seed = (machineId.ok && machineId.value.trim()) || hardware?.uuid || `name:${name}`
  return {kind: 'endpoint', id: `pc-${createHash('sha256').update(`stp-sec endpoint ${seed}`).digest('hex').slice(0, 12)}`, name}
}
