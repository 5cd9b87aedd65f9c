import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {languageOf} from '../../src/check/language-of.ts'
import {createScanPool, type ScanPool} from '../../src/collect/site/personal-data/scan-pool.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadSiteGrading} from '../../src/content/load-site-grading.ts'
import {judgeSite} from '../../src/probe/judge-site.ts'
import {probeSite} from '../../src/probe/probe-site.ts'
import {parseSiteTarget} from '../../src/probe/site-target.ts'
import {link, type Site, type StandSite, stand, urlset} from '../collect/site/crawl/stand.ts'
import {table} from '../collect/site/http/stand.ts'
import {personalDataRules, probeTools} from './probe-tools.ts'

/** Real servers on loopback, the real crawl, the real checks: what a probe says of a site with each kind of spam. */
const content = loadContent()
const grading = loadSiteGrading(content.checks, languageOf(content))
const ids = ['visible', 'hidden', 'cloaked.ua', 'cloaked.referer', 'sitemap', 'redirect', 'iframe', 'defaced'].map((id) => `spam.${id}`)

let pool: ScanPool
let site: StandSite | undefined
beforeAll(() => {
  pool = createScanPool(personalDataRules)
})
afterAll(() => pool.close())
afterEach(() => site?.close())

async function probe(pages: Site, prepare?: (origin: string) => void) {
  site = await stand(pages)
  prepare?.(site.origin)
  const target = parseSiteTarget(`${site.origin}/`)
  if (!target) throw new Error('bad address')
  const tools = probeTools(table({}), pool, {groups: new Set(['web', 'content'])}, ['127.0.0.0/8'])
  const {snapshot} = await probeSite(target, tools, new AbortController().signal, new Date('2026-11-26T00:00:00Z'))
  const {results, grade} = judgeSite(snapshot, content, grading, '2026-11-26')
  const result = (id: string) => results.find(({result: one}) => one.check === id)?.result
  const spam = snapshot.facts.spam?.ok ? snapshot.facts.spam.value : undefined
  const failed = ids.filter((id) => result(id)?.outcome === 'fail')
  return {result, spam, grade, failed, facts: snapshot.facts}
}

const cuoc = 'https://cuoc.example.net/'
const own = `<title>Sở Tư pháp</title><h1>Sở Tư pháp</h1><p>${'Trang thông tin điện tử của Sở Tư pháp, tin tức, văn bản, thủ tục hành chính và lịch công tác. '.repeat(8)}</p>`
const spamPage = `<title>Nhà cái kubet</title><h1>Nhà cái uy tín</h1><p>${'Kubet nhà cái cá cược bóng đá, tài xỉu online, nổ hũ, xóc đĩa, đăng ký ngay nhận khuyến mãi nạp lần đầu. '.repeat(6)}<a href="${cuoc}">link vào kubet</a></p>`

