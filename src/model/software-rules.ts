import {z} from 'zod'
import {confidences} from './policy.ts'
import {matchExamples, matchRule} from './software-match.ts'
import {day, id, localized, wordsUpTo} from './text.ts'
import {windowsProgramKinds} from './windows-programs.ts'

export const softwareRulesSchema = 'stp-sec/software/1'

/** What a rule says of a program. `unlicensed`: only a sign of use without licence, which a person looks into. */
export const softwareVerdicts = ['forbidden', 'unlicensed', 'approval', 'minimum', 'allowed'] as const
export type SoftwareVerdict = (typeof softwareVerdicts)[number]

const words = matchRule.shape.publisher.unwrap()

/** How a program is recognised; the language of policies/lifecycle without the cycle. */
export const softwareMatch = matchRule.omit({cycle: true, edition: true, atBest: true})

/** A document that lets a program be used for some time; without office and endpoints everywhere. */
export const softwareApproval = z.strictObject({
  document: wordsUpTo(300).describe('Number and date of the document'),
  programs: words.optional().describe('Beginnings of the names it is for; absent: all that the rule recognises'),
  office: id.optional(),
  endpoints: z.array(wordsUpTo(255)).min(1).max(500).optional().describe('Ids or names of PCs'),
  from: day.optional(),
  until: day.describe('Last day'),
})
export type SoftwareApproval = z.infer<typeof softwareApproval>

export const softwareRule = z.strictObject({
  id,
  verdict: z.enum(softwareVerdicts),
  title: localized.describe('What it recognises'),
  products: z.array(id).min(1).max(100).optional().describe('Products of policies/lifecycle'),
  kind: z.enum(windowsProgramKinds).optional().describe('Programs of this kind in policies/windows-programs.yaml'),
  match: z.array(softwareMatch).min(1).max(100).optional(),
  publishers: words.optional().describe('One of these stands in the publisher'),
  minimum: z
    .string()
    .max(60)
    .regex(/^\d[0-9A-Za-z.+-]*$/, 'begins with a digit')
    .optional()
    .describe('minimum: oldest version that may be used'),
  levels: z.array(z.number().int().min(1).max(5)).min(1).optional().describe('Levels of systems; absent: all'),
  offices: z.array(id).min(1).max(200).optional().describe('Offices of workspace.json; absent: all'),
  reason: localized,
  source: z.strictObject({
    confidence: z.enum(confidences),
    note: wordsUpTo(1000).optional(),
    url: z.url().optional(),
    checkedOn: day.optional(),
  }),
  validFrom: day.optional(),
  validTo: day.optional(),
  approvals: z.array(softwareApproval).max(500).optional(),
  examples: matchExamples.optional().describe('Run by the lint; not kept afterwards'),
})
export type SoftwareRule = z.infer<typeof softwareRule>

/** policies/software.yaml, and software.yaml of a workspace, which stands above it. */
export const softwareRulesFile = z.strictObject({
  schema: z.literal(softwareRulesSchema),
  mode: z
    .enum(['extend', 'replace'])
    .default('extend')
    .describe('In a workspace. extend: delivered rules hold too, one of the same id is replaced; replace: only these hold'),
  without: z.array(id).max(500).default([]).describe('extend: delivered rules that do not hold here'),
  rules: z.array(softwareRule).max(1000),
})
export type SoftwareRulesFile = z.infer<typeof softwareRulesFile>

/** The rules in force, with the hash of the file of the workspace where there is one. */
export const softwareRules = z.strictObject({
  rules: z.array(softwareRule.omit({examples: true})),
  workspace: z
    .strictObject({sha256: z.string(), mode: z.enum(['extend', 'replace']), without: z.array(id)})
    .optional()
    .describe('Absent: only what the tool is delivered with'),
})
export type SoftwareRules = z.infer<typeof softwareRules>
