import {z} from 'zod'

const found = z
  .array(
    z.strictObject({
      url: z.string().max(2000),
      status: z.number().int(),
      signature: z.string().max(100),
      bytes: z.number().int().min(0).describe('Read of it'),
      sha256: z.string().length(64).describe('Of what was read'),
      sample: z.string().max(60).describe('Where it was recognised; letters and numbers after the sign itself are masked'),
    }),
  )
  .max(20)

/** What lies open that nobody meant to show: a short fixed list of addresses, 4 kB of each. */
export const exposure = z.strictObject({
  asked: z.number().int().min(0).describe('Addresses asked for'),
  git: found,
  env: found,
  backup: found,
  phpinfo: found,
  listing: found,
  stacktrace: found,
  trace: z
    .strictObject({status: z.number().int(), echoes: z.boolean().describe('The request came back with its headers')})
    .optional()
    .describe('TRACE; asked only where a person wants it'),
})
