import {connect} from 'node:net'
import {createServer, type TlsOptions} from 'node:tls'
import {expect} from 'vitest'
import {extensions} from '../../../../src/collect/site/tls/numbers.ts'
import type {Case} from './cases.ts'
import {freePort, java, type Stand} from './programs.ts'
import {closeLater, scripted} from './scripted.ts'

const nginx =
  (...lines: string[]) =>
  async (stand: Stand) => {
    const port = await freePort()
    const file = stand.write(
      `nginx-${port}.conf`,
      `daemon off; master_process off; pid ${stand.folder}/nginx-${port}.pid; error_log stderr crit; events {}
http { access_log off; client_body_temp_path ${stand.folder}/b${port}; proxy_temp_path ${stand.folder}/p${port};
fastcgi_temp_path ${stand.folder}/f${port}; uwsgi_temp_path ${stand.folder}/u${port}; scgi_temp_path ${stand.folder}/s${port};
server { listen 127.0.0.1:${port} ssl http2; ssl_certificate ${stand.path('rsa-chain.pem')}; ssl_certificate_key ${stand.path('rsa.key')};
${lines.join('\n').replaceAll('PORT', String(port))} location / { return 200 "xin chao"; } } }`,
    )
    return stand.start('nginx', ['-c', file, '-p', stand.folder], port)
  }

/** GnuTLS 3.7 binds to every address; it is there for a moment and serves nothing. */
const gnutls = (priority: string) => async (stand: Stand) => {
  const port = await freePort()
  const identity = ['--x509certfile', 'rsa-chain.pem', '--x509keyfile', 'rsa.key']
  return stand.start('gnutls-serv', ['--echo', '-q', '-p', String(port), ...identity, '--priority', priority], port)
}

const javaServer =
  (protocols: string, ...options: string[]) =>
  async (stand: Stand) => {
    const port = await freePort()
    const files = ['-inkey', 'rsa.key', '-in', 'rsa.pem', '-certfile', 'middle.pem', '-passout', 'pass:matkhau']
    stand.openssl('pkcs12', '-export', ...files, '-out', 'rsa.p12')
    const source = `${import.meta.dirname}/LegacyServer.java`
    return stand.start(java, ['-XX:TieredStopAtLevel=1', ...options, source, String(port), 'rsa.p12', protocols], port)
  }

/** The TLS of Node itself: since version 24 it has post-quantum groups. */
const node =
  (options: TlsOptions = {}) =>
  async (stand: Stand): Promise<number> => {
    const server = createServer({key: stand.read('rsa.key'), cert: stand.read('rsa-chain.pem'), honorCipherOrder: true, ...options})
    server.on('tlsClientError', () => {})
    closeLater(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as {port: number}).port
  }

