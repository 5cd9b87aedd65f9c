import {z} from 'zod'

/** Cookies that the page at the site's address sets; values are not kept. */
export const cookies = z.strictObject({
  https: z.boolean(),
  items: z
    .array(
      z.strictObject({
        name: z.string().max(100),
        secure: z.boolean(),
        httpOnly: z.boolean(),
        sameSite: z.string().max(10).describe('strict, lax, none; empty: not said'),
        session: z.boolean().describe('The name is one of sessions'),
      }),
    )
    .max(50),
})
