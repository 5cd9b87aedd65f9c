import {describe, expect, it} from 'vitest'
import {createMatchSoftware} from '../../../../src/check/match-software.ts'
import {readBanners, softwareOf} from '../../../../src/collect/site/page/banners.ts'
import {readCookies} from '../../../../src/collect/site/page/cookies.ts'
import {judgeCsp, restrictsFraming} from '../../../../src/collect/site/page/csp.ts'
import {show, valuesOf} from '../../../../src/collect/site/page/header-list.ts'
import {parseHsts} from '../../../../src/collect/site/page/hsts.ts'
import {
  parseContentTypeOptions,
  parseFrameOptions,
  parseOpenerPolicy,
  parsePermissionsPolicy,
  parseReferrerPolicy,
} from '../../../../src/collect/site/page/simple-headers.ts'
import {defaultContentRoot} from '../../../../src/content/files.ts'
import {loadLifecycle} from '../../../../src/content/load-lifecycle.ts'
import {loadPageTables} from '../../../../src/content/load-page-tables.ts'

const tables = loadPageTables()
const now = new Date('2026-11-26T00:00:00Z')
const named = (name: string, values: readonly string[]) => values.map((value) => [name, value] as const)

describe('Strict-Transport-Security', () => {
  it.each<[string[], number | string]>([
    [['max-age=31536000'], 31_536_000],
    [['max-age=31536000; includeSubDomains; preload'], 31_536_000],
    [['MAX-AGE=31536000 ; INCLUDESUBDOMAINS'], 31_536_000],
    [['max-age="31536000"'], 31_536_000],
    [['max-age = 600'], 600],
    [[';; max-age=600 ;'], 600],
    [['max-age=0'], 0],
    [['max-age=600; other="a;b"; more'], 600],
    [['max-age=99999999999999999999999999'], Number.MAX_SAFE_INTEGER],
    // The first header counts, whatever the second says.
    [['max-age=600', 'max-age=0'], 600],
    [['includeSubDomains', 'max-age=600'], 'max-age-missing'],
    [[''], 'max-age-missing'],
    [['max-age'], 'max-age-invalid'],
    [['max-age='], 'syntax'],
    [['max-age=-1'], 'max-age-invalid'],
    [['max-age=1y'], 'max-age-invalid'],
    [['max-age="600'], 'syntax'],
    [["max-age='600'"], 'max-age-invalid'],
    [['max-age=600; max-age=600'], 'duplicate-max-age'],
    [['max-age=600; includeSubDomains; includesubdomains'], 'duplicate-includesubdomains'],
    [['max-age=600; includeSubDomains=true'], 'includesubdomains-value'],
    // Two headers that a proxy joined.
    [['max-age=600, max-age=700'], 'syntax'],
    [['max-age:600'], 'syntax'],
  ])('%j gives %j', (values, expected) => {
    const hsts = parseHsts(named('strict-transport-security', values))
    expect(hsts.present).toBe(true)
    if (typeof expected === 'number') expect(hsts).toMatchObject({valid: true, maxAge: expected, errors: []})
    else {
      expect(hsts.valid).toBe(false)
      expect(hsts.errors).toContain(expected)
      expect(hsts).not.toHaveProperty('maxAge')
    }
  })

  it('is absent where it was not sent', () => {
    expect(parseHsts([['x-strict-transport-security', 'max-age=1']])).toMatchObject({present: false, valid: false, errors: []})
  })
})

