import {expect, test} from 'vitest'
import {differsMuch} from '../../../../src/collect/site/crawl/differs.ts'
import {pageExits} from '../../../../src/collect/site/crawl/page-exits.ts'
import type {Answer} from '../../../../src/collect/site/http/fetcher.ts'

const answer = (body: string, more: Partial<Answer> = {}): Answer => ({
  ok: true,
  asked: 'http://a.vn/',
  url: 'http://a.vn/',
  status: 200,
  headers: [['content-type', 'text/html; charset=utf-8']],
  body: Buffer.from(body),
  truncated: false,
  hops: [],
  ...more,
})
const text = 'Sở Tư pháp tỉnh thông báo lịch tiếp công dân tháng mười một năm hai nghìn không trăm hai mươi sáu'

test.each<[string, Answer, boolean]>([
  ['the same', answer(text), false],
  ['other numbers and scripts', answer(`<script>var khoa="abc"</script><p>${text} 12345</p>`), false],
  ['other text', answer('nhà cái uy tín đăng ký nhận thưởng'), true],
  ['text beside it', answer(`${text} nhà cái uy tín đăng ký nhận thưởng nạp rút nhanh`), true],
  ['another status', answer(text, {status: 404}), true],
  ['another address in the end', answer(text, {url: 'http://a.vn/khac'}), true],
])('%s', (_, other, isDifferent) => {
  expect(differsMuch(answer(text), other)).toBe(isDifferent)
})

test.each([
  ['tags that never end', '<'.repeat(3_000_000)],
  ['tags of letters', '<a'.repeat(1_500_000)],
  ['scripts that never end', '<script '.repeat(350_000)],
  ['one word without end', 'a'.repeat(3_000_000)],
  ['clicks that lead nowhere', `<a onclick="${'open('.repeat(700)}">`.repeat(800)],
  ['encodings that never end', '<meta '.repeat(400_000)],
])('%s take no time', (_, body) => {
  const began = performance.now()
  differsMuch(answer(body), answer(`${body} `))
  pageExits(answer(body))
  expect(performance.now() - began).toBeLessThan(3000)
})
