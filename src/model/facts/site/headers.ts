import {z} from 'zod'

const values = z.array(z.string().max(2000)).max(20).describe('As sent, cut')
const simple = z.strictObject({
  present: z.boolean(),
  valid: z.boolean().describe('A browser obeys it'),
  values,
  effective: z.string().max(100).optional().describe('What counts in the end'),
})

/** Security headers and banners of the page at the site's address. */
export const headers = z.strictObject({
  url: z.string().max(2000).describe('Address that answered'),
  status: z.number().int(),
  https: z.boolean(),
  html: z.boolean().optional().describe('The answer is a page, by its content-type'),
  basicAuth: z.boolean().describe('The server asks for a password by HTTP Basic'),
  hsts: z
    .strictObject({
      url: z.string().max(2000),
      present: z.boolean(),
      valid: z.boolean(),
      maxAge: z.number().min(0).optional().describe('Seconds'),
      includeSubDomains: z.boolean(),
      preload: z.boolean(),
      values,
      errors: z.array(z.string().max(100)).max(10),
    })
    .optional()
    .describe('Strict-Transport-Security of the host itself over https'),
  csp: z
    .strictObject({
      present: z.boolean().describe('A policy is in force; one that only reports is none'),
      reportOnly: z.boolean(),
      valid: z.boolean(),
      unsafe: z.array(z.string().max(40)).max(10),
      errors: z.array(z.string().max(200)).max(20),
      values,
      upgradesInsecure: z.boolean(),
    })
    .optional(),
  frameAncestors: z.boolean().optional().describe('The policy of a header keeps other sites from framing the page'),
  xfo: simple.optional(),
  xcto: simple.optional(),
  referrer: simple.optional(),
  permissions: simple.optional(),
  coop: simple.optional(),
  banners: z
    .array(z.strictObject({header: z.string().max(40), value: z.string().max(200), version: z.boolean().describe('A number stands in it')}))
    .max(30),
  software: z
    .array(z.strictObject({name: z.string().max(80), version: z.string().max(40), source: z.literal('import'), seenIn: z.string().max(40)}))
    .max(20)
    .describe(
      'Programs that banners and addresses of scripts name; without version where none is named or a distribution patches an old number',
    ),
})
