import {z} from 'zod'
import {day} from './text.ts'

const words = z.array(z.string().min(1).max(80)).min(1).max(400)
const digits = z.string().regex(/^\d{1,12}$/)

/** What a number or a column may be called. `other`: something that is no person's. */
export const labelKinds = [
  'cccd',
  'cmnd',
  'phone',
  'bank',
  'socialInsurance',
  'healthCard',
  'tax',
  'passport',
  'birth',
  'sex',
  'name',
  'address',
  'email',
  'health',
  'other',
] as const
export type LabelKind = (typeof labelKinds)[number]

/** policies/detection/personal-data.yaml: how personal data in public pages and files is told. */
export const personalDataRules = z.strictObject({
  checkedOn: day,
  sources: z.array(z.strictObject({what: z.string().max(500), url: z.url().optional()})).min(1),
  cccd: z.strictObject({
    provinces: z.array(z.string().regex(/^\d{3}$/)).min(1),
    centuries: z
      .array(z.strictObject({digit: z.number().int().min(0).max(9), century: z.number().int(), sex: z.enum(['male', 'female'])}))
      .min(1),
    oldestAge: z.number().int().min(80).max(150),
    examples: z.array(z.string().regex(/^\d{12}$/)),
  }),
  mobilePrefixes: z.array(z.string().regex(/^\d{2}$/)).min(1),
  treasuryAccounts: z.array(digits).min(1),
  healthCardGroups: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
  labels: z.strictObject(Object.fromEntries(labelKinds.map((kind) => [kind, words])) as Record<LabelKind, typeof words>),
  sexWords: z.strictObject({male: words, female: words}),
  titles: z.strictObject({male: words, female: words}),
  contact: words,
  staff: words,
  organisations: words,
  health: words,
  listNames: words,
  familyNames: words,
  placeWords: words,
  thresholds: z.strictObject({
    labelCharacters: z.number().int().min(10).max(200).describe('How far before a number its label may stand'),
    columnRows: z.number().int().min(2).describe('Rows of one column that speak for each other where it has no heading'),
    columnShare: z.number().min(0.3).max(1).describe('Share of its long numbers that must have the structure'),
    phones: z.number().int().min(1).describe('Different numbers of persons in one file before phones count'),
    namedWithHealth: z.number().int().min(1).describe('Named persons with a health word before it counts without a number'),
    bulkPersons: z.number().int().min(2),
    bulkAttributes: z.number().int().min(1),
    massPersons: z.number().int().min(10),
    childAge: z.number().int().min(1).max(18).describe('Under this age a person is a child'),
  }),
})
export type PersonalDataRules = z.infer<typeof personalDataRules>
