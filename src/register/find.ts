import {nearest} from '../lib/nearest.ts'
import {UserError} from '../lib/user-error.ts'
import type {Register} from '../model/register.ts'
import type {EntryKind} from '../model/register-words.ts'
import {type Entry, entriesOf} from './kinds.ts'

/** The entry with this id; an id that nobody has ends with the nearest one that somebody has. */
export function findEntry(register: Register, kind: EntryKind, id: string): Entry {
  const entries = entriesOf(register, kind)
  const found = entries.find((entry) => entry.id === id)
  if (found) return found
  const close = nearest(
    id,
    entries.map((entry) => entry.id),
  )
  throw new UserError({
    code: `unknown-${kind}`,
    what: {vi: `Không có mục nào mang mã "${id}"`, en: `There is no entry "${id}"`},
    where: `stp-sec ${kind}`,
    next: close
      ? {vi: `Có phải ý bạn là "${close}"?`, en: `Did you mean "${close}"?`}
      : {vi: `Xem các mã bằng "stp-sec ${kind} list".`, en: `See the ids with "stp-sec ${kind} list".`},
  })
}
