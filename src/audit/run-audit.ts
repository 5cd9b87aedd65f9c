import {createLifecycle} from '../check/lifecycle.ts'
import type {Content} from '../content/content.ts'
import {loadSample} from '../content/load-sample.ts'
import {stableJson} from '../lib/stable-json.ts'
import type {AssessedSystem} from '../model/assessed-system.ts'
import type {Assessment} from '../model/assessment.ts'
import type {DataAge} from '../model/data-sets.ts'
import type {EndpointFactName} from '../model/facts/index.ts'
import {identityOf} from '../model/identity-of.ts'
import type {Notice} from '../model/notice.ts'
import type {Register} from '../model/register.ts'
import type {Snapshot} from '../model/snapshot.ts'
import type {Language} from '../model/text.ts'
import type {Workspace} from '../model/workspace.ts'
import {collectThisMachine} from '../pipeline.ts'
import {createFolderStore, openToWrite} from '../store/folder-store.ts'
import {softwarePath} from '../store/software-file.ts'
import type {Store} from '../store/store.ts'
import {StoreError} from '../store/store-error.ts'
import {makeBundle} from './bundle.ts'
import {chooseSystems} from './choose-systems.ts'
import {asksForOffices, type EndpointOffices, endpointOffices} from './endpoint-offices.ts'
import {endpointRow} from './endpoint-row.ts'
import type {Inputs} from './inputs.ts'
import {loadReconciler} from './load-reconciler.ts'
import {type AssessmentPackage, addManifest, makePackage} from './make-package.ts'
import {type ManifestEntry, manifestName, sha256} from './manifest.ts'
import {mustFindBasis} from './must-find-basis.ts'
import {findPrevious} from './previous.ts'
import {resolveSystem} from './resolve-system.ts'
import {systemSnapshots} from './system-snapshots.ts'
import {withWorkspaceData} from './workspace-data.ts'

export type AuditStep =
  | {step: 'collect'; fact: EndpointFactName; done: number; total: number}
  | {step: 'judge' | 'report' | 'store'; system: string}

export interface AuditOptions {
  folder: string
  content: Content
  now: Date
  /** Day of assessment, `YYYY-MM-DD`. */
  on: string
  language: Language
  /** Who runs it, for manifest and journal. */
  actor: string
  command: string
  signal: AbortSignal
  /** The system this machine is assessed with, where the register does not say. */
  system?: string | undefined
  /** The older catalogue of the dossier instead of the one in force. */
  policy?: string | undefined
  onStep?: (step: AuditStep) => void
}

export interface StoredAssessment {
  system: AssessedSystem
  assessment: Assessment
  files: (ManifestEntry & {absolute: string})[]
}

export interface AuditOutcome {
  workspace: string
  created: boolean
  snapshot: Snapshot
  assessments: StoredAssessment[]
  notices: Notice[]
  /** How old the data sets are that were used. */
  dataSets: readonly DataAge[]
}

/**
 * The main job: collect this machine, judge and grade every system it belongs to, write the folder of evidence.
 * Nothing is written before everything is made; the writing itself is short and in an order that a crash cannot harm.
 */
export async function runAudit(given: AuditOptions): Promise<AuditOutcome> {
  const {folder, signal} = given
  const writer = {command: given.command, at: given.now.toISOString()}
  const store = await openExisting(folder, writer)
  try {
    const options = {...given, content: await withWorkspaceData(given.content, store)}
    const sample = store ? undefined : loadSample()
    const workspace = sample?.workspace ?? (await mustRead(store).readWorkspace())
    const register = sample?.register ?? (await mustRead(store).readRegister())
    const notices: Notice[] = []
    if (!store) notices.push({code: 'sample-created', values: {path: folder}})
    if (workspace.sample) notices.push({code: 'sample-workspace', values: {}})
    const collected = await collectThisMachine(options.now, {
      signal,
      onFact: (fact, done, total) => options.onStep?.({step: 'collect', fact, done, total}),
    })
    signal.throwIfAborted()
    const snapshot = store ? await underKnownId(collected, store) : collected
    const chosen = chooseSystems(register, snapshot.target, options.system, notices, `${folder}/register.json`)
    notices.push(...noticesAbout(snapshot, options.content))
    const offices = await endpointOffices(options.content.software, store, chosen.register, snapshot)
    const packages: {system: AssessedSystem; made: AssessmentPackage}[] = []
    for (const entry of chosen.systems) {
      const system = resolveSystem(chosen.register, entry)
      if (!system) continue
      if (system.levelStatus === 'proposed') notices.push({code: 'level-not-approved', values: {level: system.level}})
      const made = await assessOne(options, store, workspace, chosen.register, system, snapshot, offices)
      packages.push({system, made})
      signal.throwIfAborted()
    }
    return await commit(options, store, {
      workspace,
      register: chosen.register,
      changed: chosen.register !== register || !store,
      snapshot,
      packages,
      notices,
    })
  } finally {
    await store?.close()
  }
}

/** A file may have told of this machine before it ran the tool: it keeps the id it got then. A doubt leaves both apart. */
async function underKnownId(snapshot: Snapshot, store: Store): Promise<Snapshot> {
  const {target} = snapshot
  const resolved = (await loadReconciler(store)).resolve(identityOf(snapshot.facts), target.id)
  return resolved.id === target.id ? snapshot : {...snapshot, target: {...target, id: resolved.id}}
}

