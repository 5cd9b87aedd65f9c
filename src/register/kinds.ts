import type {z} from 'zod'
import {assessmentRecord, device, document, incident, person, type Register, system, training} from '../model/register.ts'
import type {EntryKind} from '../model/register-words.ts'
import {site} from '../model/registered-site.ts'

/** What all entries have in common; each kind adds its own fields, known from its schema. */
export interface Entry {
  id: string
  [key: string]: unknown
}

type Collection = 'systems' | 'documents' | 'people' | 'incidents' | 'trainings' | 'assessments' | 'devices' | 'sites'

/** Where entries of a kind stand in the register, their shape, and the field one calls them by. */
export const kinds = {
  system: {collection: 'systems', shape: system, title: 'name'},
  document: {collection: 'documents', shape: document, title: 'title'},
  person: {collection: 'people', shape: person, title: 'name'},
  incident: {collection: 'incidents', shape: incident, title: 'title'},
  training: {collection: 'trainings', shape: training, title: 'title'},
  assessment: {collection: 'assessments', shape: assessmentRecord, title: 'assessor'},
  device: {collection: 'devices', shape: device, title: 'name'},
  site: {collection: 'sites', shape: site, title: 'name'},
} as const satisfies Record<EntryKind, {collection: Collection; shape: z.ZodObject; title: string}>

export function entriesOf(register: Register, kind: EntryKind): readonly Entry[] {
  return register[kinds[kind].collection]
}

/** The register with other entries of one kind; the store checks the whole before it writes. */
export function withEntries(register: Register, kind: EntryKind, entries: readonly Entry[]): Register {
  return {...register, [kinds[kind].collection]: entries} as Register
}

export function titleOf(kind: EntryKind, entry: Entry): string {
  return String(entry[kinds[kind].title] ?? entry.id)
}
