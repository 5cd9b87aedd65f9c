import {generateKeyPairSync} from 'node:crypto'
import {describe, expect, test} from 'vitest'
import {readDkimKey} from '../../../../src/collect/site/mail/dkim.ts'
import {collectDmarc} from '../../../../src/collect/site/mail/dmarc.ts'
import {isDmarc, parseDmarc} from '../../../../src/collect/site/mail/dmarc-record.ts'
import {parseStsPolicy, stsMatches} from '../../../../src/collect/site/mail/mta-sts-policy.ts'
import {type Names, zoneClient} from './zone-client.ts'

const {signal} = new AbortController()

describe('records of DMARC', () => {
  test.each<[string, object]>([
    ['v=DMARC1; p=none', {policy: 'none', percent: 100, testing: false, reports: [], errors: []}],
    ['v=DMARC1;p=reject;', {policy: 'reject', errors: []}],
    ['v = DMARC1 ; p = Reject ; pct = 50', {policy: 'reject', percent: 50, errors: []}],
    ['v=DMARC1; p=quarantine; sp=none; adkim=s; aspf=r; fo=1:d:s; ri=86400', {policy: 'quarantine', subdomainPolicy: 'none', errors: []}],
    ['v=DMARC1; p=reject; np=reject; psd=n; t=y', {policy: 'reject', testing: true, errors: []}],
    ['v=DMARC1; p=reject; rua=mailto:A@b.vn,mailto:c@d.vn!10m', {reports: ['a@b.vn', 'c@d.vn'], errors: []}],
    ['v=DMARC1; p=reject; rua=a@b.vn', {policy: 'reject', reports: [], errors: ['bad-address: rua']}],
    ['v=DMARC1; p=reject; rua=mailto:', {reports: [], errors: ['bad-address: rua']}],
    ['v=DMARC1; p=reject; rua=https://b.vn/x', {reports: [], errors: []}],
    ['v=DMARC1; p=reject; ruf=xyz', {errors: ['bad-address: ruf']}],
    ['v=DMARC1; p=block', {policy: undefined, errors: ['bad-value: p=block']}],
    ['v=DMARC1; p=block; rua=mailto:a@b.vn', {policy: 'none', errors: ['bad-value: p=block']}],
    ['v=DMARC1; rua=mailto:a@b.vn', {policy: 'none', errors: ['p-missing']}],
    ['v=DMARC1', {policy: undefined, errors: ['p-missing']}],
    ['v=DMARC1; p=reject; pct=200', {percent: 100, errors: ['bad-value: pct=200']}],
    ['v=DMARC1; p=reject; pct=-1', {percent: 100, errors: ['bad-value: pct=-1']}],
    ['v=DMARC1; p=reject; adkim=x', {errors: ['bad-value: adkim=x']}],
    ['v=DMARC1; p=reject; p=none', {policy: 'reject', errors: ['twice: p']}],
    ['v=DMARC1; p=reject, rua=mailto:a@b.vn', {policy: undefined}],
    ['v=DMARC1; p=reject; nonsense', {policy: 'reject', errors: ['not-a-tag: nonsense']}],
    ['v=DMARC1; p=reject; x-own=1', {policy: 'reject', errors: ['not-a-tag: x-own=1']}],
    [`v=DMARC1; p=reject; ${'a=b; '.repeat(50_000)}`, {policy: 'reject'}],
  ])('%.60s', (text, expected) => {
    expect(parseDmarc(text)).toMatchObject(expected)
  })

  test.each<[string, boolean]>([
    ['v=DMARC1; p=none', true],
    ['v=DMARC1', true],
    ['v=DMARC10; p=none', false],
    ['v=dmarc1; p=none', false],
    ['p=none; v=DMARC1', false],
    ['v=spf1 -all', false],
    ['', false],
  ])('"%s" is DMARC: %s', (text, expected) => expect(isDmarc(text)).toBe(expected))

  const reject = 'v=DMARC1; p=reject; sp=none; rua=mailto:a@tinh.gov.vn'
  test.each<{name: string; domain: string; names: Names; expected: object}>([
    {
      name: 'of the domain itself',
      domain: 'tinh.gov.vn',
      names: {'_dmarc.tinh.gov.vn': [reject]},
      expected: {present: true, at: 'tinh.gov.vn', policy: 'reject', enforced: true, reported: true},
    },
    {
      name: 'of the domain above, with its policy for names below',
      domain: 'so.tinh.gov.vn',
      names: {'_dmarc.tinh.gov.vn': [reject]},
      expected: {present: true, at: 'tinh.gov.vn', policy: 'none', enforced: false},
    },
    {name: 'never of gov.vn', domain: 'tinh.gov.vn', names: {'_dmarc.gov.vn': [reject]}, expected: {present: false}},
    {
      name: 'another text beside it',
      domain: 'tinh.gov.vn',
      names: {'_dmarc.tinh.gov.vn': ['hello', reject]},
      expected: {present: true, errors: []},
    },
    {
      name: 'of a name below that has its own',
      domain: 'so.tinh.gov.vn',
      names: {'_dmarc.so.tinh.gov.vn': ['v=DMARC1; p=quarantine'], '_dmarc.tinh.gov.vn': [reject]},
      expected: {at: 'so.tinh.gov.vn', policy: 'quarantine', reported: false},
    },
    {
      name: 'two',
      domain: 'tinh.gov.vn',
      names: {'_dmarc.tinh.gov.vn': [reject, reject]},
      expected: {present: false, errors: ['several-records']},
    },
    {
      name: 'starts wrong',
      domain: 'tinh.gov.vn',
      names: {'_dmarc.tinh.gov.vn': ['v=DMARC; p=none']},
      expected: {present: false, errors: ['not-dmarc1']},
    },
    {
      name: 'starts wrong below, right above',
      domain: 'so.tinh.gov.vn',
      names: {'_dmarc.so.tinh.gov.vn': ['V=dmarc1'], '_dmarc.tinh.gov.vn': [reject]},
      expected: {present: true, at: 'tinh.gov.vn'},
    },
    {name: 'joined strings', domain: 'tinh.gov.vn', names: {'_dmarc.tinh.gov.vn': ['v=DMA|RC1; p=rej|ect']}, expected: {policy: 'reject'}},
  ])('found: $name', async ({domain, names, expected}) => {
    const {value} = await collectDmarc(zoneClient(names), domain, signal)
    expect(value.dmarc).toMatchObject(expected)
    // Whose mailbox gets the reports is nobody's business.
    expect(JSON.stringify(value)).not.toContain('a@tinh')
  })

  test('no answer is no missing policy', async () => {
    expect(await collectDmarc(zoneClient({'_dmarc.tinh.gov.vn': ['FAIL']}), 'tinh.gov.vn', signal)).toEqual({
      value: {},
      gaps: {dmarc: expect.objectContaining({reason: 'error'})},
    })
  })
})

