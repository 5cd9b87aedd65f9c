import {describe, expect, test} from 'vitest'
import {guardOf, refusalOf} from '../../../../src/collect/site/web/guard.ts'
import {similarityOf} from '../../../../src/collect/site/web/similarity.ts'
import {loadBlockPages} from '../../../../src/content/load-block-pages.ts'

const page = (words: string) => Buffer.from(`<html><script>var a = ${Math.random()}</script><body>${words}</body></html>`)
const news = 'Sở Tư pháp tổ chức hội nghị tổng kết công tác năm và triển khai nhiệm vụ năm tới cho toàn ngành'

describe('how alike two pages read', () => {
  test.each<[string, Buffer, Buffer, (value: number) => boolean]>([
    ['the same words, other scripts and numbers', page(`${news} 12:30`), page(`${news} 12:31`), (value) => value === 1],
    ['nothing and nothing', Buffer.from(''), page('123'), (value) => value === 1],
    ['nothing and something', Buffer.from(''), page(news), (value) => value === 0],
    ['other words', page(news), page('Không tìm thấy địa chỉ này trên máy chủ, mời quay lại trang chủ'), (value) => value < 0.1],
    ['a little more', page(news.repeat(10)), page(`${news.repeat(10)} Hôm nay`), (value) => value > 0.8 && value < 1],
    ['a tag that never ends', Buffer.from(`<script>${'<'.repeat(50_000)}`), page(news), (value) => value === 0],
  ])('%s', (_, a, b, holds) => {
    const before = process.cpuUsage()
    expect(holds(similarityOf(a, b)), String(similarityOf(a, b))).toBe(true)
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(200)
  })
})

describe('block pages', () => {
  const blockPages = loadBlockPages()
  const answer = (status: number, body: string, ...headers: [string, string][]) => ({status, headers, body: Buffer.from(body)})
  test.each<[string, ReturnType<typeof answer>, ReturnType<typeof refusalOf>]>([
    ['a page', answer(200, `<html>${news}`), undefined],
    ['no page', answer(404, 'Not Found'), undefined],
    ['a fault', answer(500, 'x'), undefined],
    ['a refusal', answer(403, 'Forbidden'), {kind: 'blocked'}],
    ['Cloudflare', answer(503, 'x', ['cf-mitigated', 'challenge']), {kind: 'blocked', guard: 'Cloudflare'}],
    ['Cloudflare before a limit', answer(429, 'x', ['cf-mitigated', 'challenge']), {kind: 'blocked', guard: 'Cloudflare'}],
    ['AWS', answer(202, '', ['x-amzn-waf-action', 'challenge']), {kind: 'blocked', guard: 'AWS WAF'}],
    ['F5', answer(200, 'The requested URL was rejected. Please consult with your administrator.'), {kind: 'blocked', guard: 'F5 BIG-IP'}],
    ['Akamai refusing', answer(403, 'Access Denied', ['server', 'AkamaiGHost']), {kind: 'blocked', guard: 'Akamai'}],
    ['a page by way of Akamai', answer(200, news, ['server', 'AkamaiGHost']), undefined],
    ['a page by way of Cloudflare', answer(200, news, ['cf-ray', 'x'], ['server', 'cloudflare']), undefined],
    ['a limit', answer(429, ''), {kind: 'rate-limited'}],
    ['a page that sets a cookie by script', answer(200, `document.cookie="a";location.reload()${news.repeat(100)}`), undefined],
    ['a page that a guard watches', answer(200, `<script src="/_Incapsula_Resource?SWJIYLWA=1"></script>${news.repeat(100)}`), undefined],
  ])('%s', (_, given, expected) => {
    expect(refusalOf(given, blockPages)).toEqual(expected)
    expect(guardOf(given, blockPages)).toBe(expected?.kind === 'blocked' ? expected.guard : undefined)
  })
})
