import {z} from 'zod'

/** The SMB file-sharing protocol, server and client side. */
export const smb = z.strictObject({
  serverRunning: z.boolean(),
  smb1: z.boolean().optional().describe('SMB version 1 is possible'),
  signingRequired: z.boolean().optional(),
  guestAllowed: z.boolean().optional(),
})
export type Smb = z.infer<typeof smb>
