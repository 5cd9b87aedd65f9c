import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {languageOf} from '../../src/check/language-of.ts'
import {createScanPool, type ScanPool} from '../../src/collect/site/personal-data/scan-pool.ts'
import {loadContent} from '../../src/content/content.ts'
import {loadSiteGrading} from '../../src/content/load-site-grading.ts'
import {createAlarmJudge} from '../../src/probe/alarm-judge.ts'
import {runProbe} from '../../src/probe/run-probe.ts'
import {parseSiteTarget} from '../../src/probe/site-target.ts'
import {link, type Reply, type Site, type StandSite, stand} from '../collect/site/crawl/stand.ts'
import {table} from '../collect/site/http/stand.ts'
import {xlsx} from '../collect/site/personal-data/fixtures.ts'
import {people} from '../collect/site/personal-data/people.ts'
import {personalDataRules, probeTools} from './probe-tools.ts'

const content = loadContent()
const judge = createAlarmJudge(content, loadSiteGrading(content.checks, languageOf(content)))
let pool: ScanPool
let site: StandSite | undefined
beforeAll(() => {
  pool = createScanPool(personalDataRules)
})
afterAll(() => pool.close())
afterEach(() => site?.close())

/** What the second look said of each alarm, and what was asked for. */
async function run(pages: Site, groups: ('web' | 'exposure' | 'content')[]) {
  site = await stand(pages)
  const target = parseSiteTarget(`${site.origin}/`)
  if (!target) throw new Error('bad address')
  const tools = probeTools(table({}), pool, {groups: new Set(groups)}, ['127.0.0.0/8'])
  let seen: Record<string, string> | undefined
  let outcomes: Record<string, string | undefined> = {}
  await runProbe([target], tools, {
    concurrency: 1,
    signal: new AbortController().signal,
    judge,
    take: ({snapshot}) => {
      const {siteProbe} = snapshot.facts
      const look = siteProbe?.ok ? siteProbe.value.secondLook : undefined
      seen = look && Object.fromEntries(look.checks.map((one) => [one.check, one.seen]))
      outcomes = Object.fromEntries((look?.checks ?? []).map(({check}) => [check, judge.outcomeOf(snapshot, check)]))
    },
  })
  return {seen, outcomes, asked: site.asked}
}

const own = `<title>Sở Tư pháp</title><h1>Sở Tư pháp</h1><p>${'Trang thông tin điện tử của Sở Tư pháp, tin tức, văn bản, thủ tục hành chính và lịch công tác. '.repeat(8)}</p>`
const spamPage = `<title>Nhà cái kubet</title><h1>Nhà cái uy tín</h1><p>${'Kubet nhà cái cá cược bóng đá, tài xỉu online, nổ hũ, xóc đĩa, đăng ký ngay nhận khuyến mãi nạp lần đầu. '.repeat(6)}<a href="https://cuoc.example.net/">link vào kubet</a></p>`
const env = {
  type: 'text/plain',
  body: 'APP_KEY=base64:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nDB_PASSWORD=mat-khau\nDB_HOST=127.0.0.1\n',
}
/** The first answer once, then the other. */
const thenOther = (first: Reply, other: Reply) => {
  let count = 0
  return () => (count++ === 0 ? first : other)
}

