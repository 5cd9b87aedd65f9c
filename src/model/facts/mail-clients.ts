import {z} from 'zod'

/** Mail programs. */
export const mailClients = z.strictObject({
  items: z.array(
    z.strictObject({
      name: z.string(),
      product: z.string().describe('Key of policies/lifecycle: "thunderbird", "office", "outlook-new" ...'),
      version: z.string(),
    }),
  ),
})
export type MailClients = z.infer<typeof mailClients>
