import {z} from 'zod'
import {moment} from '../text.ts'

const user = z.strictObject({
  name: z.string(),
  id: z.string().describe('uid or SID'),
  enabled: z.boolean().optional().describe('Can log in'),
  admin: z.boolean().optional().describe('uid 0, sudo/wheel/admin group, or local Administrators'),
  builtIn: z.boolean().optional().describe('Made by the system: root, RID 500/501, service accounts'),
  lastLogonAt: moment.optional(),
  createdAt: moment.optional(),
  passwordChangedAt: moment.optional(),
  passwordNeverExpires: z.boolean().optional(),
})

/** Local accounts that can log in, and who has power. No password or hash is ever stored. */
export const accounts = z.strictObject({
  users: z.array(user).describe('Accounts of persons and built-in accounts with a log-in shell or enabled'),
  total: z.number().describe('All local accounts, service accounts included'),
  admins: z.array(z.string()).optional().describe('Names with administrator rights'),
  defaultAdminEnabled: z.boolean().optional().describe('root has a usable password, or RID 500 is enabled under its default name'),
  guestEnabled: z.boolean().optional(),
  emptyPasswords: z.array(z.string()).optional().describe('Enabled accounts without a password'),
  duplicateIds: z.array(z.string()).optional().describe('uids used by more than one account'),
  passwordlessSudo: z.array(z.string()).optional().describe('Who may become administrator without a password'),
  autoLogon: z.boolean().optional().describe('The machine logs a user in by itself'),
  directory: z
    .enum(['none', 'active-directory', 'entra', 'ldap', 'ipa', 'nis'])
    .optional()
    .describe('Central account directory the machine is joined to'),
  laps: z.boolean().optional().describe('Local administrator password managed per machine'),
})
export type Accounts = z.infer<typeof accounts>
