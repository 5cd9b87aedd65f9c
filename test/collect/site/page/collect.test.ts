import {afterEach, describe, expect, it} from 'vitest'
import {evaluateCheck} from '../../../../src/check/evaluate.ts'
import {seeFacts} from '../../../../src/check/seen-facts.ts'
import {type SiteContext, toSiteFacts} from '../../../../src/collect/site/context.ts'
import type {Answer} from '../../../../src/collect/site/http/fetcher.ts'
import {collectPage, foreignOrigin} from '../../../../src/collect/site/page/collect-page.ts'
import {loadContent} from '../../../../src/content/content.ts'
import {loadPageTables} from '../../../../src/content/load-page-tables.ts'
import {closeServers, type Served, serve} from './loopback.ts'

const tables = loadPageTables()
const {checks} = loadContent()
afterEach(closeServers)

async function collect({context, home}: {context: SiteContext; home: Answer | undefined}) {
  const facts = toSiteFacts(await collectPage(context, home, tables), '2026-11-26T00:00:00.000Z')
  for (const fact of Object.values(facts)) if (!fact?.ok) expect(fact?.reason).not.toBe('error')
  return facts
}

const as = 'https://stp.angiang.gov.vn'

describe('a page that answers', () => {
  it('gives every fact, in few requests', async () => {
    const site = await serve((path, {headers}) => {
      if (path === '/.well-known/security.txt')
        return {headers: {'content-type': 'text/plain'}, body: 'Contact: mailto:a@stp.gov.vn\nExpires: 2027-01-01T00:00:00Z\n'}
      if (path !== '/') return undefined
      return {
        headers: {
          'content-type': 'text/html',
          'strict-transport-security': 'max-age=600',
          'set-cookie': ['PHPSESSID=bimat; path=/', 'lang=vi; secure'],
          'x-powered-by': 'PHP/7.4.33',
          server: 'nginx/1.18.0',
          ...(headers.origin ? {'access-control-allow-origin': headers.origin, 'access-control-allow-credentials': 'true'} : {}),
        },
        body: '<meta http-equiv=Content-Security-Policy content="default-src \'self\'"><form action="http://x.vn"><input type=password></form>',
      }
    }, as)
    const facts = await collect(site)
    expect(facts.headers).toMatchObject({
      ok: true,
      value: {
        https: true,
        html: true,
        hsts: {present: true, valid: true, maxAge: 600},
        csp: {present: true, unsafe: []},
        xfo: {present: false},
        frameAncestors: false,
        software: [
          {name: 'nginx', version: '1.18.0'},
          {name: 'php', version: '7.4.33'},
        ],
      },
    })
    expect(facts.cookies).toMatchObject({
      value: {
        https: true,
        items: [
          {name: 'PHPSESSID', secure: false},
          {name: 'lang', secure: true},
        ],
      },
    })
    expect(facts.cors).toMatchObject({value: {reflected: true, credentials: true, allowOrigin: foreignOrigin}})
    expect(facts.page).toMatchObject({value: {passwordFields: 1, forms: [{plain: true, passwordFields: 1, fields: 1}]}})
    expect(facts.securityTxt).toMatchObject({value: {present: true, valid: true, expires: '2027-01-01T00:00:00.000Z'}})
    expect(JSON.stringify(facts)).not.toContain('bimat')
    expect(site.asked).toEqual([`${as}/.well-known/security.txt`, `${as}/`])
  })

  it('HSTS is not judged by the answer of another host or over http', async () => {
    const site = await serve(
      (path) =>
        path === '/'
          ? {status: 301, headers: {location: 'https://www.angiang.gov.vn/', 'strict-transport-security': 'max-age=1'}}
          : undefined,
      as,
    )
    const elsewhere: Answer = {
      ...site.home,
      status: 200,
      url: 'https://www.angiang.gov.vn/',
      headers: [
        ['content-type', 'text/html'],
        ['strict-transport-security', 'max-age=9'],
      ],
    }
    expect((await collect({...site, home: elsewhere})).headers).toMatchObject({value: {hsts: {maxAge: 1, url: `${as}/`}}})
    const plain = await serve((path) =>
      path === '/' ? {headers: {'content-type': 'text/html', 'strict-transport-security': 'max-age=1'}} : undefined,
    )
    const {headers} = await collect(plain)
    expect(headers).toMatchObject({ok: true, gaps: {hsts: {reason: 'not-collected'}}})
    expect(headers?.ok && headers.value).not.toHaveProperty('hsts')
  })

  it('that is no HTML has headers, but no page', async () => {
    const facts = await collect(await serve(() => ({headers: {'content-type': 'application/json'}, body: '{}'}), as))
    expect(facts.headers).toMatchObject({ok: true, value: {html: false}})
    expect(facts.page).toMatchObject({ok: false, reason: 'not-supported'})
  })

  it('cut short within its head leaves its policy open', async () => {
    const site = await serve(() => ({body: '<html><head><title>a</title>'}), as)
    const {headers, page} = await collect({...site, home: {...site.home, truncated: true}})
    expect(headers).toMatchObject({ok: true, gaps: {csp: {reason: 'not-collected'}}})
    expect(page).toMatchObject({ok: true, gaps: {'forms.+': {reason: 'not-collected'}}})
  })
})

