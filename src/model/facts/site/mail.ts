import {z} from 'zod'

const name = z.string().max(255)
const text = z.string().max(1000)
const count = z.number().int().min(0)
const errors = z.array(z.string().max(200)).max(30)

const spf = z.strictObject({
  count: count.describe('SPF records; more than one make each other void'),
  records: z.array(text).max(5),
  errors: z.array(z.strictObject({domain: name, term: z.string().max(200), problem: z.string().max(40)})).max(20),
  valid: z.boolean().optional().describe('It follows the grammar, and so do the records that it includes'),
  lookups: count.optional().describe('Terms that make a receiver ask DNS; ten are allowed (RFC 7208, 4.6.4)'),
  more: z.boolean().optional().describe('Counting was stopped: there are more'),
  voids: count.optional().describe('Of these, terms that found nothing; two are allowed'),
  withinLimits: z.boolean().optional(),
  ptr: z.boolean().optional().describe('The mechanism "ptr" or its macro is used'),
  openToAll: z.boolean().optional().describe('Anybody in the world may send as this domain'),
  unlisted: z.enum(['pass', 'fail', 'softfail', 'neutral']).optional().describe('Result for a sender that is not listed'),
})

const dmarc = z.strictObject({
  present: z.boolean().describe('Receivers find one policy that counts'),
  at: name.optional().describe('Domain whose record it is'),
  records: z.array(text).max(5),
  errors,
  policy: z.enum(['none', 'quarantine', 'reject']).optional().describe('For this domain'),
  percent: count.optional(),
  enforced: z.boolean().optional().describe('Forged mail is to be set aside or refused'),
  reportDomains: z.array(name).max(20).optional().describe('Where reports go; the mail addresses are not kept'),
  unheard: z.array(name).max(20).optional().describe('Other domains that did not agree to get reports'),
  reported: z.boolean().optional().describe('Somebody receives the reports'),
})

const mtaSts = z.strictObject({
  present: z.boolean().describe('Announced in DNS'),
  valid: z.boolean().optional(),
  mode: z.enum(['enforce', 'testing', 'none']).optional(),
  errors,
})

const server = z.strictObject({
  host: name,
  address: z.string().max(60).optional(),
  startTls: z.boolean().optional(),
  versions: z.array(z.string().max(10)).max(10).optional(),
  modern: z.boolean().optional().describe('TLS 1.2 or 1.3, and neither SSL nor suites without protection'),
  weak: z.array(z.string().max(40)).max(20).optional(),
  certificateValid: z.boolean().optional(),
  certificateErrors: errors.optional(),
  dane: z.boolean().optional().describe('TLSA records that a validating resolver vouches for'),
  daneMatches: z.boolean().optional().describe('One of them fits the certificates that were sent'),
  tlsa: count.optional(),
})

const domain = z.strictObject({
  domain: name,
  from: z.enum(['register', 'registrable', 'host']).describe('Why this domain is looked at'),
  receives: z.boolean().optional().describe('It has mail servers'),
  nullMx: z.boolean().optional().describe('It says that it takes no mail (RFC 7505)'),
  exchanges: z
    .array(z.strictObject({preference: count, host: name}))
    .max(20)
    .optional(),
  spf: spf.optional(),
  dmarc: dmarc.optional(),
  mtaSts: mtaSts.optional(),
  tlsRpt: z.strictObject({present: z.boolean(), errors}).optional(),
  servers: z.array(server).max(10).optional(),
  dkim: z
    .array(
      z.strictObject({
        selector: z.string().max(63),
        state: z.enum(['in-use', 'revoked', 'missing', 'unreadable']),
        type: z.string().max(20).optional(),
        bits: count.optional(),
        testing: z.boolean().optional(),
        sha1Only: z.boolean().optional(),
      }),
    )
    .max(20)
    .optional(),
})
export type MailDomain = z.infer<typeof domain>

/** How the domain of a site keeps its mail from being forged and read, by what DNS and its mail servers say. */
export const mail = z.strictObject({
  applies: z.boolean(),
  domains: z.array(domain).max(3),
})
