import {z} from 'zod'
import {day} from './text.ts'

const word = z.string().min(1).max(80)
const listed = z.array(word).min(1).max(200)

/** policies/site/page.yaml: words and names by which pages, cookies and banners are read. */
export const pageTables = z.strictObject({
  checkedOn: day,
  sources: z.array(z.url()).min(1).max(20),
  sessionCookies: z
    .array(
      z.strictObject({
        pattern: z
          .string()
          .max(100)
          .regex(/^\^[\w.()|:?$^\\-]+$/, 'begins with ^ and holds no repetition, so that it is quick on any name'),
        product: word,
      }),
    )
    .min(1)
    .max(100)
    .describe('Names of cookies that carry a session, without regard to case'),
  bannerNames: z
    .array(z.strictObject({banner: word.regex(/^[^A-Z]+$/), name: word}))
    .min(1)
    .max(100)
    .describe('Name in a banner, lower case, and the name that policies/lifecycle knows'),
  libraries: z
    .array(z.strictObject({file: word.regex(/^[a-z0-9-]+$/), name: word}))
    .min(1)
    .max(50)
    .describe('Name of a file of a library, and the name that policies/lifecycle knows'),
  distributions: listed.describe('Words in a banner of a package that a distribution keeps patched under an old number'),
  privacyWords: listed.describe('Words of links to a privacy notice, lower case, also without marks'),
  privacyPaths: listed.describe('The same in addresses'),
  searchNames: listed.describe('Names of fields that only search'),
})
export type PageTables = z.infer<typeof pageTables>
