import {createHash, X509Certificate} from 'node:crypto'
import type {Socket} from 'node:net'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {createOncePerRun} from '../../../../src/collect/site/dns/once-per-run.ts'
import {collectMail} from '../../../../src/collect/site/mail/collect-mail.ts'
import type {StsFetched} from '../../../../src/collect/site/mail/fetch-sts-policy.ts'
import type {SeenServer} from '../../../../src/collect/site/mail/mail-tools.ts'
import {loadTlsTables} from '../../../../src/content/load-tls-tables.ts'
import {loadCertificateRules} from '../../../../src/content/load-trust.ts'
import {authority, createPki, hasOpenssl, server as serverExt} from '../certificate/pki.ts'
import {contextOf} from '../tls/loopback.ts'
import {createMailStand, smtp} from './mail-stand.ts'
import {type Names, zoneClient} from './zone-client.ts'

const tls = loadTlsTables()
const now = new Date('2026-10-01T00:00:00Z')

describe.skipIf(!hasOpenssl)('mail servers and policies', () => {
  const stand = createMailStand()
  let pki: ReturnType<typeof createPki>
  const files = (name: string) => ({cert: pki.pem(name), key: Buffer.from(pki.read(pki.keyNameOf(name)))})
  beforeAll(() => {
    pki = createPki()
    pki.issue({name: 'root', ext: authority, to: '20300101000000Z'})
    pki.issue({name: 'mx', by: 'root', ext: serverExt('DNS:mx.t.gov.vn')})
    pki.issue({name: 'other', by: 'root', ext: serverExt('DNS:other.vn')})
    pki.issue({name: 'old', by: 'root', ext: serverExt('DNS:mx.t.gov.vn,DNS:mta-sts.t.gov.vn'), to: '20260901000000Z'})
    pki.issue({name: 'self', ext: serverExt('DNS:mx.t.gov.vn,DNS:mta-sts.t.gov.vn')})
    pki.issue({name: 'sts', by: 'root', ext: serverExt('DNS:mta-sts.t.gov.vn')})
  })
  afterAll(() => {
    stand.close()
    pki?.remove()
  })

  const fresh = () => ({
    policies: createOncePerRun<StsFetched>(({kind}) => kind !== 'unknown'),
    servers: createOncePerRun<SeenServer>(({isStopped}) => !isStopped),
  })

  async function look(
    names: Names,
    ports: {smtp?: number; policy?: number},
    {
      shared = fresh(),
      host = 'www.t.gov.vn',
      signal,
      vouched = false,
    }: {shared?: ReturnType<typeof fresh>; host?: string; signal?: AbortSignal; vouched?: boolean} = {},
  ) {
    const client = zoneClient(names, vouched)
    const context = contextOf(443, {host, now, ...(signal ? {signal} : {})})
    const chain = {anchors: [pki.anchor('root')], anchorsName: 'test', rules: loadCertificateRules()}
    const {mail} = await collectMail(context, {client, tls, chain, userAgent: 'test', ports, policyMs: 1500, ...shared})
    if (!mail?.ok) throw new Error(JSON.stringify(mail))
    return {mail, domain: mail.value.domains[0], gaps: mail.gaps ?? {}}
  }
  const oneServer: Names = {'t.gov.vn': ['MX 10 mx.t.gov.vn'], 'mx.t.gov.vn': ['127.0.0.1']}

  test.each<[string, string, object, object]>([
    ['a good one', 'mx', {}, {startTls: true, certificateValid: true, certificateErrors: [], modern: true, weak: []}],
    ['certificate of another name', 'other', {}, {startTls: true, certificateValid: false, certificateErrors: ['name'], modern: true}],
    ['certificate that ran out', 'old', {}, {certificateValid: false, certificateErrors: ['expired']}],
    ['certificate that signs itself', 'self', {}, {certificateValid: false, certificateErrors: ['self-signed']}],
    ['TLS 1.2 at most', 'mx', {maxVersion: 'TLSv1.2'}, {modern: true}],
    [
      'TLS 1.1 at most',
      'mx',
      {minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0'},
      {modern: false, weak: ['no-tls12'], startTls: true},
    ],
  ])('STARTTLS: %s', async (_, certificate, options, expected) => {
    const {handler, state} = smtp({...files(certificate), ...options})
    const port = await stand.plain(handler)
    const {domain} = await look(oneServer, {smtp: port})
    expect(domain?.servers?.[0]).toMatchObject({host: 'mx.t.gov.vn', address: '127.0.0.1', ...expected})
    // The end of one connection may cross the beginning of the next on the way.
    expect(state.most).toBeLessThanOrEqual(2)
    expect(state.all).toBeLessThanOrEqual(18)
  })

  test('a server without STARTTLS is told', async () => {
    const {domain, gaps} = await look(oneServer, {smtp: await stand.plain(smtp(undefined).handler)})
    expect(domain?.servers).toEqual([expect.objectContaining({startTls: false})])
    expect(gaps).not.toHaveProperty(['domains.servers.startTls.+'])
  })

  const lines = (text: string) => (socket: Socket) => socket.write(text)
  test.each<[string, (socket: Socket) => void]>([
    ['turns visitors away', lines('554 no\r\n')],
    ['speaks another protocol', lines('SSH-2.0-OpenSSH\r\n')],
    ['closes at once', (socket) => socket.end()],
    [
      'greets without end',
      (socket) => {
        const more = () => {
          if (socket.writable) socket.write(`220-${'a'.repeat(60_000)}\r\n`, more)
        }
        more()
      },
    ],
    [
      'refuses its own offer',
      (socket) => {
        socket.write('220 mx\r\n')
        socket.on('data', (chunk) => socket.write(/EHLO/.test(String(chunk)) ? '250 STARTTLS\r\n' : '454 later\r\n'))
      },
    ],
  ])('no verdict on a server that %s', async (_, handler) => {
    const {domain, gaps} = await look(oneServer, {smtp: await stand.plain(handler)})
    expect(domain?.servers?.[0]).not.toHaveProperty('startTls')
    expect(gaps).toHaveProperty(['domains.servers.startTls.+'])
  })

  test.each<[string, Names]>([
    ['nothing listens', oneServer],
    ['its address is private', {...oneServer, 'mx.t.gov.vn': ['10.0.0.1']}],
    ['its name does not exist', {'t.gov.vn': ['MX 10 mx.t.gov.vn']}],
    ['its name gets no answer', {...oneServer, 'mx.t.gov.vn': ['FAIL']}],
  ])('no verdict where %s', async (_, names) => {
    const {domain, gaps} = await look(names, {smtp: 9})
    expect(domain?.servers?.[0]).not.toHaveProperty('startTls')
    expect(gaps).toHaveProperty(['domains.servers.startTls.+'])
  })

  test('what broke off in the handshake is no bad certificate', async () => {
    const port = await stand.plain((socket) => {
      socket.write('220 mx\r\n')
      socket.on('data', (chunk) =>
        /EHLO/.test(String(chunk))
          ? socket.write('250 STARTTLS\r\n')
          : /STARTTLS/.test(String(chunk))
            ? socket.write('220 go\r\n')
            : socket.destroy(),
      )
    })
    const {domain, gaps} = await look(oneServer, {smtp: port})
    expect(domain?.servers?.[0]).toMatchObject({startTls: true})
    expect(domain?.servers?.[0]).not.toHaveProperty('certificateValid')
    expect(gaps).toHaveProperty(['domains.servers.certificateValid.+'])
  })

  test('domains of a run share their mail server, which is asked once and by one at a time', async () => {
    const {handler, state} = smtp(files('mx'))
    const port = await stand.plain(handler)
    const names = {...oneServer, 'u.gov.vn': ['MX 10 mx.t.gov.vn'], 'v.gov.vn': ['MX 5 mx.t.gov.vn']}
    const shared = fresh()
    const all = await Promise.all(['t', 'u', 'v', 't'].map((name) => look(names, {smtp: port}, {shared, host: `www.${name}.gov.vn`})))
    expect(all.map(({domain}) => domain?.servers?.[0]?.certificateValid)).toEqual([true, true, true, true])
    // The end of one connection may cross the beginning of the next on the way.
    expect(state.most).toBeLessThanOrEqual(2)
    expect(state.all).toBeLessThanOrEqual(18)
  })

  test('a site that is stopped does not spoil the answer for the next', async () => {
    const {handler} = smtp(files('mx'))
    const port = await stand.plain(handler)
    const shared = fresh()
    const stop = new AbortController()
    const first = look(oneServer, {smtp: port}, {shared, signal: stop.signal})
    setTimeout(() => stop.abort(), 5)
    await first
    const {domain} = await look(oneServer, {smtp: port}, {shared})
    expect(domain?.servers?.[0]).toMatchObject({startTls: true, certificateValid: true})
  })

  test.each<[string, (hash: {key: string; whole: string; root: string}) => string[], boolean, object]>([
    ['of the key', ({key}) => [`TLSA 3 1 1 ${key}`], true, {dane: true, daneMatches: true, tlsa: 1}],
    ['of the whole certificate', ({whole}) => [`TLSA 3 0 1 ${whole}`], true, {dane: true, daneMatches: true}],
    ['of an authority that was not sent', ({root}) => [`TLSA 2 0 1 ${root}`], true, {dane: true, daneMatches: false}],
    ['of another key', () => [`TLSA 3 1 1 ${'ab'.repeat(32)}`], true, {dane: true, daneMatches: false}],
    ['one of two', ({key}) => [`TLSA 3 1 1 ${'ab'.repeat(32)}`, `TLSA 3 1 1 ${key}`], true, {daneMatches: true, tlsa: 2}],
    ['of a usage that is not for mail', ({key}) => [`TLSA 1 1 1 ${key}`], true, {daneMatches: false}],
    ['that nobody vouches for', ({key}) => [`TLSA 3 1 1 ${key}`], false, {daneMatches: true}],
    ['none', () => [], true, {dane: false, tlsa: 0}],
  ])('DANE record %s', async (_, records, vouched, expected) => {
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    const {publicKey} = new X509Certificate(pki.pem('self'))
    const hash = {
      key: sha256(publicKey.export({type: 'spki', format: 'der'})),
      whole: sha256(pki.der('self')),
      root: sha256(pki.der('root')),
    }
    const port = await stand.plain(smtp(files('self')).handler)
    const {domain} = await look({...oneServer, '_25._tcp.mx.t.gov.vn': records(hash)}, {smtp: port}, {vouched})
    expect(domain?.servers?.[0]).toMatchObject({certificateValid: false, ...expected})
    if (!vouched) expect(domain?.servers?.[0]).not.toHaveProperty('dane')
  })

  const policyNames: Names = {...oneServer, '_mta-sts.t.gov.vn': ['v=STSv1; id=20261001'], 'mta-sts.t.gov.vn': ['127.0.0.1']}
  const policy = 'version: STSv1\nmode: enforce\nmx: *.t.gov.vn\nmax_age: 604800\n'
  const http =
    (status: string, body: string, more = '') =>
    (socket: Socket) => {
      socket.once('data', () =>
        socket.end(`HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`),
      )
    }

  test.each<[string, string, (socket: Socket) => void, object]>([
    ['good', 'sts', http('200 OK', policy), {valid: true, mode: 'enforce', errors: []}],
    ['on trial', 'sts', http('200 OK', policy.replace('enforce', 'testing')), {valid: true, mode: 'testing'}],
    [
      'in chunks',
      'sts',
      (socket) =>
        socket.once('data', () =>
          socket.end(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${policy.length.toString(16)}\r\n${policy}\r\n0\r\n\r\n`),
        ),
      {valid: true},
    ],
    ['switched off', 'sts', http('200 OK', 'version: STSv1\nmode: none\nmax_age: 86400\n'), {valid: false, errors: ['mode-none']}],
    [
      'for other servers',
      'sts',
      http('200 OK', policy.replace('*.t.gov.vn', 'mail.dp.vn')),
      {valid: false, errors: ['mx-not-listed: mx.t.gov.vn']},
    ],
    ['missing', 'sts', http('404 Not Found', ''), {valid: false, errors: ['status-404']}],
    ['behind a redirect', 'sts', http('301 Moved', '', 'Location: https://t.gov.vn/\r\n'), {valid: false, errors: ['status-301']}],
    ['too long', 'sts', http('200 OK', policy + 'x: y\n'.repeat(20_000)), {valid: false, errors: ['too-long']}],
    ['with a certificate of another name', 'other', http('200 OK', policy), {valid: false, errors: ['certificate-name']}],
    ['with a certificate that ran out', 'old', http('200 OK', policy), {valid: false, errors: ['certificate-date']}],
    ['with a certificate that signs itself', 'self', http('200 OK', policy), {valid: false, errors: ['certificate-untrusted']}],
  ])('MTA-STS policy %s', async (_, certificate, handler, expected) => {
    const port = await stand.tls(files(certificate), handler)
    const {domain} = await look(policyNames, {smtp: 9, policy: port})
    expect(domain?.mtaSts).toMatchObject({present: true, ...expected})
  })

  test.each<[string, (() => Promise<number>) | number, Names]>([
    ['nothing listens', 9, {}],
    ['its server is in trouble', () => stand.tls(files('sts'), http('503 Busy', '')), {}],
    ['the answer is no HTTP', () => stand.tls(files('sts'), (socket) => socket.end('hello\r\n')), {}],
    [
      'the answer breaks off',
      () =>
        stand.tls(files('sts'), (socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nversion'))),
      {},
    ],
    ['the port speaks no TLS', () => stand.plain((socket) => socket.end('220 hello\r\n')), {}],
    ['its address is private', 9, {'mta-sts.t.gov.vn': ['10.0.0.1']}],
    ['its name gets no answer', 9, {'mta-sts.t.gov.vn': ['FAIL']}],
  ])('no verdict on a policy where %s', async (_, port, names) => {
    const {domain, gaps} = await look({...policyNames, ...names}, {smtp: 9, policy: typeof port === 'number' ? port : await port()})
    expect(domain?.mtaSts).toEqual({present: true, errors: []})
    expect(gaps).toHaveProperty(['domains.mtaSts.valid.+'])
  })

  test('a policy that drips ends in time', async () => {
    const port = await stand.tls(files('sts'), (socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        const timer = setInterval(() => (socket.writable ? socket.write('x') : clearInterval(timer)), 100)
      })
    })
    const began = performance.now()
    const {gaps} = await look(policyNames, {smtp: 9, policy: port})
    expect(gaps).toHaveProperty(['domains.mtaSts.valid.+'])
    expect(performance.now() - began).toBeLessThan(4000)
  })

  test('addresses, ports without pages and names of this machine have no mail domain', async () => {
    for (const [scheme, host] of [
      ['https', '127.0.0.1'],
      ['tls', 'www.t.gov.vn'],
      ['smtp', 'mx.t.gov.vn'],
      ['https', 'a.localhost'],
      ['https', 'gov.vn'],
    ] as const) {
      const chain = {anchors: [], anchorsName: 'test', rules: loadCertificateRules()}
      const {mail} = await collectMail(contextOf(443, {scheme, host}), {client: zoneClient({}), tls, chain, userAgent: 'test', ...fresh()})
      expect(mail).toMatchObject({ok: true, value: {applies: false, domains: []}})
    }
  })
})
