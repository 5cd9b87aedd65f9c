import {type Case, leaf} from './case.ts'
import {authority, server} from './pki.ts'

const long = {from: '20200101000000Z', to: '20400101000000Z'}
const dated = (name: string, from: string, to: string, now: string, fails: string[], facts: Case['facts'] = {}): Case => ({
  name,
  make: (pki) => ({send: [leaf(pki, `d-${name.replaceAll(/\W+/g, '-')}`, {from, to}), 'mid'], now}),
  fails,
  facts,
})
const keyed = (name: string, key: string, fails: string[], facts: Case['facts'] = {}, more: Partial<Case> = {}): Case => ({
  name,
  make: (pki) => ({send: [leaf(pki, `k-${name.replaceAll(/\W+/g, '-')}`, {key}), 'mid']}),
  fails,
  facts,
  ...more,
})

/** Dates, keys and hashes. */
export const strengthCases: Case[] = [
  dated('expired', '20260101000000Z', '20260601000000Z', '2026-07-15T00:00:00Z', ['expired'], {expired: true, daysLeft: -44}),
  {
    ...dated('last second', '20260601000000Z', '20260715000000Z', '2026-07-15T00:00:00Z', ['expiring'], {expired: false, daysLeft: 0}),
    differs: 'RFC 5280 (4.1.2.5) counts the second of notAfter in; openssl counts it out',
  },
  dated('not yet', '20260801000000Z', '20261001000000Z', '2026-07-15T00:00:00Z', ['notyet'], {notYetValid: true}),
  dated('after 2050', '20260601000000Z', '20551001000000Z', '2026-07-15T00:00:00Z', ['lifetime'], {lifetimeLimitDays: 200}),
  dated('398 days before 2026-03-15', '20260314000000Z', '20270415235959Z', '2026-07-15T00:00:00Z', [], {
    lifetimeDays: 398,
    lifetimeLimitDays: 398,
  }),
  dated('399 days', '20260314000000Z', '20270416000000Z', '2026-07-15T00:00:00Z', ['lifetime'], {lifetimeDays: 399}),
  dated('200 days', '20260401000000Z', '20261017235959Z', '2026-07-15T00:00:00Z', [], {lifetimeDays: 200, lifetimeLimitDays: 200}),
  dated('201 days', '20260401000000Z', '20261018000000Z', '2026-07-15T00:00:00Z', ['lifetime'], {lifetimeDays: 201}),
  dated('150 days in 2027', '20270401000000Z', '20270828000000Z', '2027-05-01T00:00:00Z', ['lifetime'], {lifetimeLimitDays: 100}),
  dated('47 days in 2029', '20290401000000Z', '20290517235959Z', '2029-04-10T00:00:00Z', [], {lifetimeDays: 47, lifetimeLimitDays: 47}),
  dated('90 days, 20 left', '20260601000000Z', '20260830000000Z', '2026-08-10T00:00:00Z', ['expiring'], {daysLeft: 20}),
  dated('90 days, 28 left', '20260601000000Z', '20260830000000Z', '2026-08-02T00:00:00Z', [], {daysLeft: 28}),
  dated('47 days, 15 left', '20260601000000Z', '20260718000000Z', '2026-07-03T00:00:00Z', []),
  dated('150 days, 30 left', '20260601000000Z', '20261029000000Z', '2026-09-29T00:00:00Z', ['expiring'], {daysLeft: 30}),
  {
    name: 'ten years of an own authority',
    make: (pki) => ({send: [leaf(pki, 'd-own', {from: '20260101000000Z', to: '20360101000000Z'}), 'mid'], anchors: [], extra: ['root']}),
    fails: [],
  },
  {
    name: 'expired issuer',
    make: (pki) => {
      pki.issue({
        name: 'd-old-mid',
        subject: '/CN=Trung gian cu',
        key: 'ec:prime256v1#old',
        by: 'root',
        from: '20200101000000Z',
        to: '20260701000000Z',
        ext: authority,
      })
      return {send: [leaf(pki, 'd-below-old', {by: 'd-old-mid'}), 'd-old-mid']}
    },
    fails: ['expired'],
    facts: {expired: false, issuerExpired: true, trusted: true},
  },
  {
    name: 'expired root',
    make: (pki) => {
      pki.issue({
        name: 'd-old-root',
        subject: '/CN=Goc cu',
        key: 'ec:prime256v1#oldroot',
        from: '20100101000000Z',
        to: '20260701000000Z',
        ext: authority,
      })
      return {send: [leaf(pki, 'd-below-root', {by: 'd-old-root'})], anchors: ['d-old-root']}
    },
    fails: ['expired'],
    facts: {expired: false, issuerExpired: true},
  },
  {
    name: 'expired cross-signature beside a good root',
    make: (pki) => {
      const root = {subject: '/CN=Goc con han', key: 'ec:prime256v1#fresh', ...long, ext: authority}
      pki.issue({name: 'd-fresh', ...root})
      pki.issue({name: 'd-fresh-x', ...root, to: '20260701000000Z', by: 'root'})
      return {send: [leaf(pki, 'd-below-x', {by: 'd-fresh'}), 'd-fresh-x'], anchors: ['root', 'd-fresh']}
    },
    fails: [],
    facts: {issuerExpired: false, trusted: true},
  },
  {
    name: 'expired and for another host',
    make: (pki) => ({send: [leaf(pki, 'd-both', {from: '20260101000000Z', to: '20260601000000Z', names: 'DNS:khac.test'}), 'mid']}),
    fails: ['expired', 'hostname'],
  },
  {name: 'SHA-1', make: (pki) => ({send: [leaf(pki, 'h-sha1', {md: 'sha1'}), 'mid']}), fails: ['sha1'], facts: {trusted: true}},
  {
    name: 'MD5',
    make: (pki) => {
      pki.issue({name: 'h-rsa-root', subject: '/CN=Goc RSA', key: 'rsa:2048', ...long, ext: authority, md: 'sha1'})
      return {send: [leaf(pki, 'h-md5', {md: 'md5', by: 'h-rsa-root'})], anchors: ['h-rsa-root']}
    },
    fails: ['md5'],
    facts: {trusted: true},
  },
  {
    name: 'SHA-1 of a root that is sent',
    make: (pki) => ({send: [leaf(pki, 'h-root1', {by: 'h-rsa-root'}), 'h-rsa-root'], anchors: ['h-rsa-root']}),
    fails: ['root-sent'],
    facts: {sha1Signed: false},
  },
  {
    name: 'SHA-1 of an issuer',
    make: (pki) => {
      pki.issue({
        name: 'h-mid1',
        subject: '/CN=Trung gian SHA-1',
        key: 'ec:prime256v1#sha1',
        by: 'root',
        ...long,
        ext: authority,
        md: 'sha1',
      })
      return {send: [leaf(pki, 'h-below1', {by: 'h-mid1'}), 'h-mid1']}
    },
    fails: ['sha1'],
  },
  {
    name: 'SHA-1 of a cross-signature nobody needs',
    make: (pki) => {
      const root = {subject: '/CN=Goc thay', key: 'ec:prime256v1#thay', ...long, ext: authority}
      pki.issue({name: 'h-new', ...root})
      pki.issue({name: 'h-new-x', ...root, by: 'root', md: 'sha1'})
      return {send: [leaf(pki, 'h-below-x', {by: 'h-new'}), 'h-new-x'], anchors: ['h-new']}
    },
    fails: [],
    facts: {trusted: true},
  },
  {
    name: 'RSA-PSS',
    make: (pki) => ({
      send: [leaf(pki, 'h-pss', {by: 'h-rsa-root', more: ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32']})],
      anchors: ['h-rsa-root'],
    }),
    fails: [],
    facts: {trusted: true},
  },
  keyed('RSA 1024', 'rsa:1024', ['key.weak']),
  keyed('RSA 2048', 'rsa:2048', []),
  keyed('P-192', 'ec:prime192v1', ['key.weak']),
  keyed('P-224', 'ec:secp224r1', []),
  keyed('P-384', 'ec:secp384r1', []),
  keyed('Ed25519', 'ed25519', []),
  {
    name: 'RSA 1024 of an issuer',
    make: (pki) => {
      pki.issue({name: 'k-weak-mid', subject: '/CN=Trung gian yeu', key: 'rsa:1024', by: 'root', ...long, ext: authority})
      return {send: [leaf(pki, 'k-below', {by: 'k-weak-mid'}), 'k-weak-mid']}
    },
    fails: ['key.weak'],
    facts: {trusted: true},
  },
  {
    name: 'curve spelled out',
    make: (pki) => {
      pki.openssl('ecparam', '-name', 'prime256v1', '-param_enc', 'explicit', '-genkey', '-noout', '-out', 'ec-explicit.key')
      return {
        send: [
          pki.issue({name: 'k-explicit', subject: '/CN=trang.test', key: 'ec:explicit', by: 'mid', ext: server('DNS:trang.test')}),
          'mid',
        ],
      }
    },
    fails: ['key.weak', 'untrusted'],
    facts: {untrustedBecause: ['key-broken']},
  },
]
