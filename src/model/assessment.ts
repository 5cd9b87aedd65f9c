import {z} from 'zod'
import {missingReasons} from './fact.ts'
import {notice} from './notice.ts'
import {confidences, level, severities} from './policy.ts'
import {day, localized, moment} from './text.ts'

export const outcomes = ['pass', 'fail', 'unknown', 'not-applicable'] as const
export type Outcome = (typeof outcomes)[number]

export const verdicts = ['met', 'partly-met', 'not-met', 'unknown', 'not-applicable'] as const
export type Verdict = (typeof verdicts)[number]

/** Why an outcome is unknown: a missing fact, an old one, or one from the future. */
export const unknownReasons = [...missingReasons, 'stale', 'clock', 'no-lifecycle-data'] as const
export type UnknownReason = (typeof unknownReasons)[number]

export const evidence = z.strictObject({
  fact: z.string(),
  value: z.unknown().optional().describe('What was seen, cut to a readable size'),
  source: z.string(),
  at: moment,
})
export type Evidence = z.infer<typeof evidence>

/** One check on one target. */
export const result = z.strictObject({
  check: z.string(),
  target: z.string(),
  outcome: z.enum(outcomes),
  reason: z.enum(unknownReasons).optional(),
  detail: z.string().optional(),
  observed: z.unknown().optional(),
  expected: z.record(z.string(), z.unknown()).optional().describe('Parameters in force'),
  addresses: z.array(z.string()).optional().describe('Of a site with several addresses, those that the outcome was seen at'),
  evidence: z.array(evidence),
})
export type Result = z.infer<typeof result>

/** Outcomes counted over targets. */
export const tally = z.strictObject({pass: z.number(), fail: z.number(), unknown: z.number(), notApplicable: z.number()})
export type Tally = z.infer<typeof tally>

/** How one check of a requirement came out over all targets, with a few results to show. */
export const checkSummary = z.strictObject({
  check: z.string(),
  target: z.literal('site').optional().describe('What it looks at, where that is not a machine'),
  expected: z.record(z.string(), z.unknown()).optional(),
  tally,
  examples: z.array(result).describe('The first failing, unknown and passing results'),
})
export type CheckSummary = z.infer<typeof checkSummary>

/** Verdict on one requirement. */
export const finding = z.strictObject({
  requirement: z.string(),
  group: z.string(),
  verdict: z.enum(verdicts),
  justified: z.boolean().describe('Only for not-applicable: a person said why'),
  severity: z.enum(severities),
  weight: z.number(),
  counted: z.boolean().describe('False in informative groups'),
  parts: z.strictObject({checks: z.enum(verdicts).optional(), answer: z.enum(verdicts).optional()}),
  members: tally.describe('Targets by their worst outcome'),
  unseen: z.number().describe('Targets that belong to the system and have no facts; they count as unknown'),
  unseenSites: z.number().optional().describe('Registered sites without facts that it speaks of; absent: none'),
  failing: z.array(z.string()).describe('Ids of targets with a failing check'),
  checks: z.array(checkSummary),
  reasons: z.array(notice),
  waiver: z.strictObject({id: z.string(), document: z.string(), expiresOn: day}).optional(),
  attestation: z
    .strictObject({
      id: z.string(),
      by: z.string(),
      confirmedBy: z.string().optional(),
      validUntil: day,
      result: z.string(),
      statement: z.string(),
    })
    .optional(),
  confidence: z.enum(confidences),
})
export type Finding = z.infer<typeof finding>

export const counts = z.strictObject({
  met: z.number(),
  partlyMet: z.number(),
  notMet: z.number(),
  unknown: z.number(),
  notApplicable: z.number(),
})
export type Counts = z.infer<typeof counts>

export const groupVerdicts = ['meets', 'does-not-meet', 'insufficient'] as const
export const groupResult = z.strictObject({
  id: z.string(),
  informative: z.boolean(),
  verdict: z.enum(groupVerdicts),
  counts,
})
export type GroupResult = z.infer<typeof groupResult>

export const index = z.strictObject({
  conformity: z.number().describe('0..1: weight of met and half of partly-met over applicable; unknown counts zero'),
  coverage: z.number().describe('0..1: weight of decided over applicable'),
  afterWaivers: z.number().describe('0..1: conformity without the waived requirements'),
  sums: z.strictObject({
    met: z.number(),
    partlyMet: z.number(),
    notMet: z.number(),
    unknown: z.number(),
    applicable: z.number(),
    waived: z.number(),
  }),
})
export type Index = z.infer<typeof index>

export const conclusions = ['meets', 'does-not-meet', 'insufficient'] as const
export type Conclusion = (typeof conclusions)[number]

/** A graded system at a date; immutable once stored. Never the conclusion of an authority. */
export const assessment = z.strictObject({
  schema: z.literal('stp-sec/assessment/1'),
  id: z.string(),
  on: day,
  system: z.strictObject({id: z.string(), name: z.string(), level}),
  policy: z.strictObject({id: z.string(), version: z.string()}),
  overlays: z
    .array(z.strictObject({id: z.string(), version: z.string()}))
    .optional()
    .describe('Catalogues judged beside it'),
  basisReason: localized,
  conclusion: z.enum(conclusions),
  index,
  counts,
  groups: z.array(groupResult),
  findings: z.array(finding),
  scope: z.strictObject({
    seen: z.number().describe('Targets with facts'),
    unseen: z.number().describe('Targets of the system without facts'),
    declared: z.boolean().describe('Somebody said how many targets the system has'),
    sites: z
      .strictObject({seen: z.number(), unseen: z.number()})
      .optional()
      .describe('Registered sites with and without facts; absent: none is registered'),
  }),
  warnings: z.array(notice),
})
export type Assessment = z.infer<typeof assessment>
