import {Flags, type Interfaces} from '@oclif/core'
import {UserError} from '../lib/user-error.ts'
import type {EntryKind, RegisterWords} from '../model/register-words.ts'
import {type Field, fieldsOf, flagNameOf, isList} from '../register/fields.ts'
import {parseText} from '../register/values.ts'
import {choiceNames, wordsOf} from '../register/words.ts'
import {registerWords} from './register-words.ts'

/** Fields that a person types; those of a stored file come from the file itself, by `--file`. */
export function typedFields(kind: EntryKind): Field[] {
  return fieldsOf(kind).filter(({path}) => !path.startsWith('file.'))
}

type FieldFlag = Interfaces.FlagInput[string]

/** A flag for each field of a kind. */
export async function fieldFlags(kind: EntryKind): Promise<Record<string, FieldFlag>> {
  // Words that cannot be read are told by the command when it runs, in the user's language.
  const words = await registerWords().catch(() => undefined)
  const flags: Record<string, FieldFlag> = Object.fromEntries(
    typedFields(kind).map((field) => [flagNameOf(field), flagOf(field, summaryOf(kind, field, words))]),
  )
  if (kind === 'document') flags['file'] = Flags.string({summary: 'Tệp của văn bản; được chép vào kho bằng chứng.'})
  return flags
}

function flagOf(field: Field, summary: string): FieldFlag {
  if (field.kind === 'boolean') return Flags.boolean({summary, allowNo: true})
  if (isList(field)) return Flags.string({summary: `${summary}; ghi nhiều lần nếu có nhiều`, multiple: true, multipleNonGreedy: true})
  return Flags.string({summary})
}

function summaryOf(kind: EntryKind, field: Field, words: RegisterWords | undefined): string {
  if (!words) return field.path
  const {vi, help} = wordsOf(words, kind, field)
  const choices = field.choices.map((choice) => `${choice} (${choiceNames(words, kind, field)[String(choice)]?.vi})`).join(', ')
  return [vi, help ? ` (${help.vi})` : '', choices ? `: ${choices}` : ''].join('')
}

/** The values that flags give, by field; one that is not valid is told with flag, value and the nearest valid one. */
export function valuesFromFlags(
  kind: EntryKind,
  flags: Readonly<Record<string, unknown>>,
  words: RegisterWords,
  command: string,
): Map<string, unknown> {
  const values = new Map<string, unknown>()
  const wrong: {vi: string[]; en: string[]} = {vi: [], en: []}
  for (const field of typedFields(kind)) {
    const name = flagNameOf(field)
    const given = flags[name]
    if (given === undefined) continue
    if (typeof given === 'boolean') {
      values.set(field.path, given)
      continue
    }
    const texts = Array.isArray(given) ? given.flatMap((text: unknown) => splitItems(field, String(text))) : [String(given)]
    const parsed = texts.map((text) => ({text, result: parseText(field, text, choiceNames(words, kind, field))}))
    for (const {text, result} of parsed) {
      if (result.ok) continue
      const close = result.nearest
      wrong.vi.push(`--${name} "${text}": ${result.expected.vi}${close ? `; có phải ý bạn là "${close}"?` : ''}`)
      wrong.en.push(`--${name} "${text}": ${result.expected.en}${close ? `; did you mean "${close}"?` : ''}`)
    }
    const items = parsed.flatMap(({result}) => (result.ok ? [result.value] : []))
    values.set(field.path, Array.isArray(given) ? items : items[0])
  }
  if (wrong.vi.length > 0)
    throw new UserError({
      code: 'bad-value',
      what: {vi: `Giá trị không hợp lệ: ${wrong.vi.join('; ')}`, en: `A value is not valid: ${wrong.en.join('; ')}`},
      where: command,
      next: {
        vi: `Sửa rồi chạy lại; xem "${command} --help". Chưa ghi gì.`,
        en: `Correct it and run again; see "${command} --help". Nothing was written.`,
      },
    })
  return values
}

function splitItems(field: Field, text: string): string[] {
  return field.kind === 'choices' ? text.split(',').map((item) => item.trim()) : [text]
}
