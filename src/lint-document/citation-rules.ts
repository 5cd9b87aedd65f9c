import {z} from 'zod'
import {instrument} from '../model/legal-basis.ts'
import {confidences} from '../model/policy.ts'
import {day, id, localized} from '../model/text.ts'

/** How bad a finding is: an error must be corrected before signing, a notice must be looked at. */
export const lintSeverities = ['error', 'notice'] as const
export type LintSeverity = (typeof lintSeverities)[number]

/** A word or phrase looked for in a document; case, tone placement, kind of space and missing accents do not count. */
const phrase = z
  .string()
  .trim()
  .min(2)
  .max(200)
  .transform((text) => text.normalize('NFC'))

/** Where a statement was read, how sure it is, and when it was last looked at. */
const fact = {
  confidence: z.enum(confidences),
  checkedOn: day,
  source: z.string().max(500),
  note: z.string().max(1000).optional(),
}

/** A subject matter: what tells that a sentence speaks of it. */
const topic = z.strictObject({id, title: localized, words: z.array(phrase).min(1)})
export type Topic = z.infer<typeof topic>

/** An instrument that reports never print, but documents cite; dates nobody read are left out. */
const citedInstrument = z.strictObject({
  id,
  kind: instrument.shape.kind,
  number: instrument.shape.number,
  title: localized,
  issuedOn: day.optional(),
  validFrom: day.optional(),
  validTo: day.optional(),
  replacedBy: z.array(id).default([]),
  ...fact,
})
export type CitedInstrument = z.infer<typeof citedInstrument>

/** What is to be said when an instrument is cited on a day of this period, beside what its own dates say. */
const period = z.strictObject({
  from: day,
  to: day.optional(),
  severity: z.enum(lintSeverities),
  what: localized,
  instead: z.array(id).default([]),
  ...fact,
})
export type Period = z.infer<typeof period>

/** How an instrument of either file is cited. */
const citing = z.strictObject({
  instrument: id,
  topics: z.array(id).min(1).optional().describe('Left out: the topics its title speaks of'),
  names: z.array(phrase).default([]).describe('What it is called where the number is left out'),
  periods: z.array(period).default([]),
})
export type Citing = z.infer<typeof citing>

/** A transition clause: a sentence with one of its words may still cite these old instruments. */
const keep = z.strictObject({
  id,
  instruments: z.array(id).min(1),
  to: day.optional(),
  words: z.array(phrase).min(1),
  what: localized,
  ...fact,
})
export type Keep = z.infer<typeof keep>

/** A body whose duties moved, and to whom, by subject matter. */
const formerBody = z.strictObject({
  id,
  names: z.array(phrase).min(1),
  title: localized,
  since: day,
  severity: z.enum(lintSeverities),
  what: localized,
  successors: z.array(z.strictObject({topics: z.array(id).min(1), body: localized, since: day, ...fact})).min(1),
})
export type FormerBody = z.infer<typeof formerBody>

const markers = z.strictObject({
  ends: z.array(phrase).min(1).describe('The sentence says that something is no longer in force'),
  replaces: z.array(phrase).min(1).describe('What follows is ended by what precedes; with a passive word before it, the other way round'),
  passive: z.array(phrase).min(1),
  coming: z.array(phrase).min(1).describe('The sentence speaks of an instrument still to come into force'),
  past: z.array(phrase).min(1).describe('With an earlier date in the sentence: it tells what happened'),
  basis: z.array(phrase).min(1).describe('The sentence names a legal basis, which is never mere history'),
  former: z.array(phrase).min(1).describe('The sentence knows that the body is a former one'),
})
export type Markers = z.infer<typeof markers>

export const citationRules = z.strictObject({
  topics: z.array(topic).min(1),
  instruments: z.array(citedInstrument),
  citing: z.array(citing),
  keeps: z.array(keep),
  bodies: z.array(formerBody),
  markers,
})
export type CitationRules = z.infer<typeof citationRules>
