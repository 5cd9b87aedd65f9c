import type {Page, StandCase} from '../case.ts'

/** A case whose first page has other headers: `null` takes one away. */
const home = (name: string, headers: Page['headers'] & object, expect: string[], more: Partial<StandCase> = {}): StandCase => ({
  name,
  server: {kind: 'site', pages: {'/': {headers}}},
  expect,
  ...more,
})
const hsts = (value: string) => ({'strict-transport-security': value})
const csp = (value: string) => ({'content-security-policy': value})
const cookie = (...values: string[]) => ({'set-cookie': values})

export const headerCases: StandCase[] = [
  {
    name: 'a sound site',
    server: {kind: 'site'},
    expect: [],
    pass: [
      'tls.pqc',
      'hdr.hsts.missing',
      'cert.expired',
      'expo.file.git',
      'pii.bulk',
      'sectxt.invalid',
      'cors.reflect',
      'http.mixed.active',
    ],
  },
  home('no HSTS', {'strict-transport-security': null}, ['hdr.hsts.missing']),
  home('HSTS of an hour', hsts('max-age=3600'), ['hdr.hsts.short']),
  home('HSTS switched off', hsts('max-age=0'), ['hdr.hsts.zero']),
  home('HSTS that no browser understands', hsts('max-age=ba tháng'), ['hdr.hsts.invalid']),
  home('no CSP', {'content-security-policy': null}, ['hdr.csp.missing']),
  home(
    'CSP for reports alone',
    {...csp(''), 'content-security-policy': null, 'content-security-policy-report-only': "default-src 'self'"},
    ['hdr.csp.missing'],
  ),
  home("CSP with 'unsafe-inline'", csp("default-src 'self' 'unsafe-inline'; frame-ancestors 'self'"), ['hdr.csp.unsafe']),
  home("'unsafe-inline' made void by a nonce", csp("default-src 'self'; script-src 'nonce-abc123abc123abc123abc1' 'unsafe-inline'"), []),
  home('no word on frames', {...csp("default-src 'self'"), 'x-frame-options': null}, ['hdr.xfo.missing']),
  home('frames by CSP alone', {'x-frame-options': null}, [], {pass: ['hdr.xfo.missing']}),
  home('X-Frame-Options that browsers dropped', {...csp("default-src 'self'"), 'x-frame-options': 'ALLOW-FROM https://a.vn'}, [
    'hdr.xfo.invalid',
  ]),
  home('no nosniff', {'x-content-type-options': null}, ['hdr.xcto.missing']),
  home('nosniff misspelt', {'x-content-type-options': 'no-sniff'}, ['hdr.xcto.invalid']),
  home('no Referrer-Policy', {'referrer-policy': null}, ['hdr.referrer.missing']),
  home('whole addresses told to strangers', {'referrer-policy': 'unsafe-url'}, ['hdr.referrer.unsafe']),
  home('the last policy of a list counts', {'referrer-policy': 'unsafe-url, same-origin'}, [], {pass: ['hdr.referrer.unsafe']}),
  home('no Permissions-Policy', {'permissions-policy': null}, ['hdr.permissions.missing']),
  home('no COOP', {'cross-origin-opener-policy': null}, ['hdr.coop.missing']),
  home('version in Server', {server: 'Apache/2.4.66'}, ['hdr.server-version']),
  home('Server without a version', {server: 'nginx'}, [], {pass: ['hdr.server-version']}),
  home('PHP 5.6 in X-Powered-By', {'x-powered-by': 'PHP/5.6.40'}, ['hdr.powered-by', 'soft.eol']),
  home('cookie without Secure', cookie('lang=vi; Path=/; SameSite=Lax'), ['cookie.no-secure']),
  home('session within reach of scripts', cookie('PHPSESSID=a; Path=/; Secure; SameSite=Lax'), ['cookie.no-httponly']),
  home('cookie without SameSite', cookie('lang=vi; Path=/; Secure'), ['cookie.no-samesite']),
  home('sound cookies, and one that is being deleted', cookie('PHPSESSID=a; Secure; HttpOnly; SameSite=Lax', 'cu=; Max-Age=0'), [], {
    pass: ['cookie.no-secure', 'cookie.no-httponly', 'cookie.no-samesite'],
  }),
  {
    name: 'any stranger may read with cookies',
    server: {
      kind: 'site',
      pages: {
        '/': {
          per: ({headers}): Record<string, string> =>
            typeof headers['origin'] === 'string'
              ? {'access-control-allow-origin': headers['origin'], 'access-control-allow-credentials': 'true'}
              : {},
        },
      },
    },
    expect: ['cors.reflect'],
  },
  home('anybody may read, without cookies', {'access-control-allow-origin': '*'}, [], {pass: ['cors.reflect']}),
]
