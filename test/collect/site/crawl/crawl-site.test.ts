import {afterEach, describe, expect, test} from 'vitest'
import {crawl, link, paths, rules, type Site, type StandSite, stand, urlset} from './stand.ts'

let site: StandSite | undefined
afterEach(() => site?.close())

async function crawlOf(pages: Site, options: Parameters<typeof crawl>[1] = {}) {
  site = await stand(pages)
  return {...(await crawl(site, options)), site}
}
const linked = (pages: readonly {url: string; origin: string}[]) =>
  paths(pages.filter(({origin}) => origin === 'link' || origin === 'sitemap'))

describe('a small site', () => {
  test('every linked page is looked at once: whole', async () => {
    const {crawled} = await crawlOf({
      '/': link('/a', '/b?x=1&utm_source=z', '/b?x=1', '/a#top', 'c/', '/tai-lieu/ds.xlsx', 'https://khac.vn/', 'mailto:a@b.vn'),
      '/a': link('/', '/d'),
      '/b?x=1': 'b',
      '/b?x=1&utm_source=z': 'b',
      '/c/': link('e', '../f'),
      '/c/e': 'e',
      '/f': 'f',
      '/d': 'd',
    })
    expect(crawled.unseen).toEqual([])
    expect(crawled).toMatchObject({pagesKnown: 7, pagesLooked: 7, robots: 'absent', disallowed: []})
    expect(linked(crawled.pages).sort()).toEqual(['/a', '/b?x=1&utm_source=z', '/c/', '/c/e', '/d', '/f'])
    expect(paths(crawled.documents.map((url) => ({url})))).toEqual(['/tai-lieu/ds.xlsx'])
    expect(crawled.pages.map(({origin}) => origin).slice(0, 2)).toEqual(['home', 'missing'])
  })

  test('the first page is shown to three visitors, the page that does not exist too', async () => {
    const {
      site: {asked},
      crawled,
    } = await crawlOf({'/': 'chào'})
    expect(crawled.pages[0]?.views.map(({visitor}) => visitor)).toEqual(['browser', 'crawler', 'search-visitor'])
    expect(crawled.pages[1]).toMatchObject({origin: 'missing', failures: []})
    expect(asked.filter((one) => one.startsWith('GET / '))).toEqual([
      'GET / stp-sec/test',
      'GET / Browser',
      'GET / Crawler',
      'GET / Searcher',
    ])
  })

  test('base, meta refresh, canonical, frames, areas, clicks and choices lead on', async () => {
    const {crawled} = await crawlOf({
      '/': `<base href="/sub/"><link rel="canonical" href="/"><meta http-equiv="refresh" content="5; url='moi'"><a href="x">x</a>
        <iframe src="khung"></iframe><map><area href="/vung"></map><div onclick="window.location.href = '/bam'">b</div>
        <select><option value="/chon">c</option></select>`,
      '*': (_agent, path) =>
        path.includes('khong-co') || path.includes('robots') || path.includes('sitemap') ? undefined : `trang ${path}`,
    })
    expect(linked(crawled.pages).sort()).toEqual(['/bam', '/chon', '/sub/khung', '/sub/moi', '/sub/x', '/vung'])
    expect(crawled.unseen).toEqual([])
  })

  test.each<[string, Uint8Array | string, string]>([
    ['utf-16le with its mark', Buffer.from(`\uFEFF<html><a href="/tin-mới">Tin mới</a>`, 'utf16le'), 'text/html'],
    ['windows-1258 by its head', Buffer.from('<html><meta charset="windows-1258"><a href="/\xfd">x</a>', 'latin1'), 'text/html'],
    ['windows-1258 by its header', Buffer.from('<html><a href="/\xfd">x</a>', 'latin1'), 'text/html; charset=windows-1258'],
    ['an encoding that nobody knows', '<html><a href="/tin-mới">x</a>', 'text/html; charset=x-la'],
  ])('%s', async (_, body, type) => {
    const {crawled} = await crawlOf({'/': {body, type}, '/robots.txt': {status: 404}, '/sitemap.xml': {status: 404}})
    const [, , third] = crawled.pages
    expect(decodeURI(new URL(third?.url ?? 'http://x/').pathname)).toBe(
      String(type).includes('1258') || body.toString().includes('1258') ? '/ư' : '/tin-mới',
    )
  })

  test('files that viewers show are files of the site', async () => {
    const {crawled} = await crawlOf({
      '/': `<iframe src="https://docs.google.com/viewer?url=http%3A%2F%2F127.0.0.1%2Fu%2Fa.pdf"></iframe><embed src="/u/b.pdf"><object data="u/c.docx"></object>
        <a href="/pdfjs/viewer.html?file=/u/d.pdf">d</a><a href="/xem?tep=../u/e.xlsx">e</a><form action="/u/f.csv"><button>Tải</button></form>`,
    })
    expect(paths(crawled.documents.map((url) => ({url})))).toEqual(
      expect.arrayContaining(['/u/a.pdf', '/u/b.pdf', '/u/c.docx', '/u/d.pdf', '/u/e.xlsx', '/u/f.csv']),
    )
  })

  test('a page that says what it is wrongly is read all the same', async () => {
    const {crawled} = await crawlOf({'/': {body: `<!doctype html>${link('/a')}`, type: 'text/plain'}, '/a': 'a'})
    expect(linked(crawled.pages)).toEqual(['/a'])
  })
})

