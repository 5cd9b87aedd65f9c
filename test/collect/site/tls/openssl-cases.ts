import {expect} from 'vitest'
import type {Case} from './cases.ts'
import {freePort, type Stand} from './programs.ts'

const serve =
  (...args: string[]) =>
  async (stand: Stand) => {
    const port = await freePort()
    const identity = args.includes('-cert') ? [] : ['-cert', 'rsa.pem', '-key', 'rsa.key', '-cert_chain', 'middle.pem']
    return stand.start('openssl', ['s_server', '-accept', `127.0.0.1:${port}`, '-quiet', ...identity, ...args], port)
  }

/** OpenSSL 3.0 has no post-quantum groups and leaves the order to the visitor unless told otherwise. */
const usual = ['tls.order.client', 'tls.pqc']

export const opensslCases: Case[] = [
  {
    name: 'openssl as it comes',
    start: serve(),
    fails: usual,
    facts: {tls12: true, tls13: true, withoutName: 'same', clientCertificate: false, stapled: false},
    also: ({served}, stand) => expect(pems(served?.certificates)).toEqual([pem(stand, 'rsa'), pem(stand, 'middle')]),
  },
  {name: 'openssl, own order', start: serve('-serverpref'), fails: ['tls.pqc'], facts: {serverOrder: true}},
  {
    name: 'openssl, only TLS 1.2',
    start: serve('-tls1_2'),
    fails: ['tls.no-tls13', 'tls.order.client'],
    facts: {tls13: false, earlyData: false, postQuantum: false},
  },
  {
    name: 'openssl, only TLS 1.3',
    start: serve('-tls1_3'),
    fails: ['tls.pqc'],
    facts: {beforeTls13: false, severalVersions: false, tls12: false},
    also: ({served}, stand) => expect(pems(served?.certificates)).toEqual([pem(stand, 'rsa'), pem(stand, 'middle')]),
  },
  {
    name: 'openssl, only TLS 1.3 with P-384: another hello is asked for',
    start: serve('-tls1_3', '-groups', 'P-384'),
    fails: ['tls.pqc'],
    also: ({served}, stand) => expect(pems(served?.certificates)).toEqual([pem(stand, 'rsa'), pem(stand, 'middle')]),
  },
  {
    name: 'openssl, only TLS 1.3 with ChaCha20',
    start: serve('-tls1_3', '-ciphersuites', 'TLS_CHACHA20_POLY1305_SHA256'),
    fails: ['tls.pqc'],
    also: ({served}) => expect(served?.certificates).toHaveLength(2),
  },
  {
    name: 'openssl, only TLS 1.3 with CCM',
    start: serve('-tls1_3', '-ciphersuites', 'TLS_AES_128_CCM_8_SHA256:TLS_AES_128_CCM_SHA256'),
    fails: ['tls.pqc'],
    also: ({served}) => expect(served?.certificates).toHaveLength(2),
  },
  {
    name: 'openssl, TLS 1.0 and 1.1',
    start: serve('-cipher', 'DEFAULT:@SECLEVEL=0'),
    fails: ['tls.tls10', 'tls.tls11', ...usual],
    facts: {tls10: true, tls11: true, fallbackScsv: true},
  },
  {
    name: 'openssl, only TLS 1.0',
    start: serve('-tls1', '-cipher', 'DEFAULT:@SECLEVEL=0'),
    fails: ['tls.no-aead', 'tls.no-tls12', 'tls.no-tls13', 'tls.order.client', 'tls.tls10'],
    facts: {tls12: false, tls11: false},
  },
  {
    name: 'openssl, NULL and anonymous beside all others',
    start: serve('-no_tls1_3', '-cipher', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'),
    fails: ['tls.cipher.anon', 'tls.cipher.null', 'tls.dh.weak', 'tls.no-tls13', 'tls.order.client', 'tls.tls10', 'tls.tls11'],
  },
  {
    name: 'openssl, NULL alone',
    start: serve('-tls1_2', '-cipher', 'NULL-SHA256:@SECLEVEL=0'),
    fails: ['tls.cipher.null', 'tls.no-aead', 'tls.no-fs', 'tls.no-tls13'],
    unknown: ['tls.order.client'],
  },
  {
    name: 'openssl, anonymous alone, in every version',
    start: serve('-no_tls1_3', '-cipher', 'aNULL:!eNULL:@SECLEVEL=0'),
    // OpenSSL's own choice for anonymous Diffie-Hellman is 1024 bits.
    fails: ['tls.cipher.anon', 'tls.dh.weak', 'tls.no-fs', 'tls.no-tls13', 'tls.tls10', 'tls.tls11'],
    unknown: ['tls.order.client'],
    facts: {chain: []},
  },
  {
    name: 'openssl, RSA key exchange with CBC alone',
    start: serve('-tls1_2', '-cipher', 'AES128-SHA'),
    fails: ['tls.no-aead', 'tls.no-fs', 'tls.no-tls13'],
    facts: {singleSuite: true},
  },
  {
    name: 'openssl, DHE of 1024 bits',
    start: async (stand) => {
      stand.write('dh1024.pem', dh1024)
      return serve('-dhparam', 'dh1024.pem', '-cipher', 'DEFAULT:@SECLEVEL=0', '-no_tls1', '-no_tls1_1')(stand)
    },
    fails: ['tls.dh.weak', ...usual],
    also: ({facts}) => expect(facts.tls).toMatchObject({value: {dh: [{bits: 1024, sharedPrime: 'RFC 2409 group 2'}]}}),
  },
  {
    name: 'openssl, DHE of 2048 bits with a shared prime',
    start: serve('-tls1_2', '-cipher', 'DHE-RSA-AES128-GCM-SHA256'),
    fails: ['tls.no-tls13'],
    also: ({facts}) => expect(facts.tls).toMatchObject({value: {dh: [{bits: 2048, sharedPrime: 'RFC 3526 group 14'}]}}),
  },
  {
    name: 'openssl, a certificate of the visitor is asked for',
    start: serve('-verify', '1'),
    fails: usual,
    facts: {clientCertificate: true, earlyData: false},
  },
  {
    name: 'openssl, a certificate of the visitor is demanded',
    start: serve('-Verify', '1'),
    fails: usual,
    // Without one, no ticket is given: nothing is known of early data.
    unknown: ['tls.0rtt'],
    facts: {clientCertificate: true},
  },
  {
    name: 'openssl, early data',
    start: serve('-early_data', '-max_early_data', '12345'),
    fails: ['tls.0rtt', ...usual],
    facts: {earlyData: true, earlyDataBytes: 12_345},
  },
  {
    name: 'openssl, stapled answer',
    start: async (stand) => {
      stand.write('index.txt', '')
      const asked = ['-CA', 'middle.pem', '-issuer', 'middle.pem', '-rsigner', 'middle.pem', '-rkey', 'middle.key', '-cert', 'rsa.pem']
      stand.openssl('ocsp', '-index', 'index.txt', ...asked, '-respout', 'staple.der')
      return serve('-status_file', 'staple.der')(stand)
    },
    fails: usual,
    facts: {stapled: true},
    also: ({served}, stand) =>
      expect(Buffer.from(served?.staple ?? []).toString('latin1')).toBe(stand.bytes('staple.der').toString('latin1')),
  },
  {
    name: 'openssl, stapled answer in TLS 1.2',
    start: async (stand) => serve('-tls1_2', '-status_file', 'staple.der')(stand),
    fails: ['tls.no-tls13', 'tls.order.client'],
    facts: {stapled: true},
    also: ({served}, stand) => expect(served?.staple?.length).toBe(stand.bytes('staple.der').length),
  },
  {
    name: 'openssl, ECDSA beside RSA',
    start: serve('-cert', 'ec.pem', '-key', 'ec.key', '-cert_chain', 'middle.pem', '-dcert', 'rsa.pem', '-dkey', 'rsa.key'),
    fails: usual,
    also: ({served}, stand) => {
      expect(pems(served?.certificates.slice(0, 1))).toEqual([pem(stand, 'ec')])
      expect(served?.others.map(({certificates}) => pems(certificates)[0])).toEqual([pem(stand, 'rsa')])
    },
  },
  {
    name: 'openssl, chain in the wrong order with the root',
    start: async (stand) => {
      stand.write('mixed.pem', stand.read('root.pem') + stand.read('middle.pem'))
      return serve('-cert', 'rsa.pem', '-key', 'rsa.key', '-cert_chain', 'mixed.pem')(stand)
    },
    fails: usual,
    also: ({served}, stand) => expect(pems(served?.certificates)).toEqual(['rsa', 'root', 'middle'].map((name) => pem(stand, name))),
  },
  {
    name: 'openssl, leaf alone',
    start: serve('-cert', 'rsa.pem', '-key', 'rsa.key'),
    fails: usual,
    also: ({served}) => expect(served?.certificates).toHaveLength(1),
  },
  {
    name: 'openssl, another certificate without a name',
    start: serve('-servername', 'trang.test', '-cert2', 'other.pem', '-key2', 'other.key'),
    fails: usual,
    facts: {withoutName: 'other'},
    also: ({served}, stand) => {
      expect(pems(served?.certificates.slice(0, 1))).toEqual([pem(stand, 'other')])
      expect(served?.others).toHaveLength(1)
    },
  },
  {name: 'openssl, ALPN', start: serve('-alpn', 'http/1.1'), fails: usual, facts: {alpn: 'http/1.1'}},
  {
    name: 'openssl, P-192 alone',
    start: serve('-tls1_2', '-groups', 'P-192', '-cipher', 'ECDHE:RSA:!eNULL:@SECLEVEL=0'),
    fails: ['tls.group.weak', 'tls.no-tls13', 'tls.order.client'],
    also: ({facts}) =>
      expect(facts.tls).toMatchObject({value: {groups: expect.arrayContaining([expect.objectContaining({name: 'secp192r1', bits: 192})])}}),
  },
]

const pem = (stand: Stand, name: string) => stand.read(`${name}.pem`).replace(/-----[^-]+-----|\s/g, '')
const pems = (certificates: readonly Uint8Array[] = []) => certificates.map((der) => Buffer.from(der).toString('base64'))

/** The 1024-bit prime of RFC 2409, as `openssl dhparam` would write it. */
const dh1024 = `-----BEGIN DH PARAMETERS-----
MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR
Sgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL
/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC
-----END DH PARAMETERS-----
`
