import {z} from 'zod'
import {confidences, level} from './policy.ts'
import {dossierStates} from './register.ts'
import {day, id, localized} from './text.ts'

const expression = z.string().trim().min(1).max(500)
const source = z.string().max(500)
/** before: the day itself is too late; by: it still counts; event: something happens and nothing is owed. */
const kind = z.enum(['before', 'by', 'event'])

const words = {title: localized, act: localized, basis: localized, confidence: z.enum(confidences)}

/** Words for one kind of deadline that the register itself makes; `{{name}}` places are filled from the entry. */
export const deadlineWords = z.strictObject(words)
export type DeadlineWords = z.infer<typeof deadlineWords>

export const itemKinds = [
  'assessment',
  'approval',
  'deployment',
  'waiver',
  'attestation',
  'certificate',
  'task',
  'incident-first',
  'incident-at-once',
  'incident-cause',
  'incident-personal-data',
  'support',
  'host-certificate',
] as const
export type ItemKind = (typeof itemKinds)[number]

/** policies/deadlines.yaml */
export const deadlineRules = z.strictObject({
  yearly: z.array(
    z.strictObject({
      id,
      on: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'write month-day, for example "12-20"'),
      kind,
      from: day.describe('First occurrence'),
      ...words,
      source,
    }),
  ),
  transitions: z.array(z.strictObject({id, on: day, when: expression, ...words, source})),
  dossier: z.array(
    z.strictObject({
      id,
      from: z.enum(['submittedOn', 'appraisedOn']),
      state: z.enum(dossierStates),
      levels: z.array(level).min(1),
      workingDays: z.number().int().min(1).max(100),
      kind,
      ...words,
      source,
    }),
  ),
  soonDays: z.number().int().min(1).max(180).describe('From here on a deadline is announced as near'),
  assessment: z.strictObject({
    months: z.number().int().min(1).max(60),
    firstBy: day.describe('Nothing is due earlier; where operation began on an unknown day, this is the day'),
    when: expression,
  }),
  items: z.record(z.enum(itemKinds), deadlineWords),
})
export type DeadlineRules = z.infer<typeof deadlineRules>

const dated = z.strictObject({day, name: localized, confidence: z.enum(confidences), source})

/** policies/holidays/<year>.yaml: days off besides Saturday and Sunday, and weekend days worked instead. */
export const holidayYear = z.strictObject({
  year: z.number().int().min(2000).max(2100),
  checkedOn: day,
  off: z.array(dated),
  worked: z.array(dated),
})
export type HolidayYear = z.infer<typeof holidayYear>
