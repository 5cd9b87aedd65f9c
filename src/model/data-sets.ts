import {z} from 'zod'
import {day, localized, moment, wordsUpTo} from './text.ts'

/** Sets of facts about the world that go out of date and are refreshed, online or from a file carried by hand. */
export const dataSetIds = ['kev', 'lifecycle', 'windows-builds'] as const
export type DataSetId = (typeof dataSetIds)[number]

/** Who vouches for the bytes: a hash given by a person, one beside the file, or only the way they came. */
export const vouchers = ['hash', 'hash-file', 'tls', 'none'] as const
export type Voucher = (typeof vouchers)[number]

/** One version of a set as it lies in the workspace. */
export const dataVersion = z.strictObject({
  file: z.string().regex(/^\d{4}-\d{2}-\d{2}-[0-9a-f]{12}\.(?:json|csv)$/),
  asOf: day.describe('Day the data speaks of, as the data itself says'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  entries: z.number().int().positive(),
  format: z.string().max(60),
  from: wordsUpTo(500).describe('Address it was taken from, or name of the file carried by hand'),
  vouched: z.enum(vouchers),
  importedAt: moment,
  by: wordsUpTo(300),
})
export type DataVersion = z.infer<typeof dataVersion>

const dataSetState = z.strictObject({inUse: dataVersion.shape.file, versions: z.array(dataVersion).min(1).max(10)})

export const dataIndexSchema = 'stp-sec/data-sets/1'

/** data/index.json: which version of each set is in use, newest import first. */
export const dataIndex = z.strictObject({
  schema: z.literal(dataIndexSchema),
  sets: z.strictObject({
    kev: dataSetState.optional(),
    lifecycle: dataSetState.optional(),
    'windows-builds': dataSetState.optional(),
  }),
})
export type DataIndex = z.infer<typeof dataIndex>

const dataSource = z.strictObject({
  title: localized,
  url: z
    .url({protocol: /^https$/})
    .optional()
    .describe('Absent: nobody publishes it in a form that can be fetched'),
  obtain: localized.describe('How to get the file on another machine'),
  licence: z.string().max(200),
  maxMegabytes: z.number().int().min(1).max(60),
  maxAgeDays: z.number().int().min(1).max(400).describe('Older than this it is printed with a warning'),
})
export type DataSource = z.infer<typeof dataSource>

/** policies/data-sources.yaml: where each set comes from and how old it may grow. */
export const dataSources = z.strictObject({
  sets: z.strictObject({kev: dataSource, lifecycle: dataSource, 'windows-builds': dataSource}),
  lifecycleNames: z
    .record(z.string().max(60), z.string().max(80))
    .describe('Products of policies/lifecycle taken from elsewhere, with their name on endoflife.date'),
  checkedOn: day,
})
export type DataSources = z.infer<typeof dataSources>

/** What a report says about a set: how old it was on the day, and which bytes they were. */
export const dataAge = z.strictObject({
  set: z.enum(dataSetIds),
  origin: z.enum(['none', 'bundled', 'workspace']),
  asOf: day.optional(),
  entries: z.number().int().optional(),
  sha256: dataVersion.shape.sha256.optional().describe('Only of a version in the workspace'),
  maxAgeDays: z.number().int(),
})
export type DataAge = z.infer<typeof dataAge>
