import type {StandCase} from '../case.ts'

const tls = {scheme: 'tls', groups: ['tls']} as const
const gnutls = (name: string, priority: string, expect: string[]): StandCase => ({
  name: `GnuTLS, ${name}`,
  ...tls,
  server: {kind: 'gnutls', priority},
  expect,
})
const java = (name: string, protocols: string, options: string[], expect: string[]): StandCase => ({
  name: `Java, ${name}`,
  ...tls,
  server: {kind: 'java', protocols, options},
  expect,
})
const cipher = (...names: string[]) => names.map((name) => `tls.cipher.${name}`)

export const otherTlsCases: StandCase[] = [
  gnutls('as it comes', 'NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3:%SERVER_PRECEDENCE', ['tls.pqc']),
  gnutls('RC4 and 3DES', 'NORMAL:+VERS-TLS1.0:+VERS-TLS1.1:+ARCFOUR-128:+3DES-CBC:+DHE-RSA', [
    ...cipher('3des', 'rc4'),
    ...['tls.order.client', 'tls.pqc', 'tls.tls10', 'tls.tls11'],
  ]),
  gnutls('NULL and anonymous', 'NORMAL:-VERS-ALL:+VERS-TLS1.2:+NULL:+ANON-DH:+ANON-ECDH', [
    ...cipher('anon', 'null'),
    ...['tls.no-tls13', 'tls.order.client'],
  ]),
  java(
    'everything from SSL 3.0 on',
    'SSLv3,TLSv1,TLSv1.1,TLSv1.2,TLSv1.3',
    [],
    [
      ...cipher('3des', 'anon', 'des', 'export', 'null', 'rc4'),
      ...['tls.fallback-scsv.missing', 'tls.dh.weak', 'tls.pqc', 'tls.sslv3', 'tls.tls10', 'tls.tls11'],
    ],
  ),
  java(
    'SSL 3.0 alone',
    'SSLv3',
    [],
    [
      ...cipher('3des', 'anon', 'des', 'export', 'null', 'rc4'),
      ...['tls.dh.weak', 'tls.ems.missing', 'tls.no-aead', 'tls.no-tls12', 'tls.no-tls13', 'tls.sslv3'],
    ],
  ),
  java(
    'DHE of 1024 bits',
    'TLSv1.2',
    ['-Djdk.tls.ephemeralDHKeySize=1024'],
    [...cipher('3des', 'anon', 'null', 'rc4'), ...['tls.dh.weak', 'tls.no-tls13']],
  ),
]
