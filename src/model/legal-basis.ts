import {z} from 'zod'
import {confidences} from './policy.ts'
import {day, id, localized} from './text.ts'

/** One legal instrument or standard with the days it holds. */
export const instrument = z.strictObject({
  id,
  kind: z.enum(['law', 'decree', 'circular', 'directive', 'decision', 'regulation', 'standard']),
  number: z.string().max(100),
  title: localized,
  citation: z.string().max(500).describe('The line printed under "Căn cứ"'),
  issuedOn: day.optional(),
  validFrom: day,
  validTo: day.optional(),
  status: localized,
  replaces: z.array(id).default([]),
  clauses: z.record(z.string(), localized).default({}),
  confidence: z.enum(confidences),
  checkedOn: day,
  source: z.string().max(500),
  note: z.string().max(1000).optional(),
})
export type Instrument = z.infer<typeof instrument>

/** Which instruments and catalogue hold for a report of a day; first row that fits wins. */
export const basisRule = z.strictObject({
  from: day,
  to: day.optional(),
  policy: id,
  instruments: z.array(id).min(1),
  reason: localized,
})
export type BasisRule = z.infer<typeof basisRule>

/** What a report adds for a system whose level was approved under an older law. */
export const transition = z.strictObject({
  id,
  approvedBefore: day,
  approvedFrom: day.optional(),
  decidedUnder: id.optional().describe('Only decisions that the register says were taken under this instrument'),
  from: day,
  to: day.optional(),
  policy: z
    .strictObject({id, until: day})
    .optional()
    .describe('Catalogue of the older dossiers, which may still be asked for until that day'),
  instruments: z.array(id).min(1).describe('The older instruments, printed beside the ones in force'),
  text: localized,
})
export type Transition = z.infer<typeof transition>

export const legalBasis = z.strictObject({
  instruments: z.array(instrument).min(1),
  rules: z.array(basisRule).min(1),
  transitions: z.array(transition),
})
export type LegalBasis = z.infer<typeof legalBasis>
