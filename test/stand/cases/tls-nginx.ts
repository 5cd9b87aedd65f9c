import type {StandCase} from '../case.ts'

const tls = ['tls'] as const
const nginx = (name: string, lines: string[], expect: string[], more: Partial<StandCase> = {}): StandCase => ({
  name: `nginx, ${name}`,
  scheme: 'tls',
  groups: tls,
  server: {kind: 'nginx', lines},
  expect,
  ...more,
})
const own = 'ssl_prefer_server_ciphers on;'

/** OpenSSL 3.0, with which Debian's nginx is built, has no post-quantum groups. */
export const nginxCases: StandCase[] = [
  nginx('TLS 1.2 and 1.3', ['ssl_protocols TLSv1.2 TLSv1.3;', own], ['tls.pqc']),
  nginx('TLS 1.2 alone', ['ssl_protocols TLSv1.2;', own], ['tls.no-tls13']),
  nginx('TLS 1.3 alone', ['ssl_protocols TLSv1.3;', own], ['tls.pqc']),
]