describe('what is no page of the site', () => {
  it.each([301, 403, 404, 429, 500, 503])('status %i gives no fact about a page', async (status) => {
    const facts = await collect(
      await serve(() => ({status, headers: {'content-type': 'text/html'}, body: '<form><input type=password></form>'}), as),
    )
    for (const name of ['headers', 'cookies', 'cors', 'page'] as const)
      expect(facts[name]).toMatchObject({ok: false, reason: 'not-collected'})
  })

  it('no answer at all', async () => {
    const site = await serve(() => undefined, as)
    const facts = await collect({...site, home: undefined})
    expect(facts.headers).toMatchObject({ok: false, reason: 'not-collected'})
    expect(facts.securityTxt).toMatchObject({ok: true, value: {present: false}})
  })

  it('a password by HTTP Basic over http is seen', async () => {
    const facts = await collect(await serve(() => ({status: 401, headers: {'www-authenticate': 'Negotiate, Basic realm="x"'}})))
    expect(facts.headers).toMatchObject({ok: true, value: {basicAuth: true, https: false}, gaps: {csp: {reason: 'no-rights'}}})
    expect(facts.page).toMatchObject({ok: false, reason: 'no-rights'})
  })
})

describe('security.txt over the network', () => {
  it.each<[string, Served, object]>([
    ['a page in its place', {body: '<!doctype html><p>Trang chủ'}, {ok: true, value: {present: false}}],
    ['not permitted', {status: 403}, {ok: false, reason: 'not-collected'}],
    ['broken', {status: 500}, {ok: false, reason: 'not-collected'}],
    [
      'of another type',
      {headers: {'content-type': 'application/octet-stream'}, body: 'Contact: https://a.vn\n'},
      {ok: true, value: {present: true, valid: false}},
    ],
  ])('%s', async (_, served, expected) => {
    expect((await collect(await serve((path) => (path === '/' ? {} : served), as))).securityTxt).toMatchObject(expected)
  })
})

