import {expect, test} from 'vitest'
import {CrawlRecord} from '../../../../src/collect/site/crawl/crawl-record.ts'
import type {CrawledPage} from '../../../../src/collect/site/crawl/crawled.ts'
import {rules} from './stand.ts'

const view = (url: string, body: string): CrawledPage => ({
  url,
  origin: 'home',
  failures: [],
  views: [
    {
      visitor: 'browser',
      answer: {
        ok: true,
        asked: url,
        url,
        status: 200,
        headers: [['content-type', 'text/html']],
        body: Buffer.from(body),
        truncated: false,
        hops: [],
      },
    },
  ],
})
const run = {robots: 'absent' as const, delayMs: 0, sitemapFiles: 0, requests: 1}

function recordOf(body: string) {
  const record = new CrawlRecord({id: 's', url: 'https://a.gov.vn/', scheme: 'https', host: 'a.gov.vn', port: 443}, rules, ['danh sách'])
  record.addHome(new URL('https://a.gov.vn/'))
  record.take(view('https://a.gov.vn/', body))
  return record
}

test('old links that say http are asked for over https', () => {
  expect(recordOf('<a href="http://a.gov.vn/x">x</a>').frontier.next()?.url).toBe('https://a.gov.vn/x')
})

test.each<[string, string, number]>([
  ['of the same path', '<link rel="canonical" href="https://www.a.gov.vn/index.html">x', 2],
  ['of another page', '<link rel="canonical" href="/khac">x', 2],
  ['of somebody else', '<link rel="canonical" href="https://khac.vn/">x', 1],
])('a canonical address %s', (name, body, known) => {
  const crawl = recordOf(body).result(run)
  expect(crawl.pagesKnown).toBe(known)
  expect(crawl.pagesLooked).toBe(name.includes('another') ? 1 : known)
})

test('lists of persons come first, then the newest', () => {
  const {documents} = recordOf(
    '<a href="/2026/11/bao-cao.pdf">Báo cáo</a><a href="/2020/01/x.xlsx">Danh sách hộ nghèo</a><a href="/2024/01/y.pdf">y</a>',
  ).result(run)
  expect(documents.map((url) => new URL(url).pathname)).toEqual(['/2020/01/x.xlsx', '/2026/11/bao-cao.pdf', '/2024/01/y.pdf'])
})

test('more links than are remembered are told', () => {
  const many = Array.from({length: 2900}, (_, index) => `<a href="/${index}">x</a>`).join('')
  const record = new CrawlRecord(
    {id: 's', url: 'https://a.gov.vn/', scheme: 'https', host: 'a.gov.vn', port: 443},
    {...rules, pages: {...rules.pages, known: 100}},
    ['x'],
  )
  record.take(view('https://a.gov.vn/', many))
  const {unseen, pagesKnown} = record.result(run)
  expect(pagesKnown).toBe(100)
  expect(unseen.map(({reason}) => reason)).toEqual([
    '1 of at least 100 known pages were looked at',
    'the site names more pages than are remembered',
  ])
})