const rsa = (bits: number, type: 'spki' | 'pkcs1') =>
  generateKeyPairSync('rsa', {modulusLength: bits}).publicKey.export({format: 'der', type}).toString('base64')

describe('keys of DKIM', () => {
  const big = rsa(2048, 'spki')
  test.each<[string, string[], object]>([
    ['2048 bits', [`v=DKIM1; k=rsa; p=${big}`], {state: 'in-use', type: 'rsa', bits: 2048, testing: false, sha1Only: false}],
    ['the other form', [`p=${rsa(1024, 'pkcs1')}`], {state: 'in-use', bits: 1024}],
    ['with spaces inside', [`v=DKIM1; p=${big.slice(0, 40)} ${big.slice(40)}`], {bits: 2048}],
    ['on trial, SHA-1 only', [`v=DKIM1; t=s:y; h=sha1; p=${big}`], {testing: true, sha1Only: true}],
    ['SHA-1 beside SHA-256', [`v=DKIM1; h=sha1:sha256; p=${big}`], {sha1Only: false}],
    ['withdrawn', ['v=DKIM1; p='], {state: 'revoked'}],
    ['nothing', [], {state: 'missing'}],
    ['another text', ['v=spf1 -all'], {state: 'unreadable'}],
    ['another text beside it', ['hello', `p=${big}`], {state: 'in-use'}],
    ['two keys', [`p=${big}`, `p=${big}`], {state: 'unreadable'}],
    ['no key at all', ['v=DKIM1; p=%%%'], {state: 'unreadable'}],
    ['broken bytes', ['v=DKIM1; p=AAAA'], {state: 'unreadable'}],
    ['unknown kind', ['v=DKIM1; k=pq; p=AAAA'], {state: 'unreadable', type: 'pq'}],
  ])('%s', (_, texts, expected) => {
    expect(readDkimKey(texts)).toMatchObject(expected)
  })
})

describe('policies of MTA-STS', () => {
  const good = 'version: STSv1\r\nmode: enforce\r\nmx: mail.tinh.gov.vn\r\nmx: *.dp.vn\r\nmax_age: 604800\r\n'
  test.each<[string, string, object]>([
    ['good', good, {mode: 'enforce', patterns: ['mail.tinh.gov.vn', '*.dp.vn'], errors: []}],
    ['lines of Unix', good.replaceAll('\r', ''), {errors: []}],
    ['no version', good.replace('STSv1', 'STSv2'), {errors: ['version']}],
    ['unknown mode', good.replace('enforce', 'on'), {errors: ['mode']}],
    ['no time', good.replace('604800', ''), {errors: ['max_age']}],
    ['too long a time', good.replace('604800', '99999999'), {errors: ['max_age']}],
    ['too short a time', good.replace('604800', '60'), {errors: ['max_age-short']}],
    ['no servers', good.replaceAll(/mx:.*\r\n/g, ''), {errors: ['mx-missing']}],
    ['bad server', good.replace('*.dp.vn', 'a.*.vn'), {errors: ['mx: a.*.vn']}],
    ['switched off', 'version: STSv1\nmode: none\nmax_age: 86400', {mode: 'none', errors: []}],
    ['a web page', '<html>', {errors: ['not-a-field: <html>', 'version', 'mode', 'max_age', 'mx-missing']}],
    ['many lines', 'x\n'.repeat(500_000), {}],
  ])('%s', (_, text, expected) => expect(parseStsPolicy(text)).toMatchObject(expected))

  test.each<[string, string, boolean]>([
    ['a.vn', 'a.vn', true],
    ['*.a.vn', 'mx.a.vn', true],
    ['*.a.vn', 'x.mx.a.vn', false],
    ['*.a.vn', 'a.vn', false],
    ['a.vn', 'xa.vn', false],
  ])('%s covers %s: %s', (pattern, host, expected) => expect(stsMatches(pattern, host)).toBe(expected))
})
