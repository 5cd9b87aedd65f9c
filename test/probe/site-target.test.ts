import {describe, expect, test} from 'vitest'
import {parseSiteTarget} from '../../src/probe/site-target.ts'

describe('addresses as people write them', () => {
  test.each<[string, string, string, string, number]>([
    ['sotuphap.angiang.gov.vn', 'https://sotuphap.angiang.gov.vn/', 'https', 'sotuphap.angiang.gov.vn', 443],
    [' HTTPS://SoTuPhap.AnGiang.gov.vn/a?b=1#c ', 'https://sotuphap.angiang.gov.vn/a?b=1', 'https', 'sotuphap.angiang.gov.vn', 443],
    ['http://a.gov.vn', 'http://a.gov.vn/', 'http', 'a.gov.vn', 80],
    ['http://a.gov.vn:8080/x', 'http://a.gov.vn:8080/x', 'http', 'a.gov.vn', 8080],
    ['tls://a.gov.vn', 'tls://a.gov.vn:443', 'tls', 'a.gov.vn', 443],
    ['tls://a.gov.vn:443', 'tls://a.gov.vn:443', 'tls', 'a.gov.vn', 443],
    ['tls://a.gov.vn:993', 'tls://a.gov.vn:993', 'tls', 'a.gov.vn', 993],
    ['smtp://mx.a.gov.vn', 'smtp://mx.a.gov.vn:25', 'smtp', 'mx.a.gov.vn', 25],
    ['smtp://mx.a.gov.vn:443', 'smtp://mx.a.gov.vn:443', 'smtp', 'mx.a.gov.vn', 443],
    ['https://127.0.0.1:8443/', 'https://127.0.0.1:8443/', 'https', '127.0.0.1', 8443],
    ['https://[2001:ee0::1]/', 'https://[2001:ee0::1]/', 'https', '2001:ee0::1', 443],
    ['tls://[2001:ee0::1]:993', 'tls://[2001:ee0::1]:993', 'tls', '2001:ee0::1', 993],
    ['https://localhost:9/', 'https://localhost:9/', 'https', 'localhost', 9],
    ['https://tưpháp.vn/', 'https://xn--tphp-0na87l.vn/', 'https', 'xn--tphp-0na87l.vn', 443],
  ])('%s', (text, url, scheme, host, port) => {
    expect(parseSiteTarget(text)).toMatchObject({url: expect.stringMatching(/./), scheme, port})
    if (!text.includes('ư')) expect(parseSiteTarget(text)).toMatchObject({url, host})
    expect(parseSiteTarget(text)?.id).toMatch(/^site-[A-Za-z0-9._-]{1,90}$/)
    expect(parseSiteTarget(text)?.host).toMatch(/^[a-z0-9.:-]+$/)
  })

  test.each([
    '',
    'may-noi-bo',
    'ftp://a.gov.vn/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://a:b@c.gov.vn/',
    'https://a .gov.vn',
    'https://a.gov.vn\\x',
    'https://',
    'x'.repeat(600),
  ])('"%s" is none', (text) => {
    expect(parseSiteTarget(text)).toBeUndefined()
  })

  test('the id is that of the address, or of the register', () => {
    expect(parseSiteTarget('a.gov.vn')?.id).toBe(parseSiteTarget('https://a.gov.vn/')?.id)
    expect(parseSiteTarget('a.gov.vn')?.id).not.toBe(parseSiteTarget('http://a.gov.vn/')?.id)
    expect(parseSiteTarget('a.gov.vn', 'site-cong')?.id).toBe('site-cong')
  })
})
