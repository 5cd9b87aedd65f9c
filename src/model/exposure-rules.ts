import {z} from 'zod'
import {day, id} from './text.ts'

/** What may lie open, each with a list of its own in the fact `exposure`. */
export const exposureKinds = ['git', 'env', 'backup', 'phpinfo', 'listing', 'stacktrace'] as const
export type ExposureKind = (typeof exposureKinds)[number]
const kind = z.enum(exposureKinds)
const words = z.array(z.string().min(3).max(80)).min(1).max(20)
const names = z.array(id).max(20)

const signature = z
  .strictObject({
    id,
    kind,
    file: z.boolean().default(false).describe('A file that is no page: words of HTML speak against it'),
    all: words.optional().describe('All of them stand in what was read'),
    any: words.optional().describe('One of them does'),
    starts: words.optional().describe('What was read begins with one of them'),
    lines: words.optional().describe('A line begins with one of them'),
    hex: z
      .string()
      .regex(/^(?:[0-9a-f]{2}){3,16}$/)
      .optional()
      .describe('First bytes'),
  })
  .refine(({all, any, starts, lines, hex}) => all ?? any ?? starts ?? lines ?? hex, 'needs something to look for')
export type ExposureSignature = z.infer<typeof signature>

/** policies/site/exposure.yaml: the few addresses that are asked for, and by what words a file that lies open is known. */
export const exposureRules = z
  .strictObject({
    checkedOn: day,
    sources: z.array(z.url()).min(1).max(20),
    maxBytes: z.number().int().min(256).max(65_536).describe('Read of a file'),
    maxPageBytes: z.number().int().min(4096).max(1_048_576).describe('Read of an error page that is asked for'),
    notInFiles: words,
    paths: z
      .array(
        z.strictObject({
          path: z
            .string()
            .max(100)
            .regex(/^(?:\/[\w.{}-]+)+\/?$/, 'an address on the site, without a query'),
          kind,
          signatures: names,
        }),
      )
      .min(1)
      .max(12)
      .describe('More would be a search for hidden addresses'),
    seenPages: z.strictObject({home: names, error: names}).describe('What is looked for in pages that were asked for anyway'),
    signatures: z.array(signature).min(1).max(60),
  })
  .superRefine(({paths, seenPages, signatures}, context) => {
    const known = new Map(signatures.map((one) => [one.id, one]))
    const missing = (path: PropertyKey[], name: string) => {
      if (!known.has(name)) context.addIssue({code: 'custom', path, message: `there is no signature "${name}"`})
    }
    paths.forEach(({signatures: own, kind: ofPath}, index) => {
      for (const name of own) {
        missing(['paths', index, 'signatures'], name)
        const found = known.get(name)
        if (found && found.kind !== ofPath)
          context.addIssue({code: 'custom', path: ['paths', index, 'kind'], message: `signature "${name}" is of kind ${found.kind}`})
      }
    })
    for (const page of ['home', 'error'] as const) for (const name of seenPages[page]) missing(['seenPages', page], name)
  })
export type ExposureRules = z.infer<typeof exposureRules>
