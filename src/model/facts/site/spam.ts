import {z} from 'zod'
import {signalKinds} from '../../spam-kinds.ts'
import {moment} from '../../text.ts'

const count = z.number().int().min(0)
const url = z.string().max(2000).describe("Runs of digits that could be a person's number are masked")
const host = z.string().max(100)
const visitor = z.enum(['browser', 'crawler', 'search-visitor'])

const items = z
  .array(
    z.strictObject({
      url,
      finalUrl: url.optional().describe('Where the answer came from, or where a redirect leads that was not followed'),
      visitors: z.array(visitor).max(3).describe('Who was shown it; empty for what stands in a sitemap'),
      status: z.number().int().optional(),
      verdict: z.enum(['spam', 'review']).describe('spam: signs of two kinds agree; review: one kind alone, a person must look'),
      kinds: z.array(z.enum(signalKinds)).max(signalKinds.length).describe('Kinds of signs that agree'),
      signs: z.string().max(400).describe('What was found: how it is hidden, phrases, hosts; the kinds where there is nothing of these'),
      words: z.array(z.string().max(60)).max(20).describe('Phrases and names of the word list that were found'),
      hosts: z.array(host).max(20).describe('Hosts of other people that it leads to'),
      selector: z.string().max(300).optional(),
      excerpt: z.string().max(500).optional().describe('Text around it; numbers, mail addresses and names of persons are masked'),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional()
        .describe('Of the body of the answer'),
      bytes: count.optional(),
      compared: z
        .strictObject({
          visitor,
          status: z.number().int().optional(),
          sha256: z.string().max(64).optional(),
          similarity: z.number().optional(),
        })
        .optional()
        .describe('What another visitor was shown at the same address'),
      probedAt: moment.describe('Start of the probe that saw it'),
    }),
  )
  .max(50)

/**
 * Gambling spam, cloaking and defacement in the pages that were looked at, by what a page says and does. Hidden from the tool by its
 * address, or made by scripts in files of their own, they cannot be seen from here.
 */
export const spam = z.strictObject({
  visible: items.describe('Shown to a browser'),
  hidden: items.describe('In containers that no visitor sees'),
  cloakedCrawler: items.describe('Shown to the name of a search engine only'),
  cloakedReferrer: items.describe('Shown to visitors from a search engine only'),
  sitemap: items.describe('Addresses in sitemaps and of linked files'),
  redirect: items.describe('Leads its visitors to somebody else'),
  iframe: items.describe('Frames unseen, or in place of the page'),
  defaced: items.describe('Pages put in place of the office by intruders'),
  looked: z.strictObject({
    pages: count.describe('Addresses with an answer that could be read'),
    views: count.describe('Answers to all visitors that were read'),
    asCrawler: count.describe('Addresses compared with what a search engine is shown'),
    asSearchVisitor: count.describe('Addresses compared with what a visitor from a search engine is shown'),
    unread: count.describe('Answers that could not be read'),
    addresses: count.describe('Addresses in sitemaps and of files that were read for their words'),
  }),
  home: z
    .strictObject({
      title: z.string().max(200),
      words: count,
      links: count,
      outsideHosts: z.array(host).max(50).describe('Hosts that the State does not run and few link to'),
    })
    .optional()
    .describe('The first page, so that the next probe can tell what changed'),
  rulesOf: z.string().max(20).describe('Day of the word list'),
})
