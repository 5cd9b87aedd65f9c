import {z} from 'zod'

const url = z.string().max(2000)
const count = z.number().int().min(0)

/** The HTML of the page at the site's address. */
export const page = z.strictObject({
  url,
  https: z.boolean(),
  forms: z
    .array(
      z.strictObject({
        action: url,
        method: z.string().max(10),
        fields: count.describe('Fields that a person fills in'),
        passwordFields: count,
        search: z.boolean().describe('Only searches'),
        plain: z.boolean().describe('Sent without encryption'),
      }),
    )
    .max(50),
  passwordFields: count.describe('In and outside forms'),
  mixedActive: z.array(url).max(50).describe('Scripts, frames, style sheets over http in a page over https'),
  mixedPassive: z.array(url).max(50).describe('Pictures, sound, film the same way'),
  resources: z.array(z.strictObject({kind: z.enum(['script', 'style']), url, thirdParty: z.boolean(), integrity: z.boolean()})).max(200),
  thirdParty: z
    .array(z.string().max(255))
    .max(100)
    .describe('Hosts under other registrable domains that visitors are sent to for parts of the page'),
  generators: z.array(z.string().max(200)).max(10),
  privacyNotice: z.boolean().optional().describe('A link to a privacy notice'),
  privacyNoticeUrl: url.optional(),
  links: count,
})
