import {z} from 'zod'
import {moment} from '../text.ts'

/** Security logs of this machine. Only metadata: no log line is stored. */
export const logging = z.strictObject({
  service: z.string().describe('"journald", "rsyslog", "syslog-ng", "eventlog", "unified-log", "none"'),
  running: z.boolean(),
  persistent: z.boolean().optional().describe('Survives a restart'),
  oldestRecordAt: moment.optional(),
  retentionDays: z.number().optional().describe('What the configuration promises to keep, in days'),
  maxSizeMb: z.number().optional(),
  fullAction: z.enum(['overwrite', 'archive', 'stop']).optional().describe('What happens when the log is full'),
  fullAlert: z.boolean().optional().describe('A warning is raised before it is full'),
  forwarding: z.boolean().optional().describe('Records go to a central collector'),
  forwardTargets: z.array(z.string()).optional(),
  audit: z
    .strictObject({
      enabled: z.boolean(),
      logon: z.boolean().optional().describe('Log-in and log-out are recorded'),
      accountManagement: z.boolean().optional(),
      processCreation: z.boolean().optional().describe('New processes with their command line'),
    })
    .optional(),
})
export type Logging = z.infer<typeof logging>
