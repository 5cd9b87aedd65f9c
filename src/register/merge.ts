import {stableJson} from '../lib/stable-json.ts'
import type {Register} from '../model/register.ts'
import {type EntryKind, entryKinds} from '../model/register-words.ts'
import type {Localized} from '../model/text.ts'
import {checkEntry} from './edit.ts'
import {flatten} from './fields.ts'
import {type Entry, entriesOf, titleOf, withEntries} from './kinds.ts'
import {proposeId} from './propose-id.ts'
import {knownIds, newDanglingReferences} from './references.ts'
import type {FileProblem} from './tables.ts'

/** One entry as a file gives it. */
export interface Incoming {
  kind: EntryKind
  values: ReadonlyMap<string, unknown>
  /** Fields that the file speaks about: one of them without a value is emptied, any other keeps what it has. */
  covers: ReadonlySet<string>
  /** Fields whose value could not be read, which has been told already. */
  failed?: ReadonlySet<string>
  placeOf: (path: string) => Localized
}

export interface Counts {
  added: number
  changed: number
  unchanged: number
  /** In the register and not in the file: kept as they are. */
  kept: number
}

export interface Merged {
  register: Register
  counts: Record<EntryKind, Counts>
  problems: FileProblem[]
}

/** The register with everything a file brings; nothing is ever removed. With problems the register is not to be used. */
export function mergeIncoming(register: Register, incoming: readonly Incoming[], offices: readonly string[]): Merged {
  const problems: FileProblem[] = []
  const counts = Object.fromEntries(entryKinds.map((kind) => [kind, {added: 0, changed: 0, unchanged: 0, kept: 0}])) as Record<
    EntryKind,
    Counts
  >
  let merged = register
  const accepted: {item: Incoming; entry: Entry; before: Entry | undefined}[] = []
  for (const kind of entryKinds) {
    const entries = new Map(entriesOf(register, kind).map((entry) => [entry.id, entry]))
    const seen = new Set<string>()
    for (const item of incoming) {
      if (item.kind !== kind) continue
      const id = idOf(item, new Set(entries.keys()), seen, problems)
      if (id === undefined) continue
      const before = entries.get(id)
      const result = checkEntry(kind, valuesOf(item, before))
      if (!result.ok) {
        const untold = result.problems.filter(({path}) => !item.failed?.has(path))
        problems.push(...untold.map(({path, value, message}) => ({place: item.placeOf(path), value, message})))
        continue
      }
      counts[kind][before === undefined ? 'added' : stableJson(before) === stableJson(result.entry) ? 'unchanged' : 'changed']++
      entries.set(id, result.entry)
      accepted.push({item, entry: result.entry, before})
    }
    counts[kind].kept = [...entries.keys()].filter((id) => !seen.has(id)).length
    merged = withEntries(merged, kind, [...entries.values()])
  }
  const known = knownIds(merged, offices)
  for (const {item, entry, before} of accepted)
    for (const {path, value, message} of newDanglingReferences(item.kind, entry, known, before))
      problems.push({place: item.placeOf(path), value, message})
  return {register: merged, counts, problems}
}

function idOf(item: Incoming, taken: ReadonlySet<string>, seen: Set<string>, problems: FileProblem[]): string | undefined {
  if (item.failed?.has('id')) return undefined
  const id = item.values.get('id')
  const place = item.placeOf('id')
  if (id === undefined) {
    const title = titleOf(item.kind, {id: '', ...Object.fromEntries(item.values)})
    const proposed = proposeId(title, taken)
    problems.push({
      place,
      value: '',
      message: {vi: `thiếu mã; có thể ghi "${proposed}"`, en: `the id is missing; you may write "${proposed}"`},
    })
    return undefined
  }
  if (seen.has(String(id))) {
    problems.push({place, value: String(id), message: {vi: 'mã này có hai lần trong tệp', en: 'this id stands twice in the file'}})
    return undefined
  }
  seen.add(String(id))
  return String(id)
}

function valuesOf(item: Incoming, before: Entry | undefined): Map<string, unknown> {
  const values = before ? flatten(item.kind, before) : new Map<string, unknown>()
  for (const path of item.covers) values.delete(path)
  for (const [path, value] of item.values) values.set(path, value)
  return values
}
