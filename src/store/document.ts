import {readFile, stat} from 'node:fs/promises'
import {z} from 'zod'
import type {Localized} from '../model/text.ts'
import {errnoOf, reading} from './file-errors.ts'
import {locateJsonError} from './json-error.ts'
import {StoreError} from './store-error.ts'

/** Above this a document is not read into memory, and not written either. */
export const maxBytes = 64 * 1024 * 1024

/** A kind of JSON document: its tag, such as `stp-sec/register/1`, and its shape. */
export interface DocumentKind<T> {
  tag: string
  shape: z.ZodType<T>
}

/** The one way a document is written: two spaces, a newline at the end. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** The document in a file, or undefined when there is no such file. */
export async function readDocument<T>(file: string, kind: DocumentKind<T>): Promise<T | undefined> {
  const bytes = await readBytes(file)
  if (bytes === undefined) return undefined
  const value = parseJson(bytes, file)
  requireTag(value, kind.tag, file)
  return parseAs(kind, value, file)
}

/** A value in the shape of its kind, or a `StoreError` that names the field, in both languages. */
export function parseAs<T>(kind: DocumentKind<T>, value: unknown, where: string): T {
  const parsed = kind.shape.safeParse(value)
  if (parsed.success) return parsed.data
  const path = parsed.error.issues[0]?.path.join('.') ?? ''
  const detail: Localized = {vi: firstIssue(kind, value, z.locales.vi()), en: firstIssue(kind, value, z.locales.en())}
  throw new StoreError('schema-mismatch', path === '' ? where : `${where} (${path})`, detail)
}

function firstIssue<T>(kind: DocumentKind<T>, value: unknown, locale: ReturnType<typeof z.locales.en>): string {
  return kind.shape.safeParse(value, {error: locale.localeError}).error?.issues[0]?.message ?? ''
}

async function readBytes(file: string): Promise<Uint8Array | undefined> {
  try {
    return await reading(file, async () => {
      const stats = await stat(file)
      // A pipe or a device would make the read wait for ever.
      if (!stats.isFile()) throw new StoreError('foreign-file', file)
      if (stats.size > maxBytes) throw new StoreError('too-large', file, `${Math.ceil(stats.size / 1024 / 1024)} MB`)
      return await readFile(file)
    })
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function parseJson(bytes: Uint8Array, file: string): unknown {
  const text = decode(bytes, file)
  try {
    return JSON.parse(text)
  } catch (error) {
    const {line, column} = locateJsonError(text)
    throw new StoreError('broken-json', `${file}:${line}:${column}`, undefined, error)
  }
}

/** Drops the byte order mark that Windows Notepad writes. */
function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (error) {
    throw new StoreError('broken-json', `${file}:1:1`, {vi: 'không phải UTF-8', en: 'not UTF-8'}, error)
  }
}

function requireTag(value: unknown, tag: string, file: string): void {
  const found = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined
  if (found === tag) return
  const [name, version] = splitTag(tag)
  const [foundName, foundVersion] = splitTag(typeof found === 'string' ? found : '')
  if (foundName !== name) throw new StoreError('foreign-file', file, `schema ≠ "${tag}"`)
  throw new StoreError(foundVersion > version ? 'newer-version' : 'schema-mismatch', file, `"${name}/${foundVersion}" ≠ "${tag}"`)
}

function splitTag(tag: string): [name: string, version: number] {
  const parts = /^(stp-sec\/[a-z-]+)\/([1-9][0-9]{0,5})$/.exec(tag)
  return [parts?.[1] ?? '', Number(parts?.[2] ?? 0)]
}
