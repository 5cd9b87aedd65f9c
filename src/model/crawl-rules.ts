import {z} from 'zod'
import {day, wordsUpTo} from './text.ts'

const some = z.number().int().min(1)
const none = z.number().int().min(0)
const word = z.string().min(1).max(40)

/** policies/site/crawl.yaml: which pages of a site are looked at, in what order, and where it ends. */
export const crawlRules = z.strictObject({
  checkedOn: day,
  source: wordsUpTo(1000),
  pages: z.strictObject({
    most: some.max(500),
    threeViews: none.max(500).describe('So many of the first pages are asked for by all three visitors'),
    links: none.max(100).describe('Links of the home page, spread over sections'),
    newest: none.max(100),
    random: none.max(100).describe('Of the sitemap; the same on one day'),
    crawlerOnly: none.max(100).describe('Addresses that only the view of a search engine names'),
    known: some.max(100_000).describe('Addresses kept, those of sitemaps aside'),
    bytes: some.max(200_000_000).describe('Held of one site'),
  }),
  robots: z.strictObject({
    bytes: some.max(2_000_000),
    origins: some.max(20).describe('Of one registrable domain, each with a robots.txt of its own'),
    maxDelayMs: none.max(60_000),
  }),
  sitemap: z.strictObject({
    bytes: some.max(60_000_000),
    urls: some.max(200_000),
    files: some.max(50),
    depth: some.max(10),
  }),
  failuresInARow: some.max(20).describe('Refusals, resets or silence after which the site is left alone'),
  searchWord: wordsUpTo(60),
  ignoredParameters: z
    .array(word.regex(/^[a-z_0-9]+$/))
    .max(100)
    .describe('Lower case; do not change the page'),
  assets: z
    .array(word.regex(/^[a-z0-9]+$/))
    .max(200)
    .describe('Endings of what is no page'),
})
export type CrawlRules = z.infer<typeof crawlRules>
