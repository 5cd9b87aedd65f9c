import {describe, expect, it} from 'vitest'
import {judgeChain} from '../../../../src/collect/site/certificate/judge-chain.ts'
import {readCertificate} from '../../../../src/collect/site/certificate/read-certificate.ts'
import {loadCertificateRules} from '../../../../src/content/load-trust.ts'
import {
  anchorOf,
  commonName,
  dnsNames,
  extension,
  type Forgery,
  forge,
  forgeRoot,
  isAuthority,
  keys,
  name,
  oid,
  seq,
  tlv,
  utf8,
} from './forge.ts'
import {outcomesOf} from './judge.ts'

const rules = loadCertificateRules()
const root = forgeRoot()
const anchors = [anchorOf(root)]
function judge(certificates: Uint8Array[], host = 'trang.test', more: {staple?: Uint8Array; scts?: Uint8Array} = {}) {
  const judged = judgeChain({certificates, ...more}, {host, now: new Date('2026-07-15T00:00:00Z'), anchors, anchorsName: 'test', rules})
  return {...judged, ...outcomesOf(judged)}
}
const text = (value: string, tag = 0x17) => tlv(tag, Buffer.from(value))

it('the forged certificates are good where nothing is wrong', () => {
  expect(judge([forge()]).fail).toEqual([])
  expect(judge([forge()]).value).toMatchObject({trusted: true, nameMatches: true, expired: false})
})

describe('names that want to be more than they are', () => {
  it.each([
    ['NUL inside', ['trang.test\0.evil.example'], 'trang.test'],
    ['NUL at the end', ['trang.test\0'], 'trang.test'],
    ['space', ['trang.test '], 'trang.test'],
    ['new line', ['evil.example\ntrang.test'], 'trang.test'],
    ['two in one', ['trang.test,evil.example'], 'trang.test'],
    ['letters beyond ASCII', ['tr\u00e0ng.test'], 'trang.test'],
    ['empty', [''], 'trang.test'],
    ['only a star and a dot', ['*.'], 'trang.test'],
    ['star with empty label', ['*..test'], 'a..test'],
    ['label of 64', [`${'a'.repeat(64)}.test`], `${'a'.repeat(64)}.test`],
    ['longer than a name may be', [`${'a.'.repeat(200)}test`], `${'a.'.repeat(200)}test`],
    ['address in a DNS name', ['::1'], '::1'],
  ])('%s', (_, names, host) => {
    const judged = judge([forge({extensions: [dnsNames(names)]})], host)
    expect(judged.fail).toEqual(['hostname'])
    expect(judged.value.certificates[0]?.names?.join('')).not.toMatch(/[\0\n]/)
  })

  it('a common name with control characters is shown without them and matches nothing', () => {
    const judged = judge([forge({subject: commonName('trang.test\0\u202egnp.exe'), extensions: [isAuthority]})])
    expect(judged.value.certificates[0]?.subject).toBe('CN=trang.test\uFFFD\uFFFDgnp.exe')
    expect(judged.value.commonNameMatches).toBe(false)
  })

  it('an address of another length matches no address', () => {
    const san = extension('2.5.29.17', seq(tlv(0x87, [192, 0, 2, 7, 255, 255, 255, 255]), tlv(0x87, [192, 0, 2]), tlv(0x87, [])))
    expect(judge([forge({extensions: [san]})], '192.0.2.7').fail).toEqual(['hostname'])
  })
})

describe('parts that are written wrongly leave open what they are about', () => {
  it.each<[string, Forgery, string[]]>([
    ['month 13', {notAfter: text('261301000000Z')}, ['expired', 'expiring', 'notyet', 'lifetime']],
    ['30 February', {notAfter: text('270230000000Z')}, ['expired', 'expiring', 'notyet', 'lifetime']],
    ['time zone', {notAfter: text('261001000000+0700')}, ['expired', 'expiring', 'notyet', 'lifetime']],
    ['no seconds', {notAfter: text('2610010000Z')}, ['expired', 'expiring', 'notyet', 'lifetime']],
    ['words for a date', {notBefore: text('hom nay', 0x0c)}, ['expired', 'expiring', 'notyet', 'lifetime']],
    ['ends before it begins', {notAfter: text('260101000000Z')}, ['expired', 'expiring', 'notyet', 'lifetime']],
    ['names unreadable', {extensions: [extension('2.5.29.17', Buffer.from([0x30, 5, 1]))]}, ['no-san', 'hostname']],
    ['key of an unknown kind', {spki: seq(seq(oid('1.2.3.4')), tlv(3, [0, 1, 2]))}, ['key.weak']],
  ])('%s', (_, part, open) => {
    const judged = judge([forge(part)])
    expect(judged.unknown).toEqual(expect.arrayContaining(open))
    expect(judged.pass).not.toEqual(expect.arrayContaining(open))
    expect(judged.fail.filter((id) => id !== 'untrusted')).toEqual([])
  })

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(100)],
    ['no certificate', seq(utf8('xin chao'))],
    ['cut short', forge().subarray(0, 200)],
    ['bytes after the end', Buffer.concat([forge(), Buffer.of(0)])],
    ['length without end', Buffer.concat([Buffer.of(0x30, 0x80), forge().subarray(4), Buffer.of(0, 0)])],
    ['length of 4 GB', Buffer.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x30)],
    ['length written too long', Buffer.concat([Buffer.of(0x30, 0x83, 0), forge().subarray(2)])],
    ['tag of several bytes', Buffer.of(0x3f, 0x81, 0x01, 0x00)],
    ['larger than is read', Buffer.alloc(1_500_000, 0x30)],
  ])('%s: not one claim', (_, der) => {
    const judged = judge([der, root])
    if (judged.value.certificates[0]?.role !== 'unreadable') return expect(judged.value.trusted).toBe(false)
    expect(judged.fail).toEqual([])
    expect(judged.pass).toEqual([])
    expect(judged.unknown.length).toBeGreaterThan(12)
    expect(judged.value.certificates[0]?.sha256).toHaveLength(64)
  })

  it('one unreadable certificate above a good one spoils only what it is about', () => {
    const judged = judge([forge(), Buffer.of(1, 2, 3)])
    expect(judged.fail).toEqual(['order'])
    expect(judged.value.trusted).toBe(true)
    expect(judged.unknown).toContain('key.weak')
  })
})

