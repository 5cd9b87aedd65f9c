import {afterAll, afterEach, describe, expect, it} from 'vitest'
import {evaluateWithEvidence} from '../../../../src/check/evaluate.ts'
import {seeFacts} from '../../../../src/check/seen-facts.ts'
import {toSiteFacts} from '../../../../src/collect/site/context.ts'
import {type CrawledPage, collectPersonalData, type SitemapUrl} from '../../../../src/collect/site/personal-data/collect-personal-data.ts'
import {createScanPool} from '../../../../src/collect/site/personal-data/scan-pool.ts'
import {loadContent} from '../../../../src/content/content.ts'
import type {SiteFactSet} from '../../../../src/model/snapshot.ts'
import {html, pdf, png, utf8, xlsx} from './fixtures.ts'
import {type LoopbackSite, type Served, serveSite} from './loopback.ts'
import {people, secretsOf} from './people.ts'
import {rawRules} from './scan.ts'

const all = people(60, 55)
const pool = createScanPool(rawRules, {size: 2})
const {checks} = loadContent()
let site: LoopbackSite | undefined
afterEach(() => site?.close())
afterAll(() => pool.close())

const list = (from: number, to: number) =>
  xlsx([
    {
      name: 'DS',
      rows: [['Họ và tên', 'Ngày sinh', 'Số CCCD', 'Số tài khoản'], ...all.slice(from, to).map((p) => [p.name, p.day, p.cccd, p.bank])],
    },
  ])

async function collect(
  files: Record<string, Served>,
  pages: (origin: string) => CrawledPage[],
  sitemap: (origin: string) => (string | SitemapUrl)[] = () => [],
  more = {},
) {
  site = await serveSite(files)
  const collected = await collectPersonalData(site.context, pages(site.origin), sitemap(site.origin), {rules: rawRules, pool, ...more})
  const facts = toSiteFacts({...collected, siteAddress: address}, '2026-11-26T00:00:00Z')
  const fact = facts.personalData
  if (!fact) throw new Error('no fact')
  return {fact, facts, value: fact.ok ? fact.value : undefined, asked: site.asked}
}

const address = {
  ok: true,
  value: {url: 'http://a.gov.vn/', scheme: 'http', host: 'a.gov.vn', port: 80, literal: false},
  source: 'test',
} as const
const judge = (facts: SiteFactSet) => (id: string) => {
  const check = checks.get(id)
  if (!check) throw new Error(id)
  return evaluateWithEvidence(check, 's', seeFacts(facts, '2026-11-26', 30), {...check.check.params})
}
const page =
  (links: string, path = '/') =>
  (origin: string) => [{url: `${origin}${path}`, body: html(links)}]

