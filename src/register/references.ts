import {nearest} from '../lib/nearest.ts'
import type {Register} from '../model/register.ts'
import type {EntryKind} from '../model/register-words.ts'
import type {Localized} from '../model/text.ts'
import {fieldsOf, valueIn} from './fields.ts'
import {type Entry, entriesOf} from './kinds.ts'

type Referred = 'system' | 'document' | 'office'

/** Fields that hold the id of something else. */
const references: Record<EntryKind, Readonly<Record<string, Referred>>> = {
  system: {offices: 'office', delegation: 'document', dossier: 'document', decision: 'document', regulation: 'document'},
  document: {systems: 'system'},
  person: {},
  incident: {systems: 'system'},
  training: {systems: 'system', document: 'document'},
  assessment: {system: 'system', document: 'document'},
  device: {office: 'office', wipeRecord: 'document'},
  site: {systems: 'system'},
}

/** Ids that may be referred to. */
export type KnownIds = Readonly<Record<Referred, readonly string[]>>

export interface FieldProblem {
  path: string
  value: string
  message: Localized
}

const names: Record<Referred, Localized> = {
  system: {vi: 'hệ thống', en: 'system'},
  document: {vi: 'văn bản', en: 'document'},
  office: {vi: 'trụ sở', en: 'office'},
}

export function knownIds(register: Register, offices: readonly string[]): KnownIds {
  return {system: register.systems.map(({id}) => id), document: register.documents.map(({id}) => id), office: offices}
}

/** Ids that an entry names and nobody has, each with the nearest one that somebody has. */
function danglingReferences(kind: EntryKind, entry: Entry, known: KnownIds): FieldProblem[] {
  return fieldsOf(kind).flatMap((field) => {
    const referred = references[kind][field.path]
    const value = valueIn(entry, field)
    if (referred === undefined || value === undefined) return []
    const ids = Array.isArray(value) ? value.map(String) : [String(value)]
    return ids.filter((id) => !known[referred].includes(id)).map((id) => dangling(field.path, id, referred, known[referred]))
  })
}

/** The same without those that the entry had before. */
export function newDanglingReferences(kind: EntryKind, entry: Entry, known: KnownIds, before: Entry | undefined): FieldProblem[] {
  const old = before ? danglingReferences(kind, before, known) : []
  return danglingReferences(kind, entry, known).filter(
    ({path, value}) => !old.some((other) => other.path === path && other.value === value),
  )
}

function dangling(path: string, id: string, referred: Referred, valid: readonly string[]): FieldProblem {
  const close = nearest(id, valid)
  const hint = (language: 'vi' | 'en') => {
    if (close !== undefined) return language === 'vi' ? `; có phải ý bạn là "${close}"?` : `; did you mean "${close}"?`
    if (valid.length === 0) return language === 'vi' ? '; chưa có mã nào' : '; there is none yet'
    return valid.length <= 8 ? (language === 'vi' ? `; đang có: ${valid.join(', ')}` : `; there are: ${valid.join(', ')}`) : ''
  }
  return {
    path,
    value: id,
    message: {vi: `không có ${names[referred].vi} mã "${id}"${hint('vi')}`, en: `there is no ${names[referred].en} "${id}"${hint('en')}`},
  }
}

/** Everything that would point into nothing without this entry: "document qd-151-stp". */
export function referrersOf(register: Register, kind: EntryKind, id: string): string[] {
  const own = (Object.keys(references) as EntryKind[]).flatMap((other) =>
    entriesOf(register, other)
      .filter((entry) => !(other === kind && entry.id === id) && refersTo(other, entry, kind, id))
      .map((entry) => `${other} ${entry.id}`),
  )
  if (kind === 'system') {
    for (const collection of ['attestations', 'waivers', 'tasks'] as const)
      own.push(...register[collection].filter(({system}) => system === id).map((entry) => `${collection.slice(0, -1)} ${entry.id}`))
  }
  if (kind === 'document') own.push(...register.completions.filter(({document}) => document === id).map((entry) => `calendar ${entry.id}`))
  return own
}

function refersTo(other: EntryKind, entry: Entry, kind: EntryKind, id: string): boolean {
  return fieldsOf(other).some((field) => {
    if (references[other][field.path] !== kind) return false
    const value = valueIn(entry, field)
    return Array.isArray(value) ? value.includes(id) : value === id
  })
}
