import {z} from 'zod'
import {type EntryKind, type ExpectedFields, entryKinds} from '../model/register-words.ts'
import {type Entry, kinds} from './kinds.ts'

export type FieldKind = 'text' | 'day' | 'moment' | 'integer' | 'number' | 'boolean' | 'choice' | 'list' | 'choices'

/** One value of an entry: `subjects.basic` is the flag `--subjects-basic` and the column `subjects.basic`. */
export interface Field {
  path: string
  keys: readonly string[]
  kind: FieldKind
  /** An entry cannot be without it. Lists never are: they may be empty. */
  required: boolean
  choices: readonly (string | number)[]
  /** Schema of the value, or of one item of a list. */
  value: z.ZodType
}

const cache = new Map<EntryKind, readonly Field[]>()

/** All fields of a kind in the order of its schema: whoever adds one to the model gets flag, question and column. */
export function fieldsOf(kind: EntryKind): readonly Field[] {
  const known = cache.get(kind)
  if (known) return known
  const fields = fieldsOfObject(kinds[kind].shape, [], true)
  cache.set(kind, fields)
  return fields
}

export function fieldAt(kind: EntryKind, path: string): Field | undefined {
  return fieldsOf(kind).find((field) => field.path === path)
}

/** What reports/register-fields.yaml must have words for. */
export function expectedFields(): ExpectedFields {
  const expected = entryKinds.map(
    (kind) => [kind, fieldsOf(kind).map(({path, choices}) => ({path, choices: choices.map(String)}))] as const,
  )
  return Object.fromEntries(expected) as unknown as ExpectedFields
}

export function flagNameOf(field: Field): string {
  return field.path.replaceAll('.', '-').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

export function isList(field: Field): boolean {
  return field.kind === 'list' || field.kind === 'choices'
}

export function valueIn(entry: Entry, field: Field): unknown {
  let current: unknown = entry
  for (const key of field.keys)
    current = typeof current === 'object' && current !== null ? (current as Record<string, unknown>)[key] : undefined
  return current
}

/** An entry from its flat values; lists without a value are empty. */
export function assemble(kind: EntryKind, values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const entry: Record<string, unknown> = {}
  for (const field of fieldsOf(kind)) {
    const value = values.get(field.path) ?? (isList(field) ? [] : undefined)
    if (value === undefined) continue
    let parent = entry
    for (const key of field.keys.slice(0, -1)) {
      parent[key] ??= {}
      parent = parent[key] as Record<string, unknown>
    }
    parent[field.keys.at(-1) ?? ''] = value
  }
  return entry
}

export function flatten(kind: EntryKind, entry: Entry): Map<string, unknown> {
  const values = fieldsOf(kind).map((field) => [field.path, valueIn(entry, field)] as const)
  return new Map(values.filter(([, value]) => value !== undefined))
}

function fieldsOfObject(shape: z.ZodObject, keys: readonly string[], required: boolean): Field[] {
  return Object.entries(shape.shape).flatMap(([key, value]) => fieldsOfValue(value as z.ZodType, [...keys, key], required))
}

function fieldsOfValue(schema: z.ZodType, keys: readonly string[], required: boolean): Field[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return fieldsOfValue(schema.unwrap() as z.ZodType, keys, required && schema instanceof z.ZodDefault)
  if (schema instanceof z.ZodObject) return fieldsOfObject(schema, keys, required)
  const common = {path: keys.join('.'), keys}
  if (schema instanceof z.ZodArray) {
    const item = schema.element as z.ZodType
    const choices = choicesOf(item)
    return [{...common, kind: choices.length > 0 ? 'choices' : 'list', required: false, choices, value: item}]
  }
  return [{...common, kind: kindOf(schema), required, choices: choicesOf(schema), value: schema}]
}

function choicesOf(schema: z.ZodType): readonly (string | number)[] {
  if (schema instanceof z.ZodEnum) return schema.options
  if (schema instanceof z.ZodLiteral) return [...schema.values].filter((value) => typeof value === 'string' || typeof value === 'number')
  return []
}

function kindOf(schema: z.ZodType): FieldKind {
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) return 'choice'
  if (schema instanceof z.ZodBoolean) return 'boolean'
  if (schema instanceof z.ZodISODate) return 'day'
  if (schema instanceof z.ZodISODateTime) return 'moment'
  if (schema instanceof z.ZodNumber) return schema.safeParse(0.5).success ? 'number' : 'integer'
  if (schema instanceof z.ZodString || schema instanceof z.ZodPipe) return 'text'
  throw new Error(`the register has a field of a kind that nothing can ask for: ${schema.type}`)
}
