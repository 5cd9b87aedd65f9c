import {z} from 'zod'

/** Locking of idle sessions. */
export const lock = z.strictObject({
  graphical: z.boolean().describe('The machine has a graphical desktop'),
  enabled: z.boolean().optional().describe('The screen locks by itself and asks for a password; weakest user when read per user'),
  timeoutMinutes: z.number().optional().describe('Idle minutes before that, 0 = never'),
  enforced: z.boolean().optional().describe('Users cannot change it (policy, locked dconf)'),
  consoleTimeoutMinutes: z.number().optional().describe('Idle minutes before a text console logs out (TMOUT), 0 = never'),
})
export type Lock = z.infer<typeof lock>
