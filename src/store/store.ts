import {z} from 'zod'
import type {DataIndex, DataSetId, DataVersion} from '../model/data-sets.ts'
import type {EndpointRow} from '../model/endpoint-index.ts'
import {type Identity, identity} from '../model/identity.ts'
import type {Register} from '../model/register.ts'
import {type Snapshot, snapshot} from '../model/snapshot.ts'
import {storedTarget, type Workspace} from '../model/workspace.ts'
import type {StoredDataSet} from './data-sets.ts'
import type {StoredKind} from './documents.ts'
import type {JournalEntry, JournalHead, JournalReport, NewJournalEntry} from './journal-entry.ts'
import type {Payload} from './payloads.ts'
import type {SoftwareFile} from './software-file.ts'
import type {StoreError} from './store-error.ts'

export type {JournalEntry, JournalHead, JournalProblem, JournalReport, NewJournalEntry} from './journal-entry.ts'

export const storedTargetSchema = 'stp-sec/target/1'

/** One target as stored: its newest facts, and when it was first and last seen. */
export interface StoredTarget {
  schema: typeof storedTargetSchema
  firstSeenAt: string
  lastSeenAt: string
  snapshot: Snapshot
  /** What its sources said of which machine it is, all of it; the facts hold a part. */
  identity?: Identity | undefined
}

// The schema of facts is built from a table, which loses their types; `Snapshot` has them.
export const storedTargetShape = z.strictObject({
  schema: z.literal(storedTargetSchema),
  ...storedTarget.shape,
  snapshot,
  identity: identity.optional(),
}) as unknown as z.ZodType<StoredTarget>

/** A listed target: one damaged file must neither hide the others nor itself be passed over. */
export type ListedTarget = {ok: true; id: string; target: StoredTarget} | {ok: false; id: string; error: StoreError}

/** A listed PC: a damaged document is no missing PC. */
export type ListedEndpoint = {ok: true; row: EndpointRow} | {ok: false; id: string; error: StoreError}

/** Files of one assessment; a name may have folders: `evidence/screenshot.png`. */
export type AssessmentFiles = ReadonlyMap<string, Uint8Array>

/** What can be read of a workspace, by any number of processes at once. Every failure foreseen is a thrown `StoreError`. */
export interface StoreReader {
  readWorkspace(): Promise<Workspace>
  readRegister(): Promise<Register>
  readTarget(id: string): Promise<StoredTarget | undefined>
  /** All targets, or those of some kinds, in the order of their ids, one in memory at a time. */
  listTargets(kinds?: readonly StoredKind[]): AsyncIterable<ListedTarget>
  /** A line of each PC, out of a cache where its document has not changed since; what cannot be read is handed over as such. */
  listEndpoints(): Promise<ListedEndpoint[]>
  /** The snapshot that was the newest at a moment (ISO 8601), the moment included. */
  snapshotOn(id: string, at: string): Promise<Snapshot | undefined>
  /** When a target was stored and when that was collected, the oldest first. */
  listCollections(id: string): Promise<{at: string; collectedAt: string}[]>
  listAssessments(): Promise<string[]>
  readAssessment(id: string): Promise<AssessmentFiles | undefined>
  /** Which versions of data sets are kept, and which of them are in use. */
  readDataIndex(): Promise<DataIndex>
  /** The version of a set in use; undefined where none was ever imported. */
  readDataSet(set: DataSetId): Promise<StoredDataSet | undefined>
  /** software.yaml beside workspace.json, unread; undefined where there is none. */
  readSoftwareFile(): Promise<SoftwareFile | undefined>
  readJournal(): AsyncIterable<JournalEntry>
  /** Where the journal ends. */
  readJournalHead(): Promise<JournalHead>
  /** What a journal entry is about, by the hash it names. */
  readPayload(sha256: string): Promise<Payload>
  /** Checks every line; `trusted` is a head kept outside the workspace, on a signed report for example. */
  verifyJournal(trusted?: JournalHead): Promise<JournalReport>
  close(): Promise<void>
}

/** A workspace open for writing: one process at a time. Times come as arguments; a store has no clock. */
export interface Store extends StoreReader {
  updateWorkspace(change: (workspace: Workspace) => Workspace): Promise<Workspace>
  /** Changes the register together with the journal entry about it, both or neither; without an entry nothing changes. */
  updateRegister(
    change: (register: Register) => Register,
    entryOf: (before: Register, after: Register) => NewJournalEntry | undefined,
  ): Promise<Register>
  /** Stores what was seen at `at`; refuses an `at` before the last one. */
  putSnapshot(snapshot: Snapshot, at: string, identity?: Identity): Promise<StoredTarget>
  /** Takes a target out of the workspace; its last document goes into the journal as a payload, its history stays. */
  removeTarget(id: string, entryOf: (target: StoredTarget) => NewJournalEntry): Promise<void>
  /** Stores a finished assessment for good. The same id with the same bytes is fine, with others an error. */
  putAssessment(id: string, files: ReadonlyMap<string, Uint8Array | string>): Promise<void>
  /** Keeps a checked version of a data set and puts it in use. */
  putDataSet(set: DataSetId, version: DataVersion, bytes: Uint8Array, entry: NewJournalEntry): Promise<void>
  /** Puts a version that is kept in use again. */
  useDataVersion(set: DataSetId, file: string, entry: NewJournalEntry): Promise<DataVersion>
  appendJournal(entry: NewJournalEntry): Promise<JournalEntry>
}
