import {z} from 'zod'
import {moment} from '../text.ts'

/** Clock synchronisation. */
export const timeSync = z.strictObject({
  service: z.string().describe('"chrony", "systemd-timesyncd", "ntpd", "w32time", "timed", "none"'),
  enabled: z.boolean().describe('The service runs'),
  synchronised: z.boolean().optional(),
  servers: z.array(z.string()).optional(),
  offsetMs: z.number().optional(),
  lastSyncAt: moment.optional(),
})
export type TimeSync = z.infer<typeof timeSync>
