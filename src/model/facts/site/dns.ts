import {z} from 'zod'

const name = z.string().max(255)
const text = z.string().max(500)
const address = z.string().max(60)

/** What the domain name system says of a site's name and domain, asked of a resolver. */
export const dns = z.strictObject({
  applies: z.boolean().describe('False for IP addresses, ports without pages and names of this machine'),
  domain: name.optional().describe('Domain that somebody registered'),
  resolvers: z.array(z.string().max(80)).max(20).describe('Servers that were asked'),
  signs: z.boolean().optional().describe('The resolver hands over signatures of DNSSEC'),
  validates: z.boolean().optional().describe('The resolver checks signatures: it vouched for a signed answer'),
  rewrites: z.boolean().optional().describe('The resolver gives addresses for names that cannot exist'),
  dnssec: z
    .strictObject({
      delegated: z.boolean().optional().describe('The parent zone holds a DS record of the domain'),
      keys: z
        .array(z.strictObject({tag: z.number().int(), algorithm: z.number().int(), digest: z.number().int()}))
        .max(20)
        .optional(),
      signed: z.boolean().optional().describe('DS at the parent, and what the name itself owns comes with signatures'),
      bogus: z.boolean().optional().describe('Answers fail validation: visitors with a validating resolver cannot reach the site'),
    })
    .optional(),
  caa: z
    .strictObject({
      restricted: z.boolean().optional().describe('Somebody said which authorities may issue certificates'),
      at: name.optional().describe('Name whose records count (RFC 8659, 3)'),
      records: z.array(z.strictObject({flags: z.number().int(), tag: z.string().max(100), value: text})).max(50),
    })
    .optional(),
  nameservers: z
    .strictObject({
      zone: name,
      names: z.array(name).max(50),
      addresses: z.array(address).max(100),
      several: z.boolean().optional().describe('More than one server, on more than one address'),
      networks: z.array(z.string().max(70)).max(100).describe('/24 of IPv4, /48 of IPv6'),
      severalNetworks: z.boolean().optional(),
    })
    .optional(),
  alias: z
    .strictObject({
      chain: z.array(name).max(20).describe('Where CNAME records lead'),
      dangling: z.boolean().optional().describe('It ends at a name that does not exist and that anybody may take'),
      service: z.string().max(100).optional().describe('Service, or the domain that is free'),
    })
    .optional(),
  wildcard: z.boolean().optional().describe('Names that nobody made have an address too'),
  ipv6: z.boolean().optional().describe('The name has an IPv6 address that the world can reach'),
  ipv6Addresses: z.array(address).max(50).optional(),
  zoneTransfer: z
    .strictObject({
      servers: z.array(z.strictObject({address, outcome: z.enum(['open', 'refused', 'no-answer'])})).max(20),
      open: z.boolean().optional(),
    })
    .optional(),
})
