import {z} from 'zod'
import {source} from './policy.ts'
import {deployments, dossierStates} from './register.ts'
import {day, id, localized, wordsUpTo} from './text.ts'

const words = wordsUpTo(2000)
/** Spaces that are to be filled in by hand stay. */
const loose = z
  .string()
  .min(1)
  .max(500)
  .transform((text) => text.normalize('NFC'))
const headers = (count: number) => z.array(words).length(count)
const named = <K extends string>(keys: readonly K[]) => z.record(z.enum(keys), words)
const monthAndDay = z.string().regex(/^\d{2}-\d{2}$/, 'write month-day, for example "12-14"')

export const mau08CounterIds = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'] as const
export type Mau08CounterId = (typeof mau08CounterIds)[number]

/** The two kinds of check that column 12 knows. */
export const mau08CheckKinds = ['before-use', 'periodic'] as const
export type Mau08CheckKind = (typeof mau08CheckKinds)[number]

export const mau08IssueCodes = [
  'no-systems',
  'name-duplicate',
  'owner-missing',
  'operator-missing',
  'level-missing',
  'type-missing',
  'type-missing-early',
  'state-not-begun',
  'decision-missing',
  'decision-unknown',
  'decision-incomplete',
  'decision-future',
  'decision-not-approved',
  'decision-other-system',
  'regulation-missing',
  'regulation-missing-old',
  'regulation-unknown',
  'regulation-incomplete',
  'regulation-future',
  'regulation-after-decision',
  'regulation-after-decision-old',
  'planned-approval-missing',
  'planned-approval-past',
  'deployment-missing',
  'planned-deployment-missing',
  'planned-deployment-past',
  'check-outside-window',
  'check-not-independent',
  'check-inconclusive',
  'check-not-entered',
  'unconfirmed',
  'source-inferred',
  'counter-rows',
  'counter-order',
  'completion-missing',
  'party-unregistered',
  'unit-missing',
  'functions-missing',
  'representative-missing',
  'position-missing',
  'address-missing',
  'contact-missing',
] as const
export type Mau08IssueCode = (typeof mau08IssueCodes)[number]

export const mau08Fields = ['number', 'date', 'issuer', 'phone', 'email'] as const
export type Mau08Field = (typeof mau08Fields)[number]

export const indicatorMeasures = ['approved', 'approved-and-deployed', 'checked', 'approved-before-operation'] as const
export type IndicatorMeasure = (typeof indicatorMeasures)[number]

/** A target of the Department's own programmes, counted over the rows of table 3. */
export const mau08Indicator = z.strictObject({
  id,
  title: words,
  origin: words,
  measure: z.enum(indicatorMeasures),
  among: z.enum(['all', 'operating']),
  targets: z.partialRecord(z.enum(['2026', '2027', '2028', '2029', '2030']), z.number().min(0).max(100)).describe('Per cent by year'),
})
export type Mau08Indicator = z.infer<typeof mau08Indicator>

export const mau08Rules = z.strictObject({
  firstYear: z.number().int(),
  windowFrom: monthAndDay.describe('Of the year before'),
  windowTo: monthAndDay,
  dueToOwner: monthAndDay,
  dueToMinistry: monthAndDay,
  decreeFrom: day,
  unconfirmedMarks: z.array(words),
})
export type Mau08Rules = z.infer<typeof mau08Rules>

const annex = {title: words, intro: words}

/** reports/mau-08/report.yaml: labels of the form as printed, our own words around them, rules with dates, indicators. */
export const mau08Words = z.strictObject({
  id,
  version: z.string(),
  validFrom: day,
  source,
  rules: mau08Rules,
  head: z.strictObject({
    nationalTitle: words,
    motto: words,
    number: loose,
    about: z.array(words).min(1).max(3).describe('Lines of "V/v ..."'),
    placeAndDate: loose,
    addressed: words,
    ministry: words,
  }),
  title: words,
  footer: words,
  keywords: z.array(words),
  notices: z.strictObject({selfReport: words, draft: words, sample: words}),
  marks: z.strictObject({missing: words, wrong: words, none: words}),
  intro: words,
  firstWindow: words,
  beforeCut: words,
  closing: words,
  recipientsTitle: words,
  recipients: z.array(words),
  authority: words,
  signaturePlaceholder: words,
  appendixLabel: words,
  appendixNote: loose,
  part1: z.strictObject({
    heading: words,
    columns: z.strictObject({number: words, label: words, value: words}),
    counters: named(mau08CounterIds),
    completed: words,
    draftsCounted: words,
    draftsNotCounted: words,
  }),
  part2: z.strictObject({
    heading: words,
    columns: z.strictObject({number: words, label: words, value: words}),
    ownerCaption: words,
    unitCaption: words,
    owner: headers(5),
    unit: headers(5),
  }),
  part3: z.strictObject({
    heading: words,
    columns: z.array(z.strictObject({label: words, share: z.number().gt(0)})).length(12),
    state: named(dossierStates),
    deployment: named(deployments),
    check: named(mau08CheckKinds),
    paper: z.strictObject({number: words, date: words, issuer: words}),
    notes: z.array(words),
  }),
  annexes: z.strictObject({
    candidates: z.strictObject({
      ...annex,
      empty: words,
      columns: headers(4),
      signs: named(['level5', 'stateSecret', 'nationalInfrastructure']),
    }),
    regulations: z.strictObject({
      ...annex,
      summary: words,
      columns: headers(8),
      complies: words,
      fallsShort: words,
      undecided: words,
      notAssessed: words,
      noRegulation: words,
    }),
    evaluations: z.strictObject({
      ...annex,
      empty: words,
      columns: headers(7),
      compactColumns: headers(5),
      moreGroups: words,
      system: words,
      outside: loose,
      short: words,
      more: words,
      notAssessed: words,
      moreSystems: words,
    }),
    roadmap: z.strictObject({
      ...annex,
      columns: headers(5),
      met: words,
      notMet: words,
      unknown: words,
      approval: words,
      deployment: words,
      task: words,
      moreTasks: words,
      none: words,
    }),
    indicators: z.strictObject({
      ...annex,
      columns: headers(10),
      gapsCaption: words,
      gapsColumns: headers(3),
      noGaps: words,
      noDenominator: words,
      measures: named(indicatorMeasures),
    }),
    other: z.strictObject({
      ...annex,
      columns: headers(2),
      incidents: words,
      seriousIncidents: words,
      trainings: words,
      used: words,
      stopped: words,
      dataAges: words,
      warnings: words,
      warningColumns: headers(4),
    }),
    errors: z.strictObject({...annex, columns: headers(4)}),
  }),
  indicators: z.array(mau08Indicator),
  issues: z.record(z.enum(mau08IssueCodes), z.strictObject({what: localized, next: localized})),
  fields: z.record(z.enum(mau08Fields), localized),
})
export type Mau08Words = z.infer<typeof mau08Words>
