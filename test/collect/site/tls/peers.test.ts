import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {collectTls} from '../../../../src/collect/site/tls/collect-tls.ts'
import {loadTlsTables} from '../../../../src/content/load-tls-tables.ts'
import type {SiteFactValue} from '../../../../src/model/facts/site/index.ts'
import {contextOf} from './loopback.ts'
import {opensslCases} from './openssl-cases.ts'
import {otherCases} from './other-cases.ts'
import {type PeerView, sslscan, testssl} from './peers.ts'
import {createStand, has, java, makeCertificates} from './programs.ts'

const tables = loadTlsTables()
const stand = createStand()
beforeAll(() => makeCertificates(stand))
afterAll(() => stand.stop())

/** `STP_SEC_PEERS=all` asks the peers about every real server; it takes some minutes, most of them testssl's. */
const everything = process.env['STP_SEC_PEERS'] === 'all'
const cases = [...opensslCases, ...otherCases].filter(({needs}) => has(needs === 'java' ? java : (needs ?? 'openssl')))

/** Where a peer sees something else than we do, and why we keep our answer. */
const differences: {peer: 'sslscan' | 'testssl'; name: RegExp; ours?: RegExp; theirs?: RegExp; why: string}[] = [
  {
    peer: 'sslscan',
    name: /./,
    theirs: /^secureRenegotiation$/,
    why: 'sslscan 2.0.7 said "not supported" of every server here without TLS 1.0, and of none with it',
  },
  {
    peer: 'sslscan',
    name: /demanded/,
    ours: /^TLSv1\.2 /,
    why: 'sslscan finishes its handshakes, which a server that demands a certificate does not let it do',
  },
  {peer: 'sslscan', name: /P-192/, ours: /0xC02F/, why: 'the OpenSSL of sslscan offers no curve as small as P-192'},
  {
    peer: 'sslscan',
    name: /SSL 3\.0/,
    ours: /^SSLv3 /,
    why: 'the OpenSSL of sslscan speaks no SSL 3.0: the version is seen, its suites are not',
  },
  {
    peer: 'sslscan',
    name: /post-quantum group alone/,
    ours: /^TLSv1\.3/,
    why: 'sslscan 2.0.7 on OpenSSL 3.0 offers no post-quantum group',
  },
  {peer: 'testssl', name: /post-quantum group alone/, ours: /^TLSv1\.3/, why: 'testssl.sh 3.0.8 offers no post-quantum group'},
  {
    peer: 'testssl',
    name: /anonymous alone/,
    ours: /^TLSv1\.[01]$/,
    why: 'testssl.sh 3.0.8 sees no old version where every suite is anonymous; sslscan does',
  },
  {
    peer: 'testssl',
    name: /without a name/,
    ours: /^TLSv1\.2$/,
    why: 'it is sent to "localhost", a name for which this server refuses every handshake',
  },
]

const bySslscan = everything ? /./ : /P-384|CBC alone|OpenSSL, DHE of 1024|nginx, TLS 1.0|RC4 and 3DES|everything from SSL/i

async function compare(name: string, port: number, peer: 'sslscan' | 'testssl', ask: typeof sslscan): Promise<void> {
  const [{facts}, theirs] = [await collectTls(contextOf(port), {tables, deep: true}), await ask(port, stand.folder)]
  if (!facts.tls?.ok) throw new Error(JSON.stringify(facts.tls))
  const ours = ourView(facts.tls.value)
  const known = differences.filter((one) => one.peer === peer && one.name.test(name))
  const missed = theirs.versions
    .concat(theirs.suites ?? [])
    .filter((one) => !ours.all.has(one) && !known.some(({theirs: pattern}) => pattern?.test(one)))
  const more = theirs.suites
    ? [...ours.all].filter(
        (one) => !theirs.suites?.includes(one) && !theirs.versions.includes(one) && !known.some(({ours: pattern}) => pattern?.test(one)),
      )
    : ours.versions.filter((one) => !theirs.versions.includes(one) && !known.some(({ours: pattern}) => pattern?.test(one)))
  const flags = Object.entries(theirs.flags).filter(([flag, value]) => {
    const own = facts.tls?.ok ? facts.tls.value[flag as 'compression'] : undefined
    return own !== undefined && own !== value && !known.some(({theirs: pattern}) => pattern?.test(flag))
  })
  expect({missed, more, flags}).toEqual({missed: [], more: [], flags: []})
  if (theirs.leastDhBits !== undefined) expect(ours.leastDhBits).toBeLessThanOrEqual(theirs.leastDhBits)
}

function ourView({suites, dh, ...rest}: SiteFactValue<'tls'>): PeerView & {all: Set<string>} {
  const versions = [
    ...(rest.sslv2 ? ['SSLv2'] : []),
    ...(rest.sslv3 ? ['SSLv3'] : []),
    ...(rest.tls10 ? ['TLSv1.0'] : []),
    ...(rest.tls11 ? ['TLSv1.1'] : []),
    ...(rest.tls12 ? ['TLSv1.2'] : []),
    ...(rest.tls13 ? ['TLSv1.3'] : []),
  ]
  const named = suites.map(({version, code}) => `${version} ${code}`)
  return {versions, suites: named, flags: {}, all: new Set([...versions, ...named]), leastDhBits: Math.min(...dh.map(({bits}) => bits))}
}

describe.skipIf(!has('sslscan'))('sslscan sees the same versions, suites and sizes', () => {
  for (const one of cases.filter(({name}) => bySslscan.test(name)))
    it(one.name, async () => compare(one.name, await one.start(stand), 'sslscan', sslscan))
})

// A minute for each server: only when asked for.
if (everything)
  describe.skipIf(!has('testssl'))('testssl.sh sees the same versions and classes', () => {
    for (const one of cases) it(one.name, {timeout: 240_000}, async () => compare(one.name, await one.start(stand), 'testssl', testssl))
  })
