import {z} from 'zod'
import {day} from './text.ts'

const version = z.string().regex(/^\d{1,5}(\.\d{1,6}){1,3}$/, 'two to four numbers')
const stem = z
  .string()
  .max(60)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'lower case')
const folder = z
  .string()
  .max(60)
  .regex(/^@?[a-z0-9][a-z0-9._-]*$/, 'lower case')
const banner = z
  .string()
  .min(5)
  .max(120)
  .refine((text) => text.split('{v}').length === 2, 'names the version once, as {v}')

const hole = z
  .strictObject({
    id: z.string().min(3).max(60).describe('CVE, GHSA, or the name that the source gives it'),
    ranges: z
      .array(z.strictObject({from: version.optional(), below: version.optional().describe('First version without it; none: no version')}))
      .min(1)
      .max(10),
    severity: z.enum(['low', 'medium', 'high', 'critical']),
    title: z.string().min(3).max(120),
    source: z.url().optional().describe('Where it stands, if its id does not say so'),
  })
  .refine(({id, source}) => /^(?:CVE-\d{4}-\d{4,}|GHSA(?:-[a-z0-9]{4}){3})$/.test(id) || source !== undefined, {
    message: 'needs a source, since its id is neither CVE nor GHSA',
  })
export type LibraryHole = z.infer<typeof hole>

const library = z.strictObject({
  id: stem,
  name: z.string().min(2).max(60),
  files: z.array(stem).max(10).describe('Names of its file without version and ending, sure by themselves'),
  loose: z.array(stem).max(10).optional().describe('Names that others use too: they count below one of its folders only'),
  folders: z.array(folder).min(1).max(10).describe('Folders, packages and hosts after which its version stands'),
  except: z.array(z.string().min(3).max(40)).max(5).optional().describe('Words in an address that say it is something else'),
  banners: z.array(banner).max(20).optional().describe('Text in the file that tells name and version'),
  fileBanners: z.array(banner).max(5).optional().describe('Text that tells the version in a file that bears its name'),
  partial: z.literal(true).optional().describe('Newer holes are known than stand here: no version is taken for free of them'),
  holes: z.array(hole).min(1).max(40),
})
export type JsLibrary = z.infer<typeof library>

/** What a version is judged by. */
export const judgedLibraries = z.strictObject({
  holesReadTo: day.describe('Holes published later may be missing'),
  libraries: z.array(library).max(100),
})
export type JudgedLibraries = z.infer<typeof judgedLibraries>

/** policies/site/js-libraries.yaml: how libraries of scripts are recognised, and which of their versions have known holes. */
export const jsLibraries = judgedLibraries.extend({
  checkedOn: day,
  origin: z.strictObject({
    repo: z.string().max(100),
    path: z.string().max(200),
    commit: z.string().length(40),
    licence: z.string().max(40),
  }),
  sources: z.array(z.url()).min(1).max(20),
  reading: z.strictObject({
    files: z.number().int().min(0).max(20).describe('Most files of the site itself that are opened'),
    maxBytes: z.number().int().min(512).max(65_536).describe('Read of each'),
  }),
  endings: z.array(stem).min(1).max(40).describe('Words at the end of a file name that tell its build, not the library'),
  versionQueries: z
    .array(z.strictObject({path: z.string().startsWith('/').max(100), name: stem}))
    .max(10)
    .describe('Folders below which a query carries the version of the library'),
  libraries: z.array(library).min(1).max(100),
})
export type JsLibraries = z.infer<typeof jsLibraries>
