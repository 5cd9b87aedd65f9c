import type {Identity} from '../model/identity.ts'
import type {ColumnMapping} from '../model/import-columns.ts'
import type {Device} from '../model/register.ts'
import type {EndpointFactSet, HostFactSet} from '../model/snapshot.ts'
import type {Localized} from '../model/text.ts'

/** A file to import. `open` streams it from the start; nobody reads a whole file into memory that could be large. */
export interface Source {
  /** As the user named it, for messages. */
  name: string
  sizeBytes: number
  /** The first bytes, at most 64 KB: what formats are recognised by. */
  head: Uint8Array
  open(): AsyncIterable<Uint8Array>
  /** The same, each piece in the place of the one before: for who has done with a piece when it asks for the next. */
  scan?(): AsyncIterable<Uint8Array>
  /** Where the source is a folder: its files. */
  files?: FolderFiles
}

/** The plain files of a folder, in memory. */
export interface FolderFiles {
  names: readonly string[]
  read(name: string): Uint8Array | undefined
  /** What was left out. */
  refused: {name: string; reason: 'not-plain' | 'too-large'}[]
  /** When the file of endings was last written. */
  endedAt: Date | undefined
}

interface Imported {
  /** Where the format itself settles it; otherwise it follows from the identity. */
  id?: string
  name: string
  identity: Identity
  /** When the source saw it, ISO 8601 UTC; undefined where the file does not say, never the time of import. */
  observedAt: string | undefined
}

/** One machine out of a file, before anybody has asked whether it is known. */
export type ImportedTarget = ImportedEndpoint | ImportedHost | ImportedDevice
export type ImportedEndpoint = Imported & {kind: 'endpoint'; facts: EndpointFactSet}
export type ImportedHost = Imported & {kind: 'host'; facts: HostFactSet}
/** What no facts are judged of: a row of an asset book, a printer that answered SNMP. It belongs in the register of devices. */
export type ImportedDevice = Imported & {kind: 'device'; device: DeviceFields; facts: Record<string, never>}
/** What a file says of a device; a person gives it its id. */
export type DeviceFields = Omit<Device, 'id'>

/** Why records were left out, in words for the officer; counted by reason. */
export interface Dropped {
  reason: Localized
  count: number
}

/** What a scan of a network says of itself. Counts are of what stands in the file. */
export interface ScanSummary {
  tool: string
  version?: string | undefined
  args?: string | undefined
  startedAt?: string | undefined
  hostsUp: number
  hostsDown: number
  openPorts: number
  /** Totals as the tool prints them: they include hosts that the file does not hold. */
  reported?: {up: number; down: number} | undefined
}

/** What became of a file. `mapped` counts records that became a target or part of one. */
export interface ImportOutcome {
  read: number
  mapped: number
  dropped: Dropped[]
  /** Why the end of the file is missing or unreadable; what was complete before it is kept. */
  incomplete?: Localized
  scan?: ScanSummary
  /** What the officer should know of how the file was understood. */
  notes?: Localized[]
  /** How the columns of a list were read, for the next list with the same headings. */
  mappings?: ColumnMapping[]
}

/** Reads one format. Never throws for what a file may hold: damage ends in `incomplete` or in `dropped`. */
export interface Importer {
  format: string
  /** The name of the format for people. */
  title: Localized
  /** What to do where nothing could be taken from a file; without it, what holds for the output of any tool. */
  whenNothing?: Localized
  /** By content, never by the file's name alone. */
  recognises(head: string, source: Source): boolean
  read(source: Source, emit: (target: ImportedTarget) => void | Promise<void>): Promise<ImportOutcome>
}
