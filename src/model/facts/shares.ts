import {z} from 'zod'

/** Folders this machine offers to others. Names only; never what is in them. */
export const shares = z.strictObject({
  items: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['smb', 'nfs']),
      writable: z.boolean().optional(),
      everyone: z.boolean().optional().describe('Open to guests, Everyone, or any address'),
      administrative: z.boolean().optional().describe('C$, ADMIN$, IPC$'),
    }),
  ),
})
export type Shares = z.infer<typeof shares>
