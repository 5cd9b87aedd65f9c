import {z} from 'zod'

/** Password and lockout rules in force for local accounts. 0 means "not enforced". */
export const passwordPolicy = z.strictObject({
  minLength: z.number().optional(),
  classes: z.number().optional().describe('Character classes that a password must have, 0-4'),
  maxAgeDays: z.number().optional().describe('0 = never expires'),
  minAgeDays: z.number().optional(),
  history: z.number().optional().describe('Last passwords that may not be used again'),
  lockoutThreshold: z.number().optional().describe('Wrong log-ins before lock, 0 = never locks'),
  lockoutMinutes: z.number().optional().describe('How long it stays locked, 0 = until an administrator unlocks'),
  appliesToAdmins: z.boolean().optional().describe('The lockout also holds for root or the built-in administrator'),
})
export type PasswordPolicy = z.infer<typeof passwordPolicy>