describe('what calls for action at once is looked at again', () => {
  test('a file that lies open, still there', async () => {
    const {seen, outcomes} = await run({'/': own, '/.env': env}, ['web', 'exposure'])
    expect([seen, outcomes]).toEqual([{'expo.file.env': 'again'}, {'expo.file.env': 'fail'}])
  })

  test('gone in the meantime: said, and the finding of the first look stays', async () => {
    const {seen, outcomes} = await run({'/': own, '/.env': thenOther(env, {status: 404, body: 'không có'})}, ['web', 'exposure'])
    expect([seen, outcomes]).toEqual([{'expo.file.env': 'not-again'}, {'expo.file.env': 'fail'}])
  })

  test('no answer that counts: not confirmed, and never called gone', async () => {
    const {seen, outcomes} = await run({'/': own, '/.env': thenOther(env, {status: 503, body: 'bảo trì'})}, ['web', 'exposure'])
    expect([seen, outcomes]).toEqual([{'expo.file.env': 'not-looked-at'}, {'expo.file.env': 'fail'}])
  })

  test('spam below the first page: only that page and the first are asked for again', async () => {
    const many = Object.fromEntries(Array.from({length: 12}, (_, index) => [`/tin/${index}`, own]))
    const {seen, asked} = await run({'/': own + link('/bai', ...Object.keys(many)), '/bai': spamPage, ...many}, ['web', 'content'])
    expect(seen).toEqual({'spam.visible': 'again'})
    const visits = (path: string) => asked.filter((one) => one === `GET ${path} Browser`).length
    expect(visits('/bai')).toBe(2)
    expect(
      Object.keys(many)
        .map(visits)
        .every((count) => count <= 1),
    ).toBe(true)
  })

  test('spam that was taken away', async () => {
    // Three visitors of the first look see it.
    let asked = 0
    const page = () => (++asked <= 3 ? spamPage : own)
    const {seen, outcomes} = await run({'/': own + link('/bai'), '/bai': page}, ['web', 'content'])
    expect([seen, outcomes]).toEqual([{'spam.visible': 'not-again'}, {'spam.visible': 'fail'}])
  })

  test('a list of persons in a file: by the page that leads to it', async () => {
    const list = xlsx([
      {name: 'DS', rows: [['Họ và tên', 'Ngày sinh', 'Số CCCD'], ...people(30, 7).map(({name, day, cccd}) => [name, day, cccd])]},
    ])
    const sheet = {type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body: list}
    const {seen} = await run(
      {'/': own + link('/van-ban'), '/van-ban': '<a href="/tep/chi-tra.xlsx">Danh sách</a>', '/tep/chi-tra.xlsx': sheet},
      ['web', 'content'],
    )
    expect(seen).toEqual({'pii.bulk': 'again'})
  })

  test.each<[string, Reply, string]>([
    ['taken from the server', {status: 404, body: 'không có'}, 'not-again'],
    ['refused', {status: 403, body: 'cấm'}, 'not-looked-at'],
    ['behind a guard that answers 200', {body: 'The requested URL was rejected. Please consult with your administrator.'}, 'not-looked-at'],
    ['out of order', {status: 500, body: 'lỗi'}, 'not-looked-at'],
    ['mute', {reset: true}, 'not-looked-at'],
  ])('a page with spam, the second time %s', async (_, reply, said) => {
    let asked = 0
    const {seen} = await run({'/': own + link('/bai'), '/bai': () => (++asked <= 3 ? {body: spamPage} : reply)}, ['web', 'content'])
    expect(seen).toEqual({'spam.visible': said})
  })

  test('spam of which the second look sees only what some visitors are shown is not called gone', async () => {
    let asked = 0
    const page = (agent: string): Reply => {
      if (++asked <= 3) return {body: agent === 'Crawler' ? spamPage : own}
      return agent === 'Crawler' ? {status: 403, body: 'cấm'} : {body: own}
    }
    const {seen, outcomes} = await run({'/': own + link('/bai'), '/bai': page}, ['web', 'content'])
    expect([seen, outcomes]).toEqual([{'spam.cloaked.ua': 'not-looked-at'}, {'spam.cloaked.ua': 'fail'}])
  })

  test('spam on more pages than are looked at again is not called gone', async () => {
    const shown = new Set<string>()
    /** Each visitor sees it once. */
    const page = (agent: string, path: string) => {
      const isFirst = !shown.has(`${path} ${agent}`)
      shown.add(`${path} ${agent}`)
      return isFirst ? spamPage : own
    }
    const many = Object.fromEntries(Array.from({length: 11}, (_, index) => [`/bai/${index}`, page]))
    const {seen} = await run({'/': own + link(...Object.keys(many)), ...many}, ['web', 'content'])
    expect(seen?.['spam.visible']).toBe('not-looked-at')
  })

  test('a file that cannot be read the second time is not called gone, though the page that leads to it was seen', async () => {
    const list = xlsx([
      {name: 'DS', rows: [['Họ và tên', 'Ngày sinh', 'Số CCCD'], ...people(30, 7).map(({name, day, cccd}) => [name, day, cccd])]},
    ])
    let gets = 0
    const file = (): Reply =>
      // One HEAD and one GET of the first look.
      ++gets <= 2 ? {type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', body: list} : {status: 503, body: 'bảo trì'}
    const {seen, outcomes} = await run(
      {'/': own + link('/van-ban'), '/van-ban': '<a href="/tep/chi-tra.xlsx">Danh sách</a>', '/tep/chi-tra.xlsx': file},
      ['web', 'content'],
    )
    expect([seen, outcomes]).toEqual([{'pii.bulk': 'not-looked-at'}, {'pii.bulk': 'fail'}])
  })

  test('nothing of the kind: no second look, and no request more', async () => {
    const {seen, asked} = await run({'/': own}, ['web', 'exposure'])
    expect(seen).toBeUndefined()
    expect(asked.filter((one) => one.startsWith('GET /.env ')).length).toBe(1)
  })
})