describe('what keeps a site from being whole', () => {
  const reasons = ({unseen}: {unseen: readonly {what: string; reason: string}[]}) =>
    unseen.map(({what, reason}) => `${what}: ${reason}`).join('\n')

  test('a sitemap of 5,000 pages', async () => {
    const pages: Site = {'/': 'trang', '*': (_agent, path) => (path.startsWith('/tin/') ? 'tin' : undefined)}
    site = await stand(pages)
    const {origin} = site
    pages['/sitemap.xml'] = {body: urlset(Array.from({length: 5000}, (_, index) => `${origin}/tin/${index}`)), type: 'application/xml'}
    const first = await crawl(site)
    expect(first.requests).toBeLessThanOrEqual(60)
    expect(first.crawled).toMatchObject({pagesKnown: 5001, sitemap: {total: 5000, complete: true}})
    expect(first.crawled.unseen[0]?.reason).toMatch(/^\d\d of 5001 known pages were looked at/)
    expect(first.crawled.pages).toHaveLength(rules.pages.most)
    // The same day the same pages are drawn.
    const again = await crawl(site)
    expect(paths(again.crawled.pages)).toEqual(paths(first.crawled.pages))
  })

  test.each<[string, Site, RegExp]>([
    [
      'links by script',
      {'/': '<a href="javascript:__doPostBack(\'p\',\'2\')">2</a><a href="javascript:void(0)">menu</a>'},
      /^scripts: 1 links/,
    ],
    ['a page made by a script', {'/': '<div id="root"></div><script src="/app.js"></script>'}, /made by a script/],
    ['a page that fails', {'/': link('/a'), '/a': {status: 500}}, /1 pages gave no answer/],
    ['a page that is refused', {'/': link('/a'), '/a': {status: 403}}, /1 pages gave no answer/],
    ['a page that goes round', {'/': link('/a'), '/a': {status: 302, headers: {location: '/a'}}}, /1 pages gave no answer/],
    ['a page of nothing', {'/': link('/a'), '/a': ''}, /1 pages gave no answer/],
    ['a page that is a script', {'/': link('/a'), '/a': '<script>location.replace("/b")</script>'}, /made by a script/],
    ['a page that is slow', {'/': link('/a'), '/a': {afterMs: 5000}}, /1 pages gave no answer/],
    ['a page that is too long', {'/': link('/a'), '/a': {body: Buffer.alloc(4_000_000, 'a ')}}, /not read to their end/],
    ['another port', {'/': link('http://127.0.0.1:1/x')}, /ports: 1/],
    ['a list as a picture', {'/': '<a href="/anh/1.jpg">Danh sách hộ nghèo</a>'}, /pictures: 1/],
    [
      'robots.txt',
      {'/': link('/a', '/b'), '/b': 'b', '/robots.txt': {body: 'User-agent: *\nDisallow: /a', type: 'text/plain'}},
      /robots: .*1 addresses/,
    ],
    ['a sitemap that fails', {'/': 'a', '/sitemap.xml': {status: 500}}, /sitemap: .*500/],
    ['a sitemap that is refused', {'/': 'a', '/sitemap.xml': {status: 403}}, /sitemap: .*403/],
    [
      'a sitemap that is broken',
      {'/': 'a', '/sitemap.xml': {body: '<urlset><url><loc>http://x/', type: 'text/xml'}},
      /not read to its end: damaged/,
    ],
  ])('%s', async (_, pages, what) => {
    const {crawled} = await crawlOf(pages)
    expect(reasons(crawled)).toMatch(what)
  })

  test.each<[string, Site]>([
    ['a page that is gone', {'/': link('/a'), '/a': {status: 410}}],
    ['a page behind a password', {'/': link('/a'), '/a': {status: 401}}],
    ['a page that leads to another site', {'/': link('/a'), '/a': {status: 302, headers: {location: 'https://khac.vn/'}}}],
    ['no sitemap but a page in its place', {'/': 'a', '/sitemap.xml': '<html>không có</html>'}],
    ['pictures and scripts', {'/': `<img src="/a.jpg">${link('/a.jpg', '/b.css')}<script src="/c.js"></script>`}],
  ])('not %s', async (_, pages) => {
    expect((await crawlOf(pages)).crawled.unseen).toEqual([])
  })

  test('a calendar without end is a part of the site, not all of the crawl', async () => {
    const {crawled, requests} = await crawlOf({
      '/': link('/lich/2026/1', '/gioi-thieu', '/van-ban'),
      '/gioi-thieu': 'g',
      '/van-ban': link('/van-ban/1'),
      '/van-ban/1': 'v',
      '*': (_agent, path) => {
        const [, year = 0, month = 0] = /^\/lich\/(\d+)\/(\d+)$/.exec(path)?.map(Number) ?? []
        return year ? link(`/lich/${year}/${month + 1}`, `/lich/${year + 1}/${month}`, `/lich/${year - 1}/${month}`) : undefined
      },
    })
    expect(requests).toBeLessThanOrEqual(60)
    expect(linked(crawled.pages)).toEqual(expect.arrayContaining(['/gioi-thieu', '/van-ban', '/van-ban/1']))
    expect(reasons(crawled)).toMatch(/known pages were looked at/)
  })
})

