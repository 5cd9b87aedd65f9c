import {z} from 'zod'

/** Encryption of data at rest. */
export const encryption = z.strictObject({
  volumes: z.array(
    z.strictObject({
      mount: z.string(),
      encrypted: z.boolean(),
      method: z.string().optional().describe('"luks2", "bitlocker-xts-aes-128", "filevault"'),
      system: z.boolean().optional().describe('Holds the operating system'),
    }),
  ),
  systemEncrypted: z.boolean().optional(),
  swapEncrypted: z.boolean().optional().describe('True when there is no swap'),
  passwordHash: z.string().optional().describe('Weakest scheme that local passwords are stored with: "yescrypt", "sha512", "md5", "ntlm"'),
})
export type Encryption = z.infer<typeof encryption>
