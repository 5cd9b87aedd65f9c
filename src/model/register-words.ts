import {z} from 'zod'
import {source} from './policy.ts'
import {day, localized} from './text.ts'

/** Kinds of entries that people keep by command and workbook. */
export const entryKinds = ['system', 'document', 'person', 'incident', 'training', 'assessment', 'device', 'site'] as const
export type EntryKind = (typeof entryKinds)[number]

/** Fields of each kind, with the values one may choose: what there must be words for. */
export type ExpectedFields = Record<EntryKind, readonly {path: string; choices: readonly string[]}[]>

/** Fields that are called the same in every kind that has them. */
const commonPaths = ['id', 'systems', 'note', 'source.confidence', 'source.note']

const fieldWords = z.strictObject({
  vi: localized.shape.vi,
  en: localized.shape.en,
  short: localized.optional().describe('Heading of a narrow column'),
  help: localized.optional(),
  choices: z.record(z.string(), localized).optional(),
})
export type FieldWords = z.infer<typeof fieldWords>

const need = z.strictObject({
  field: z.string(),
  place: localized.describe('Column of the form'),
  when: z.record(z.string(), z.array(z.string())).optional().describe('Only if the fields have one of these values'),
  unless: z.record(z.string(), z.array(z.string())).optional(),
})

const kindWords = z.strictObject({
  name: localized,
  sheet: z.strictObject({vi: z.string().min(1).max(31), en: z.string().min(1).max(31)}).describe('Sheet of the workbook'),
  columns: z.array(z.string()).min(1).max(4).describe('Fields that a list shows beside id and name'),
  fields: z.record(z.string(), fieldWords),
})

const registerWords = z.strictObject({
  validFrom: day,
  source,
  boolean: z.strictObject({true: localized, false: localized}),
  common: z.record(z.string(), fieldWords),
  kinds: z.strictObject({
    system: kindWords,
    document: kindWords,
    person: kindWords,
    incident: kindWords,
    training: kindWords,
    assessment: kindWords,
    device: kindWords,
    site: kindWords,
  }),
  mau08: z.strictObject({source, onlyIf: z.record(z.string(), z.array(z.string())), needs: z.array(need)}),
})
/** reports/register-fields.yaml: what the fields of the register are called and what they may hold. */
export type RegisterWords = z.infer<typeof registerWords>
export type KindWords = RegisterWords['kinds'][EntryKind]

/** The schema with every field named: one without words, or words without a field, is an error with its line. */
export function registerWordsFor(expected: ExpectedFields): z.ZodType<RegisterWords> {
  const isCommon = (path: string) => commonPaths.includes(path)
  const all = entryKinds.flatMap((kind) => expected[kind])
  const common = commonPaths.flatMap((path) => all.filter((field) => field.path === path).slice(0, 1))
  const kindsShape = entryKinds.map((kind) => {
    const own = expected[kind].filter(({path}) => !isCommon(path))
    const columns = z
      .array(z.enum(expected[kind].map(({path}) => path)))
      .min(1)
      .max(4)
    return [kind, kindWords.extend({columns, fields: namesOf(own)})]
  })
  const systemField = z.enum(expected.system.map(({path}) => path))
  return registerWords.extend({
    common: namesOf(common),
    kinds: z.strictObject(Object.fromEntries(kindsShape)),
    mau08: registerWords.shape.mau08.extend({needs: z.array(need.extend({field: systemField}))}),
  }) as unknown as z.ZodType<RegisterWords>
}

function namesOf(fields: readonly {path: string; choices: readonly string[]}[]) {
  return z.strictObject(
    Object.fromEntries(
      fields.map(({path, choices}) => {
        const {choices: _, ...rest} = fieldWords.shape
        const named = z.strictObject(Object.fromEntries(choices.map((choice) => [choice, localized])))
        return [path, choices.length > 0 ? z.strictObject({...rest, choices: named}) : z.strictObject(rest)]
      }),
    ),
  )
}
