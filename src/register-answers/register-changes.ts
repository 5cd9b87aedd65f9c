import {stableJson} from '../lib/stable-json.ts'
import type {Register} from '../model/register.ts'

/** One entry of the register that an edit added, altered or removed. */
export interface RegisterChange {
  collection: string
  id: string
  /** Absent: it was added. */
  before?: unknown
  /** Absent: it was removed. */
  after?: unknown
}

/** What differs between two states of the register, by collection and id. Entries that share an id are told apart by place. */
export function registerChanges(before: Register, after: Register): RegisterChange[] {
  const collections = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return collections.flatMap((collection) => {
    const old = entriesOf(before, collection)
    const now = entriesOf(after, collection)
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
      const [was, is] = [old.get(key), now.get(key)]
      if (stableJson(was?.entry) === stableJson(is?.entry)) return []
      return [
        {
          collection,
          id: (was ?? is)?.id ?? key,
          ...(was === undefined ? {} : {before: was.entry}),
          ...(is === undefined ? {} : {after: is.entry}),
        },
      ]
    })
  })
}

function entriesOf(register: Register, collection: string): Map<string, {id: string; entry: unknown}> {
  const value: unknown = (register as unknown as Record<string, unknown>)[collection]
  const entries = new Map<string, {id: string; entry: unknown}>()
  if (!Array.isArray(value)) return value === undefined ? entries : entries.set('', {id: '', entry: value})
  for (const entry of value) {
    const id = String((entry as {id?: unknown}).id ?? '')
    let key = id
    for (let copy = 2; entries.has(key); copy++) key = `${id} ${copy}`
    entries.set(key, {id, entry})
  }
  return entries
}
