import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {languageOf} from '../../src/check/language-of.ts'
import {createScanPool, type ScanPool} from '../../src/collect/site/personal-data/scan-pool.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadPoliteness} from '../../src/content/load-politeness.ts'
import {loadSiteGrading} from '../../src/content/load-site-grading.ts'
import {judgeSite} from '../../src/probe/judge-site.ts'
import {type ProbeTools, probeSite} from '../../src/probe/probe-site.ts'
import {parseSiteTarget} from '../../src/probe/site-target.ts'
import {link, type Site, type StandSite, stand, urlset} from '../collect/site/crawl/stand.ts'
import {table} from '../collect/site/http/stand.ts'
import {xlsx} from '../collect/site/personal-data/fixtures.ts'
import {people} from '../collect/site/personal-data/people.ts'
import {personalDataRules, probeTools} from './probe-tools.ts'

const politeness = loadPoliteness()
const content = loadContent()
const grading = loadSiteGrading(content.checks, languageOf(content))
const some = people(30, 7)
const list = xlsx([{name: 'DS', rows: [['Họ và tên', 'Ngày sinh', 'Số CCCD'], ...some.map((p) => [p.name, p.day, p.cccd])]}])
const sheet = {type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body: list}

/** With status 200, as some products do. */
const guard = 'The requested URL was rejected. Please consult with your administrator.'

let pool: ScanPool
let site: StandSite | undefined
beforeAll(() => {
  pool = createScanPool(personalDataRules)
})
afterAll(() => pool.close())
afterEach(() => site?.close())

async function probe(pages: Site, more: Partial<ProbeTools> = {}, prepare?: (origin: string) => void) {
  site = await stand(pages)
  prepare?.(site.origin)
  const target = parseSiteTarget(`${site.origin}/`)
  if (!target) throw new Error('bad address')
  const tools = probeTools(table({}), pool, {groups: new Set(['web', 'page', 'content']), ...more}, ['127.0.0.0/8'])
  const probed = await probeSite(target, tools, new AbortController().signal, new Date('2026-11-26T00:00:00Z'))
  const {results} = judgeSite(probed.snapshot, content, grading, '2026-11-26')
  const {facts} = probed.snapshot
  const requests = facts.siteProbe?.ok ? facts.siteProbe.value.requests : Number.NaN
  const result = (id: string) => results.find(({result: one}) => one.check === id)?.result
  const crawl = facts.crawl?.ok ? facts.crawl.value : undefined
  return {probed, facts, requests, result, crawl, asked: site.asked, text: JSON.stringify(probed)}
}

describe('personal data below the first page', () => {
  test('in a workbook two pages deep', async () => {
    const {result, facts, crawl, text} = await probe({
      '/': link('/van-ban'),
      '/van-ban': link('/van-ban/chi-tiet?id=5'),
      '/van-ban/chi-tiet?id=5': '<a href="/uploads/2026/11/chi-tra.xlsx">Danh sách chi trả</a>',
      '/uploads/2026/11/chi-tra.xlsx': sheet,
    })
    expect(result('pii.cccd')).toMatchObject({outcome: 'fail'})
    expect(facts.personalData).toMatchObject({ok: true, value: {persons: 30, documentsRead: 1}})
    expect(crawl).toMatchObject({whole: true, pagesKnown: 3, pagesLooked: 3, documentsKnown: 1, documentsRead: 1, unseen: []})
    for (const {cccd, name} of some) expect(text.includes(cccd) || text.includes(name)).toBe(false)
  })

  test.each<[string, Site]>([
    ['named by the sitemap alone', {'/': 'x', '/sitemap.xml': {type: 'text/xml', body: '@'}, '/f/ds.xlsx': sheet}],
    ['sent by a page without an ending', {'/': link('/tai?id=1'), '/tai?id=1': sheet}],
    ['reached by a frame', {'/': '<iframe src="/khung"></iframe>', '/khung': '<a href="f/ds.xlsx">x</a>', '/f/ds.xlsx': sheet}],
  ])('%s', async (_, pages) => {
    const {result} = await probe(pages, {}, (origin) => {
      if (pages['/sitemap.xml']) pages['/sitemap.xml'] = {type: 'text/xml', body: urlset([`${origin}/f/ds.xlsx`])}
    })
    expect(result('pii.cccd')?.outcome).toBe('fail')
  })
})