describe('certificates against the rules', () => {
  it.each<[string, Forgery, string]>([
    ['inner and outer algorithm differ', {innerAlgorithm: seq(oid('1.2.840.10045.4.3.3'))}, 'algorithms-differ'],
    ['the same extension twice', {extensions: [dnsNames(['trang.test']), dnsNames(['khac.test'])]}, 'extension-unreadable'],
    [
      'unknown critical extension',
      {extensions: [dnsNames(['trang.test']), extension('1.2.3', Buffer.of(5, 0), true)]},
      'critical-extension',
    ],
    [
      'pre-certificate',
      {extensions: [dnsNames(['trang.test']), extension('1.3.6.1.4.1.11129.2.4.3', Buffer.of(5, 0), true)]},
      'pre-certificate',
    ],
    ['even exponent', {spki: rsaKey(2048, [2])}, 'key-broken'],
    ['exponent 1', {spki: rsaKey(2048, [1])}, 'key-broken'],
  ])('%s', (_, part, fault) => {
    const judged = judge([forge(part)])
    expect(judged.fail).toContain('untrusted')
    expect(judged.value.untrustedBecause).toEqual([fault])
  })

  it.each<[string, number[], string]>([
    ['negative', [0xff], '-01'],
    ['more negative', [0x80, 0x00], '-8000'],
    ['zero', [0], '00'],
    ['with a leading zero', [0, 0x80], '80'],
    ['of 30 bytes', new Array<number>(30).fill(0x7f), '7F'.repeat(30)],
  ])('serial number %s', (_, serial, shown) => {
    const judged = judge([forge({serial})])
    expect(judged.value.certificates[0]?.serial).toBe(shown)
    expect(judged.fail).toEqual([])
  })

  it('an unknown way of signing is neither trusted nor refused', () => {
    const future = seq(oid('2.16.840.1.101.3.4.3.18'))
    const judged = judge([forge({innerAlgorithm: future, outerAlgorithm: future})])
    expect(judged.unknown).toContain('untrusted')
    expect(judged.gaps['trusted']?.reason).toBe('not-supported')
  })

  it('names that differ in case and kind of string only are the same issuer', () => {
    const issuer = name(['2.5.4.3', tlv(0x13, Buffer.from('GOC'))])
    expect(judge([forge({issuer})]).value.trusted).toBe(true)
  })
})

