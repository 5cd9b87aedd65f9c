import {z} from 'zod'
import {missingReason} from '../model/fact.ts'
import {type Output, unseen} from './output.ts'

/** One instance of a CIM class: property names as CIM has them, in every language of Windows. */
export type CimRow = Readonly<Record<string, unknown>>

const row = z.record(z.string().max(100), z.unknown())

/** What collect-cim.ps1 prints. A class that could not be asked carries its reason; an empty list means: asked, there is none. */
export const cimDocument = z.object({
  schema: z.literal('stp-sec/windows-cim/1'),
  at: z.string().max(40),
  elevated: z.boolean(),
  classes: z.record(
    z.string().max(100),
    z.union([
      z.object({ok: z.literal(true), items: z.array(row).max(20_000)}),
      z.object({ok: z.literal(false), reason: missingReason.catch('error'), detail: z.string().max(2000)}),
    ]),
  ),
})
export type CimDocument = z.infer<typeof cimDocument>

/** Reads the output of collect-cim.ps1. Nothing printed is an error: a blocked PowerShell ends without a word and with code 0. */
export function readCimDocument(text: string): Output<CimDocument> {
  if (text.trim() === '') return unseen('error', 'PowerShell printed nothing (it is blocked or missing)')
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return unseen('error', `PowerShell printed no JSON: ${error instanceof Error ? error.message : error}`)
  }
  const parsed = cimDocument.safeParse(json)
  if (parsed.success) return {ok: true, value: parsed.data}
  const [issue] = parsed.error.issues
  return unseen('error', `the JSON of PowerShell has another shape at ${issue?.path.join('.')}: ${issue?.message}`)
}

export function cimText(row: CimRow | undefined, name: string): string | undefined {
  const value = row?.[name]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.normalize('NFC').trim() : undefined
}

/** Numbers come as such from PowerShell and as digits from wmic. */
export function cimNumber(row: CimRow | undefined, name: string): number | undefined {
  const value = row?.[name]
  if (typeof value === 'number' && Number.isFinite(value)) return value
  return typeof value === 'string' && /^\s*-?\d{1,19}\s*$/.test(value) ? Number(value) : undefined
}

export function cimBoolean(row: CimRow | undefined, name: string): boolean | undefined {
  const value = row?.[name]
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined
  return /^true$/i.test(value.trim()) ? true : /^false$/i.test(value.trim()) ? false : undefined
}

export function cimList(row: CimRow | undefined, name: string): string[] {
  const value = row?.[name]
  const items = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
  return items
    .flatMap((item) => (typeof item === 'string' || typeof item === 'number' ? [String(item).trim()] : []))
    .filter((item) => item !== '')
}

/** A moment, ISO 8601 UTC: "/Date(1599768223000)/" of PowerShell, "20201011093000.500000+420" of CIM itself, ISO 8601. */
export function cimMoment(row: CimRow | undefined, name: string): string | undefined {
  const value = cimText(row, name)
  if (value === undefined) return undefined
  const milliseconds = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(value)?.[1]
  if (milliseconds !== undefined) return isoOf(Number(milliseconds))
  const cim = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.\d{6}([+-])(\d{3})$/.exec(value)
  if (cim) {
    const [, year, month, day, hour, minute, second, sign, offset] = cim
    const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
    return isoOf(local - (sign === '-' ? -1 : 1) * Number(offset) * 60_000)
  }
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value) ? isoOf(Date.parse(value)) : undefined
}

/** 1601 and 1970 stand for "never" in the interfaces of Windows. */
function isoOf(milliseconds: number): string | undefined {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() <= 1970 || date.getUTCFullYear() > 9000 ? undefined : date.toISOString()
}
