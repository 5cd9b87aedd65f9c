import {globSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {loadSiteDetails} from '../../../src/content/load-site-details.ts'
import {createDetailSpeaker} from '../../../src/report/site/say-detail.ts'

const table = loadSiteDetails()
const say = createDetailSpeaker(table, 'vi')
const root = join(import.meta.dirname, '../../..')

/** Sentences that the code of a probe gives as details, with "x1" for what changes. */
function sentences(): string[] {
  const files = globSync(['src/collect/site/**/*.ts', 'src/probe/*.ts'], {cwd: root})
  return files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\bdetail: (?:'([^'\n]+)'|`([^`\n]+)`)/g)].map(([, plain, template]) =>
      (plain ?? template ?? '').replace(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, 'x1'),
    ),
  )
}

describe('what a probe says of what it did not see', () => {
  test.each([
    ['TRACE is asked only with --active', 'TRACE chỉ được hỏi khi thêm --active'],
    ['127.0.0.1:443 did not answer within 5000 ms', '127.0.0.1:443 không trả lời trong 5000 ms'],
    ['/.env: timeout', '/.env: quá thời hạn'],
    ['/.env: status 503', '/.env: mã 503'],
    ['no answer: too-big', 'không có trả lời: quá lớn'],
    ['leads to http://10.0.0.1/, which is no public place', 'dẫn tới http://10.0.0.1/, không phải nơi công khai'],
    [
      'blocked: a block page of F5 BIG-IP came for a page that does not exist',
      'bị chặn: địa chỉ không tồn tại được trả lời bằng trang chặn của F5 BIG-IP',
    ],
    ['http://a.gov.vn/x?a={{1}}: reset', 'http://a.gov.vn/x?a={{1}}: bị ngắt'],
    ['UND_ERR_SOCKET: other side closed', 'UND_ERR_SOCKET: other side closed'],
    ['', ''],
  ])('%s', (detail, said) => expect(say(detail)).toBe(said))

  test('is left as it is in English', () => expect(createDetailSpeaker(table, 'en')('was not looked at')).toBe('was not looked at'))

  test('every sentence of the code is known', () => {
    const all = sentences().filter((text) => /[a-z]{2,} [a-z]{2,}/.test(text.replaceAll('x1', '')))
    expect(all.length).toBeGreaterThan(100)
    expect([...new Set(all)].filter((text) => say(text) === text)).toEqual([])
  })

  test('text of a stranger costs no time', () => {
    const began = process.cpuUsage().user
    for (const text of [
      'a: '.repeat(2000),
      `no answer for ${'x within '.repeat(500)}`,
      `${'is no address '.repeat(400)}`,
      'leads to '.repeat(900),
    ])
      expect(say(text).length).toBeLessThanOrEqual(2000)
    expect(process.cpuUsage().user - began).toBeLessThan(5_000_000)
  })
})
