import {z} from 'zod'
import {day, moment} from '../text.ts'

/** Operating system as the machine names itself. */
export const os = z.strictObject({
  family: z.enum(['windows', 'linux', 'macos', 'other']),
  name: z.string().describe('Name as printed by the system, e.g. "Debian GNU/Linux 12 (bookworm)"'),
  product: z.string().describe('Key of policies/lifecycle, e.g. "debian", "ubuntu", "windows", "windows-server"'),
  version: z.string().describe('Full version, e.g. "12.11" or "10.0.19045"'),
  cycle: z.string().optional().describe('Release cycle in the lifecycle tables, e.g. "12", "11-24h2-w"'),
  edition: z.string().optional().describe('Windows edition id, e.g. "Professional", "EnterpriseS"'),
  build: z.number().optional().describe('Windows build, e.g. 19045'),
  ubr: z.number().optional().describe('Windows update build revision'),
  esu: z.boolean().optional().describe('Extended Security Updates licence active'),
  kernel: z.string().optional(),
  arch: z.string(),
  hostname: z.string(),
  container: z.boolean().optional().describe('True inside a container: kernel and boot facts belong to the host'),
  installedOn: day.optional(),
  lastBootAt: moment.optional(),
  timeZone: z.string().optional(),
})
export type Os = z.infer<typeof os>
