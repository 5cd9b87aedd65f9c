import {stableJson} from '../lib/stable-json.ts'
import {UserError} from '../lib/user-error.ts'
import type {Register} from '../model/register.ts'
import type {EntryKind} from '../model/register-words.ts'
import {assemble, type Field, fieldsOf, flatten, valueIn} from './fields.ts'
import {findEntry} from './find.ts'
import {type Entry, entriesOf, kinds, withEntries} from './kinds.ts'
import {type FieldProblem, type KnownIds, knownIds, newDanglingReferences, referrersOf} from './references.ts'

/** What a person changes: new values by field, and fields to empty. */
export interface Change {
  values: ReadonlyMap<string, unknown>
  clear: readonly string[]
}

/** An entry in the shape of its kind, or what is wrong with it, field by field. */
export function checkEntry(
  kind: EntryKind,
  values: ReadonlyMap<string, unknown>,
): {ok: true; entry: Entry} | {ok: false; problems: FieldProblem[]} {
  const missing = fieldsOf(kind).filter((field) => field.required && values.get(field.path) === undefined)
  if (missing.length > 0)
    return {ok: false, problems: missing.map(({path}) => ({path, value: '', message: {vi: 'bắt buộc phải có', en: 'is required'}}))}
  const parsed = kinds[kind].shape.safeParse(assemble(kind, values))
  if (parsed.success) return {ok: true, entry: parsed.data}
  const problems = parsed.error.issues.map((issue) => {
    const path = issue.path.filter((key) => typeof key === 'string').join('.')
    return {
      path,
      value: String(values.get(path) ?? ''),
      message: {vi: `không hợp lệ: ${issue.message}`, en: `is not valid: ${issue.message}`},
    }
  })
  return {ok: false, problems}
}

export function addEntry(
  register: Register,
  kind: EntryKind,
  change: Change,
  offices: readonly string[],
): {register: Register; entry: Entry} {
  const id = String(change.values.get('id'))
  if (entriesOf(register, kind).some((entry) => entry.id === id))
    throw new UserError({
      code: 'id-taken',
      what: {vi: `Mã "${id}" đã có`, en: `The id "${id}" is taken`},
      where: `${kind} ${id}`,
      next: {
        vi: `Ghi mã khác bằng --id, hoặc sửa mục đang có: stp-sec ${kind} edit ${id}`,
        en: `Give another with --id, or change the entry: stp-sec ${kind} edit ${id}`,
      },
    })
  const entry = accept(kind, change.values)
  const after = withEntries(register, kind, [...entriesOf(register, kind), entry])
  requireReferences(kind, entry, knownIds(after, offices))
  return {register: after, entry}
}

/** Changes only what is named, so that two people who change different fields of one entry both keep their work. */
export function editEntry(
  register: Register,
  kind: EntryKind,
  id: string,
  change: Change,
  offices: readonly string[],
): {register: Register; entry: Entry; before: Entry} {
  const before = findEntry(register, kind, id)
  const values = flatten(kind, before)
  for (const path of change.clear) values.delete(path)
  for (const [path, value] of change.values) values.set(path, value)
  const entry = accept(kind, values)
  const after = withEntries(
    register,
    kind,
    entriesOf(register, kind).map((other) => (other.id === id ? entry : other)),
  )
  // What pointed into nothing before must not stand in the way of mending something else.
  requireReferences(kind, entry, knownIds(after, offices), before)
  return {register: after, entry, before}
}

/** Fields that two versions of an entry differ in. */
export function changedFields(kind: EntryKind, before: Entry, after: Entry): string[] {
  const differs = (field: Field) => stableJson(valueIn(before, field) ?? null) !== stableJson(valueIn(after, field) ?? null)
  return fieldsOf(kind)
    .filter(differs)
    .map(({path}) => path)
}

export function removeEntry(register: Register, kind: EntryKind, id: string): {register: Register; entry: Entry} {
  const entry = findEntry(register, kind, id)
  const referrers = referrersOf(register, kind, id)
  if (referrers.length > 0)
    throw new UserError({
      code: 'still-referred-to',
      what: {
        vi: `Chưa xóa "${id}": còn ${referrers.length} mục tham chiếu đến nó: ${listed(referrers)}`,
        en: `"${id}" was not removed: ${referrers.length} entries refer to it: ${listed(referrers)}`,
      },
      where: `${kind} ${id}`,
      next: {vi: 'Sửa hoặc xóa các mục đó trước.', en: 'Change or remove those first.'},
    })
  return {
    register: withEntries(
      register,
      kind,
      entriesOf(register, kind).filter((other) => other.id !== id),
    ),
    entry,
  }
}

function accept(kind: EntryKind, values: ReadonlyMap<string, unknown>): Entry {
  const result = checkEntry(kind, values)
  if (!result.ok) throw refused(kind, String(values.get('id') ?? ''), result.problems)
  return result.entry
}

function requireReferences(kind: EntryKind, entry: Entry, known: KnownIds, before?: Entry): void {
  const problems = newDanglingReferences(kind, entry, known, before)
  if (problems.length > 0) throw refused(kind, entry.id, problems)
}

function refused(kind: EntryKind, id: string, problems: readonly FieldProblem[]): UserError {
  const say = (language: 'vi' | 'en') => problems.map(({path, message}) => `${path}: ${message[language]}`).join('; ')
  return new UserError({
    code: 'bad-entry',
    what: {vi: `Mục chưa hợp lệ: ${say('vi')}`, en: `The entry is not valid: ${say('en')}`},
    where: `${kind} ${id}`.trim(),
    next: {
      vi: `Sửa các trường đã nêu; xem "stp-sec ${kind} add --help". Chưa ghi gì.`,
      en: `Correct the fields named; see "stp-sec ${kind} add --help". Nothing was written.`,
    },
  })
}

function listed(referrers: readonly string[]): string {
  return referrers.length > 12 ? `${referrers.slice(0, 12).join(', ')}, …` : referrers.join(', ')
}
