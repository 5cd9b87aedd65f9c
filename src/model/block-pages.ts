import {z} from 'zod'
import {day, id, wordsUpTo} from './text.ts'

const status = z.number().int().min(100).max(599)
const lowerCase = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^A-Z]+$/, 'lower case')

/** policies/site/block-pages.yaml: answers of what stands before a site, by which nothing of the site may be judged. */
export const blockPages = z.strictObject({
  checkedOn: day,
  sources: z.array(z.url()).min(1).max(20),
  refused: z.array(status).min(1).max(20).describe('The server will not show the page to this tool'),
  limited: z.array(status).min(1).max(5).describe('The server asks for fewer requests'),
  guards: z
    .array(
      z
        .strictObject({
          id,
          name: wordsUpTo(60),
          statuses: z.array(status).min(1).max(20).optional().describe('Absent: any'),
          header: z.strictObject({name: lowerCase, contains: lowerCase}).optional(),
          words: z.array(lowerCase).min(1).max(5).optional().describe('All of them stand in the body'),
          maxBytes: z.number().int().min(100).max(65_536).optional().describe('A longer body is a page; default 65536'),
        })
        .refine(({header, words}) => header !== undefined || words !== undefined, 'needs a header or words'),
    )
    .min(1)
    .max(100),
})
export type BlockPages = z.infer<typeof blockPages>
