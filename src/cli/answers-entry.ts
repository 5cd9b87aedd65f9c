import {randomBytes} from 'node:crypto'
import type {z} from 'zod'
import {UserError} from '../lib/user-error.ts'
import {id as idShape} from '../model/text.ts'

/** A day as given or today; a flag that is no day is answered with its name. */
export function dayOr(given: string | undefined, otherwise: string, flag: string): string {
  if (given === undefined) return otherwise
  if (/^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given)) && new Date(given).toISOString().startsWith(given)) return given
  throw new UserError({
    code: 'bad-day',
    what: {vi: `"${given}" không phải ngày hợp lệ`, en: `"${given}" is no valid day`},
    where: flag,
    next: {vi: 'Viết theo dạng năm-tháng-ngày, ví dụ 2026-12-14.', en: 'Write year-month-day, for example 2026-12-14.'},
  })
}

/** `xn-20261125-3f9a`: short enough to type, and hardly ever that of an entry that was removed. */
export function newId(prefix: string, day: string, taken: readonly {id: string}[]): string {
  for (;;) {
    const id = `${prefix}-${day.replaceAll('-', '')}-${randomBytes(2).toString('hex')}`
    if (!taken.some((entry) => entry.id === id)) return id
  }
}

/** The id a person chose, when it is a right and a free one. */
export function requireFreeId(id: string, taken: readonly {id: string}[], where: string): string {
  const isRight = idShape.safeParse(id).success
  if (isRight && !taken.some((entry) => entry.id === id)) return id
  throw new UserError({
    code: isRight ? 'id-taken' : 'bad-id',
    what: isRight
      ? {vi: `Mã "${id}" đã có`, en: `The id "${id}" is taken`}
      : {vi: `"${id}" không dùng làm mã được`, en: `"${id}" is no valid id`},
    where: `${where} (--id)`,
    next: {
      vi: 'Dùng chữ thường không dấu, chữ số, "-" và "."; hoặc bỏ --id để công cụ tự đặt.',
      en: 'Use lower-case letters, digits, "-" and "."; or leave --id out.',
    },
  })
}

/** Which of the flags that a command cannot do without are absent, all named at once. */
export function requireFlags(flags: object, needed: Readonly<Record<string, {vi: string; en: string}>>, where: string): void {
  const missing = Object.entries(needed).filter(([name]) => {
    const value = (flags as Record<string, unknown>)[name]
    return value === undefined || (typeof value === 'string' && value.trim() === '')
  })
  if (missing.length === 0) return
  const list = (language: 'vi' | 'en') => missing.map(([name, words]) => `${words[language]} (--${name})`).join(', ')
  throw new UserError({
    code: 'missing-flags',
    what: {vi: `Còn thiếu: ${list('vi')}`, en: `Missing: ${list('en')}`},
    where,
    next: {vi: `Bổ sung các mục đã nêu; xem "${where} --help".`, en: `Add what is named; see "${where} --help".`},
  })
}

/** An entry in its shape: texts in NFC, days real, nothing too long. */
export function shaped<S extends z.ZodType>(shape: S, entry: unknown, where: string): z.infer<S> {
  const parsed = shape.safeParse(entry)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = issue?.path.join('.') ?? ''
  throw new UserError({
    code: 'bad-value',
    what: {vi: `Nội dung của "${field}" không hợp lệ: ${issue?.message}`, en: `The value of "${field}" is not valid: ${issue?.message}`},
    where,
    next: {
      vi: 'Mỗi mục là một câu có nội dung, không quá 1000 ký tự; viết lại rồi chạy lại.',
      en: 'Each item is a text of up to 1000 characters; write it again.',
    },
  })
}
