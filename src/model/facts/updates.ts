import {z} from 'zod'
import {day, moment} from '../text.ts'

/** State of updates of the operating system and its packages. */
export const updates = z.strictObject({
  manager: z.string().describe('"apt", "dnf", "zypper", "apk", "windows-update", "softwareupdate"'),
  lastCheckedAt: moment.optional().describe('When the list of available updates was last fetched'),
  lastInstalledAt: moment.optional().describe('When an update was last installed'),
  pending: z.number().optional().describe('Updates known and not installed'),
  pendingSecurity: z.number().optional(),
  automatic: z.boolean().optional().describe('Security updates install without a person'),
  centralServer: z.boolean().optional().describe('Updates come from a server of the organisation (WSUS, mirror, proxy)'),
  server: z.string().optional().describe('Address of that server'),
  rebootRequired: z.boolean().optional(),
  hotfixes: z
    .array(z.strictObject({id: z.string(), installedOn: day.optional()}))
    .optional()
    .describe('Windows KB numbers'),
})
export type Updates = z.infer<typeof updates>
