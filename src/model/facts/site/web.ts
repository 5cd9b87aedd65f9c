import {z} from 'zod'

/** How the probe of a site ended; anything but `ok` judges nothing of its pages. */
export const siteStatuses = [
  'ok',
  'unreachable',
  'dns-error',
  'timeout',
  'reset',
  'protocol-error',
  'too-big',
  'blocked',
  'rate-limited',
  'private-address',
] as const
export type SiteStatus = (typeof siteStatuses)[number]

const hop = z.strictObject({
  url: z.string().max(2000),
  address: z.string().max(60),
  status: z.number().int(),
  location: z.string().max(2000).optional(),
})

const entry = z.strictObject({
  asked: z.string().max(2000),
  answered: z.boolean().describe('A whole answer came in the end'),
  status: z.number().int().optional(),
  finalUrl: z.string().max(2000).optional(),
  failure: z.string().max(30).optional(),
  detail: z.string().max(500).optional(),
  hops: z.array(hop).max(10),
})

const family = z.strictObject({
  address: z.string().max(60),
  answered: z.boolean().describe('Any HTTP answer came'),
  status: z.number().int().optional(),
  failure: z.string().max(30).optional(),
  detail: z.string().max(500).optional(),
})

/** What the site answers over HTTP and HTTPS, and where that leads. */
export const web = z.strictObject({
  status: z.enum(siteStatuses),
  statusDetail: z.string().max(500).optional(),
  guard: z.string().max(60).optional().describe('Product whose block page came instead of the site'),
  main: entry.describe('The address of the site itself'),
  plain: entry.optional().describe('The same host over http; absent where only one port was asked for'),
  secure: entry.optional().describe('The same host over https, where the site was named with http'),
  plainServed: z.boolean().optional().describe('Anything answers over http'),
  plainPages: z.boolean().optional().describe('http ends in a page without ever leading to https'),
  permanent: z.boolean().optional().describe('The redirect from http to https is permanent (301, 308)'),
  leavesHostFirst: z.boolean().optional().describe('http leads to another host before it leads to https of its own'),
  downgraded: z.boolean().optional().describe('https leads back to http'),
  loops: z.boolean().optional().describe('Redirects go round or have no end'),
  leadsToPrivate: z.boolean().optional().describe('A redirect names a host with a private address'),
  leadsNowhere: z.boolean().optional().describe('A redirect names something that is no web address'),
  outside: z.string().max(2000).optional().describe('Where a redirect leaves the domain of the site; not followed'),
  ipv4: family.optional(),
  ipv6: family.optional(),
  missingPage: z
    .strictObject({
      url: z.string().max(2000),
      status: z.number().int(),
      soft: z.boolean().describe('Answered as if there were such a page'),
      sha256: z.string().length(64),
      bytes: z.number().int().min(0),
      likeHome: z.number().min(0).max(1).optional().describe('How alike the answer reads to the home page'),
    })
    .optional()
    .describe('How a page that cannot be there is answered for'),
})
