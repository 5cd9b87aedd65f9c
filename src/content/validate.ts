import {z} from 'zod'
import {nearest} from '../lib/nearest.ts'
import type {Localized} from '../model/text.ts'
import {ContentError, type Problem} from './problem.ts'
import type {YamlFile} from './yaml-file.ts'

interface Shape {
  type?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Shape>
  additionalProperties?: Shape | boolean
  propertyNames?: Shape
  items?: Shape
  anyOf?: Shape[]
  allOf?: Shape[]
  oneOf?: Shape[]
}

/** Checks a file against a schema; every problem gets its line and, for a mistyped word, the nearest valid one. */
export function validateFile<T extends z.ZodType>(file: YamlFile, schema: T): z.infer<T> {
  const parsed = schema.safeParse(file.value)
  if (parsed.success) return parsed.data
  const shape = z.toJSONSchema(schema, {io: 'input', unrepresentable: 'any'}) as Shape
  // A mistyped key shows up twice, as unknown and as missing: the unknown one says what happened.
  const issues = [...parsed.error.issues].sort((a, b) => Number(isUnknownKey(b)) - Number(isUnknownKey(a)))
  throw new ContentError(issues.flatMap((issue) => problemsOf(issue, file, shape)).slice(0, 50))
}

type Issue = z.core.$ZodIssue

function isUnknownKey(issue: Issue): boolean {
  return issue.code === 'unrecognized_keys' || issue.code === 'invalid_key'
}

function problemsOf(issue: Issue, file: YamlFile, shape: Shape): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const valid = shapesAt(shape, issue.path).flatMap((inner) => [...Object.keys(inner.properties ?? {}), ...words(inner.propertyNames)])
    return issue.keys.map((key) => ({...file.placeOf([...issue.path, key], 'key'), message: unknownWord('khóa', 'key', key, valid)}))
  }
  if (issue.code === 'invalid_key') {
    const key = String(issue.path.at(-1))
    const valid = shapesAt(shape, issue.path.slice(0, -1)).flatMap((inner) => words(inner.propertyNames))
    return [{...file.placeOf(issue.path, 'key'), message: unknownWord('khóa', 'key', key, valid)}]
  }
  if (issue.code === 'invalid_union') {
    // The branch that got furthest says what the writer meant.
    const branches = issue.errors.filter((branch) => branch.length > 0).sort((a, b) => depthOf(b) - depthOf(a))
    const [best] = branches
    if (best && depthOf(best) > 0) return best.flatMap((inner) => problemsOf({...inner, path: [...issue.path, ...inner.path]}, file, shape))
  }
  const place = file.placeOf(issue.path)
  const where = issue.path.length > 0 ? `"${issue.path.map(String).join('.')}"` : 'tệp'
  if (issue.code === 'invalid_value') {
    const valid = issue.values.map(String)
    const given = String(valueAt(file.value, issue.path))
    return [{...place, message: unknownWord(where, where, given, valid)}]
  }
  return [{...place, message: {vi: `${where}: ${issue.message}`, en: `${where}: ${issue.message}`}}]
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(...issues.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)))
}

/** "key "asert" is not known; did you mean "assert"?" */
export function unknownWord(what: string, whatEn: string, word: string, valid: readonly string[]): Localized {
  const close = nearest(word, valid)
  const list = valid.length <= 12 ? valid.join(', ') : ''
  return {
    vi: `${what} "${word}" không hợp lệ${close ? `; có phải ý bạn là "${close}"?` : list ? `; dùng một trong: ${list}` : ''}`,
    en: `${whatEn} "${word}" is not known${close ? `; did you mean "${close}"?` : list ? `; use one of: ${list}` : ''}`,
  }
}

function words(shape: Shape | undefined): string[] {
  return (shape?.enum ?? []).map(String)
}

/** All shapes a value at a path may have, unions opened. */
function shapesAt(shape: Shape, path: readonly PropertyKey[]): Shape[] {
  let current = open(shape)
  for (const step of path) {
    current = current.flatMap((inner) => {
      const property = inner.properties?.[String(step)]
      if (property) return open(property)
      if (typeof step === 'number' && inner.items) return open(inner.items)
      return typeof inner.additionalProperties === 'object' ? open(inner.additionalProperties) : []
    })
  }
  return current
}

function open(shape: Shape): Shape[] {
  const branches = [...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])]
  return branches.length > 0 ? branches.flatMap(open) : [shape]
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value
  for (const step of path) current = (current as Record<PropertyKey, unknown> | undefined)?.[step]
  return typeof current === 'object' ? JSON.stringify(current)?.slice(0, 60) : current
}
