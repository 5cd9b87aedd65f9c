import {gzipSync} from 'node:zlib'
import {afterEach, describe, expect, test} from 'vitest'
import {createSiteUrls} from '../../../../src/collect/site/crawl/site-urls.ts'
import {readSitemapFile} from '../../../../src/collect/site/crawl/sitemap-file.ts'
import {readSitemaps} from '../../../../src/collect/site/crawl/sitemaps.ts'
import {fetcherFor} from '../http/stand.ts'
import {rules, type Site, type StandSite, stand, urlset} from './stand.ts'

let site: StandSite | undefined
afterEach(() => site?.close())

const xml = (body: string | Uint8Array) => ({type: 'application/xml', body})
const index = (...urls: string[]) => `<sitemapindex>${urls.map((url) => `<sitemap><loc>${url}</loc></sitemap>`).join('')}</sitemapindex>`

/** 300 MB of nothing. */
const bomb = gzipSync(Buffer.concat([Buffer.from('<urlset>'), Buffer.alloc(300_000_000, ' ')]))

/** `make` gets the origin, since sitemaps name whole addresses. */
async function sitemapsOf(make: (origin: string) => Site, named: (origin: string) => string[] = () => []) {
  const pages: Site = {}
  site = await stand(pages)
  Object.assign(pages, make(site.origin))
  const {fetcher} = fetcherFor(site.port)
  const urls = createSiteUrls({host: '127.0.0.1', port: site.port}, rules)
  const read = await readSitemaps(fetcher, named(site.origin), site.origin, urls, rules.sitemap)
  const found = read.sitemap.urls.map(({url}) => url.slice(site?.origin.length))
  return {...read, found, asked: site.asked}
}

