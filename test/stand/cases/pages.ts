import type {StandCase} from '../case.ts'

/** A page that may load anything: what it loads is the question, not its policy. */
const lax = {'content-security-policy': "default-src *; frame-ancestors 'self'"}
const page = (name: string, html: string, expect: string[], more: Partial<StandCase> = {}): StandCase => ({
  name,
  server: {kind: 'site', pages: {'/': {headers: lax, body: `<!doctype html><title>Sở Tư pháp</title><body>${html}</body>`}}},
  expect: ['hdr.csp.unsafe', ...expect],
  ...more,
})
const notice = '<a href="/chinh-sach-bao-mat">Chính sách bảo mật</a>'

export const pageCases: StandCase[] = [
  page('script over http', '<script src="http://stp.angiang.gov.vn/a.js"></script>', ['http.mixed.active']),
  page('picture over http', '<img src="http://stp.angiang.gov.vn/a.png">', ['http.mixed.passive']),
  page('a link over http is no mixed content', '<a href="http://stp.angiang.gov.vn/tin">Tin</a>', [], {
    pass: ['http.mixed.active', 'http.mixed.passive'],
  }),
  page('form sent without encryption', `<form action="http://stp.angiang.gov.vn/gui"><input name="hoten"></form>${notice}`, [
    'http.form-insecure',
  ]),
  page('password sent without encryption', `<form action="http://stp.angiang.gov.vn/v"><input type="password" name="p"></form>${notice}`, [
    ...['http.form-insecure', 'http.login-plain'],
  ]),
  page('form for personal data, no word on privacy', '<form action="/gui"><input name="hoten"><input name="sdt"></form>', [
    'priv.policy-missing',
  ]),
  page('form for personal data with its notice', `<form action="/gui"><input name="hoten"><input name="sdt"></form>${notice}`, [], {
    pass: ['priv.policy-missing', 'http.form-insecure'],
  }),
  page('search form alone', '<form action="/tim-kiem"><input name="q"></form>', [], {pass: ['http.form-insecure']}),
  page('script of a stranger without a hash', '<script src="https://cdn.example.com/a.js"></script>', ['priv.third-party', 'sri.missing']),
  page(
    'script of a stranger with a hash',
    `<script src="https://cdn.example.com/a.js" integrity="sha384-${'A'.repeat(64)}" crossorigin></script>`,
    [...['priv.third-party']],
  ),
  page('library that nobody looks after any more', '<script src="/js/jquery-1.12.4.min.js"></script>', ['soft.eol']),
  {
    name: 'a log-in over http alone',
    scheme: 'http',
    server: {
      kind: 'site',
      plain: true,
      pages: {'/': {body: `<!doctype html><title>Sở Tư pháp</title><form action="/v"><input type="password" name="p"></form>${notice}`}},
    },
    groups: ['web', 'page'],
    expect: ['http.form-insecure', 'http.login-plain', 'http.no-redirect', 'sectxt.invalid'],
  },
  {
    name: 'a whole site over http alone',
    scheme: 'http',
    server: {kind: 'site', plain: true},
    groups: ['web', 'page', 'exposure'],
    expect: ['http.no-redirect', 'sectxt.invalid'],
  },
  ...(
    [
      ['no security.txt', {status: 404, body: 'không có'}, ['sectxt.missing']],
      ['security.txt that is over', {body: 'Contact: mailto:a@stp.angiang.gov.vn\nExpires: 2025-01-01T00:00:00Z\n'}, ['sectxt.expired']],
      ['security.txt without a contact', {body: 'Expires: 2099-01-01T00:00:00Z\n'}, ['sectxt.invalid']],
      [
        'a page in place of security.txt',
        {headers: {'content-type': 'text/html'}, body: '<!doctype html><p>Trang chủ'},
        ['sectxt.missing'],
      ],
    ] as const
  ).map(
    ([name, file, expect]): StandCase => ({name, server: {kind: 'site', pages: {'/.well-known/security.txt': file}}, expect: [...expect]}),
  ),
]
