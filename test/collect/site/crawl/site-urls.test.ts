import {describe, expect, test} from 'vitest'
import {createSiteUrls} from '../../../../src/collect/site/crawl/site-urls.ts'
import {rules} from './stand.ts'

const urls = createSiteUrls({host: 'sotuphap.angiang.gov.vn', port: 8443}, rules)

describe('what belongs to a site', () => {
  test.each([
    ['https://sotuphap.angiang.gov.vn/a', 'page'],
    ['http://www.sotuphap.angiang.gov.vn:8443/a', 'page'],
    ['https://sotuphap.angiang.gov.vn/download/van-ban', 'page'],
    ['https://sotuphap.angiang.gov.vn:9000/a', 'other-port'],
    ['https://sotuphap.angiang.gov.vn/f/ds.XLSX', 'document'],
    ['https://sotuphap.angiang.gov.vn/tai?f=ds.pdf', 'document'],
    ['https://luutru.angiang.gov.vn/f/ds.pdf', 'document'],
    ['https://luutru.angiang.gov.vn:9000/f/ds.pdf', 'other-host'],
    ['https://soyte.angiang.gov.vn/', 'other-host'],
    ['https://sotuphap.angiang.gov.vn/a.jpg', 'asset'],
    ['https://angiang.gov.vn.khac.com/', 'foreign'],
    ['https://dongthap.gov.vn/', 'foreign'],
    ['https://ai:mk@sotuphap.angiang.gov.vn/', 'foreign'],
    ['ftp://sotuphap.angiang.gov.vn/', 'foreign'],
    [`https://sotuphap.angiang.gov.vn/${'a'.repeat(3000)}`, 'too-long'],
  ])('%.60s is %s', (url, kind) => {
    expect(urls.kindOf(new URL(url))).toBe(kind)
  })
})

describe('one page under several addresses', () => {
  const key = (url: string) => urls.keyOf(new URL(url))
  test.each([
    ['http://a.gov.vn/x', 'https://www.a.gov.vn/x'],
    ['https://a.gov.vn/x?b=2&a=1', 'https://a.gov.vn/x?a=1&b=2'],
    ['https://a.gov.vn/x?utm_source=z&FBCLID=1', 'https://a.gov.vn/x'],
    ['https://a.gov.vn/x;jsessionid=AB12?a=1', 'https://a.gov.vn/x?a=1'],
  ])('%s and %s', (one, other) => expect(key(one)).toBe(key(other)))
  test.each([
    ['https://a.gov.vn/x', 'https://a.gov.vn/X'],
    ['https://a.gov.vn/x', 'https://a.gov.vn/x/'],
    ['https://a.gov.vn/x?id=1', 'https://a.gov.vn/x?id=2'],
    ['https://a.gov.vn/?a=1%26b=2', 'https://a.gov.vn/?a=1&b=2'],
    ['https://a.gov.vn:8443/', 'https://a.gov.vn/'],
  ])('not %s and %s', (one, other) => expect(key(one)).not.toBe(key(other)))
})
