import {type Case, leaf} from './case.ts'

const named = (name: string, names: string, host: string, fails: string[], more: Partial<Case> = {}): Case => ({
  name,
  make: (pki) => ({send: [leaf(pki, `n-${name.replaceAll(/\W+/g, '-')}`, {names, subject: '/CN=ten chung'}), 'mid'], host}),
  fails,
  ...more,
})

/** RFC 9525 and its tricks. */
export const nameCases: Case[] = [
  named('second name', 'DNS:khac.test,DNS:trang.test', 'trang.test', []),
  named('other name', 'DNS:khac.test', 'trang.test', ['hostname']),
  named('capital letters', 'DNS:Trang.TEST', 'trang.test', []),
  named('wildcard', 'DNS:*.trang.test', 'www.trang.test', [], {facts: {matchedName: '*.trang.test'}}),
  named('wildcard for two labels', 'DNS:*.trang.test', 'a.b.trang.test', ['hostname']),
  named('wildcard for the bare name', 'DNS:*.trang.test', 'trang.test', ['hostname']),
  named('wildcard for a part of a label', 'DNS:w*.trang.test', 'www.trang.test', ['hostname'], {
    differs: 'RFC 9525 (6.3) has done away with wildcards for a part of a label; openssl 3 still takes them unless told not to',
  }),
  named('wildcard in the middle', 'DNS:a.*.test', 'a.trang.test', ['hostname']),
  named('two wildcards', 'DNS:*.*.test', 'a.trang.test', ['hostname']),
  named('wildcard below a public suffix', 'DNS:*.gov.vn', 'angiang.gov.vn', ['hostname'], {
    differs: 'openssl has no list of public suffixes; browsers refuse such a wildcard',
  }),
  named('wildcard alone', 'DNS:*', 'trang', ['hostname']),
  named('punycode', 'DNS:xn--trang-9ya.test', 'xn--trang-9ya.test', []),
  named('wildcard over punycode', 'DNS:*.test.vn', 'xn--trang-9ya.test.vn', []),
  named('dot at the end', 'DNS:trang.test.', 'trang.test', ['hostname']),
  named('beginning of the name', 'DNS:trang.test', 'trang.test.evil.example', ['hostname']),
  named('IPv4', 'IP:192.0.2.7', '192.0.2.7', []),
  named('other IPv4', 'IP:192.0.2.8', '192.0.2.7', ['hostname']),
  named('IPv4 as DNS name', 'DNS:192.0.2.7', '192.0.2.7', ['hostname']),
  named('IPv6', 'IP:2001:db8::7', '2001:db8::7', [], {facts: {matchedName: '2001:db8::7'}}),
  named('other IPv6', 'IP:2001:db8::8', '2001:db8::7', ['hostname']),
  named('mail address only', 'email:a@trang.test', 'trang.test', ['hostname', 'no-san']),
  {
    name: 'no SAN, common name fits',
    make: (pki) => ({send: [leaf(pki, 'n-cn', {names: ''}), 'mid']}),
    fails: ['no-san'],
    facts: {sanPresent: false, commonNameMatches: true, nameMatches: false},
    differs: 'openssl falls back to the common name; browsers do not',
  },
  {
    name: 'no SAN, other common name',
    make: (pki) => ({send: [leaf(pki, 'n-cn2', {names: '', subject: '/CN=khac.test'}), 'mid']}),
    fails: ['no-san', 'hostname'],
  },
  {
    name: 'common name fits, SAN does not',
    make: (pki) => ({send: [leaf(pki, 'n-cn3', {names: 'DNS:khac.test'}), 'mid']}),
    fails: ['hostname'],
    facts: {commonNameMatches: true, nameMatches: false},
  },
  {
    name: 'thousand names',
    make: (pki) => {
      const names = Array.from({length: 1000}, (_, at) => `DNS:t${at}.trang.test`)
      return {send: [leaf(pki, 'n-1000', {names: names.join(',')}), 'mid'], host: 't999.trang.test'}
    },
    fails: [],
    facts: {matchedName: 't999.trang.test'},
  },
]
