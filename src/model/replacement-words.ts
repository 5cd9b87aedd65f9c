import {z} from 'zod'
import {letterHeadWords} from './letter-head-words.ts'
import {source} from './policy.ts'
import {plannedProposals, priorities, shortfalls} from './replacement.ts'
import {softwareReasons} from './software-plan.ts'
import {day, wordsUpTo} from './text.ts'

const words = wordsUpTo(2000)
const columns = (count: number) => z.array(words).length(count)
const named = <K extends string>(keys: readonly K[]) => z.record(z.enum(keys), words)
const diskKinds = ['nvme', 'ssd', 'hdd', 'virtual', 'other'] as const

/** reports/replacement/report.yaml: the words of the replacement plan. */
export const replacementWords = z.strictObject({
  id: z.literal('replacement'),
  version: z.string(),
  validFrom: day,
  source,
  quarters: z.number().int().min(1).max(20).describe('How far the chart looks ahead'),
  head: letterHeadWords.extend({addressed: words}),
  title: words,
  footer: words,
  keywords: z.array(words),
  notices: z.strictObject({sample: words, tool: words}),
  basisHeading: words,
  basis: z.array(words).min(1),
  resultHeading: words,
  figures: named(['all', 'plan', 'ended', 'noData']),
  chart: named(['caption', 'ended', 'quarter', 'later', 'unknown', 'legendEnded', 'legendSoon', 'legendLater', 'legendUnknown']),
  proposalsCaption: words,
  proposalsColumns: columns(6),
  proposals: named(plannedProposals),
  priorities: named(priorities),
  nothing: words,
  totalsHeading: words,
  totalsColumns: columns(8),
  totalsSum: words,
  noOffice: words,
  noYear: words,
  requestHeading: words,
  request: z.array(words).min(1),
  recipientsTitle: words,
  recipients: z.array(words),
  authority: words,
  signaturePlaceholder: words,
  appendixLabel: words,
  appendixNote: words,
  list: z.strictObject({
    title: words,
    columns: columns(10),
    tag: words,
    serial: words,
    bought: words,
    memory: words,
    disk: words,
    diskKinds: named(diskKinds),
    tpm: words,
    noTpm: words,
    ends: words,
    noEnd: words,
    unknownEnd: words,
    byPerson: words,
    none: words,
  }),
  noData: z.strictObject({title: words, intro: words, columns: columns(5), notCollected: words, stateSecrets: words}),
  software: z.strictObject({
    title: words,
    summary: words,
    intro: words,
    columns: columns(6),
    reasons: named(softwareReasons),
    notes: named(softwareReasons),
    reasonOf: words,
    reasonWithNote: words,
    proposals: named(softwareReasons),
    sum: words,
    total: words,
    totals: words,
    caution: words,
    notSeen: words,
  }),
  shortfalls: named(shortfalls),
  unknownOs: words,
})
export type ReplacementWords = z.infer<typeof replacementWords>