describe('each kind of spam', () => {
  test('shown to everybody, below the first page', async () => {
    const {failed, result, spam, grade} = await probe({
      '/': own + link('/hoi-dap'),
      '/hoi-dap': own + link('/hoi-dap/9'),
      '/hoi-dap/9': spamPage,
    })
    expect(failed).toEqual(['spam.visible'])
    expect(grade.alerts).toEqual(['spam.visible'])
    expect(String(result('spam.visible')?.observed)).toMatch(/\/hoi-dap\/9 \(nhà cái, kubet, /)
    expect(spam?.visible[0]).toMatchObject({
      visitors: ['browser'],
      status: 200,
      verdict: 'spam',
      hosts: ['cuoc.example.net'],
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      excerpt: expect.stringContaining('nhà cái'),
      probedAt: '2026-11-26T00:00:00.000Z',
    })
    expect(spam?.home).toMatchObject({title: 'Sở Tư pháp', links: 1, outsideHosts: []})
  })

  test('shown to the name of a search engine alone', async () => {
    const {failed, spam} = await probe({'/': (agent) => (agent === 'Crawler' ? spamPage : own)})
    expect(failed).toEqual(['spam.cloaked.ua'])
    expect(spam?.cloakedCrawler[0]).toMatchObject({
      visitors: ['crawler'],
      kinds: expect.arrayContaining(['difference', 'words', 'links']),
      compared: {visitor: 'browser', status: 200, similarity: expect.any(Number)},
    })
  })

  test('shown to a phone that comes from a search engine', async () => {
    const {failed} = await probe({'/': (agent) => (agent === 'Searcher' ? spamPage : own)})
    expect(failed).toEqual(['spam.cloaked.referer'])
  })

  test('added to the page for the search engine only, with the rest as it was', async () => {
    const {failed} = await probe({
      '/': (agent) =>
        agent === 'Crawler'
          ? `${own}<div style="display:none"><a href="${cuoc}">tài xỉu</a> nhà cái, ${'sòng bài trực tuyến, kèo nhà cái hôm nay. '.repeat(30)}</div>`
          : own,
    })
    expect(failed).toEqual(['spam.cloaked.ua'])
  })

  test('a page that is there for a search engine only, found by the links it is shown', async () => {
    const {failed} = await probe({
      '/': (agent) => (agent === 'Crawler' ? `${own}${link('/nha-cai')} ${'cá cược và tài xỉu hôm nay, soi cầu, nổ hũ. '.repeat(9)}` : own),
      '/nha-cai': (agent) => (agent === 'Crawler' ? spamPage : {status: 404, body: own}),
    })
    expect(failed).toEqual(['spam.cloaked.ua'])
  })

  test('a phone from a search engine is led away', async () => {
    const {failed, spam} = await probe({'/': (agent) => (agent === 'Searcher' ? {status: 302, headers: {location: `${cuoc}?a=1`}} : own)})
    expect(failed).toContain('spam.cloaked.referer')
    expect(spam?.cloakedReferrer[0]).toMatchObject({
      finalUrl: `${cuoc}?a=1`,
      kinds: ['difference', 'redirect'],
      hosts: ['cuoc.example.net'],
    })
  })

  test('on the second visit', async () => {
    let visits = 0
    const {failed, spam} = await probe({'/': (agent) => (agent === 'stp-sec/test' || ++visits === 1 ? own : spamPage)})
    expect(failed).toEqual(['spam.visible'])
    expect(spam?.visible[0]?.kinds).toContain('difference')
  })

  test('a script that asks where a visitor comes from, its address in base64', async () => {
    const script = `<script>if(document.referrer.indexOf("google.")>-1){window.location.href=atob("${Buffer.from(cuoc).toString('base64')}")}</script>`
    const {failed, spam} = await probe({'/': own + script})
    expect(failed).toEqual(['spam.redirect'])
    expect(spam?.redirect[0]).toMatchObject({
      kinds: ['script', 'redirect'],
      hosts: ['cuoc.example.net'],
      selector: expect.stringContaining('script'),
    })
  })

  test('a redirect to a bookmaker for everybody', async () => {
    const {failed} = await probe({
      '/': own + link('/khuyen-mai'),
      '/khuyen-mai': {status: 302, headers: {location: 'https://kubet77.example.net/'}},
    })
    expect(failed).toContain('spam.redirect')
  })

  test('a sitemap with 500 addresses of gambling', async () => {
    const pages: Site = {'/': own, '*': (_agent, path) => (path.startsWith('/tin/') ? own : undefined)}
    const {failed, result, spam} = await probe(pages, (origin) => {
      const slugs = ['nha-cai-uy-tin', 'tai-xiu-online', 'no-hu-doi-thuong', 'soi-cau-mien-bac', 'game-bai-doi-thuong']
      const spammed = Array.from({length: 500}, (_, at): [string, string] => [`${origin}/tin/${slugs[at % 5]}-${at}`, '2026-11-20'])
      pages['/sitemap.xml'] = {
        type: 'text/xml',
        body: urlset([...spammed, `${origin}/tin/gioi-thieu`, `${origin}/tin/triet-pha-duong-day-ca-do-bong-da`]),
      }
    })
    expect(failed).toEqual(['spam.sitemap'])
    expect(spam?.sitemap[0]).toMatchObject({verdict: 'spam', signs: expect.stringContaining('500/502, 500 × 2026-11-20')})
    // The pages behind them were clean here, and most were not looked at.
    expect(result('spam.visible')?.outcome).toBe('unknown')
  })

  test('a hidden block of links', async () => {
    const {failed} = await probe({
      '/': `${own}<div class="x" style="position:absolute;left:-5000px"><a href="${cuoc}">nhà cái</a> <a href="https://b.example.org">xóc đĩa online</a></div>`,
    })
    expect(failed).toEqual(['spam.hidden'])
  })

  test('an invisible frame', async () => {
    const {failed} = await probe({'/': `${own}<iframe src="https://taixiu.example.org/" width="1" height="1"></iframe>`})
    expect(failed).toEqual(['spam.iframe'])
  })

  test('a first page that intruders replaced', async () => {
    const {failed, grade} = await probe({
      '/': '<title>Hacked by NhomX</title><body style="background:#000;color:#0f0"><h1>Hacked by NhomX</h1>',
    })
    expect(failed).toEqual(['spam.defaced'])
    expect(grade.alerts).toEqual(['spam.defaced'])
  })

  test('the results of a search, though nobody searched for it', async () => {
    const form = '<form action="/tim" method="get"><input type="search" name="q"></form>'
    const {failed} = await probe({
      '/': own + form + link('/1', '/2', '/3', '/4', '/5', '/6', '/7'),
      '/tim?q=th%C3%B4ng+b%C3%A1o': own + spamPage,
      '*': (_agent, path) => (/^\/\d$/.test(path) ? own : undefined),
    })
    expect(failed).toEqual(['spam.visible'])
  })

  test('a page that does not exist', async () => {
    const {failed} = await probe({
      '/': own,
      '*': (_agent, path) => (/\.|robots|sitemap/.test(path) ? undefined : {status: 404, body: spamPage}),
    })
    expect(failed).toEqual(['spam.visible'])
  })
})

describe('what may be signed', () => {
  test('a small clean site passes every check', async () => {
    const {result} = await probe({
      '/': own + link('/a', '/b'),
      '/a': own,
      '/b': '<p>Triệt phá đường dây cá độ, khởi tố 5 bị can; tài xỉu, lô đề, nhà cái kubet.</p>',
    })
    for (const id of ids) expect(result(id), id).toMatchObject({outcome: 'pass'})
  })

  test('nonces, dates, counters and pictures that rotate are no difference', async () => {
    let visits = 0
    const banners = ['Chào mừng Đại hội', 'Học tập và làm theo', 'Chuyển đổi số quốc gia', 'Cải cách hành chính']
    const {result} = await probe({
      '/': () =>
        `${own}${link('/')}<img alt="${banners[visits % 4]}"><p>${banners[visits % 4]}. Lượt truy cập: ${visits * 31}. Hôm nay 26/11/2026 ${visits++}:00</p><script nonce="${visits}">x</script>`,
    })
    for (const id of ids) expect(result(id), id).toMatchObject({outcome: 'pass'})
  })

  test('another page for phones is no cloaking', async () => {
    const phone = `<h1>Bản di động</h1><p>${'Giao diện rút gọn dành cho điện thoại, gồm tra cứu hồ sơ, nộp lệ phí, đặt lịch hẹn và phản ánh hiện trường. '.repeat(9)}</p>`
    const {result} = await probe({'/': (agent) => (agent === 'Crawler' || agent === 'Searcher' ? phone : own)})
    for (const id of ids) expect(result(id), id).toMatchObject({outcome: 'pass'})
  })

  test('another text for the search engine alone asks for a look', async () => {
    const other = `<h1>Nội dung khác</h1><p>${'Bài viết giới thiệu sản phẩm gia dụng, nồi cơm, quạt điện và máy lọc nước chính hãng giao tận nhà toàn quốc. '.repeat(9)}</p>`
    const {result, failed} = await probe({'/': (agent) => (agent === 'Crawler' ? other : own)})
    expect(failed).toEqual([])
    expect(result('spam.cloaked.ua')).toMatchObject({
      outcome: 'unknown',
      reason: 'needs-review',
      detail: expect.stringMatching(/^http\S+ \(/),
    })
    expect(result('spam.visible')?.outcome).toBe('pass')
  })

  test('words alone ask for a look: neither passed nor failed', async () => {
    const {result, failed} = await probe({'/': `${own}<p>tài xỉu, nổ hũ, xóc đĩa, game bài</p>`})
    expect(failed).toEqual([])
    expect(result('spam.visible')).toMatchObject({outcome: 'unknown', reason: 'needs-review'})
  })

  test('20 of 5,000 pages prove nothing, and the reason says so', async () => {
    const pages: Site = {'/': own, '*': (_agent, path) => (path.startsWith('/tin/') ? own : undefined)}
    const {result} = await probe(pages, (origin) => {
      pages['/sitemap.xml'] = {type: 'text/xml', body: urlset(Array.from({length: 5000}, (_, at) => `${origin}/tin/${at}`))}
    })
    for (const id of ['spam.visible', 'spam.hidden', 'spam.redirect', 'spam.iframe', 'spam.defaced'])
      expect(result(id), id).toMatchObject({outcome: 'unknown', detail: expect.stringMatching(/\d\d of 5001 known pages were looked at/)})
    expect(result('spam.cloaked.ua')).toMatchObject({outcome: 'unknown', detail: expect.stringMatching(/^\d+ of \d+ pages were compared/)})
    // Every address of the sitemap was read.
    expect(result('spam.sitemap')?.outcome).toBe('pass')
  })

  test('a search engine that is refused was not compared', async () => {
    const {result} = await probe({'/': (agent) => (agent === 'Crawler' ? {status: 403, body: 'no'} : own)})
    expect(result('spam.cloaked.ua')).toMatchObject({outcome: 'unknown', detail: expect.stringContaining('1 of 2 pages were compared')})
    expect(result('spam.visible')?.outcome).toBe('pass')
  })

  test('a site that gives no answer is unknown', async () => {
    const {result} = await probe({'/': {reset: true}})
    for (const id of ids) expect(result(id)?.outcome, id).toBe('unknown')
  })

  test('a page too deep to be read to its end is unknown', async () => {
    const {result} = await probe({'/': `${own}${'<div class="a">'.repeat(3000)}nhà cái`})
    expect(result('spam.visible')?.outcome).toBe('unknown')
  })
})
