import {z} from 'zod'
import {day, moment} from '../text.ts'

/**
 * What the register says of one information system. An absent field was never entered. A list that is empty was looked at and
 * has nothing in it.
 */
export const systemFacts = {
  system: z.strictObject({
    role: z.enum(['operates', 'uses']),
    status: z.enum(['planned', 'building', 'operating', 'stopped']),
    operatingSince: day.optional(),
    level: z.number().int().optional(),
    archive: z.boolean().optional(),
    hasOwner: z.boolean(),
    hasSpecialisedUnit: z.boolean(),
    hasOperator: z.boolean(),
  }),
  dossier: z.strictObject({
    state: z.enum(['none', 'drafting', 'submitted', 'appraised', 'approved']),
    submittedOn: day.optional(),
    appraisedOn: day.optional(),
    approvedOn: day.optional().describe('Day of the decision that approves the level'),
    decisionNumber: z.string().optional(),
    hasDecision: z.boolean().describe('A decision is entered among the documents'),
    hasRegulation: z.boolean().describe('A Quy chế is entered among the documents'),
    regulationIssuedOn: day.optional(),
    appraiserOperates: z
      .boolean()
      .optional()
      .describe('The appraiser is the unit that operates the system; "no" only where both are entered as different units'),
    appraisalWorkingDays: z.number().optional().describe('From submission to appraisal, or to today while it lasts'),
    approvalWorkingDays: z.number().optional().describe('From appraisal to approval, or to today while it lasts'),
  }),
  deployment: z.strictObject({state: z.enum(['none', 'partial', 'full'])}),
  assessments: z.strictObject({
    items: z.array(
      z.strictObject({
        on: day,
        kind: z.enum(['before-use', 'periodic', 'ad-hoc']),
        independent: z.boolean(),
        conclusion: z.enum(['meets', 'does-not-meet', 'insufficient']),
      }),
    ),
    newest: z.strictObject({on: day, independent: z.boolean()}).optional().describe('Absent: none took place'),
    count: z.number().int(),
  }),
  incidents: z.strictObject({
    items: z.array(
      z.strictObject({
        detectedAt: moment,
        serious: z.boolean(),
        firstReportHours: z.number().optional().describe('From detection to the first notice, or to now while there is none'),
        causeReportHours: z.number().optional().describe('From detection to the report on the cause, or to now while there is none'),
      }),
    ),
  }),
  administrators: z.strictObject({
    items: z.array(z.strictObject({name: z.string(), certificateValidUntil: day.optional()})),
  }),
} as const satisfies Record<string, z.ZodType>
export type SystemFactName = keyof typeof systemFacts
export type SystemFactValue<N extends SystemFactName> = z.infer<(typeof systemFacts)[N]>
