import type {StandCase} from '../case.ts'

export type PeerName = 'sslscan' | 'testssl.sh'

/** Where a peer says something else of a check than we do, and why our answer stays. `ours`: we find it and they do not. */
export interface Difference {
  peer: PeerName
  checks: readonly string[]
  who: 'ours' | 'theirs'
  /** Of the names of cases; all of them where there is none. */
  cases?: RegExp
  why: string
}

export const differences: readonly Difference[] = [
  {
    peer: 'sslscan',
    checks: ['tls.renego.insecure'],
    who: 'theirs',
    why: 'sslscan 2.0.7 says that safe renegotiation is missing of every server here without TLS 1.0, and of none with it; testssl.sh and the answer itself (renegotiation_info) say that it is there.',
  },
  {
    peer: 'sslscan',
    checks: ['tls.no-fs'],
    who: 'theirs',
    cases: /curve of 192 bits alone/,
    why: 'The OpenSSL of sslscan offers no curve as small as P-192, so it sees no suite with forward secrecy; the server has some.',
  },
  {
    peer: 'sslscan',
    checks: ['tls.dh.weak'],
    who: 'ours',
    cases: /^Java, everything/,
    why: 'The short keys are those of EXPORT suites with Diffie-Hellman, which the OpenSSL of sslscan no longer has: it gives no size for them.',
  },
  {
    peer: 'sslscan',
    checks: ['tls.no-fs', 'tls.no-aead'],
    who: 'theirs',
    cases: /^by hand, .*beside good suites/,
    why: 'sslscan counts a suite that its OpenSSL has only after a whole handshake, which a server by hand, without keys, cannot give: it sees the bad suite alone and not the good ones beside it.',
  },
  {
    peer: 'sslscan',
    checks: ['tls.no-tls12'],
    who: 'theirs',
    cases: /SSL 2\.0 beside/,
    why: 'sslscan sees the SSL 2.0 of this server by hand and not its TLS 1.2.',
  },
  {
    peer: 'testssl.sh',
    checks: ['tls.order.client'],
    who: 'theirs',
    cases: /SSL 2\.0 alone/,
    why: 'In SSL 2.0 the server sends its suites and the visitor chooses: there is no order of the server that could be missing. We say that the question does not apply.',
  },
  {
    peer: 'testssl.sh',
    checks: ['tls.dh.weak'],
    who: 'ours',
    cases: /^Java, everything/,
    why: 'testssl.sh looks for the prime with TLS 1.2 and gets ffdhe2048; over SSL 3.0 the same server gives 512 bits with TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA.',
  },
  {
    peer: 'testssl.sh',
    checks: ['tls.cipher.rc4', 'tls.order.client'],
    who: 'ours',
    cases: /more than 64 suites/,
    why: 'testssl.sh offers more than 64 suites at once, for which this server resets every connection; we come again with fewer.',
  },
  {
    peer: 'testssl.sh',
    checks: ['tls.order.client'],
    who: 'theirs',
    cases: /more than 64 suites/,
    why: 'testssl.sh offers more than 64 suites at once, for which this server resets every connection; we come again with fewer.',
  },
  {
    peer: 'testssl.sh',
    checks: ['cert.untrusted'],
    who: 'ours',
    cases: /for visitors, not for servers/,
    why: 'testssl.sh does not look at what a certificate may be used for; its extendedKeyUsage permits clients alone, so browsers refuse it.',
  },
  {
    peer: 'testssl.sh',
    checks: ['cert.hostname'],
    who: 'theirs',
    cases: /name in CN alone/,
    why: 'A certificate without SAN whose CN fits is one fault, and we call it cert.no-san (graded high); cert.hostname does not apply then. testssl.sh tells both.',
  },
]

/** Why two answers on one check differ; undefined where nobody has said so yet. */
export function whyDifferent(peer: PeerName, {name}: StandCase, check: string, who: 'ours' | 'theirs'): string | undefined {
  return differences.find((one) => one.peer === peer && one.who === who && one.checks.includes(check) && (one.cases?.test(name) ?? true))
    ?.why
}
