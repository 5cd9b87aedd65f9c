import {z} from 'zod'
import {knownTool} from './known-tool.ts'

const ssh = z.strictObject({
  installed: z.boolean(),
  running: z.boolean().optional(),
  permitRootLogin: z.enum(['yes', 'no', 'prohibit-password', 'forced-commands-only']).optional(),
  passwordAuthentication: z.boolean().optional(),
  emptyPasswords: z.boolean().optional(),
  mfa: z.boolean().optional().describe('More than one authentication method is demanded'),
  idleTimeoutMinutes: z.number().optional().describe('0 = never closes an idle session'),
  maxAuthTries: z.number().optional(),
  ciphers: z.array(z.string()).optional(),
  macs: z.array(z.string()).optional(),
  kex: z.array(z.string()).optional(),
})

const rdp = z.strictObject({
  enabled: z.boolean(),
  nla: z.boolean().optional().describe('Network Level Authentication demanded'),
  idleTimeoutMinutes: z.number().optional(),
})

/** Ways into this machine from another one. */
export const remoteAccess = z.strictObject({
  ssh,
  rdp,
  tools: z.array(knownTool).describe('Remote-control programs found: TeamViewer, UltraViewer, AnyDesk, RustDesk, VNC ...'),
})
export type RemoteAccess = z.infer<typeof remoteAccess>
