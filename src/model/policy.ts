import {z} from 'zod'
import {paramValue} from './check.ts'
import {siteKinds} from './site-kinds.ts'
import {targetKinds} from './snapshot.ts'
import {day, id, localized} from './text.ts'

export const levels = [1, 2, 3, 4, 5] as const
export type Level = (typeof levels)[number]
export const level = z.literal(levels)

export const severities = ['critical', 'high', 'medium', 'low'] as const
export type Severity = (typeof severities)[number]

/** Weight of a requirement in the internal index, by severity (design.md section 6). */
export const severityWeights = {critical: 5, high: 3, medium: 2, low: 1} as const satisfies Record<Severity, number>

/** How sure we are of a statement about law or a standard. */
export const confidences = ['seen', 'corroborated', 'secondary', 'inferred', 'from-knowledge', 'unverified'] as const
export type Confidence = (typeof confidences)[number]

const perLevel = <T extends z.ZodType>(value: T) => z.partialRecord(z.enum(['1', '2', '3', '4', '5']), value)

/** A parameter: one value for all levels, or a map level -> value; a level without a value takes the next lower one's. */
export const paramSetting = z.union([paramValue, perLevel(paramValue)])
export type ParamSetting = z.infer<typeof paramSetting>

export const source = z.strictObject({
  confidence: z.enum(confidences),
  note: z.string().max(1000).optional(),
  url: z.url().optional(),
})
export type Source = z.infer<typeof source>

/** Ids of requirements are those of the catalogue they come from; some write them in capitals. */
const requirementId = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)*$/, 'use letters, digits, "-", "_" and "."')

/** What only a person can answer, and the papers that prove it. */
export const question = z.strictObject({
  vi: z.string().min(1).max(1000),
  en: z.string().min(1).max(1000),
  validMonths: z.number().int().min(1).max(60),
  evidence: z.array(z.string().min(1).max(300)).min(1),
})
export type Question = z.infer<typeof question>

/** A number that another catalogue judged beside this one sets stricter, with both sources. */
export const tightened = z.strictObject({
  name: z.string(),
  own: z.union([z.number(), z.boolean()]),
  applied: z.union([z.number(), z.boolean()]),
  standard: z.string(),
  requirement: z.string(),
  clause: z.string(),
})
export type Tightened = z.infer<typeof tightened>

export const requirement = z.strictObject({
  id: requirementId,
  levels: z.array(level).min(1),
  inferredLevels: z.array(level).optional().describe('Levels where the source does not list the line and it was inferred'),
  clause: perLevel(z.string().max(100)),
  title: localized,
  text: localized,
  perLevel: perLevel(localized).optional().describe('Text that differs by level (Annex A)'),
  severity: z.enum(severities),
  kind: z.enum(['technical', 'management']),
  strength: z.enum(['required', 'suggested']),
  values: z.record(z.string(), perLevel(paramValue)).optional().describe('Numbers, periods and lists of the standard, by level'),
  appliesIf: localized.optional().describe('Condition; where it does not hold the answer is not-applicable with a reason'),
  equivalentAllowed: z.boolean().optional(),
  checks: z
    .array(z.union([z.string(), z.record(z.string(), z.record(z.string(), paramSetting))]))
    .min(1)
    .optional(),
  over: z
    .strictObject({
      target: z.enum(targetKinds).default('endpoint'),
      passRatio: z.number().gt(0).max(1).default(1),
      partialRatio: z.number().gt(0).max(1).default(0.9),
    })
    .optional(),
  sites: z
    .array(z.enum(siteKinds))
    .min(1)
    .optional()
    .describe('Kinds of sites it speaks of; absent: all. A site without a kind is always meant'),
  maxFactAgeDays: z.number().int().min(1).max(400).optional(),
  ask: question.optional(),
  waivable: z.boolean(),
  waiverMaxMonths: z.number().int().min(1).max(60).optional(),
  counterparts: z.array(requirementId).min(1).max(20).optional().describe('Nearest requirements of the catalogue in counterpartsIn'),
  tightened: z.array(tightened).optional().describe('Written where catalogues are judged together, never in a file'),
  source,
})
export type Requirement = z.infer<typeof requirement>

/** One YAML file of a policy: a group of requirements. */
export const groupFile = z.strictObject({
  id,
  order: z.number().int().min(1),
  name: localized,
  clause: perLevel(z.string().max(100)).optional(),
  basis: z.array(z.string().max(100)).optional().describe('Clauses of the decree that the group serves'),
  informative: z.boolean().default(false).describe('Printed, but outside the conclusion and the index'),
  standard: z.string().max(100).optional().describe('Standard of the overlay that the group comes from; never in a file'),
  requirements: z.array(requirement).min(1),
})
export type GroupFile = z.infer<typeof groupFile>

/** policy.yaml: the head of a catalogue. */
export const policyHead = z.strictObject({
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  name: localized,
  standard: z.string().max(100),
  validFrom: day,
  validTo: day.optional(),
  replaces: z.array(z.string()).default([]),
  legalBasis: z.array(id).min(1).describe('Ids of policies/legal-basis.yaml'),
  levels: z.array(level).min(1),
  overlay: z.enum(['archive', 'website']).optional().describe('Judged beside the main catalogue, for systems of this kind only'),
  counterpartsIn: id.optional().describe('Catalogue that the counterparts of the requirements stand in'),
  maxFactAgeDays: z.number().int().min(1).max(400),
  waiverMaxMonths: z.number().int().min(1).max(60),
  severityScale: z.strictObject({reasoning: localized, critical: localized, high: localized, medium: localized, low: localized}),
  attribution: z.string().max(500),
  caveat: localized,
  source,
})
export type PolicyHead = z.infer<typeof policyHead>

/** A whole catalogue as the grader gets it, with the groups of the overlays that are judged beside it. */
export interface Policy {
  head: PolicyHead
  groups: GroupFile[]
  overlays?: PolicyHead[] | undefined
}
export const policy = z.strictObject({head: policyHead, groups: z.array(groupFile), overlays: z.array(policyHead).optional()})
