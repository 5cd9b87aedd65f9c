import {createHash} from 'node:crypto'
import {brokenFact, toFact} from '../model/collected.ts'
import type {Fact} from '../model/fact.ts'
import {type EndpointFactName, endpointFactNames} from '../model/facts/index.ts'
import {type EndpointFactSet, type Snapshot, snapshotSchema, type Target} from '../model/snapshot.ts'
import {buildWindowsFacts} from '../windows/build-facts.ts'
import {machineGuid, windowsIdentity} from '../windows/identity.ts'
import type {WindowsTables} from '../windows/look.ts'
import {readSources} from '../windows/sources.ts'
import type {Collector} from './collector.ts'
import {endpointCollectors} from './endpoint/index.ts'
import type {Probe} from './probe.ts'
import {runSteps} from './windows/run-steps.ts'

export interface CollectOptions {
  tool: {name: string; version: string}
  /** What tells the names that Windows and its programs give. */
  windows?: WindowsTables
  /** Told of each fact as it comes in, for progress. */
  onFact?: (name: EndpointFactName, done: number, total: number) => void
}

/** Asks a machine for every fact at once. Whatever goes wrong with one fact stays with that fact. */
export async function collectEndpoint(probe: Probe, options: CollectOptions): Promise<Snapshot> {
  const at = probe.now.toISOString()
  if (probe.platform === 'win32' && options.windows) return collectWindows(probe, options.windows, options, at)
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

/** Windows answers to everybody in the same files: they are all asked first, then read. */
async function collectWindows(probe: Probe, tables: WindowsTables, {tool, onFact}: CollectOptions, at: string): Promise<Snapshot> {
  const look = {...readSources(await runSteps(probe)), tables}
  const facts = buildWindowsFacts(look, at)
  for (const [index, name] of endpointFactNames.entries()) onFact?.(name, index + 1, endpointFactNames.length)
  const name = windowsIdentity(look, facts).hostname ?? 'unknown'
  const uuid = facts.hardware?.ok ? facts.hardware.value.uuid : undefined
  const id = endpointId(machineGuid(look) ?? uuid ?? `name:${name}`)
  return {schema: snapshotSchema, target: {kind: 'endpoint', id, name}, collectedAt: at, tool, facts}
}

async function collectFact(name: EndpointFactName, probe: Probe, at: string): Promise<Fact> {
  if (probe.platform !== 'linux' && probe.platform !== 'darwin')
    return {ok: false, reason: 'not-supported', detail: `${name} is not collected on ${probe.platform} yet`, source: 'stp-sec', at}
  const collector = endpointCollectors[name] as Collector<EndpointFactName>
  try {
    return toFact(name, await collector.collect(probe), at)
  } catch (error) {
    return brokenFact(`the collector of ${name} failed: ${error instanceof Error ? error.message : String(error)}`, at)
  }
}

/** The same machine keeps its id: a hash of the machine id, which is unique by design, else of its host name. */
async function identify(probe: Probe, facts: EndpointFactSet): Promise<Target> {
  const os = facts.os?.ok ? facts.os.value : undefined
  const hardware = facts.hardware?.ok ? facts.hardware.value : undefined
  const name = os?.hostname || 'unknown'
  const machineId = await probe.readText('/etc/machine-id')
  const seed = (machineId.ok && machineId.value.trim()) || hardware?.uuid || `name:${name}`
  return {kind: 'endpoint', id: endpointId(seed), name}
}

function endpointId(seed: string): string {
  return `pc-${createHash('sha256').update(`stp-sec endpoint ${seed}`).digest('hex').slice(0, 12)}`
}
