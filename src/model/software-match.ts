import {z} from 'zod'
import {softwareSources} from './facts/software.ts'

/** Words as they are compared: lower case, single spaces. */
const words = z
  .string()
  .min(1)
  .max(100)
  .regex(/^\S+(?: \S+)*$/, 'use single spaces, none at the ends')
  .refine((text) => text === text.normalize('NFC').toLowerCase(), 'write it in lower case')
const wordList = z.array(words).min(1).max(60)

/** How name or version tell the release cycle. */
export const cycleRule = z.strictObject({
  from: z
    .enum(['version', 'name', 'pattern', 'build', 'fixed'])
    .describe(
      'version: the version; name: the first number after the matched words; pattern: group 1 of `pattern`; build: number of the Windows build in the version; fixed: always `is`',
    ),
  is: z.string().max(60).optional().describe('fixed: the cycle'),
  map: z
    .record(z.string().max(60), z.string().max(60))
    .optional()
    .describe('What was found -> the cycle; else the longest dotted beginning that is a cycle counts'),
})

/** How an installed program is recognised as a product. Of several rules that fit, the one with the longest words counts. */
export const matchRule = z.strictObject({
  is: wordList.optional().describe('The whole name is one of these'),
  begins: wordList.optional().describe('The name begins with one of these'),
  has: wordList.optional().describe('One of these stands anywhere in the name'),
  but: z.array(words).max(60).default([]).describe('A name with one of these words is another program'),
  pattern: z.string().max(200).optional().describe('Regular expression, with ^ at its beginning, that the lower-case name must fit too'),
  publisher: wordList.optional().describe('One of these stands in the publisher; a program that names no publisher fits too'),
  sources: z
    .array(z.enum(softwareSources))
    .min(1)
    .default(['registry', 'store', 'app', 'import', 'snap', 'flatpak'])
    .describe('Packages of a Linux distribution are left out unless named: the distribution supports them on its own terms'),
  edition: z.string().max(60).optional().describe('Only cycles of this edition, or of all editions'),
  cycle: cycleRule.optional().describe('Absent: nothing tells the cycle'),
  atBest: z.boolean().default(false).describe('The cycle is the newest it can be: shows that support has ended, never that it goes on'),
})
export type MatchRule = z.infer<typeof matchRule>

const program = {
  name: z.string().min(1).max(200),
  version: z.string().max(60).default(''),
  publisher: z.string().max(100).optional(),
  source: z.enum(softwareSources).default('registry'),
}

/** Programs that must be recognised, with their cycle, and such that must not. */
export const matchExamples = z.strictObject({
  match: z.array(z.strictObject({...program, cycle: z.string().max(60).optional().describe('Absent: recognised, cycle not told')})).min(1),
  other: z.array(z.strictObject(program)).min(1),
})
export type MatchExamples = z.infer<typeof matchExamples>