describe('hosts of a site', () => {
  const names = {'so.angiang.gov.vn': ['127.0.0.1'], 'www.so.angiang.gov.vn': ['127.0.0.1'], 'khac.angiang.gov.vn': ['127.0.0.1']}
  test('www is the site, another host of the domain is not; nothing else is asked', async () => {
    const pages: Site = {'/a': 'a', '/b': 'b'}
    site = await stand(pages)
    const at = (host: string, path: string) => `http://${host}:${site?.port}${path}`
    pages['/'] = link(
      at('www.so.angiang.gov.vn', '/a'),
      at('so.angiang.gov.vn', '/a'),
      at('khac.angiang.gov.vn', '/b'),
      at('khac.angiang.gov.vn', '/f/ds.pdf'),
      at('nguoi-la.vn', '/c'),
    )
    const {crawled} = await crawl(site, {names})
    expect(crawled).toMatchObject({pagesKnown: 2, pagesLooked: 2, otherHosts: ['khac.angiang.gov.vn'], unseen: []})
    expect(crawled.documents).toEqual([at('khac.angiang.gov.vn', '/f/ds.pdf')])
    expect(site.asked.filter((one) => /^GET \/b /.test(one))).toEqual([])
  })

  test('where the address leads within the domain is the site', async () => {
    const pages: Site = {'/a': 'a'}
    site = await stand(pages)
    const {port} = site
    pages['/vao'] = {status: 302, headers: {location: `http://khac.angiang.gov.vn:${port}/`}}
    pages['/'] = link('/a')
    const {crawled} = await crawl(site, {names, path: '/vao'})
    expect(crawled.unseen).toEqual([])
    expect(linked(crawled.pages)).toEqual(['/a'])
  })
})

describe('pace', () => {
  test('Crawl-delay is kept between all requests of the crawl', async () => {
    const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
    const {
      site: {times, asked},
      crawled,
    } = await crawlOf(
      {'/': link('/a'), '/a': 'a', '/robots.txt': {type: 'text/plain', body: 'User-agent: *\nCrawl-delay: 0.1'}},
      {sleep: wait},
    )
    const from = asked.findIndex((one) => one.includes('robots.txt'))
    const gaps = times.slice(from + 1).map((time, index) => time - (times[from + index] ?? 0))
    expect(gaps.length).toBeGreaterThan(8)
    expect(Math.min(...gaps)).toBeGreaterThan(90)
    expect(crawled).toMatchObject({delayMs: 100, unseen: []})
  })
})

describe('a site that wants to be left alone', () => {
  test.each<[string, Site, number]>([
    [
      '429 in the middle',
      {
        '/': link(...numbers(30)),
        '*': (_a, path, asked) => (asked > 20 && path.startsWith('/t') ? {status: 429, headers: {'retry-after': '1'}} : page(path)),
      },
      23,
    ],
    [
      'three resets',
      {'/': link(...numbers(30)), '*': (_a, path, asked) => (asked > 20 && path.startsWith('/t') ? {reset: true} : page(path))},
      30,
    ],
    [
      'refusals',
      {'/': link(...numbers(30)), '*': (_a, path, asked) => (asked > 20 && path.startsWith('/t') ? {status: 403} : page(path))},
      32,
    ],
  ])('%s', async (_, pages, most) => {
    const {
      crawled,
      site: {asked},
    } = await crawlOf(pages)
    expect(asked.length).toBeGreaterThan(20)
    expect(asked.length).toBeLessThanOrEqual(most)
    expect(crawled.unseen[0]?.reason).toMatch(/known pages were looked at; /)
    expect(crawled.pages.length).toBeGreaterThan(3)
  })

  test('a visitor who is refused is not sent again, the others go on', async () => {
    const {
      crawled,
      site: {asked},
    } = await crawlOf({
      '/': link(...numbers(8)),
      '*': (agent, path) => (agent === 'Crawler' ? {status: 403} : page(path)),
    })
    expect(asked.filter((one) => one.endsWith('Crawler')).length).toBeLessThanOrEqual(4)
    expect(crawled.unseen).toEqual([])
    expect(crawled.pages.at(-1)?.failures).toContainEqual(expect.objectContaining({visitor: 'crawler', reason: 'rate-limited'}))
  })
})

