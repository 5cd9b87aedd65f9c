import type {StandCase} from '../case.ts'

const nginx = (name: string, lines: string[], expect: string[], more: Partial<StandCase> = {}): StandCase => ({
  name: `nginx, ${name}`,
  scheme: 'tls',
  groups: ['tls'],
  server: {kind: 'nginx', lines},
  expect,
  ...more,
})
const own = 'ssl_prefer_server_ciphers on;'
const strong = 'ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;'

/** OpenSSL 3.0, with which Debian's nginx is built, has no post-quantum groups. */
export const nginxCases: StandCase[] = [
  nginx('TLS 1.2 and 1.3', ['ssl_protocols TLSv1.2 TLSv1.3;', strong, own], ['tls.pqc'], {
    pass: ['tls.order.client', 'tls.no-fs', 'tls.no-aead', 'tls.0rtt', 'tls.heartbeat'],
  }),
  nginx('TLS 1.2 alone', ['ssl_protocols TLSv1.2;', own], ['tls.no-tls13']),
  nginx('TLS 1.3 alone', ['ssl_protocols TLSv1.3;', own], ['tls.pqc'], {pass: ['tls.tls10', 'tls.no-tls12']}),
  nginx(
    'the visitor chooses',
    ['ssl_protocols TLSv1.2 TLSv1.3;', strong, 'ssl_prefer_server_ciphers off;'],
    ['tls.order.client', 'tls.pqc'],
  ),
  nginx(
    'as it was set up ten years ago',
    ['ssl_protocols TLSv1 TLSv1.1 TLSv1.2;', 'ssl_ciphers HIGH:!aNULL:@SECLEVEL=0;', own],
    [...['tls.no-tls13', 'tls.tls10', 'tls.tls11']],
  ),
  nginx('early data', ['ssl_protocols TLSv1.2 TLSv1.3;', 'ssl_early_data on;', own], ['tls.0rtt', 'tls.pqc']),
  nginx(
    'no extended master secret',
    ['ssl_protocols TLSv1.2;', 'ssl_conf_command Options -ExtendedMasterSecret;', strong, own],
    [...['tls.ems.missing', 'tls.no-tls13']],
  ),
  nginx(
    'refuses visitors without a name',
    [
      'ssl_protocols TLSv1.2;',
      strong,
      own,
      'location / { return 204; } }',
      'server { listen 127.0.0.1:PORT ssl default_server; ssl_reject_handshake on;',
    ],
    ['tls.no-tls13'],
  ),
  nginx('demands a certificate of the visitor', ['ssl_protocols TLSv1.2 TLSv1.3;', own, 'ssl_verify_client optional_no_ca;'], ['tls.pqc']),
]
