import {z} from 'zod'

const count = z.number().int().min(0)

/** Libraries in the script files that the page at the site's address loads. */
export const scripts = z.strictObject({
  url: z.string().max(2000).describe('The page'),
  files: count.describe('Script files that the page names'),
  opened: count.describe('Of the site itself, whose beginning was read'),
  unopened: count.describe('Of the site itself, not opened, and whose names tell no library'),
  unrecognised: count.describe('In which no library of the list was recognised; they may hold some'),
  libraries: z
    .array(
      z.strictObject({
        id: z.string().max(60),
        version: z.string().max(40).describe('Empty where neither address nor content tells it'),
        seenIn: z.enum(['address', 'content']),
        url: z.string().max(2000),
      }),
    )
    .max(100),
})