describe('views that differ', () => {
  const spam = `${link('/nha-cai', 'https://cuoc.example/')} nhà cái uy tín nạp rút nhanh khuyến mãi đăng ký ngay hôm nay`
  test('what a search engine alone is shown is looked at next, and the browser asked again', async () => {
    const {
      crawled,
      site: {asked},
    } = await crawlOf({
      '/': (agent) => (agent === 'Crawler' ? `${link('/tin')}${spam}` : `${link('/tin')} trang thông tin của sở`),
      '/tin': 'tin',
      '/nha-cai': (agent) => (agent === 'Crawler' ? spam : {status: 404}),
    })
    expect(crawled.pages[0]?.repeated?.status).toBe(200)
    expect(crawled.pages.find(({url}) => url.endsWith('/nha-cai'))).toMatchObject({origin: 'seen-by-crawler'})
    expect(asked.filter((one) => one.startsWith('GET /nha-cai'))).toHaveLength(4)
    expect(asked.some((one) => one.includes('cuoc.example'))).toBe(false)
  })

  test('a search visitor who is led away', async () => {
    const {crawled} = await crawlOf({
      '/': (agent) => (agent === 'Searcher' ? {status: 302, headers: {location: 'https://cuoc.example/?a=1'}} : 'trang'),
    })
    expect(crawled.pages[0]?.failures).toEqual([
      {visitor: 'search-visitor', reason: 'off-scope', detail: expect.any(String), leadsTo: 'https://cuoc.example/?a=1'},
    ])
    expect(crawled.pages[0]?.repeated).toBeDefined()
  })

  test('numbers that change by themselves are no difference', async () => {
    let visits = 0
    const {crawled} = await crawlOf({'/': () => `<p>Sở Tư pháp, lượt truy cập ${visits++}</p><script>nonce="${visits * 7}"</script>`})
    expect(crawled.pages[0]?.repeated).toBeUndefined()
  })
})

describe('pages that tell most come first', () => {
  test('links over sections, the newest of sitemap and feed, a search', async () => {
    const pages: Site = {
      '/': `<link rel="alternate" type="application/rss+xml" href="/rss"><form action="/tim" method="get"><input type="search" name="q"></form>
        ${link(...numbers(40), '/van-ban/1', '/hoi-dap/1')}`,
      '*': (_agent, path) => page(path),
    }
    site = await stand(pages)
    const {origin} = site
    pages['/rss'] = {
      type: 'application/rss+xml',
      body: `<rss><channel><link>${origin}/</link><item><link>${origin}/tin/rss</link><pubDate>Thu, 26 Nov 2026 08:00:00 +0700</pubDate></item></channel></rss>`,
    }
    pages['/sitemap.xml'] = {
      type: 'text/xml',
      body: urlset([[`${origin}/cu`, '2020-01-01'], [`${origin}/moi`, '2026-11-25'], `${origin}/bat-ky`]),
    }
    const {crawled} = await crawl(site)
    expect(crawled.pages.map(({origin}) => origin).slice(0, 5)).toEqual(['home', 'feed', 'missing', 'link', 'link'])
    const order = paths(crawled.pages)
    expect(order.slice(3, 6)).toEqual(['/t0', '/t1', '/t2'])
    expect(order).toEqual(expect.arrayContaining(['/tin/rss', '/moi', '/tim?q=thông+báo']))
    expect(order.indexOf('/tin/rss')).toBeLessThan(order.indexOf('/moi'))
    expect(order.indexOf('/moi')).toBeLessThan(order.indexOf('/cu'))
  })

  test('--max-pages bounds it', async () => {
    const {crawled} = await crawlOf({'/': link(...numbers(9)), '*': (_a, path) => page(path)}, {maxPages: 3})
    expect(crawled.pages).toHaveLength(3)
    expect(crawled.unseen[0]?.reason).toBe('2 of 10 known pages were looked at')
  })
})

function numbers(count: number): string[] {
  return Array.from({length: count}, (_, index) => `/t${index}`)
}
function page(path: string): string | undefined {
  return /khong-co|robots|sitemap/.test(path) ? undefined : `trang ${path}`
}
