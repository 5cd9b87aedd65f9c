import type {SiteFactValue} from '../../../../src/model/facts/site/index.ts'
import {type Case, fromToday, leaf} from './case.ts'
import type {Pki} from './pki.ts'

type Verdict = NonNullable<SiteFactValue<'chain'>['staple']>['verdict']

const today = () => new Date().toISOString()
const recent = () => ({from: fromToday(-5), to: fromToday(90)})
/** openssl dates its answers by its own clock, so these are judged today. */
const stapled = (
  name: string,
  staple: (pki: Pki, id: string) => Uint8Array,
  known: boolean,
  more: Partial<Case> = {},
  mustStaple = false,
): Case => ({
  name: `staple: ${name}`,
  make: (pki) => {
    const id = `r-${name.replaceAll(/\W+/g, '-')}`
    leaf(pki, id, {...recent(), more_ext: mustStaple ? ['tlsfeature=status_request'] : []})
    return {send: [id, 'mid'], now: today(), staple: staple(pki, id)}
  },
  fails: [],
  revocationKnown: known,
  ...more,
})
const responder = (pki: Pki, name: string, purposes: string, by = 'mid') =>
  pki.issue({
    name,
    subject: `/CN=${name}`,
    key: 'ec:prime256v1#ocsp',
    by,
    ...recent(),
    ext: ['basicConstraints=CA:FALSE', `extendedKeyUsage=${purposes}`],
  })
const verdict = (verdict: Verdict, status: 'good' | 'revoked' = 'good') => ({staple: {verdict, status}})

const listed = (name: string, crls: (pki: Pki, id: string) => Uint8Array[], known: boolean, more: Partial<Case> = {}): Case => ({
  name: `list: ${name}`,
  make: (pki) => {
    const id = `c-${name.replaceAll(/\W+/g, '-')}`
    leaf(pki, id)
    return {send: [id, 'mid'], crls: crls(pki, id)}
  },
  fails: [],
  revocationKnown: known,
  ...more,
})

/** Stapled answers and lists of revoked certificates. */
export const revocationCases: Case[] = [
  stapled('good', (pki, id) => pki.staple(id, 'mid', 'mid'), true, {facts: {revoked: false, revokedBy: 'staple', ...verdict('valid')}}),
  stapled('revoked', (pki, id) => pki.staple(id, 'mid', 'mid', {revoked: true}), true, {
    fails: ['revoked'],
    facts: {revoked: true, revokedAt: '2026-01-01T00:00:00.000Z', revocationReason: 1, ...verdict('valid', 'revoked')},
    differs: 'openssl verify is given no stapled answer',
  }),
  stapled('by a responder that the issuer made', (pki, id) => pki.staple(id, 'mid', responder(pki, 'ocsp1', 'OCSPSigning')), true, {
    facts: {revoked: false},
  }),
  stapled('by a certificate for something else', (pki, id) => pki.staple(id, 'mid', responder(pki, 'ocsp2', 'serverAuth')), false, {
    facts: verdict('wrong-responder'),
  }),
  stapled(
    'by a responder of another authority',
    (pki, id) => pki.staple(id, 'mid', responder(pki, 'ocsp3', 'OCSPSigning', 'root')),
    false,
    {facts: verdict('wrong-responder')},
  ),
  stapled(
    'revoked, by a stranger',
    (pki, id) => pki.staple(id, 'mid', responder(pki, 'ocsp4', 'OCSPSigning', 'other-root'), {revoked: true}),
    false,
    {
      facts: verdict('wrong-responder', 'revoked'),
    },
  ),
  stapled(
    'about another certificate',
    (pki) => {
      leaf(pki, 'r-else', recent())
      return pki.staple('r-else', 'mid', 'mid')
    },
    false,
    {facts: {staple: {verdict: 'other-certificate'}}},
  ),
  stapled('signature broken', (pki, id) => broken(pki.staple(id, 'mid', 'mid')), false, {facts: verdict('bad-signature')}),
  stapled('cut short', (pki, id) => pki.staple(id, 'mid', 'mid').subarray(0, 60), false, {
    facts: {staple: {verdict: 'unreadable'}} as never,
  }),
  stapled('a refusal', () => Uint8Array.from([0x30, 3, 0x0a, 1, 3]), false, {facts: {staple: {verdict: 'refused'}}}),
  {
    ...stapled('old, good', (pki, id) => pki.staple(id, 'mid', 'mid', {days: 0}), false, {facts: verdict('expired')}),
    make: (pki) => {
      leaf(pki, 'r-old', recent())
      return {
        send: ['r-old', 'mid'],
        now: new Date(Date.now() + 86_400_000).toISOString(),
        staple: pki.staple('r-old', 'mid', 'mid', {days: 0}),
      }
    },
  },
  {
    ...stapled('old, revoked', () => new Uint8Array(), true, {fails: ['revoked'], facts: verdict('expired', 'revoked')}),
    make: (pki) => {
      leaf(pki, 'r-old2', recent())
      return {
        send: ['r-old2', 'mid'],
        now: new Date(Date.now() + 86_400_000).toISOString(),
        staple: pki.staple('r-old2', 'mid', 'mid', {days: 0, revoked: true}),
      }
    },
    differs: 'openssl verify is given no stapled answer',
  },
  stapled('asked for and good', (pki, id) => pki.staple(id, 'mid', 'mid'), true, {facts: {mustStaple: true, stapleUsable: true}}, true),
  stapled(
    'asked for, wrong responder',
    (pki, id) => pki.staple(id, 'mid', responder(pki, 'ocsp5', 'OCSPSigning', 'root')),
    false,
    {fails: ['must-staple'], differs: 'openssl verify is given no stapled answer'},
    true,
  ),
  stapled('asked for, unreadable', () => Uint8Array.of(1, 2, 3), false, {unknown: ['must-staple']}, true),
  {
    name: 'staple: asked for and absent',
    make: (pki) => ({send: [leaf(pki, 'r-none', {more_ext: ['tlsfeature=status_request']}), 'mid']}),
    fails: ['must-staple'],
    facts: {mustStaple: true, stapled: false},
    differs: 'openssl verify does not look at the extension',
  },
  listed('without the certificate', (pki) => [pki.crl('mid', [])], true, {facts: {revoked: false, revokedBy: 'crl'}}),
  listed('with the certificate', (pki, id) => [pki.crl('mid', [id])], true, {
    fails: ['revoked'],
    facts: {revoked: true, revokedBy: 'crl', revocationReason: 1, revokedAt: '2026-06-15T00:00:00.000Z'},
    differs: 'openssl verify is given no list',
  }),
  listed('of another authority', (pki, id) => [pki.crl('root', [id])], false),
  listed('signature broken', (pki, id) => [broken(pki.crl('mid', [id]))], false),
  listed('old, without it', (pki) => [pki.crl('mid', [], '20260601000000Z', '20260610000000Z')], false),
  listed('old, with it', (pki, id) => [pki.crl('mid', [id], '20260601000000Z', '20260610000000Z')], true, {
    fails: ['revoked'],
    differs: 'openssl verify is given no list',
  }),
  listed('old, on hold', (pki, id) => [pki.crl('mid', [id], '20260601000000Z', '20260610000000Z', 'certificateHold')], false),
  listed('no list at all', () => [Uint8Array.of(0x30, 0x03, 1, 2)], false),
]

/** The same bytes but for the last. */
function broken(bytes: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes)
  changed[changed.length - 3] = (changed[changed.length - 3] ?? 0) ^ 1
  return changed
}
