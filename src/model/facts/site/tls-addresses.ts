import {z} from 'zod'
import {missingReason} from '../../fact.ts'
import {chain} from './chain.ts'
import {tls} from './tls.ts'

const address = z.string().max(60)
const why = {reason: missingReason, detail: z.string().max(500)}

/**
 * How the site speaks TLS at its other addresses. The facts `tls` and `chain` are about one of them; a visitor may be led to any, so
 * each is judged by the same checks and the worst counts.
 */
export const tlsAddresses = z.strictObject({
  main: address.describe('Address that the facts tls and chain are about: the first that speaks TLS'),
  others: z
    .array(
      z.strictObject({
        address,
        tls: tls.optional().describe('Absent: `missing` says why'),
        chain: chain.optional(),
        gaps: z
          .array(z.strictObject({path: z.string().max(200), ...why}))
          .max(300)
          .optional()
          .describe('What was not seen of the two, by path: "tls.sslv2", or "chain" as a whole'),
        missing: z.strictObject(why).optional().describe('Why nothing was seen at this address'),
        noRoute: z
          .boolean()
          .optional()
          .describe('The machine that ran the probe has no IPv6: nothing is known of this address, and the others are judged without it'),
      }),
    )
    .max(100),
  unasked: z.array(address).max(100).describe('Addresses beyond the number that is looked at (policies/site/politeness.yaml)'),
})
