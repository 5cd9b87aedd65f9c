import {z} from 'zod'

/** Where a site is and how its name is made: what the address alone tells, before anything is asked of the server. */
export const siteAddress = z.strictObject({
  url: z.string().max(2000),
  scheme: z.enum(['https', 'http', 'tls', 'smtp']),
  host: z.string().max(255).describe('Name or address, lower case, punycode'),
  port: z.number().int().min(1).max(65_535),
  literal: z.boolean().describe('The host is an IP address, so names and DNS do not apply'),
  registrable: z.string().max(255).optional().describe('Domain that somebody registered, by the public suffix list: "angiang.gov.vn"'),
  suffix: z.string().max(255).optional().describe('Public suffix: "gov.vn"'),
  ipv4: z.array(z.string().max(60)).optional().describe('Addresses that the name has; absent: not resolved'),
  ipv6: z.array(z.string().max(60)).optional(),
  notPublic: z.array(z.string().max(60)).optional().describe('Addresses among them that no public site has; never connected to'),
})
