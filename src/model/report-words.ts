import {z} from 'zod'
import {conclusions, groupVerdicts, outcomes, unknownReasons, verdicts} from './assessment.ts'
import {noticeCodes} from './notice.ts'
import {confidences, severities, source} from './policy.ts'
import {snapshotFactNames} from './snapshot.ts'
import {day, id, localized} from './text.ts'

const labelsOf = <K extends string>(keys: readonly K[]) => z.record(z.enum(keys), localized)

/** reports/labels.yaml: one name for each value of the data. */
export const labels = z.strictObject({
  verdict: labelsOf(verdicts),
  group: labelsOf(groupVerdicts),
  conclusion: labelsOf(conclusions),
  outcome: labelsOf(outcomes),
  severity: labelsOf(severities),
  confidence: labelsOf(confidences),
  reason: labelsOf(unknownReasons),
  levelStatus: labelsOf(['approved', 'proposed']),
  emptyList: localized,
  boolean: labelsOf(['true', 'false']),
  fact: labelsOf(snapshotFactNames),
  field: z.record(z.string(), localized).describe('Fields of the facts of a system, by path'),
  value: z.record(z.string(), localized).describe('Names of the values of requirements, with their unit'),
  word: z.record(z.string(), localized).describe('Words that such values list'),
})
export type Labels = z.infer<typeof labels>

/** reports/notices.yaml: words of every notice code. */
export const noticeWords = labelsOf(noticeCodes)
export type NoticeWords = z.infer<typeof noticeWords>

/** Parts of the yearly assessment that the composer knows how to fill. */
export const annualSections = [
  'summary',
  'basis',
  'system',
  'organisation',
  'compliance',
  'effectiveness',
  'findings',
  'groups',
  'previous',
  'remediation',
  'conclusion',
  'requirements',
  'endpoints',
  'unseen',
  'informative',
  'evidence',
] as const
export type AnnualSection = (typeof annualSections)[number]

/** reports/annual-assessment/report.yaml: order and fixed words. */
export const annualReport = z.strictObject({
  id,
  version: z.string(),
  validFrom: day,
  source,
  letterHead: z.strictObject({
    nationalTitle: localized,
    motto: localized,
    number: localized,
    placeAndDate: localized,
    typeName: localized,
    subject: localized,
  }),
  footer: localized,
  author: localized,
  keywords: localized,
  outline: z.array(
    z.strictObject({
      id: z.enum(annualSections),
      heading: localized.optional(),
      appendix: z.boolean().default(false),
      landscape: z.boolean().default(false),
      paragraphs: z.array(localized),
    }),
  ),
  proposedDays: z.record(z.enum(severities), z.number().int().min(1).max(366)),
  words: z.record(z.string(), localized),
})
export type AnnualReport = z.infer<typeof annualReport>