describe('Content-Security-Policy', () => {
  it.each<[string, string[], string[]]>([
    ['own sources only', ["default-src 'self'"], []],
    ['inline', ["script-src 'self' 'unsafe-inline'"], ['unsafe-inline']],
    ['inline from default-src', ["default-src 'self' 'UNSAFE-INLINE'"], ['unsafe-inline']],
    ['inline beside a nonce', ["script-src 'unsafe-inline' 'nonce-abc123=='"], []],
    ['inline beside a hash', ["script-src 'unsafe-inline' 'sha256-abc='"], []],
    ['inline and hosts beside strict-dynamic', ["script-src 'strict-dynamic' 'nonce-abc' 'unsafe-inline' https: *"], []],
    ['a nonce does not close a wildcard', ["script-src 'nonce-abc' *"], ['wildcard']],
    ['eval', ["script-src 'self' 'unsafe-eval'"], ['unsafe-eval']],
    ['eval of WebAssembly only', ["script-src 'self' 'wasm-unsafe-eval'"], []],
    ['scheme', ['script-src https:'], ['wildcard']],
    ['data', ["script-src 'self' data:"], ['wildcard']],
    ['star', ['default-src *'], ['wildcard']],
    ['inline for styles only', ["default-src 'self'; style-src 'unsafe-inline'"], []],
    ['nothing about scripts', ["frame-ancestors 'none'"], ['no-script-src']],
    ['upgrade only', ['upgrade-insecure-requests'], ['no-script-src']],
    ['inline handlers', ["script-src 'self'; script-src-attr 'unsafe-inline'"], ['unsafe-inline']],
    ['elements count before scripts', ["script-src 'unsafe-inline'; script-src-elem 'self'; script-src-attr 'none'"], []],
    ['the first of two directives counts', ["script-src 'self'; script-src *"], []],
    ['two policies: both must leave it open', ["script-src 'self' 'unsafe-inline'", "script-src 'self'"], []],
    ['two policies, one about frames only', ["script-src 'self' 'unsafe-inline'", "frame-ancestors 'self'"], ['unsafe-inline']],
    ['two policies in one header', ["script-src *, script-src 'self'"], []],
    ['frames first, then inline scripts', ["frame-ancestors 'self'", "script-src 'unsafe-inline'"], ['unsafe-inline']],
    ['two policies about frames only', ["frame-ancestors 'self'", "frame-ancestors 'none'"], ['no-script-src']],
    ['frames first, then scripts', ["frame-ancestors 'self'", "script-src 'self'"], []],
  ])('%s', (_, values, unsafe) => {
    expect(judgeCsp(values, [], [])).toMatchObject({present: true, unsafe})
  })

  it.each<[string[], string]>([
    [['default-src self'], 'unquoted self'],
    [["script-src 'self' unsafe-inline"], 'unquoted unsafe-inline'],
    [["default-source 'self'"], 'unknown default-source'],
    [["default-src 'self' script-src 'self'"], 'missing-semicolon default-src'],
    [["default-src 'self'; default-src *"], 'duplicate default-src'],
    [["script-src 'nonce-'"], "bad-source 'nonce-'"],
    [["script-src 'selff'"], "bad-source 'selff'"],
    [["script-src 'none' https://a.vn"], 'none-with-others script-src'],
    [['default-src ‘self’'], 'not-ascii'],
    [[';;'], 'empty'],
  ])('%j is faulty: %s', (values, error) => {
    const csp = judgeCsp(values, [], [])
    expect(csp.valid).toBe(false)
    expect(csp.errors).toContain(error)
  })

  it('one that only reports, or holds nothing, is none', () => {
    expect(judgeCsp([], [], ["default-src 'self'"])).toMatchObject({present: false, reportOnly: true, unsafe: []})
    expect(judgeCsp([';'], [], [])).toMatchObject({present: false})
  })

  it('a meta element counts, but for what only a header may say', () => {
    expect(judgeCsp([], ["default-src 'self'"], [])).toMatchObject({present: true, unsafe: []})
    expect(judgeCsp([], ["frame-ancestors 'none'"], [])).toMatchObject({present: false})
  })

  it.each<[string, boolean]>([
    ["frame-ancestors 'none'", true],
    ["frame-ancestors 'self' https://cong.angiang.gov.vn", true],
    ['frame-ancestors *', false],
    ['frame-ancestors https:', false],
    ["default-src 'none'", false],
  ])('%s restricts framing: %s', (value, restricts) => {
    expect(restrictsFraming([value])).toBe(restricts)
  })
})

