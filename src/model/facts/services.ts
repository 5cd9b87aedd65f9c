import {z} from 'zod'

/** System services. */
export const services = z.strictObject({
  manager: z.enum(['systemd', 'openrc', 'sysv', 'scm', 'launchd']),
  items: z.array(
    z.strictObject({
      name: z.string().describe('Without suffix: "sshd", "TermService"'),
      running: z.boolean(),
      startsAtBoot: z.boolean().optional(),
    }),
  ),
})
export type Services = z.infer<typeof services>
