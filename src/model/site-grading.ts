import {z} from 'zod'
import {day, id, localized, wordsUpTo} from './text.ts'

/** How much a fault of a site weighs; `info` is shown and weighs nothing. */
export const siteSeverities = ['critical', 'high', 'medium', 'low', 'info'] as const
export type SiteSeverity = (typeof siteSeverities)[number]
export const siteSeverity = z.enum(siteSeverities)

export const siteLetters = ['A+', 'A', 'B', 'C', 'D', 'E', 'F'] as const
export type SiteLetter = (typeof siteLetters)[number]
const letter = z.enum(siteLetters)

const share = z.number().min(0).max(1)

/** One check in the grade: its category and what its failing weighs. */
const gradedCheck = z.strictObject({
  category: id,
  severity: siteSeverity,
  pending: z.literal(true).optional().describe('This version does not look at it yet: it counts as not assessed'),
  instead: z
    .array(z.strictObject({when: z.string().trim().min(1).max(1000), severity: siteSeverity}))
    .max(5)
    .default([])
    .describe('Another weight where an expression over the facts holds; the first that holds counts, an unknown one does not'),
})

/** policies/gov-website/grading.yaml: from results to a letter. A change of weights is a new `algorithm`. */
export const siteGrading = z.strictObject({
  algorithm: z.number().int().min(1),
  validFrom: day,
  source: wordsUpTo(1000),
  weights: z.strictObject({critical: z.number(), high: z.number(), medium: z.number(), low: z.number(), info: z.literal(0)}),
  minAssessed: share.describe('Share of the weight that must be assessed, in a category and in all, for a number or a letter'),
  categories: z
    .array(z.strictObject({id, name: localized, weight: z.number().min(0).max(100), required: z.boolean().default(false)}))
    .min(1)
    .max(20),
  letters: z.array(z.strictObject({letter, from: z.number().min(0).max(100)})).min(1),
  best: z.strictObject({
    letter,
    from: z.number().min(0).max(100),
    noneFrom: siteSeverity.describe('No fault of this severity or worse'),
    passed: z.array(id).describe('Checks that must have passed'),
  }),
  caps: z
    .array(z.strictObject({letter, severity: siteSeverity.optional(), checks: z.array(id).default([])}))
    .describe('No better than the letter where a check of the severity, or one of the checks, failed'),
  alerts: z.array(id).describe('Faults reported first and on their own, whatever the letter'),
  checks: z.record(z.string(), gradedCheck),
})
export type SiteGrading = z.infer<typeof siteGrading>

/** A check with the category and severity that it has for one site. */
export interface WeighedResult {
  check: string
  outcome: 'pass' | 'fail' | 'unknown' | 'not-applicable'
  category: string
  severity: SiteSeverity
}

const sums = {score: z.number().optional().describe('0 to 100; absent: too little was assessed'), assessed: share}

/** The grade of a site with what led to it. */
export const siteGrade = z.strictObject({
  algorithm: z.number().int(),
  letter: letter.optional().describe('Absent: too little was assessed'),
  ...sums,
  categories: z.array(z.strictObject({category: id, weight: z.number(), ...sums})),
  caps: z.array(z.strictObject({letter, checks: z.array(id)})).describe('What holds the letter down'),
  uncapped: letter.optional().describe('The letter by score alone'),
  missing: z.array(id).describe('Categories without which there is no letter, and which were not assessed'),
  alerts: z.array(id),
})
export type SiteGrade = z.infer<typeof siteGrade>