describe('headers of few values', () => {
  const parsers = {
    'x-frame-options': parseFrameOptions,
    'x-content-type-options': parseContentTypeOptions,
    'referrer-policy': parseReferrerPolicy,
    'permissions-policy': parsePermissionsPolicy,
    'cross-origin-opener-policy': parseOpenerPolicy,
  }
  it.each<[keyof typeof parsers, string[], string | undefined]>([
    ['x-frame-options', ['DENY'], 'deny'],
    ['x-frame-options', ['sameorigin'], 'sameorigin'],
    ['x-frame-options', ['SAMEORIGIN', 'SAMEORIGIN'], 'sameorigin'],
    ['x-frame-options', ['SAMEORIGIN, DENY'], undefined],
    ['x-frame-options', ['ALLOW-FROM https://a.vn'], undefined],
    ['x-frame-options', ['ALLOWALL'], undefined],
    ['x-frame-options', ['"DENY"'], undefined],
    ['x-frame-options', [''], undefined],
    ['x-content-type-options', ['NoSniff'], 'nosniff'],
    ['x-content-type-options', ['nosniff', 'nosniff'], 'nosniff'],
    ['x-content-type-options', ['sniff, nosniff'], undefined],
    ['x-content-type-options', ['no-sniff'], undefined],
    ['referrer-policy', ['no-referrer'], 'no-referrer'],
    ['referrer-policy', ['no-referrer, strict-origin-when-cross-origin'], 'strict-origin-when-cross-origin'],
    ['referrer-policy', ['same-origin, future-word'], 'same-origin'],
    ['referrer-policy', ['same-origin', 'unsafe-url'], 'unsafe-url'],
    ['referrer-policy', ['never'], undefined],
    ['permissions-policy', ['camera=(), geolocation=(self "https://a.vn")'], 'camera geolocation'],
    ['permissions-policy', ["camera 'none'"], undefined],
    ['cross-origin-opener-policy', ['same-origin; report-to="x"'], 'same-origin'],
    ['cross-origin-opener-policy', ['Same-Origin'], undefined],
    ['cross-origin-opener-policy', ['same-origin', 'same-origin'], undefined],
  ])('%s %j counts as %s', (name, values, effective) => {
    const header = parsers[name](named(name, values))
    expect(header).toMatchObject({present: true, valid: effective !== undefined})
    expect(header.effective).toBe(effective)
  })

  it('a meta element about referrers stands after the header', () => {
    expect(parseReferrerPolicy(named('referrer-policy', ['same-origin']), ['unsafe-url']).effective).toBe('unsafe-url')
  })
})

describe('Set-Cookie', () => {
  it.each<[string, object | undefined]>([
    [
      'PHPSESSID=abc; path=/; Secure; HttpOnly; SameSite=Lax',
      {name: 'PHPSESSID', secure: true, httpOnly: true, sameSite: 'lax', session: true},
    ],
    ['JSESSIONID=1.node; Path=/', {name: 'JSESSIONID', secure: false, httpOnly: false, sameSite: '', session: true}],
    ['ASP.NET_SessionId=x; path=/; httponly', {secure: false, httpOnly: true, session: true}],
    ['__Host-session=x; secure; path=/', {secure: true, session: true}],
    ['lang=vi; expires=Wed, 01 Jan 2031 00:00:00 GMT; SECURE', {name: 'lang', secure: true, session: false}],
    ['lang=vi; samesite=whatever', {sameSite: ''}],
    ['lang=vi; SameSite=None; Secure', {sameSite: 'none'}],
    ['lang=Secure; path=/HttpOnly', {secure: false, httpOnly: false}],
    ['my_phpsessid_note=1', {session: false}],
    ['PHPSESSID=deleted; expires=Thu, 01 Jan 1970 00:00:01 GMT', undefined],
    ['a=1; max-age=0', undefined],
    ['', undefined],
  ])('%s', (value, expected) => {
    const {items} = readCookies([['set-cookie', value]], true, tables, now).value
    expect(items).toHaveLength(expected ? 1 : 0)
    if (expected) expect(items[0]).toMatchObject(expected)
    expect(JSON.stringify(items)).not.toContain('abc')
  })

  it('more than fifty are said to be more', () => {
    const {value, more} = readCookies(
      Array.from({length: 60}, (_, n) => ['set-cookie', `a${n}=1`] as const),
      true,
      tables,
      now,
    )
    expect(value.items).toHaveLength(50)
    expect(more).toBe(true)
  })
})

