import {z} from 'zod'
import {day, wordsUpTo} from './text.ts'

const phrase = z
  .string()
  .min(1)
  .max(60)
  .transform((text) => text.normalize('NFC').toLowerCase())
const phrases = z.array(phrase).min(1).max(600)
const token = z.string().regex(/^[a-z0-9]{1,30}$/)
const host = z.string().regex(/^[a-z0-9.-]{2,60}$/)
const some = z.number().int().min(1)
const share = z.number().min(0).max(1)

/** policies/detection/spam.yaml: how gambling spam, cloaking and defacement are told. */
export const spamRules = z.strictObject({
  checkedOn: day,
  sources: z
    .array(z.strictObject({what: wordsUpTo(500), url: z.url().optional(), confidence: z.enum(['seen', 'secondary', 'unverified'])}))
    .min(1),
  gambling: z.strictObject({strong: phrases, weak: phrases}),
  marksOnly: phrases.describe('Phrases that mean something else without their marks'),
  innocent: phrases.describe('Longer phrases that hold one of the others and mean something else'),
  otherSpam: z.array(z.strictObject({topic: z.enum(['pharma', 'loans', 'goods', 'adult']), phrases})).max(10),
  calls: phrases.describe('What an advertisement says to its reader'),
  acts: phrases.describe('What the law does, and warnings'),
  authorities: phrases,
  lawful: phrases.describe('Lottery of the State, sports, tourism: weak words beside them count for nothing'),
  brands: z.strictObject({
    named: z.array(token).min(1).max(1000),
    letterEndings: z.array(token).min(1).max(50),
    digitEndings: z.array(token).min(1).max(50),
    stemLength: some.max(12),
    notStems: z.array(token).max(500),
  }),
  hosts: z.strictObject({
    known: z.array(host).min(1).max(1000),
    trustedEndings: z.array(host).min(1).max(100),
    gamblingEndings: z.array(token).max(50),
    gamblingParts: z.array(token).min(1).max(200),
  }),
  scripts: z.strictObject({searchEngines: phrases, agents: phrases}),
  keywordPages: z.strictObject({share, letters: some, languages: z.array(token).max(50)}),
  defacement: z.strictObject({strong: phrases, weak: phrases, shortWords: some, fewLinks: some}),
  lookAlikes: z.record(z.string().min(1).max(2), z.string().length(1)),
  digitLetters: z.record(z.string().length(1), z.string().length(1)),
  hidden: z.strictObject({
    fontPixels: z.number().min(0).max(10),
    opacity: share,
    offScreenPixels: some,
    boxPixels: z.number().min(0).max(20),
    strangeHosts: some,
  }),
  thresholds: z.strictObject({
    score: some.describe('Points of the words of a page before they are a sign'),
    distinct: some.describe('Different phrases among them'),
    scoreBeside: some.describe('Points that are enough beside a sign of another kind'),
    nearWords: some.max(500).describe('How far around a phrase the text tells what it is about'),
    actsNear: some,
    actsInText: some,
    similarity: share.describe('Two views less alike than this differ'),
    noise: share.describe('By so much more than the page differs from itself'),
    leastWords: some.describe('Pages with fewer words are not compared by their text'),
    slugs: some.describe('Addresses of gambling in a sitemap before they are a sign'),
    slugMass: some.describe('Addresses that leave no doubt'),
    points: z.strictObject({strong: some, other: some, brand: some, weak: some, shape: some}).describe('Of one phrase, by its kind'),
    mostOfOne: some.describe('So often one phrase counts'),
    shortParagraph: some.describe('Words; in a shorter paragraph the law spoken of is about all of it'),
    actsWeight: some.describe('Words of law, times this, outweigh clear phrases of gambling'),
    quoteReach: some.max(2000).describe('Characters around a word in which a quotation mark is looked for'),
    excerpt: some.max(500),
  }),
})
export type SpamRules = z.infer<typeof spamRules>
