import {nearest} from '../lib/nearest.ts'
import type {Localized} from '../model/text.ts'
import type {Field} from './fields.ts'

/** Names of the values one may choose, by value: a person may write either. */
export type ChoiceNames = Readonly<Record<string, Localized>>

/** A value as the register keeps it, or what was expected instead. */
export type Parsed = {ok: true; value: unknown} | {ok: false; expected: Localized; nearest?: string}

// What people write for yes and no besides the names that the words give.
const truths = ['true', 'có', 'co', 'yes', 'x', '1']
const untruths = ['false', 'không', 'khong', 'no', '0']

/** Reads what a person wrote for a field that holds one value, or for one item of a list. */
export function parseText(field: Field, text: string, names: ChoiceNames = {}): Parsed {
  const written = text.normalize('NFC').trim()
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return parseChoice(field, written, names)
    case 'boolean':
      return parseBoolean(written)
    case 'integer':
    case 'number':
      return parseNumber(field, written)
    case 'day':
      return checked(field, dayFrom(written), {
        vi: 'cần một ngày: 2026-12-14 hoặc 14/12/2026',
        en: 'a day is needed: 2026-12-14 or 14/12/2026',
      })
    case 'moment':
      return checked(field, momentFrom(written), {
        vi: 'cần ngày và giờ: 2026-12-14 08:30 hoặc 14/12/2026 08:30 (giờ Việt Nam)',
        en: 'a day and a time are needed: 2026-12-14 08:30 or 14/12/2026 08:30 (Vietnamese time)',
      })
    case 'text':
    case 'list':
      return checked(field, written, textExpected(field, written))
  }
}

/** How a value reads; the name of a choice where there is one. */
export function formatValue(value: unknown, language: 'vi' | 'en', names: ChoiceNames = {}): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map((item) => formatValue(item, language, names)).join(', ')
  return names[String(value)]?.[language] ?? String(value)
}

function parseChoice(field: Field, written: string, names: ChoiceNames): Parsed {
  const wanted = written.toLowerCase()
  const callable = field.choices.map((value) => [value, [String(value), names[String(value)]?.vi, names[String(value)]?.en]] as const)
  const found = callable.find(([, called]) => called.some((name) => name?.normalize('NFC').toLowerCase() === wanted))
  if (found) return {ok: true, value: found[0]}
  const close = nearest(
    written,
    callable.flatMap(([, called]) => called.filter((name) => name !== undefined)),
  )
  const list = field.choices.join(', ')
  return {ok: false, expected: {vi: `dùng một trong: ${list}`, en: `use one of: ${list}`}, ...(close === undefined ? {} : {nearest: close})}
}

function parseBoolean(written: string): Parsed {
  const word = written.toLowerCase()
  if (truths.includes(word)) return {ok: true, value: true}
  if (untruths.includes(word)) return {ok: true, value: false}
  return {ok: false, expected: {vi: 'ghi Có hoặc Không', en: 'write Yes or No'}}
}

function parseNumber(field: Field, written: string): Parsed {
  const isWhole = field.kind === 'integer'
  const expected = isWhole
    ? {vi: 'cần một số nguyên không âm, chỉ ghi chữ số', en: 'a whole number is needed, digits only'}
    : {vi: 'cần một số không âm, ví dụ 4 hoặc 4,5', en: 'a number is needed, for example 4 or 4.5'}
  if (!(isWhole ? /^\d{1,16}$/ : /^\d{1,16}(?:[.,]\d{1,20})?(?:e[+-]?\d{1,3})?$/).test(written)) return {ok: false, expected}
  return checked(field, Number(written.replace(',', '.')), expected)
}

/** `14/12/2026` as people write it here; other texts are left for the schema to judge. */
function dayFrom(written: string): string {
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(written)
  return parts ? `${parts[3]}-${String(parts[2]).padStart(2, '0')}-${String(parts[1]).padStart(2, '0')}` : written
}

/** A moment without an offset is in Vietnamese time. */
function momentFrom(written: string): string {
  const parts = /^(\S+)[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(written)
  return parts ? `${dayFrom(parts[1] ?? '')}T${String(parts[2]).padStart(2, '0')}:${parts[3]}:${parts[4] ?? '00'}+07:00` : written
}

function textExpected(field: Field, written: string): Localized {
  if (written === '') return {vi: 'không được để trống', en: 'must not be empty'}
  if (written.length > 1000)
    return {vi: `dài ${written.length} ký tự, tối đa 1000`, en: `is ${written.length} characters long, at most 1000`}
  if (field.value.safeParse('a-1').success && !field.value.safeParse('Aa bb').success)
    return {
      vi: 'cần một mã: chữ thường không dấu, chữ số, "-" và "."; tối đa 100 ký tự',
      en: 'an id is needed: lower-case letters, digits, "-" and "."; at most 100 characters',
    }
  return {vi: 'không đúng dạng hoặc quá dài', en: 'does not have the right form, or is too long'}
}

function checked(field: Field, value: unknown, expected: Localized): Parsed {
  const parsed = field.value.safeParse(value)
  return parsed.success ? {ok: true, value: parsed.data} : {ok: false, expected}
}
