import {type Case, leaf} from './case.ts'
import {authority, type Pki, server} from './pki.ts'

const long = {from: '20200101000000Z', to: '20400101000000Z'}
/** An authority between `mid` and a leaf, or below the root, with extensions of its own. */
function below(pki: Pki, name: string, ext: string[], by = 'root'): string {
  return pki.issue({name, subject: `/O=Goc A/CN=${name}`, key: 'ec:prime256v1#x', by, ...long, ext})
}
const limited = (
  name: string,
  ext: string[],
  fails: string[],
  because: string[] = [],
  more: {names?: string; host?: string; differs?: string} = {},
): Case => {
  const {names = 'DNS:trang.test', host = 'trang.test', ...rest} = more
  return {
    name,
    make: (pki) => {
      const id = `t-${name.replaceAll(/\W+/g, '-')}`
      below(pki, `${id}-ca`, ext)
      return {send: [leaf(pki, id, {by: `${id}-ca`, names}), `${id}-ca`], host}
    },
    fails,
    facts: {untrustedBecause: because},
    ...rest,
  }
}
const constrained = (text: string) => [...authority, `nameConstraints=critical,${text}`]

/** Paths to a root and what may be wrong with them. */
export const trustCases: Case[] = [
  {
    name: 'good',
    make: (pki) => ({send: [leaf(pki, 't-good'), 'mid']}),
    fails: [],
    facts: {trusted: true, trustedBy: 'public', certificateCount: 2, inOrder: true},
  },
  {
    name: 'root given by the person',
    make: (pki) => ({send: [leaf(pki, 't-extra'), 'mid'], anchors: [], extra: ['root']}),
    fails: [],
    facts: {trustedBy: 'extra'},
  },
  {
    name: 'self-signed',
    make: (pki) => ({send: [pki.issue({name: 't-self', subject: '/CN=trang.test', ext: server('DNS:trang.test')})]}),
    fails: ['selfsigned'],
    facts: {selfSigned: true, trusted: false, untrustedBecause: ['self-signed']},
  },
  {
    name: 'self-signed, trusted by the person',
    make: (pki) => ({send: [pki.issue({name: 't-self2', subject: '/CN=trang.test', ext: server('DNS:trang.test')})], extra: ['t-self2']}),
    fails: [],
    facts: {selfSigned: false, trusted: true, path: []} as never,
  },
  {
    name: 'unknown root, sent',
    make: (pki) => ({send: [leaf(pki, 't-unknown'), 'mid', 'root'], anchors: ['other-root']}),
    fails: ['untrusted', 'root-sent'],
    facts: {untrustedBecause: ['untrusted-root']},
  },
  {
    name: 'unknown root, not sent',
    make: (pki) => ({send: [leaf(pki, 't-unknown2'), 'mid'], anchors: ['other-root']}),
    fails: ['untrusted'],
    facts: {untrustedBecause: ['unknown-issuer'], incomplete: false},
  },
  {
    name: 'issuer not sent, offered by a known authority',
    make: (pki) => ({send: [leaf(pki, 't-inc', {more_ext: ['authorityInfoAccess=caIssuers;URI:http://r10.i.lencr.org/']})]}),
    fails: ['incomplete'],
    unknown: ['untrusted', 'lifetime'],
    facts: {missingIssuer: 'CN=Trung gian A, O=Goc A, C=VN', caIssuers: ['http://r10.i.lencr.org/']},
  },
  {
    name: 'issuer not sent, offered by nobody known',
    make: (pki) => ({send: [leaf(pki, 't-inc2', {more_ext: ['authorityInfoAccess=caIssuers;URI:http://pki.trang.test/ca.crt']})]}),
    fails: ['incomplete', 'untrusted'],
  },
  {
    name: 'issuer not sent, offered nowhere',
    make: (pki) => ({send: [leaf(pki, 't-inc3')]}),
    fails: ['untrusted'],
    facts: {incomplete: false},
  },
  {
    name: 'issuer not sent, in a list that was given',
    make: (pki) => ({send: [leaf(pki, 't-inc4')], intermediates: ['mid']}),
    fails: ['incomplete'],
    facts: {trusted: true, missingIssuer: 'CN=Trung gian A, O=Goc A, C=VN'},
    differs: 'openssl was not given that list',
  },
  {name: 'root sent', make: (pki) => ({send: [leaf(pki, 't-rs'), 'mid', 'root']}), fails: ['root-sent']},
  {name: 'reversed', make: (pki) => ({send: [leaf(pki, 't-rev'), 'root', 'mid']}), fails: ['order', 'root-sent'], facts: {trusted: true}},
  {name: 'one that does not belong', make: (pki) => ({send: [leaf(pki, 't-odd'), 'mid', 'other-root']}), fails: ['order', 'root-sent']},
  {name: 'the same twice', make: (pki) => ({send: [leaf(pki, 't-twice'), 't-twice', 'mid']}), fails: ['order']},
  {
    name: 'two authorities in the wrong order',
    make: (pki) => {
      below(pki, 't-sub', authority, 'mid')
      return {send: [leaf(pki, 't-two', {by: 't-sub'}), 'mid', 't-sub']}
    },
    fails: ['order'],
    facts: {trusted: true},
  },
  {
    name: 'same name as the issuer, other key',
    make: (pki) => {
      pki.issue({name: 't-false', subject: '/C=VN/O=Goc A/CN=Goc A', key: 'ec:prime256v1#false', ...long, ext: authority})
      return {
        send: [
          pki.issue({name: 't-forged', subject: '/CN=trang.test', key: 'ec:prime256v1#leaf', by: 't-false', ext: server('DNS:trang.test')}),
        ],
      }
    },
    fails: ['untrusted'],
    facts: {untrustedBecause: ['bad-signature']},
  },
  limited('issuer without basicConstraints', ['keyUsage=keyCertSign'], ['untrusted'], ['issuer-no-authority']),
  limited('issuer is no authority', ['basicConstraints=critical,CA:FALSE', 'keyUsage=keyCertSign'], ['untrusted'], ['issuer-no-authority']),
  limited(
    'issuer may not sign certificates',
    ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,cRLSign'],
    ['untrusted'],
    ['issuer-may-not-sign'],
  ),
  limited('issuer is for mail', [...authority, 'extendedKeyUsage=emailProtection'], ['untrusted'], ['not-for-servers']),
  limited('issuer is for servers', [...authority, 'extendedKeyUsage=serverAuth,clientAuth'], []),
  limited('pathlen 0 above a server', ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=keyCertSign'], []),
  limited('names inside the permitted', constrained('permitted;DNS:trang.test'), []),
  limited('names outside the permitted', constrained('permitted;DNS:khac.test'), ['untrusted'], ['outside-name-constraints']),
  limited('names inside the excluded', constrained('excluded;DNS:trang.test'), ['untrusted'], ['outside-name-constraints'], {
    names: 'DNS:www.trang.test',
    host: 'www.trang.test',
  }),
  limited('wildcard over the excluded', constrained('excluded;DNS:mat.trang.test'), ['untrusted'], ['outside-name-constraints'], {
    names: 'DNS:*.trang.test',
    host: 'www.trang.test',
    differs: 'openssl compares a wildcard as it is written; it stands for the excluded name too',
  }),
  limited('one name of two outside', constrained('permitted;DNS:trang.test'), ['untrusted'], ['outside-name-constraints'], {
    names: 'DNS:trang.test,DNS:ngan-hang.test',
  }),
  limited('address inside', constrained('permitted;IP:192.0.2.0/255.255.255.0'), [], [], {names: 'IP:192.0.2.7', host: '192.0.2.7'}),
  limited('address outside', constrained('permitted;IP:198.51.100.0/255.255.255.0'), ['untrusted'], ['outside-name-constraints'], {
    names: 'IP:192.0.2.7',
    host: '192.0.2.7',
  }),
  limited('unknown critical extension', [...authority, '1.2.3.4=critical,DER:0500'], ['untrusted'], ['critical-extension']),
  limited('unknown extension', [...authority, '1.2.3.4=DER:0500'], []),
  {
    name: 'pathlen 0 above an authority',
    make: (pki) => {
      below(pki, 't-pl', ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=keyCertSign'])
      pki.issue({name: 't-pl2', subject: '/CN=t-pl2', key: 'ec:prime256v1#y', by: 't-pl', ...long, ext: authority})
      return {send: [leaf(pki, 't-pl3', {by: 't-pl2'}), 't-pl2', 't-pl']}
    },
    fails: ['untrusted'],
    facts: {untrustedBecause: ['path-longer-than-allowed']},
  },
  {
    name: 'for clients only',
    make: (pki) => ({send: [leaf(pki, 't-client', {ext: ['subjectAltName=DNS:trang.test', 'extendedKeyUsage=clientAuth']}), 'mid']}),
    fails: ['untrusted'],
    facts: {untrustedBecause: ['not-for-servers']},
  },
  {
    name: 'without purposes',
    make: (pki) => ({send: [leaf(pki, 't-noeku', {ext: ['subjectAltName=DNS:trang.test']}), 'mid']}),
    fails: [],
  },
  {
    name: 'server certificate as issuer',
    make: (pki) => {
      leaf(pki, 't-real')
      return {
        send: [
          pki.issue({name: 't-child', subject: '/CN=bank.test', key: 'ec:prime256v1#y', by: 't-real', ext: server('DNS:bank.test')}),
          't-real',
          'mid',
        ],
        host: 'bank.test',
      }
    },
    fails: ['untrusted'],
    facts: {untrustedBecause: ['issuer-no-authority']},
  },
  {
    name: 'root distrusted since',
    make: (pki) => ({send: [leaf(pki, 't-dis'), 'mid'], anchors: [pki.anchor('root', '2026-04-15')]}),
    fails: ['untrusted'],
    facts: {untrustedBecause: ['distrusted-since']},
    differs: 'openssl knows no such day',
  },
  {
    name: 'root distrusted later',
    make: (pki) => ({send: [leaf(pki, 't-dis2'), 'mid'], anchors: [pki.anchor('root', '2026-08-01')]}),
    fails: [],
  },
  {
    name: 'cross-signed',
    make: (pki) => {
      crossSigned(pki)
      return {send: [leaf(pki, 't-x1', {by: 't-new-mid'}), 't-new-mid', 't-cross']}
    },
    fails: [],
    facts: {trusted: true, rootSent: false, inOrder: true},
  },
  {
    name: 'cross-signed, both roots known',
    make: (pki) => ({send: [leaf(pki, 't-x2', {by: 't-new-mid'}), 't-new-mid', 't-cross'], anchors: ['root', 't-new']}),
    fails: [],
    facts: {trusted: true},
  },
  {
    name: 'two authorities that sign each other',
    make: (pki) => {
      const a = {subject: '/CN=vong A', key: 'ec:prime256v1#loop-a', ...long, ext: authority}
      const b = {subject: '/CN=vong B', key: 'ec:prime256v1#loop-b', ...long, ext: authority}
      pki.issue({name: 'loop-a0', ...a})
      pki.issue({name: 'loop-b', ...b, by: 'loop-a0'})
      pki.issue({name: 'loop-a', ...a, by: 'loop-b'})
      return {send: [leaf(pki, 't-loop', {by: 'loop-a'}), 'loop-a', 'loop-b']}
    },
    fails: ['untrusted'],
  },
]

/** A new root, also signed by the old one with SHA-1, and an authority below it. */
function crossSigned(pki: Pki): void {
  const root = {subject: '/O=Goc moi/CN=Goc moi', key: 'ec:prime256v1#new', ...long, ext: authority}
  pki.issue({name: 't-new', ...root})
  pki.issue({name: 't-cross', ...root, by: 'root'})
  pki.issue({name: 't-new-mid', subject: '/O=Goc moi/CN=Trung gian moi', key: 'ec:prime256v1#newmid', by: 't-new', ...long, ext: authority})
}