describe('what wants to cost time or memory', () => {
  const quick = (work: () => void, most = 1500) => {
    const began = performance.now()
    work()
    expect(performance.now() - began).toBeLessThan(most)
  }

  it('ten thousand names', () =>
    quick(() => {
      const names = Array.from({length: 10_000}, (_, at) => `t${at}.trang.test`)
      const judged = judge([forge({extensions: [dnsNames(names)]})], 't9999.trang.test')
      expect(judged.value.certificates[0]).toMatchObject({nameCount: 10_000})
      expect(judged.value.certificates[0]?.names).toHaveLength(50)
      expect(judged.fail).toEqual([])
    }))

  it('more names than are looked at: the last is not found, and nothing fails to end', () =>
    quick(() => {
      const names = Array.from({length: 25_000}, (_, at) => `t${at}.test`)
      expect(judge([forge({extensions: [dnsNames(names)]})]).value.certificates[0]?.nameCount).toBe(25_000)
    }))

  it('names times constraints', () =>
    quick(() => {
      const limits = Array.from({length: 4000}, (_, at) => seq(tlv(0x82, Buffer.from(`c${at}.test`))))
      const mid = forge({
        ...{subject: commonName('Giua'), key: keys.mid},
        extensions: [isAuthority, extension('2.5.29.30', seq(tlv(0xa0, ...limits)), true)],
      })
      const names = Array.from({length: 10_000}, (_, at) => `c${at % 4000}.test`)
      const judged = judge([forge({issuer: commonName('Giua'), signer: keys.mid, extensions: [dnsNames(names)]}), mid], 'c1.test')
      expect(judged.value.untrustedBecause).toEqual(['outside-name-constraints'])
    }))

  it('a nest of a thousand levels', () =>
    quick(() => {
      let nest: Buffer = Buffer.of(5, 0)
      for (let depth = 0; depth < 1000; depth++) nest = seq(nest)
      expect(judge([forge({extensions: [extension('1.2.3', nest), dnsNames(['trang.test'])]})]).fail).toEqual([])
      expect(readCertificate(nest)).toBeUndefined()
    }))

  it('many authorities of one name that sign each other', () =>
    quick(() => {
      const one = commonName('Vong')
      const loop = Array.from({length: 19}, (_, at) =>
        forge({
          subject: one,
          issuer: one,
          serial: [at + 1],
          key: at % 2 ? keys.mid : keys.leaf,
          signer: at % 3 ? keys.mid : keys.leaf,
          extensions: [isAuthority],
        }),
      )
      const judged = judge([forge({issuer: one, signer: keys.mid}), ...loop])
      expect(judged.value.trusted).toBe(false)
    }, 3000))

  it('more certificates than are looked at', () => {
    const judged = judge([forge(), ...new Array<Buffer>(60).fill(root)])
    expect(judged.value).toMatchObject({certificateCount: 61})
    expect(judged.value.certificates).toHaveLength(20)
    expect(judged.unknown).toContain('key.weak')
  })

  it('an RSA key of 65,000 bits is not used', () =>
    quick(() => {
      const rsa = seq(oid('1.2.840.113549.1.1.11'), tlv(5))
      const issuer = commonName('Nang')
      const heavy = forge({subject: issuer, spki: rsaKey(65_000, [1, 0, 1]), extensions: [isAuthority]})
      const judged = judge([forge({issuer, innerAlgorithm: rsa, outerAlgorithm: rsa}), heavy])
      expect(judged.gaps['trusted']?.reason).toBe('not-supported')
    }))

  it('extensions without end, attributes without end', () => {
    const many = Array.from({length: 200}, (_, at) => extension(`1.2.3.${at}`, Buffer.of(5, 0)))
    expect(judge([forge({extensions: many})]).value.certificates[0]?.role).toBe('unreadable')
    const subject = name(...Array.from({length: 200}, (): [string, Uint8Array] => ['2.5.4.11', utf8('x'.repeat(100))]))
    expect(judge([forge({subject})]).value.certificates[0]?.role).toBe('unreadable')
  })
})

describe('lists of SCTs', () => {
  const sct = (log: number, version = 0) =>
    Buffer.concat([
      Buffer.of(0, 49, version),
      Buffer.alloc(32, log),
      Buffer.from('0000018f00000000', 'hex'),
      Buffer.of(0, 0, 4, 3, 0, 2, 1, 2),
    ])
  const list = (...scts: Buffer[]) => Buffer.concat([Buffer.of(0, scts.length * 51), ...scts])
  const inside = (bytes: Buffer) => [dnsNames(['trang.test']), extension('1.3.6.1.4.1.11129.2.4.2', tlv(4, bytes))]

  it('are counted by log, wherever they come from', () => {
    const {value} = judge([forge({extensions: inside(list(sct(1), sct(2)))})], 'trang.test', {scts: list(sct(2), sct(3))})
    expect(value.scts.map(({source, logId, at}) => [source, logId.slice(0, 2), at?.slice(0, 4)])).toEqual([
      ['certificate', '01', '2024'],
      ['certificate', '02', '2024'],
      ['handshake', '02', '2024'],
      ['handshake', '03', '2024'],
    ])
    expect(value.sctCount).toBe(3)
  })

  it.each([
    ['cut short', Buffer.from(list(sct(1))).subarray(0, 30)],
    ['wrong length', Buffer.concat([Buffer.of(0, 200), sct(1)])],
    ['empty element', Buffer.of(0, 2, 0, 0)],
  ])('%s: said to be unreadable', (_, bytes) => {
    const {value, gaps} = judge([forge({extensions: inside(bytes)})])
    expect(value.sctCount).toBe(0)
    expect(gaps['scts.+']?.reason).toBe('error')
  })
})

/** An RSA key of a size; its modulus is no product of anything. */
function rsaKey(bits: number, exponent: number[]): Buffer {
  const modulus = Buffer.alloc(bits / 8 + 1, 0xff)
  modulus[0] = 0
  return seq(seq(oid('1.2.840.113549.1.1.1'), tlv(5)), tlv(3, [0], seq(tlv(2, modulus), tlv(2, exponent))))
}