describe('a site with leaks', () => {
  it('tells what, where and how many, and holds no number', async () => {
    const {fact, facts, value} = await collect(
      {
        '/f/danh-sach-chi-tra.xlsx': {body: list(0, 30)},
        '/f/quyet-dinh.pdf': {body: await pdf((document) => document.image(png(600, 800), 0, 0, {width: 500}))},
        '/f/mat-khau.pdf': {body: await pdf((document) => document.text('x'), {userPassword: 'x', pdfVersion: '1.7'})},
        [`/f/${all[40]?.cccd}.txt`]: {body: utf8(`CCCD: ${all[40]?.cccd}`)},
      },
      page(`<p>Ông ${all[50]?.name}, CCCD ${all[50]?.cccd}</p><a href="/f/danh-sach-chi-tra.xlsx">Danh sách ${all[0]?.name}</a>
        <a href="f/quyet-dinh.pdf">QĐ</a><a href="/f/mat-khau.pdf">x</a><a href="/f/${all[40]?.cccd}.txt">y</a><a href="/f/het.pdf">đã gỡ</a>`),
    )
    expect(fact.ok).toBe(true)
    expect(value).toMatchObject({pagesRead: 1, documentsRead: 4, documentsFound: 4, persons: 32, level: 'critical'})
    expect(value?.items.map(({kind, format, persons, level, bulk}) => ({kind, format, persons, level, bulk}))).toEqual([
      {kind: 'document', format: 'xlsx', persons: 30, level: 'critical', bulk: true},
      {kind: 'page', format: 'html', persons: 1, level: 'medium', bulk: false},
      {kind: 'document', format: 'text', persons: 1, level: 'medium', bulk: false},
    ])
    expect(value?.items[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(value?.items[0]?.from).toBe(`${site?.origin}/`)
    expect(value?.unread).toEqual([
      {reason: 'encrypted', count: 1},
      {reason: 'scanned-page', count: 1},
    ])
    const verdict = judge(facts)
    const results = Object.fromEntries(
      ['pii.cccd', 'pii.phone', 'pii.bank', 'pii.health', 'pii.bulk', 'pii.not-assessed'].map((id) => [id, verdict(id)]),
    )
    expect(Object.fromEntries(Object.entries(results).map(([id, {outcome}]) => [id, outcome]))).toEqual({
      'pii.cccd': 'fail',
      // The list may be longer: a scan and a locked file were not read.
      'pii.phone': 'unknown',
      'pii.bank': 'fail',
      'pii.health': 'unknown',
      'pii.bulk': 'fail',
      'pii.not-assessed': 'fail',
    })
    expect(results['pii.not-assessed']?.observed).toEqual(['1 × encrypted', '1 × scanned-page'])
    expect(results['pii.bank']?.observed).toEqual([`${site?.origin}/f/danh-sach-chi-tra.xlsx (≥ 30)`])
    const written = JSON.stringify([facts, results])
    for (const secret of [...secretsOf(all), ...all.map(({name}) => name)]) expect(written).not.toContain(secret)
  })

  it('counts a person in two files once, and one file at two addresses as one finding', async () => {
    const same = {body: list(0, 12)}
    const {value} = await collect(
      {'/a.xlsx': same, '/b.xlsx': same, '/c.xlsx': {body: list(6, 18)}},
      page('<a href="/a.xlsx">a</a><a href="/b.xlsx">b</a><a href="/c.xlsx">c</a>'),
    )
    expect(value?.persons).toBe(18)
    expect(value?.items).toHaveLength(2)
  })
})

describe('a clean site', () => {
  it('passes when everything was read', async () => {
    const {value, facts} = await collect({'/a.txt': {body: 'Thông báo', refuseHead: true}}, page('<p>Tin</p><a href="/a.txt">a</a>'))
    expect(value).toMatchObject({items: [], documentsRead: 1, unread: [], level: 'none'})
    for (const id of ['pii.cccd', 'pii.phone', 'pii.bank', 'pii.health', 'pii.bulk', 'pii.not-assessed'])
      expect(judge(facts)(id).outcome).toBe('pass')
  })

  it('nothing fetched is unknown', async () => {
    const {fact, facts} = await collect({}, () => [])
    expect(fact).toMatchObject({ok: false, reason: 'not-collected'})
    for (const id of ['pii.cccd', 'pii.bulk', 'pii.not-assessed']) expect(judge(facts)(id).outcome).toBe('unknown')
  })

  it('files that could not be had are no pass', async () => {
    const {value, facts} = await collect(
      {'/a.pdf': {body: 'x', status: 403}, '/b.pdf': {body: 'x', status: 500}},
      page('<p>Tin</p><a href="/a.pdf">a</a><a href="/b.pdf">a</a>'),
    )
    expect(value?.unread).toEqual([
      {reason: 'blocked', count: 1},
      {reason: 'fetch-failed', count: 1},
    ])
    expect(judge(facts)('pii.cccd').outcome).toBe('unknown')
  })
})

describe('which files', () => {
  it('asks for the size first and leaves what is too big', async () => {
    const {value, asked} = await collect({'/to.pdf': {body: 'x', claimedLength: 30 * 1024 * 1024}}, page('<p>a</p><a href="/to.pdf">a</a>'))
    expect(asked).toEqual(['HEAD /to.pdf'])
    expect(value?.notRead).toEqual([{url: `${site?.origin}/to.pdf`, reason: 'too-big', count: 1}])
  })

  it('stops a body that is longer than its limit', async () => {
    const {value} = await collect(
      {'/to.txt': {body: 'a'.repeat(5000), refuseHead: true}},
      page('<p>a</p><a href="/to.txt">a</a>'),
      undefined,
      {documentBytes: 1000},
    )
    expect(value?.unread).toEqual([{reason: 'too-big', count: 1}])
  })

  it('takes lists first, then the newest, no more than its share, and counts the rest', async () => {
    const names = ['/2019/01/cu.pdf', '/2026/11/moi.docx', '/2025/03/giua.xlsx', '/2018/ket-qua-xet-tuyen.xls']
    const files = Object.fromEntries(names.map((name) => [name, {body: 'Nội dung'}]))
    const {value, asked} = await collect(files, page(names.map((name) => `<a href="${name}">Tải về</a>`).join('')), undefined, {
      mostDocuments: 2,
      concurrency: 1,
    })
    expect(asked.filter((line) => line.startsWith('GET'))).toEqual(['GET /2018/ket-qua-xet-tuyen.xls', 'GET /2026/11/moi.docx'])
    expect(value).toMatchObject({documentsFound: 4, documentsRead: 2, unread: [{reason: 'limit', count: 2}]})
  })

  it('finds files in the sitemap, in queries and under a base, and none elsewhere', async () => {
    const files = {'/s/a.csv': {body: 'a,b'}, '/tai?file=b.pdf': {body: 'x y'}, '/goc/c.txt': {body: 'z'}}
    const {asked} = await collect(
      files,
      page(
        '<base href="/goc/"><a href="/tai?file=b.pdf">b</a><a href="c.txt">c</a><a href="https://khac.example.com/d.pdf">d</a><a href="mailto:a@b.vn">e</a><a href="/trang.html">f</a><a href="file:///etc/x.txt">g</a>',
      ),
      (origin) => [{url: `${origin}/s/a.csv`, lastModified: '2026-11-01'}, `${origin}/trang-khac`],
    )
    expect(asked.filter((line) => line.startsWith('GET')).sort()).toEqual(['GET /goc/c.txt', 'GET /s/a.csv', 'GET /tai?file=b.pdf'])
  })

  it('a budget that ends is said', async () => {
    site = await serveSite({'/a.txt': {body: 'a'}, '/b.txt': {body: 'b'}}, 2)
    const collected = await collectPersonalData(
      site.context,
      [{url: `${site.origin}/`, body: html('<a href="/a.txt">a</a><a href="/b.txt">b</a>')}],
      [],
      {rules: rawRules, pool, concurrency: 1},
    )
    expect(collected.personalData).toMatchObject({ok: true, value: {documentsRead: 1, unread: [{reason: 'limit', count: 1}]}})
  })
})

it('an interrupt ends it with what was read', async () => {
  site = await serveSite({'/a.txt': {body: 'a'}})
  const context = {...site.context, signal: AbortSignal.abort()}
  const collected = await collectPersonalData(context, [{url: `${site.origin}/`, body: html('x')}], [], {rules: rawRules, pool})
  expect(collected.personalData).toMatchObject({ok: false, detail: expect.stringContaining('stopped')})
})
