import type {StandCase} from '../case.ts'

const page = 'location / { default_type text/html; return 200 "<title>So Tu phap</title>"; }'
const to = (target: string, status = 301) => `return ${status} ${target};`
const secure = ['ssl_protocols TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on;', page]

/** nginx on 80 and 443, asked as a visitor would, for its redirects alone. */
const ports = (name: string, plain: string, expect: string[], more: Partial<StandCase> & {secure?: string[]} = {}): StandCase => {
  const {secure: lines = secure, ...rest} = more
  return {name, server: {kind: 'both-ports', plain: [plain], secure: lines}, groups: ['web'], expect, ...rest}
}
const held = ['http.no-redirect', 'http.redirect-loop', 'http.redirect-offhost', 'http.redirect-private', 'http.downgrade']

export const redirectCases: StandCase[] = [
  ports('http leads to https of its own', to('https://$host$request_uri'), [], {pass: held}),
  ports('http serves pages of its own', page, ['http.no-redirect']),
  ports('http leads to another host first', to('https://www.angiang.gov.vn/'), ['http.redirect-offhost'], {unknown: []}),
  ports('https leads back to http', page, ['http.no-redirect', 'http.downgrade'], {
    secure: [`ssl_protocols TLSv1.2; ${to('http://$host/')}`],
  }),
  ports('http and https lead to each other', to('https://$host/'), ['http.redirect-loop', 'http.downgrade'], {
    secure: [`ssl_protocols TLSv1.2; ${to('http://$host/')}`],
  }),
  ports('leads into the inside of a network', to('http://10.0.0.5/'), ['http.redirect-private']),
  ports('leads to a file', to('file:///etc/passwd'), ['http.redirect-invalid']),
  ports('leads round for ever, each time another address', to('http://$host/x$request_uri'), ['http.redirect-loop']),
  ports('port 443 shows no page in time of need', to('https://$host/'), [], {secure: ['ssl_protocols TLSv1.2; return 503;']}),
]
