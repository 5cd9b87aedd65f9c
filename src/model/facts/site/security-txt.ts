import {z} from 'zod'

/** /.well-known/security.txt (RFC 9116): whom to tell of a weakness. */
export const securityTxt = z.strictObject({
  present: z.boolean(),
  url: z.string().max(2000),
  valid: z.boolean().optional(),
  errors: z.array(z.string().max(100)).max(20).optional(),
  expires: z.string().max(40).optional().describe('Moment, as ISO 8601 in UTC'),
  contacts: z.array(z.string().max(300)).max(10).optional(),
  signed: z.boolean().optional(),
})
