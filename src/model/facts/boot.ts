import {z} from 'zod'

/** How the machine starts, and what protects the running system. */
export const boot = z.strictObject({
  mode: z.enum(['uefi', 'bios', 'container', 'other']),
  secureBoot: z.boolean().optional(),
  exploitProtection: z.strictObject({dep: z.boolean().optional(), aslr: z.boolean().optional(), cfg: z.boolean().optional()}).optional(),
  mandatoryAccess: z.enum(['selinux', 'apparmor', 'none', 'other']).optional(),
  mandatoryAccessEnforced: z.boolean().optional(),
  appControl: z.boolean().optional().describe('AppLocker, WDAC, fapolicyd, Gatekeeper in force'),
  elevationPrompt: z.boolean().optional().describe('UAC, sudo or polkit asks before administrator rights are used'),
})
export type Boot = z.infer<typeof boot>
