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

  test('nothing of the kind: no second look, and no request more', async () => {
    const {seen, asked} = await run({'/': own}, ['web', 'exposure'])
    expect(seen).toBeUndefined()
    expect(asked.filter((one) => one.startsWith('GET /.env ')).length).toBe(1)
  })
})
