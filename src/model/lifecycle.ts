import {z} from 'zod'
import {confidences} from './policy.ts'
import {matchExamples, matchRule} from './software-match.ts'
import {day, id} from './text.ts'

/** Stands for a last day of support where the vendor has named none. */
export const neverEnds = '9999-12-31'

/** What is known of an end without a day: the vendor names none; it lies before `checkedOn`; nobody knows. */
export const endsWithoutDay = ['none-named', 'ended', 'unknown'] as const

/** What a product is to an office; lists are cut by it. */
export const productKinds = [
  'os',
  'office',
  'browser',
  'mail',
  'reader',
  'archiver',
  'runtime',
  'framework',
  'database',
  'server',
  'cms',
  'security',
  'remote-access',
  'input',
  'chat',
  'business',
  'media',
  'tool',
  'development',
  'virtualization',
  'network',
  'device',
] as const
export type ProductKind = (typeof productKinds)[number]

/** One release cycle of a product. Content without `endOfSupport` must say `end`; in bundles from before that, absent = the vendor names none. */
export const cycle = z.strictObject({
  cycle: z.string().max(60),
  build: z.number().int().positive().optional().describe('Windows: build number that tells the cycle'),
  edition: z.string().max(60).optional().describe('Editions it holds for; absent: all'),
  releasedOn: day.optional(),
  endOfSupport: day.optional(),
  end: z.enum(endsWithoutDay).optional().describe('Where there is no endOfSupport: why'),
  endOfExtended: day.optional().describe('Last day of paid or extended updates'),
  confidence: z.enum(confidences),
  source: z.url().optional().describe('Page of this cycle, where it is another than that of the product'),
})
export type Cycle = z.infer<typeof cycle>

/** policies/lifecycle/<product>.yaml: when support of a product ends, and how it is recognised among installed programs. */
export const lifecycleProduct = z.strictObject({
  product: id,
  title: z.string().max(100),
  kind: z.enum(productKinds).optional(),
  policy: z
    .enum(['dated', 'rolling', 'undated'])
    .describe('rolling: only the newest major is supported (browsers); undated: no page with days was read, so all is unknown'),
  newest: z.string().max(60).optional().describe('rolling: newest major on checkedOn'),
  supportedMajors: z.number().int().min(1).max(20).optional(),
  cycles: z.array(cycle).default([]),
  match: z.array(matchRule).max(20).optional(),
  examples: matchExamples.optional().describe('Run by the lint; not kept afterwards'),
  checkedOn: day,
  source: z.url().describe('Page the days were read from; undated: page to look at'),
})
export type LifecycleProduct = z.infer<typeof lifecycleProduct>

const countOfDays = z.strictObject({days: z.number().int().min(1).max(3660), reason: z.string().min(1).max(500)})

/** policies/lifecycle-rules.yaml: how days become a status. */
export const lifecycleRules = z.strictObject({
  endingSoon: countOfDays.describe('So many days before the last day a cycle counts as ending soon'),
  openEnd: countOfDays.describe('So long after checkedOn "no end named" still shows that a cycle is supported'),
})
export type LifecycleRules = z.infer<typeof lifecycleRules>

export const supportStatuses = ['supported', 'ending-soon', 'ended', 'unknown'] as const
export type SupportStatus = (typeof supportStatuses)[number]
