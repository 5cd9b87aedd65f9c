import {z} from 'zod'
import {attributeKinds, personalDataLevels, proofKinds} from '../../personal-data-kinds.ts'

const count = z.number().int().min(0)
const url = z.string().max(2000).describe("Runs of digits that could be a person's number are masked")

const where = z
  .strictObject({
    part: z.string().max(200).optional().describe('File inside an archive, masked'),
    page: count.optional(),
    sheet: z.string().max(200).optional().describe('Masked'),
    row: count.optional(),
    column: z.string().max(5).optional(),
    paragraph: count.optional(),
    place: z.string().max(40).optional().describe('comment, header, deleted, pivot-cache, script ...; absent: plain text'),
    hidden: z.boolean().optional().describe('Not shown to a reader, but in the file'),
  })
  .describe('Where in the file')

const attribute = z.enum(attributeKinds)
const level = z.enum(personalDataLevels)

/**
 * Personal data that a site shows in pages and files to everybody. No number and no name stands here: masks, counts and places only.
 * Whether it may be public is for a person to say: some of it must be by law.
 */
export const personalData = z.strictObject({
  items: z
    .array(
      z.strictObject({
        url,
        from: url.optional().describe('Page that links to the file'),
        kind: z.enum(['page', 'document']),
        format: z.string().max(20),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        bytes: count,
        persons: count.describe('At least so many different persons'),
        attributes: z.array(z.strictObject({kind: attribute, persons: count})).max(20),
        level,
        bulk: z.boolean().describe('Ten persons or more with two attributes or more'),
        proofs: z.array(z.enum(proofKinds)).max(10),
        places: z.array(z.strictObject({where, persons: count})).max(5),
        samples: z.array(z.strictObject({kind: attribute, masked: z.string().max(120), where})).max(3),
      }),
    )
    .max(200)
    .describe('Pages and files with personal data'),
  pagesRead: count,
  documentsRead: count,
  documentsFound: count.describe('Files that the pages and the sitemap name, read or not'),
  persons: count.describe('At least so many different persons over all pages and files'),
  level,
  notRead: z
    .array(
      z.strictObject({
        url,
        format: z.string().max(20).optional(),
        reason: z.string().max(40),
        count: count.describe('Pages, parts or files'),
        where: where.optional(),
      }),
    )
    .max(200)
    .describe('What could not be looked into'),
  unread: z
    .array(z.strictObject({reason: z.string().max(40), count}))
    .max(40)
    .describe('The same, added up by reason'),
})