describe('banners', () => {
  it.each<[string, string, [string, string][], boolean]>([
    ['server', 'nginx/1.18.0', [['nginx', '1.18.0']], true],
    ['server', 'nginx', [['nginx', '']], false],
    // A distribution patches the old number.
    ['server', 'nginx/1.18.0 (Ubuntu)', [['nginx', '']], true],
    [
      'server',
      'Apache/2.4.6 (CentOS) OpenSSL/1.0.2k-fips PHP/5.4.16',
      [
        ['apache http server', ''],
        ['openssl', ''],
        ['php', ''],
      ],
      true,
    ],
    [
      'server',
      'Apache/2.2.15 (Win32) PHP/5.3.3',
      [
        ['apache http server', '2.2.15'],
        ['php', '5.3.3'],
      ],
      true,
    ],
    ['server', 'Microsoft-IIS/8.5', [['microsoft-iis', '8.5']], true],
    ['server', 'Apache', [['apache http server', '']], false],
    ['server', 'Apache-Coyote/1.1', [], true],
    ['server', 'stp', [], false],
    ['x-powered-by', 'PHP/7.4.33', [['php', '7.4.33']], true],
    ['x-powered-by', 'PHP/7.4.3-4ubuntu2.18', [['php', '']], true],
    ['x-powered-by', 'ASP.NET', [], false],
    ['x-aspnet-version', '4.0.30319', [], true],
    ['generator', 'WordPress 6.4.2', [['wordpress', '6.4.2']], true],
    ['generator', 'Joomla! - Open Source Content Management', [['joomla', '']], false],
    ['generator', 'Drupal 9 (https://www.drupal.org)', [['drupal', '9']], true],
    ['generator', 'NukeViet v4.5', [['nukeviet', '4.5']], true],
    ['generator', 'NukeViet CMS 4.3', [['nukeviet', '4.3']], true],
  ])('%s: %s', (header, value, programs, version) => {
    const banners = header === 'generator' ? readBanners([], [value]) : readBanners([[header, value]], [])
    expect(banners).toEqual([{header, value, version}])
    expect(softwareOf(banners, tables).map((program) => [program.name, program.version])).toEqual(programs)
  })
})

describe('tables', () => {
  const match = createMatchSoftware(loadLifecycle(defaultContentRoot))
  it.each([...tables.bannerNames, ...tables.libraries])('policies/lifecycle knows $name', ({name}) => {
    expect(match({name, version: '1.0', source: 'import'})).toBeDefined()
  })

  it('words are NFC and lower case, as the page is read', () => {
    for (const word of [...tables.privacyWords, ...tables.privacyPaths, ...tables.searchNames, ...tables.distributions])
      expect(word).toBe(word.normalize('NFC').toLowerCase())
  })
})

describe('hostile headers', () => {
  const long = 'a'.repeat(5_000_000)
  it.each<[string, string]>([
    ['letters', long],
    ['semicolons', ';'.repeat(1_000_000)],
    ['commas', ','.repeat(1_000_000)],
    ['quotes', '"'.repeat(1_000_001)],
    ['backslashes', `max-age="${'\\'.repeat(1_000_000)}`],
    ['blanks', `max-age${' '.repeat(1_000_000)}=1`],
    ['directives', 'script-src a;'.repeat(100_000)],
    ['products', 'A/1 '.repeat(300_000)],
    ['dashes', 'a-'.repeat(500_000)],
    ['control signs', '\u001b[2J\u0007'.repeat(100_000)],
  ])('%s end quickly and leave short facts', (_, value) => {
    const started = performance.now()
    const headers = [
      'strict-transport-security',
      'x-frame-options',
      'referrer-policy',
      'permissions-policy',
      'server',
      'x-generator',
      'set-cookie',
    ].flatMap((name) => Array.from({length: 30}, () => [name, value] as const))
    const banners = readBanners(headers, [value])
    const facts = [
      parseHsts(headers),
      judgeCsp(valuesOf([['content-security-policy', value]], 'content-security-policy'), [], []),
      parseFrameOptions(headers),
      parseReferrerPolicy(headers),
      parsePermissionsPolicy(headers),
      readCookies(headers, true, tables, now),
      banners,
      softwareOf(banners, tables),
    ]
    const text = JSON.stringify(facts)
    expect(text.length).toBeLessThan(120_000)
    expect(text).not.toContain('\\u001b')
    expect(performance.now() - started).toBeLessThan(1500)
  })

  it('evidence is one line without signs that turn the reading around', () => {
    expect(show('a\r\nb\u202ec')).toBe('a b c')
  })
})