describe('what may be signed', () => {
  test('a small site whose every page and file was read passes', async () => {
    const {result, crawl, requests} = await probe({
      '/': link('/gioi-thieu', '/tin/1', '/f/bao-cao.csv'),
      '/gioi-thieu': 'Sở Tư pháp, điện thoại văn phòng 0296 3851 234',
      '/tin/1': link('/tin/2'),
      '/tin/2': 'tin',
      '/f/bao-cao.csv': {type: 'text/csv', body: 'Nội dung;Số\nHồ sơ;12\n'},
    })
    for (const id of ['pii.cccd', 'pii.bank', 'pii.bulk', 'pii.not-assessed']) expect(result(id)?.outcome, id).toBe('pass')
    expect(crawl).toMatchObject({whole: true, pagesKnown: 4, pagesLooked: 4, documentsRead: 1, robots: 'absent'})
    expect(requests).toBeLessThan(40)
  })

  test('20 of 5,000 pages prove nothing, and the reason says so', async () => {
    const pages: Site = {'/': 'x', '*': (_agent, path) => (path.startsWith('/tin/') ? `tin ${path}` : undefined)}
    const {result, facts, requests} = await probe(pages, {}, (origin) => {
      pages['/sitemap.xml'] = {type: 'text/xml', body: urlset(Array.from({length: 5000}, (_, at) => `${origin}/tin/${at}`))}
    })
    expect(result('pii.cccd')).toMatchObject({outcome: 'unknown', detail: expect.stringMatching(/\d\d of 5001 known pages were looked at/)})
    expect(result('pii.not-assessed')?.outcome).toBe('unknown')
    expect(facts.crawl).toMatchObject({value: {pagesKnown: 5001, whole: false, sitemap: {files: 1, urls: 5000, complete: true}}})
    expect(requests).toBeLessThanOrEqual(60)
  })

  test.each<[string, Site]>([
    ['robots.txt that fails', {'/': link('/a'), '/a': 'a', '/robots.txt': {status: 503}}],
    [
      'robots.txt that forbids a page',
      {'/': link('/a'), '/a': 'a', '/robots.txt': {type: 'text/plain', body: 'User-agent: *\nDisallow: /a'}},
    ],
    [
      'robots.txt that forbids a file',
      {'/': link('/f/a.csv'), '/f/a.csv': 'a;b', '/robots.txt': {type: 'text/plain', body: 'User-agent: *\nDisallow: /f'}},
    ],
    [
      'more files than are read',
      {
        '/': link(...Array.from({length: 30}, (_, at) => `/f/${at}.csv`)),
        '*': (_a, path) => (path.startsWith('/f/') ? {type: 'text/csv', body: 'a;b\n1;2'} : undefined),
      },
    ],
    ['a page that gives no answer', {'/': link('/a'), '/a': {reset: true}}],
    ['a guard in place of a page', {'/': link('/a'), '/a': guard}],
    ['a guard in place of a file', {'/': link('/f/a.csv'), '/f/a.csv': guard}],
    ['a guard in place of robots.txt', {'/': link('/a'), '/a': 'a', '/robots.txt': guard}],
    ['a guard in place of the sitemap', {'/': link('/a'), '/a': 'a', '/sitemap.xml': guard}],
    ['pages by a script alone', {'/': '<a href="javascript:trang(2)">2</a>'}],
  ])('%s leaves it unknown', async (_, pages) => {
    const {result, asked} = await probe(pages)
    expect(result('pii.cccd')?.outcome).toBe('unknown')
    // What stands in files is not looked at for spam, as the check says.
    if (!Object.keys(pages).some((path) => path.startsWith('/f/') || path === '*')) expect(result('spam.visible')?.outcome).toBe('unknown')
    if (pages['/robots.txt']) expect(asked.some((one) => /^\w+ \/(?:a|f\/a.csv) /.test(one))).toBe(false)
  })

  test('the time for pages and files ends the crawl; what was fetched is read all the same', async () => {
    const [person] = some
    const slow: Site = {'/': `CCCD: ${person?.cccd} ${link('/a', '/b')}`, '*': {afterMs: 700, body: 'a'}, '/robots.txt': {status: 404}}
    const {result, crawl} = await probe(slow, {politeness: {...politeness, contentDeadlineMs: 1000}})
    expect(result('pii.cccd')?.outcome).toBe('fail')
    expect(result('pii.bank')?.outcome).toBe('unknown')
    expect(crawl).toMatchObject({whole: false, pagesLooked: 1})
    expect(crawl?.unseen.map(({reason}) => reason).join()).toContain('the time for one site was over')
  })
})

describe('--strict-robots', () => {
  const forbidding = (path: string): Site => ({
    '/': link('/a'),
    '/a': 'a',
    '/robots.txt': {type: 'text/plain', body: `User-agent: *\nDisallow: ${path}`},
  })

  test('a first page that is forbidden is not asked for, and nothing is judged of it', async () => {
    const {asked, probed, result} = await probe(forbidding('/'), {strictRobots: true})
    expect(asked).toEqual(['GET /robots.txt stp-sec/test'])
    expect(probed.status).toBe('blocked')
    for (const id of ['pii.cccd', 'hdr.csp.missing', 'sectxt.missing', 'http.redirect-loop'])
      expect(result(id)?.outcome, id).toBe('unknown')
  })

  test('security.txt and sitemap stay unasked where they are forbidden', async () => {
    const pages = forbidding('/.well-known/\nDisallow: /security.txt\nDisallow: /sitemap.xml')
    const {asked, result} = await probe(pages, {strictRobots: true})
    expect(asked.some((one) => /security\.txt|sitemap/.test(one))).toBe(false)
    expect(result('sectxt.missing')?.outcome).toBe('unknown')
    expect(result('pii.cccd')?.outcome).toBe('unknown')
  })

  test('without it they are asked for', async () => {
    const {asked, result} = await probe(forbidding('/'))
    expect(asked.some((one) => one.startsWith('GET /.well-known/security.txt'))).toBe(true)
    expect(asked.some((one) => one.startsWith('GET /a'))).toBe(false)
    expect(result('sectxt.missing')?.outcome).toBe('fail')
    expect(result('pii.cccd')?.outcome).toBe('unknown')
  })
})
