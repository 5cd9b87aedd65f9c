import {createHash} from 'node:crypto'
import {basename} from 'node:path'
import {loadReconciler} from '../audit/load-reconciler.ts'
import {cleanText} from '../import/clean.ts'
import type {DeviceFields, ImportedDevice, ImportedEndpoint, ImportedTarget, Source} from '../import/importer.ts'
import {idOf} from '../import/target-id.ts'
import {mergeSnapshots} from '../inventory/merge-facts.ts'
import type {Reconciler} from '../inventory/reconcile.ts'
import {currentActor} from '../lib/actor.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {Identity} from '../model/identity.ts'
import {identityOf} from '../model/identity-of.ts'
import {type Snapshot, snapshotSchema} from '../model/snapshot.ts'
import type {DeviceCounts} from '../register/merge-devices.ts'
import type {Store} from '../store/store.ts'
import {toolName, toolVersion} from '../version.ts'
import {enterDevices} from './import-devices.ts'
import type {FileReport, Receiver} from './import-files.ts'
import {summaryOf} from './import-json.ts'

/** How many targets of a file were stored, and how many were not because the workspace knows the same or newer. */
export interface Stored {
  stored: number
  older: number
  /** PCs that may be ones already known: they are kept apart until a person says. */
  unsure?: UnsureMachine[]
  /** What became of printers, switches and rows of asset books, which go into the register. */
  devices?: DeviceCounts
}

/** A PC, and the known ones it resembles. */
export interface UnsureMachine {
  id: string
  name: string
  like: string[]
}

/** Keeps imported targets in a workspace, with one journal entry a file. */
export function createImportStore(store: Store): {
  /** Gives a target the id under which the workspace knows it, or will. */
  identify: (target: ImportedTarget) => ImportedTarget | Promise<ImportedTarget>
  take: Receiver['take']
  end: (report: FileReport, source: Source | undefined) => Promise<Stored>
} {
  let counts: Stored = {stored: 0, older: 0}
  let devices: DeviceFields[] = []
  let unsure: UnsureMachine[] = []
  let reconciler: Promise<Reconciler> | undefined
  const identify = async (target: ImportedEndpoint): Promise<ImportedTarget> => {
    reconciler ??= loadReconciler(store)
    const machines = await reconciler
    const identity = joined(target.identity, identityOf(target.facts))
    const resolved = machines.resolve(identity, idOf(target))
    machines.put(resolved.id, identity)
    if (resolved.kind === 'ask') unsure.push({id: resolved.id, name: target.name, like: resolved.candidates.map(({id}) => id)})
    return {...target, id: resolved.id, identity}
  }
  return {
    identify: (target) => (target.kind === 'endpoint' ? identify(target) : target),
    take: async (target) => {
      if (target.kind === 'device') devices.push(target.device)
      else counts[(await keep(store, target)) ? 'stored' : 'older']++
    },
    end: async (report, source) => {
      const done = counts
      counts = {stored: 0, older: 0}
      const told = devices
      devices = []
      if (unsure.length > 0) done.unsure = unsure
      unsure = []
      if (told.length > 0) done.devices = await enterDevices(store, told, nameOf(report.file))
      if (source && (done.stored > 0 || told.length > 0)) await enter(store, report, source, done)
      return done
    },
  }
}

/** False when what is stored was seen later: an old file must not make the newest facts old. Of a PC each fact counts by itself. */
async function keep(store: Store, target: Exclude<ImportedTarget, ImportedDevice>): Promise<boolean> {
  const id = idOf(target)
  const collectedAt = target.observedAt ?? newestOf(target)
  const known = await store.readTarget(id)
  if (known && target.kind === 'host' && Date.parse(known.snapshot.collectedAt) > Date.parse(collectedAt)) return false
  const {kind, name, facts} = target
  const snapshot: Snapshot = {
    schema: snapshotSchema,
    target: {kind, id, name},
    collectedAt,
    tool: {name: toolName, version: toolVersion},
    facts,
  }
  const merged = known && kind === 'endpoint' ? mergeSnapshots(known.snapshot, snapshot) : snapshot
  if (known && stableJson(merged.facts) === stableJson(known.snapshot.facts)) return false
  await store.putSnapshot(merged, new Date().toISOString(), target.identity)
  return true
}

/** What the file says, completed by what its facts say. */
function joined(told: Identity, seen: Identity): Identity {
  return {
    ...seen,
    ...told,
    macs: told.macs.length > 0 ? told.macs : seen.macs,
    addresses: told.addresses.length > 0 ? told.addresses : seen.addresses,
  }
}

/** Facts carry their own time; a target without any was never seen. */
function newestOf({facts}: ImportedTarget): string {
  const times = Object.values(facts).flatMap((fact) => (fact ? [fact.at] : []))
  return times.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? new Date(0).toISOString()
}

function nameOf(path: string): string {
  return `file ${cleanText(basename(path), 200) ?? '?'}`
}

async function enter(store: Store, report: FileReport, source: Source, stored: Stored): Promise<void> {
  const hash = createHash('sha256')
  for await (const bytes of source.scan?.() ?? source.open()) hash.update(bytes)
  const {format} = report
  const file = {name: source.name, bytes: source.sizeBytes, sha256: hash.digest('hex')}
  await store.appendJournal({
    at: new Date().toISOString(),
    actor: currentActor(),
    action: 'import',
    object: nameOf(source.name),
    payload: stableJson({schema: 'stp-sec/import/1', file, format, ...summaryOf(report, 'vi'), ...stored}),
  })
}
