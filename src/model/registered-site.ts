import {z} from 'zod'
import {confidences} from './policy.ts'
import {siteKinds} from './site-kinds.ts'
import {id, wordsUpTo} from './text.ts'

const words = wordsUpTo(1000)
const source = z.strictObject({confidence: z.enum(confidences), note: words.optional()})

/** What a probe can be pointed at: a page over HTTP, a port that speaks TLS, a mail server. No user name, no fragment. */
export const siteUrl = z
  .string()
  .trim()
  .max(500)
  .regex(/^(?:https?|tls|smtp):\/\/[^\s/?#@\\]+(?:\/[^\s#\\]*)?$/i, 'write https://…, http://…, tls://host:port or smtp://host:port')

/** A web site, or another service of the office that the world can reach. */
export const site = z.strictObject({
  id,
  name: words,
  url: siteUrl,
  systems: z.array(id).describe('Information systems that it is the face of'),
  status: z.enum(['operating', 'planned', 'stopped']).optional(),
  kind: z.enum(siteKinds).optional(),
  unit: words.optional().describe('Unit that answers for its content'),
  operator: words.optional().describe('Who runs the server: data centre, vendor'),
  contact: words.optional().describe('Whom to call about a fault'),
  permission: words.optional().describe('Paper that allows the probe, where another body owns the site'),
  caFile: words.optional().describe('PEM file of roots of its own'),
  mailDomain: words.optional().describe('Domain whose mail is looked at; absent: that of the site'),
  dkimSelectors: z
    .array(
      z
        .string()
        .max(63)
        .regex(/^[A-Za-z0-9._-]+$/),
    )
    .default([]),
  pages: z.array(siteUrl).max(200).default([]).describe('Pages to look at as well, from a search engine for example'),
  note: words.optional(),
  source: source.optional(),
})
export type RegisteredSite = z.infer<typeof site>

/** The id under which what a probe saw of a registered site is stored. */
export function siteTargetId({id: registered}: Pick<RegisteredSite, 'id'>): string {
  return `site-${registered}`
}