export const otherCases: Case[] = [
  {name: 'Node, post-quantum groups', start: node(), fails: [], facts: {postQuantum: true, tls13: true}},
  {
    name: 'Node, a post-quantum group alone: its certificates stay unread',
    start: node({minVersion: 'TLSv1.3', ecdhCurve: 'X25519MLKEM768'}),
    fails: [],
    unknown: ['tls.0rtt'],
    facts: {postQuantum: true, chain: []},
    also: ({facts}) => expect(facts.tls?.ok && facts.tls.gaps?.['chain.+']?.reason).toBe('not-supported'),
  },
  {
    name: 'Node behind a guard that resets all but TLS 1.3',
    start: async (stand) => {
      const inner = await node({minVersion: 'TLSv1.3'})(stand)
      return scripted((socket, hello, _, bytes) => {
        if (!hello?.extensions.has(extensions.supportedVersions)) return void socket.resetAndDestroy()
        const other = connect(inner, '127.0.0.1', () => other.write(bytes))
        other.on('error', () => socket.destroy())
        socket.pipe(other).pipe(socket)
      })
    },
    fails: [],
    facts: {tls12: false, tls11: false, sslv3: false, tls13: true},
    also: ({served}) => expect(served?.certificates).toHaveLength(2),
  },
  {
    name: 'nginx, TLS 1.2 and 1.3, own order',
    needs: 'nginx',
    start: nginx('ssl_protocols TLSv1.2 TLSv1.3;', 'ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;', 'ssl_prefer_server_ciphers on;'),
    fails: ['tls.pqc'],
    facts: {alpn: 'h2', withoutName: 'same', earlyData: false, finiteField: false},
    also: ({facts}) => expect(facts.tls?.ok && facts.tls.value.connections).toBeLessThanOrEqual(17),
  },
  {
    name: 'nginx, the visitor chooses',
    needs: 'nginx',
    start: nginx('ssl_protocols TLSv1.2 TLSv1.3;', 'ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;', 'ssl_prefer_server_ciphers off;'),
    fails: ['tls.order.client', 'tls.pqc'],
  },
  {
    name: 'nginx, TLS 1.0 to 1.3',
    needs: 'nginx',
    start: nginx('ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;', 'ssl_ciphers DEFAULT:@SECLEVEL=0;', 'ssl_prefer_server_ciphers on;'),
    fails: ['tls.pqc', 'tls.tls10', 'tls.tls11'],
  },
  {
    name: 'nginx, early data',
    needs: 'nginx',
    start: nginx('ssl_protocols TLSv1.2 TLSv1.3;', 'ssl_early_data on;', 'ssl_prefer_server_ciphers on;'),
    fails: ['tls.0rtt', 'tls.pqc'],
  },
  {
    name: 'nginx, ECDSA beside RSA, only TLS 1.3',
    needs: 'nginx',
    start: async (stand) =>
      nginx('ssl_protocols TLSv1.3;', `ssl_certificate ${stand.path('ec-chain.pem')}; ssl_certificate_key ${stand.path('ec.key')};`)(stand),
    fails: ['tls.pqc'],
    also: ({served}) => expect(served?.certificates).toHaveLength(2),
  },
  {
    name: 'nginx, refuses visitors without a name',
    needs: 'nginx',
    start: nginx(
      'ssl_protocols TLSv1.2; ssl_ciphers ECDHE+AESGCM; ssl_prefer_server_ciphers on; server_name trang.test; }',
      'server { listen 127.0.0.1:PORT ssl default_server; ssl_reject_handshake on;',
    ),
    fails: ['tls.no-tls13'],
    facts: {withoutName: 'refused'},
  },
  {
    name: 'GnuTLS, RC4 and 3DES',
    needs: 'gnutls-serv',
    start: gnutls('NORMAL:+VERS-TLS1.0:+VERS-TLS1.1:+ARCFOUR-128:+3DES-CBC:+DHE-RSA'),
    fails: ['tls.cipher.3des', 'tls.cipher.rc4', 'tls.order.client', 'tls.pqc', 'tls.tls10', 'tls.tls11'],
  },
  {
    name: 'GnuTLS, NULL and anonymous',
    needs: 'gnutls-serv',
    start: gnutls('NORMAL:-VERS-ALL:+VERS-TLS1.2:+NULL:+ANON-DH:+ANON-ECDH'),
    fails: ['tls.cipher.anon', 'tls.cipher.null', 'tls.no-tls13', 'tls.order.client'],
  },
  {
    name: 'GnuTLS, as it comes',
    needs: 'gnutls-serv',
    start: gnutls('NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3:%SERVER_PRECEDENCE'),
    fails: ['tls.pqc'],
  },
  {
    name: 'Java, everything from SSL 3.0 on',
    needs: 'java',
    start: javaServer('SSLv3,TLSv1,TLSv1.1,TLSv1.2,TLSv1.3'),
    fails: [
      ...['tls.cipher.3des', 'tls.cipher.anon', 'tls.cipher.des', 'tls.cipher.export', 'tls.cipher.null', 'tls.cipher.rc4'],
      ...['tls.fallback-scsv.missing', 'tls.dh.weak', 'tls.pqc', 'tls.sslv3', 'tls.tls10', 'tls.tls11'],
    ],
  },
  {
    name: 'Java, only SSL 3.0',
    needs: 'java',
    start: javaServer('SSLv3'),
    fails: [
      ...['tls.cipher.3des', 'tls.cipher.anon', 'tls.cipher.des', 'tls.cipher.export', 'tls.cipher.null', 'tls.cipher.rc4'],
      ...['tls.dh.weak', 'tls.ems.missing', 'tls.no-aead', 'tls.no-tls12', 'tls.no-tls13', 'tls.sslv3'],
    ],
  },
  {
    name: 'Java, DHE of 1024 bits',
    needs: 'java',
    start: javaServer('TLSv1.2', '-Djdk.tls.ephemeralDHKeySize=1024'),
    fails: ['tls.cipher.3des', 'tls.cipher.anon', 'tls.cipher.null', 'tls.cipher.rc4', 'tls.dh.weak', 'tls.no-tls13'],
    facts: {tls11: false, tls10: false, sslv3: false},
  },
]
