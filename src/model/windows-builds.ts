import {z} from 'zod'
import {confidences} from './policy.ts'
import {day} from './text.ts'

export const windowsBuildsSchema = 'stp-sec/windows-builds/1'

/** One cumulative update of one Windows release. */
export const windowsBuild = z.strictObject({
  release: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,39}$/i)
    .describe('As people say it: "10-22h2", "11-24h2"'),
  product: z.enum(['windows', 'windows-server']).default('windows'),
  build: z.string().regex(/^10\.0\.\d{4,6}\.\d{1,6}$/, 'a full build such as 10.0.19045.6456'),
  releasedOn: day.describe('Day it came out; where only a later day is known, that day'),
  kb: z
    .string()
    .regex(/^KB\d{6,8}$/)
    .optional(),
  source: z.string().min(1).max(300),
  confidence: z.enum(confidences).default('unverified'),
})
export type WindowsBuild = z.infer<typeof windowsBuild>

/** Newest known builds, several a release where earlier ones are known too: policies/windows-builds.yaml and imported files. */
export const windowsBuilds = z.strictObject({
  schema: z.literal(windowsBuildsSchema),
  asOf: day,
  builds: z.array(windowsBuild).max(5000),
})
export type WindowsBuilds = z.infer<typeof windowsBuilds>
