import {z} from 'zod'

const count = z.number().int().min(0)

/** How much of a site was looked at, so that what was found there and what was not can be weighed. */
export const crawl = z.strictObject({
  robots: z
    .enum(['read', 'absent', 'unavailable', 'unreadable', 'not-asked'])
    .describe('robots.txt; unavailable (status 5xx, no answer) and unreadable mean that nothing was crawled'),
  delaySeconds: z.number().min(0).describe('Asked for by robots.txt, as much of it as was obeyed'),
  pagesKnown: count.describe('Pages that links, sitemaps and feeds name; at least so many where `unseen` says that more exist'),
  pagesLooked: count.describe('Of these, looked at as a visitor'),
  documentsKnown: count.describe('Files that they name'),
  documentsRead: count,
  disallowed: count.describe('Pages that robots.txt keeps robots from; they were not asked for'),
  sitemap: z.strictObject({
    files: count,
    urls: count,
    complete: z.boolean().describe('Every sitemap was read to its end, or there is none'),
  }),
  otherHosts: z.array(z.string().max(255)).max(50).describe('Hosts of the same domain that it leads to; their pages are not looked at'),
  requests: count,
  whole: z.boolean().describe('Every page that is known was looked at, and nothing says that there are more'),
  unseen: z
    .array(z.strictObject({what: z.string().max(40), reason: z.string().max(400)}))
    .max(30)
    .describe('Why more may exist than was looked at'),
  pages: z
    .array(
      z.strictObject({
        url: z.string().max(2000).describe("Runs of digits that could be a person's number are masked"),
        origin: z.string().max(20),
        status: z.number().int().optional().describe('What a browser got; absent: no answer that counts'),
        views: count.describe('Visitors who got an answer'),
      }),
    )
    .max(100)
    .describe('The first pages that were asked for'),
})