async function openExisting(folder: string, writer: {command: string; at: string}): Promise<Store | undefined> {
  try {
    return await openToWrite(folder, writer)
  } catch (error) {
    if (error instanceof StoreError && error.code === 'no-workspace') return undefined
    throw error
  }
}

function noticesAbout(snapshot: Snapshot, content: Content): Notice[] {
  const notices: Notice[] = []
  const {os} = snapshot.facts
  if (!os?.ok) notices.push({code: 'unsupported-os', values: {target: snapshot.target.name, os: os?.detail ?? 'os'}})
  else if (os.value.cycle !== undefined && endpointRow(snapshot, createLifecycle(content.lifecycle)).supportEnds === undefined)
    notices.push({
      code: 'fact-missing',
      values: {fact: `${os.value.product} ${os.value.cycle}`, reason: content.words.labels.reason['no-lifecycle-data'].vi},
    })
  const closed = Object.values(snapshot.facts)
    .flatMap((fact) => (fact?.ok ? Object.values(fact.gaps ?? {}) : fact ? [fact] : []))
    .filter((item) => item.reason === 'no-rights')
  if (closed.length > 0) notices.push({code: 'collected-without-rights', values: {count: closed.length}})
  return notices
}

async function assessOne(
  options: AuditOptions,
  store: Store | undefined,
  workspace: Workspace,
  register: Register,
  system: AssessedSystem,
  snapshot: Snapshot,
  offices: EndpointOffices,
): Promise<AssessmentPackage> {
  const {content, on, language} = options
  const basis = mustFindBasis(content, on, system, options.policy)
  const snapshots = await systemSnapshots(system, store, snapshot)
  const own = <T extends {system: string}>(items: readonly T[]) => items.filter((item) => item.system === system.id)
  const {declared, members} = system.endpoints
  const tasks = own(register.tasks)
  const head = await store?.readJournalHead()
  const given: Omit<Inputs, 'id'> = {
    schema: 'stp-sec/inputs/1',
    on,
    language,
    workspace,
    system,
    attestations: own(register.attestations),
    waivers: own(register.waivers),
    ...(tasks.length > 0 ? {tasks} : {}),
    ...(head && head.seq > 0 ? {journal: {seq: head.seq, hash: head.hash.slice(0, 16)}} : {}),
    ...(asksForOffices(content.software) ? {offices: officesOfMembers(offices, members)} : {}),
    ...(declared === undefined ? {} : {declaredTargets: Math.max(declared, members.length)}),
  }
  const identity = sha256(stableJson([given, snapshots, makeBundle(content, basis)])).slice(0, 8)
  const previous = store && (await findPrevious(store, system.id, on))
  const made = await makePackage(content, basis, {...given, id: `${system.id}-${on}-${identity}`}, snapshots, {
    previous,
    onStep: (step) => options.onStep?.({step, system: system.name}),
  })
  return made
}

function officesOfMembers(offices: EndpointOffices, members: readonly string[]): EndpointOffices {
  return Object.fromEntries(members.flatMap((id) => (offices[id] === undefined ? [] : [[id, offices[id]]])))
}

interface Work {
  workspace: Workspace
  register: Register
  changed: boolean
  snapshot: Snapshot
  packages: {system: AssessedSystem; made: AssessmentPackage}[]
  notices: Notice[]
}

async function commit(options: AuditOptions, open: Store | undefined, work: Work): Promise<AuditOutcome> {
  const at = options.now.toISOString()
  const store = open ?? (await createFolderStore(options.folder, work.workspace, {command: options.command, at}))
  try {
    const {actor} = options
    if (work.changed)
      await store.updateRegister(
        () => work.register,
        () => ({
          at,
          actor,
          action: open ? 'register.update' : 'workspace.create',
          object: 'register',
          payload: stableJson(work.register),
        }),
      )
    await store.putSnapshot(work.snapshot, at, identityOf(work.snapshot.facts))
    // The snapshot itself stays in history/; kept twice, a year of many PCs would double the workspace.
    await store.appendJournal({
      at,
      actor,
      action: 'snapshot.put',
      object: work.snapshot.target.id,
      payload: stableJson(work.snapshot),
      keep: false,
    })
    const {workspace: own} = options.content.software
    if (own)
      await store.appendJournal({
        at,
        actor,
        action: 'software-rules.use',
        object: `${softwarePath} ${own.sha256}`,
        payload: stableJson(options.content.software),
      })
    const assessments: StoredAssessment[] = []
    const stored = new Set(await store.listAssessments())
    for (const {system, made} of work.packages) {
      options.onStep?.({step: 'store', system: system.name})
      const {id} = made.assessment
      addManifest(made, at, actor)
      if (!stored.has(id)) {
        await store.putAssessment(id, made.files)
        await store.appendJournal({at, actor, action: 'assessment.put', object: id, payload: made.files.get(manifestName) ?? ''})
      }
      assessments.push({
        system,
        assessment: made.assessment,
        files: made.entries.map((entry) => ({...entry, absolute: `${options.folder}/assessments/${id}/${entry.path}`})),
      })
    }
    return {
      workspace: options.folder,
      created: !open,
      snapshot: work.snapshot,
      assessments,
      notices: work.notices,
      dataSets: options.content.dataSets ?? [],
    }
  } finally {
    if (!open) await store.close()
  }
}

function mustRead(store: Store | undefined): Store {
  if (!store) throw new Error('no store is open')
  return store
}
