import type {StandCase} from '../case.ts'

const openssl = (name: string, args: string[], expect: string[], more: Partial<StandCase> = {}): StandCase => ({
  name: `openssl, ${name}`,
  scheme: 'tls',
  groups: ['tls'],
  server: {kind: 'openssl', args},
  expect,
  ...more,
})
const old = '@SECLEVEL=0'
/** OpenSSL 3.0 has no post-quantum groups and leaves the order to the visitor unless told otherwise. */
const usual = ['tls.order.client', 'tls.pqc']

export const opensslCases: StandCase[] = [
  openssl('as it comes', [], usual, {pass: ['tls.tls10', 'tls.no-tls13', 'tls.cipher.rc4', 'tls.renego.insecure', 'tls.compression']}),
  openssl('own order', ['-serverpref'], ['tls.pqc']),
  openssl('TLS 1.0 and 1.1 beside newer ones', ['-cipher', `DEFAULT:${old}`, '-serverpref'], ['tls.tls10', 'tls.tls11', 'tls.pqc'], {
    pass: ['tls.fallback-scsv.missing'],
  }),
  openssl(
    'TLS 1.0 alone',
    ['-tls1', '-cipher', `DEFAULT:${old}`, '-serverpref'],
    ['tls.no-aead', 'tls.no-tls12', 'tls.no-tls13', 'tls.tls10'],
  ),
  openssl(
    'TLS 1.1 alone',
    ['-tls1_1', '-cipher', `DEFAULT:${old}`, '-serverpref'],
    ['tls.no-aead', 'tls.no-tls12', 'tls.no-tls13', 'tls.tls11'],
  ),
  openssl(
    'NULL beside good suites',
    ['-tls1_2', '-cipher', `ECDHE:NULL-SHA256:${old}`, '-serverpref'],
    ['tls.cipher.null', 'tls.no-tls13'],
  ),
  openssl('NULL alone', ['-tls1_2', '-cipher', `NULL-SHA256:${old}`], ['tls.cipher.null', 'tls.no-aead', 'tls.no-fs', 'tls.no-tls13'], {
    unknown: ['tls.order.client'],
  }),
  openssl(
    'anonymous beside good suites',
    ['-tls1_2', '-cipher', `ECDHE:AECDH-AES128-SHA:!eNULL:${old}`, '-serverpref'],
    ['tls.cipher.anon', 'tls.no-tls13'],
  ),
  openssl('key exchange by RSA with CBC alone', ['-tls1_2', '-cipher', 'AES128-SHA'], ['tls.no-aead', 'tls.no-fs', 'tls.no-tls13']),
  openssl('key exchange by RSA with GCM alone', ['-tls1_2', '-cipher', 'AES128-GCM-SHA256'], ['tls.no-fs', 'tls.no-tls13']),
  openssl('CBC with forward secrecy alone', ['-tls1_2', '-cipher', 'ECDHE-RSA-AES128-SHA'], ['tls.no-aead', 'tls.no-tls13']),
  openssl(
    'DHE of 1024 bits',
    ['-dhparam', 'dh1024.pem', '-tls1_2', '-cipher', `DHE:${old}`, '-serverpref'],
    ['tls.dh.weak', 'tls.no-tls13'],
  ),
  openssl('DHE of 2048 bits', ['-tls1_2', '-cipher', 'DHE-RSA-AES128-GCM-SHA256'], ['tls.no-tls13'], {pass: ['tls.dh.weak']}),
  openssl(
    'curve of 192 bits alone',
    ['-tls1_2', '-groups', 'P-192', '-cipher', `ECDHE:RSA:!eNULL:${old}`, '-serverpref'],
    ['tls.group.weak', 'tls.no-tls13'],
  ),
  openssl(
    'curve of 192 bits and no other key exchange',
    ['-tls1_2', '-groups', 'P-192', '-cipher', `ECDHE:!eNULL:${old}`, '-serverpref'],
    ['tls.group.weak', 'tls.no-tls13'],
  ),
  openssl('early data', ['-early_data', '-serverpref'], ['tls.0rtt', 'tls.pqc']),
  openssl('asks for a certificate of the visitor', ['-verify', '1', '-serverpref'], ['tls.pqc']),
]
