import {z} from 'zod'
import {confidences} from './policy.ts'
import {day, id} from './text.ts'

/** Stands for a last day of support where the vendor has named none. */
export const neverEnds = '9999-12-31'

/** One release cycle of a product; `endOfSupport` absent = the vendor has named no end. */
export const cycle = z.strictObject({
  cycle: z.string().max(60),
  build: z.number().int().positive().optional().describe('Windows: build number that tells the cycle'),
  releasedOn: day.optional(),
  endOfSupport: day.optional(),
  endOfExtended: day.optional().describe('Last day of paid or extended updates'),
  confidence: z.enum(confidences),
})

/** policies/lifecycle/<product>.yaml: when support of a product ends. */
export const lifecycleProduct = z.strictObject({
  product: id,
  title: z.string().max(100),
  policy: z.enum(['dated', 'rolling']).describe('rolling: only the newest major is supported (browsers)'),
  newest: z.string().max(60).optional().describe('rolling: newest major on checkedOn'),
  supportedMajors: z.number().int().min(1).max(20).optional(),
  cycles: z.array(cycle).default([]),
  checkedOn: day,
  source: z.url(),
})
export type LifecycleProduct = z.infer<typeof lifecycleProduct>