describe('checks over what was collected', () => {
  const html = (body: string, headers: Record<string, string> = {}): Served => ({
    headers: {'content-type': 'text/html; charset=utf-8', ...headers},
    body,
  })
  const http = 'http://127.0.0.1'
  it.each<[string, string, Served, boolean, Record<string, string>]>([
    [
      'a bare page over https',
      as,
      html('<p>Xin chào'),
      false,
      {
        'hdr.hsts.missing': 'fail',
        'hdr.hsts.short': 'not-applicable',
        'hdr.hsts.invalid': 'not-applicable',
        'hdr.csp.missing': 'fail',
        'hdr.csp.unsafe': 'not-applicable',
        'hdr.xfo.missing': 'fail',
        'hdr.xcto.missing': 'fail',
        'hdr.referrer.missing': 'fail',
        'hdr.permissions.missing': 'fail',
        'hdr.coop.missing': 'fail',
        'hdr.server-version': 'pass',
        'cookie.no-secure': 'not-applicable',
        'cors.reflect': 'pass',
        'sri.missing': 'not-applicable',
        'sectxt.missing': 'fail',
        'priv.policy-missing': 'not-applicable',
        'http.mixed.active': 'pass',
        'http.login-plain': 'pass',
        'soft.eol': 'not-applicable',
      },
    ],
    [
      'a page with all headers',
      as,
      html('<p>Xin chào', {
        'strict-transport-security': 'max-age=31536000',
        'content-security-policy': "default-src 'self'; frame-ancestors 'self'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'permissions-policy': 'camera=()',
        'cross-origin-opener-policy': 'same-origin',
        server: 'nginx',
      }),
      false,
      {
        'hdr.hsts.missing': 'pass',
        'hdr.hsts.short': 'pass',
        'hdr.hsts.zero': 'pass',
        'hdr.csp.missing': 'pass',
        'hdr.csp.unsafe': 'pass',
        'hdr.csp.invalid': 'pass',
        'hdr.xfo.missing': 'pass',
        'hdr.xfo.invalid': 'not-applicable',
        'hdr.xcto.invalid': 'pass',
        'hdr.referrer.unsafe': 'pass',
        'hdr.permissions.missing': 'pass',
        'hdr.coop.missing': 'pass',
        'soft.eol': 'unknown',
      },
    ],
    [
      'HSTS that is switched off',
      as,
      html('', {'strict-transport-security': 'max-age=0'}),
      false,
      {'hdr.hsts.zero': 'fail', 'hdr.hsts.short': 'not-applicable'},
    ],
    ['an old library', as, html('<script src="/js/jquery-1.12.4.min.js"></script>'), false, {'soft.eol': 'fail'}],
    ['old software', as, html('', {'x-powered-by': 'PHP/5.6.40'}), false, {'soft.eol': 'fail', 'hdr.powered-by': 'fail'}],
    [
      'a log-in over http',
      http,
      html('<form><input type=password></form>'),
      false,
      {'http.login-plain': 'fail', 'http.form-insecure': 'fail', 'hdr.hsts.missing': 'not-applicable'},
    ],
    [
      'a form whose page was cut',
      as,
      html('<form action="/a"><input name=hoten></form>'),
      true,
      {'http.form-insecure': 'unknown', 'priv.policy-missing': 'unknown', 'http.login-plain': 'unknown', 'priv.third-party': 'unknown'},
    ],
    [
      'a page that was cut after its fault',
      as,
      html('<body><form action="http://b.vn"><input type=password></form>'),
      true,
      {'http.form-insecure': 'fail', 'http.login-plain': 'fail', 'priv.third-party': 'unknown'},
    ],
    [
      'a refusal',
      as,
      {status: 403, headers: {'content-type': 'text/html'}, body: ''},
      false,
      {
        'hdr.csp.missing': 'unknown',
        'cookie.no-secure': 'unknown',
        'cors.reflect': 'unknown',
        'http.login-plain': 'unknown',
        'hdr.server-version': 'unknown',
      },
    ],
    [
      'Basic over http',
      http,
      {status: 401, headers: {'www-authenticate': 'Basic realm="a"'}},
      false,
      {'http.login-plain': 'fail', 'hdr.csp.missing': 'unknown', 'hdr.xfo.missing': 'unknown'},
    ],
  ])('%s', async (_, name, served, truncated, expected) => {
    const site = await serve((path) => (path === '/' ? served : undefined), name)
    const siteAddress = {
      ok: true,
      value: {scheme: name.split(':')[0], literal: name === http},
      source: 'test',
      at: '2026-11-26T00:00:00.000Z',
    } as const
    const seen = {...(await collect({...site, home: {...site.home, truncated}})), siteAddress}
    const outcomes = Object.fromEntries(
      Object.keys(expected).map((id) => {
        const check = checks.get(id)
        return [id, check ? evaluateCheck(check, seeFacts(seen, '2026-11-26', 30), {...check.check.params}).outcome : 'no such check']
      }),
    )
    expect(outcomes).toEqual(expected)
  })
})