describe('sitemaps of a site', () => {
  test.each<[string, (origin: string) => Site, string[]]>([
    ['at the usual place', (o) => ({'/sitemap.xml': xml(urlset([`${o}/a`, [`${o}/b`, '2026-11-01']]))}), ['/a', '/b']],
    ['packed under its own name', (o) => ({'/sitemap.xml': xml(gzipSync(urlset([`${o}/a`])))}), ['/a']],
    ['packed on the way', (o) => ({'/sitemap.xml': {...xml(gzipSync(urlset([`${o}/a`]))), headers: {'content-encoding': 'gzip'}}}), ['/a']],
    [
      'named by an index, relative too',
      (o) => ({'/sitemap.xml': xml(index('/1.xml', `${o}/2.xml`)), '/1.xml': xml(urlset([`${o}/a`])), '/2.xml': xml(urlset([`${o}/b`]))}),
      ['/a', '/b'],
    ],
    [
      'a feed in its place',
      (o) => ({'/sitemap.xml': xml(`<feed><entry><link href="${o}/a"/><updated>2026-11-01T00:00:00Z</updated></entry></feed>`)}),
      ['/a'],
    ],
    ['plain lines', (o) => ({'/sitemap.xml': {type: 'text/plain', body: `${o}/a\r\n${o}/b\nkhông phải\n`}}), ['/a', '/b']],
    [
      'with prefixes, pictures and translations',
      (o) => ({
        '/sitemap.xml': xml(
          `<s:urlset xmlns:s="x"><s:url><s:loc> ${o}/a </s:loc><image:image><image:loc>${o}/x</image:loc></image:image><xhtml:link href="${o}/y"/></s:url></s:urlset>`,
        ),
      }),
      ['/a'],
    ],
    ['in UTF-16', (o) => ({'/sitemap.xml': xml(Buffer.from(`\uFEFF${urlset([`${o}/a`])}`, 'utf16le'))}), ['/a']],
    ['none', () => ({}), []],
    ['a page in its place', () => ({'/sitemap.xml': '<!DOCTYPE html><html><body><p>404</html>'}), []],
  ])('%s', async (_, make, found) => {
    const read = await sitemapsOf(make)
    expect(read.found).toEqual(found)
    expect(read).toMatchObject({sitemap: {complete: true, total: found.length}, broken: []})
  })

  test('other sites and ports are passed over, and not asked', async () => {
    const {found, sitemap} = await sitemapsOf((o) => ({
      '/sitemap.xml': xml(urlset([`${o}/a`, 'https://khac.vn/b', 'http://127.0.0.1:1/c', 'file:///etc/passwd', 'javascript:x'])),
    }))
    expect(found).toEqual(['/a'])
    expect(sitemap.complete).toBe(true)
  })

  test.each<[string, (origin: string) => Site, RegExp]>([
    [
      'an index that names itself',
      () => ({'/sitemap.xml': xml(index('/sitemap.xml', '/sitemap.xml?1')), '/sitemap.xml?1': xml(index('/sitemap.xml'))}),
      /^$/,
    ],
    [
      'indexes without end',
      () => ({'/sitemap.xml': xml(index('/i/1')), '*': (_a, path) => xml(index(`/i/${Number(path.slice(3)) + 1}`))}),
      /deeper than 3/,
    ],
    [
      'an index of thousands',
      () => ({'/sitemap.xml': xml(index(...Array.from({length: 3000}, (_, at) => `/s/${at}`))), '*': () => xml(urlset([]))}),
      /more than the 8/,
    ],
    ['an index that leads away', () => ({'/sitemap.xml': xml(index('https://khac.vn/s.xml', 'file:///etc/passwd'))}), /outside the site/],
    [
      'entities that unfold',
      () => ({
        '/sitemap.xml': xml(
          '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><urlset><url><loc>&c;</loc></url></urlset>',
        ),
        '/robots.txt': '',
      }),
      /^$/,
    ],
    ['depth without end', () => ({'/sitemap.xml': xml(`<urlset>${'<a>'.repeat(100_000)}`)}), /damaged/],
    ['a bomb', () => ({'/sitemap.xml': xml(bomb)}), /out of proportion|longer than/],
    [
      'a bomb on the way',
      () => ({
        '/sitemap.xml': {
          ...xml(bomb),
          headers: {'content-encoding': 'gzip'},
        },
      }),
      /no answer: too-big|too long/,
    ],
  ])('%s', async (_, make, why) => {
    // Of the processor: another program must not make it fail.
    const began = process.cpuUsage()
    const {broken, sitemap, asked} = await sitemapsOf(make)
    expect(broken.join('\n')).toMatch(why)
    expect(sitemap.complete).toBe(broken.length === 0)
    expect(asked.length).toBeLessThanOrEqual(8)
    const {user, system} = process.cpuUsage(began)
    expect((user + system) / 1000).toBeLessThan(8000)
  })

  test('100 MB are read as far as the limit goes', async () => {
    const line = '<url><loc>http://127.0.0.1/trang-so-mot-rat-dai-de-day-bo-nho</loc></url>'
    const head = '<urlset>'
    const body = Buffer.alloc(100 * 1024 * 1024, line)
    body.write(head)
    const before = process.memoryUsage().rss
    const {broken, sitemap} = await sitemapsOf(() => ({'/sitemap.xml': xml(body)}))
    expect(broken.join()).toMatch(/not read to its end/)
    expect(sitemap.complete).toBe(false)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
  })

  test('no more addresses than are kept, and the rest is counted', async () => {
    const {sitemap} = await sitemapsOf((o) => ({
      '/sitemap.xml': xml(gzipSync(urlset(Array.from({length: 60_000}, (_, at) => `${o}/${at}`)))),
    }))
    expect(sitemap).toMatchObject({total: 60_000, complete: false})
    expect(sitemap.urls).toHaveLength(50_000)
  })
})

test.each([
  ['Thu, 26 Nov 2026 08:00:00 +0700', '2026-11-26T01:00:00.000Z'],
  ['2026-11-26', '2026-11-26T00:00:00.000Z'],
  ['hôm qua', undefined],
])('the day %s', async (written, moment) => {
  const file = await readSitemapFile(
    Buffer.from(`<rss><channel><item><link>http://a/</link><pubDate>${written}</pubDate></item></channel></rss>`),
    {bytes: 1e6, entries: 10},
  )
  expect(file).toMatchObject({kind: 'feed', total: 1})
  expect(file.entries[0]?.lastModified).toBe(moment)
})
