import {describe, expect, it} from 'vitest'
import {readCrl} from '../../../../src/collect/site/certificate/crl.ts'
import {judgeChain} from '../../../../src/collect/site/certificate/judge-chain.ts'
import {readStaple} from '../../../../src/collect/site/certificate/ocsp.ts'
import {readCertificate} from '../../../../src/collect/site/certificate/read-certificate.ts'
import {sctsOf} from '../../../../src/collect/site/certificate/scts.ts'
import {loadCertificateRules, loadRoots} from '../../../../src/content/load-trust.ts'
import {chain as chainSchema} from '../../../../src/model/facts/site/chain.ts'
import {anchorOf, commonName, dnsNames, extension, forge, forgeRoot, isAuthority, keys, oid, seq, tlv} from './forge.ts'

const rules = loadCertificateRules()
const root = forgeRoot()
const mid = forge({
  subject: commonName('Giua'),
  key: keys.mid,
  extensions: [isAuthority, extension('2.5.29.30', seq(tlv(0xa0, seq(tlv(0x82, Buffer.from('test'))))))],
})
const access = seq(seq(oid('1.3.6.1.5.5.7.48.2'), tlv(0x86, Buffer.from('http://lencr.org/'))))
const leaf = forge({
  ...{issuer: commonName('Giua'), signer: keys.mid},
  extensions: [
    dnsNames(['trang.test', '*.trang.test']),
    extension('1.3.6.1.5.5.7.1.1', access),
    extension('1.3.6.1.5.5.7.1.24', seq(tlv(2, [5]))),
    extension('2.5.29.37', seq(oid('1.3.6.1.5.5.7.3.1'))),
  ],
})

/** The same numbers in every run. */
function createRandom(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function changed(bytes: Uint8Array, random: (below: number) => number): Buffer {
  const copy = Buffer.from(bytes)
  for (let times = 1 + random(4); times > 0; times--) copy[random(copy.length)] = random(256)
  return random(8) === 0 ? copy.subarray(0, random(copy.length)) : copy
}

describe('bytes changed at random', () => {
  it('certificates: a valid fact comes out, and nobody is trusted by accident', () => {
    const random = createRandom(7)
    let trusted = 0
    for (let round = 0; round < 4000; round++) {
      const bad = changed(leaf, random)
      const certificates = [bad, random(2) ? mid : changed(mid, random)]
      const {value} = judgeChain(
        {certificates, ...(random(3) ? {} : {staple: changed(leaf, random)})},
        {host: 'trang.test', now: new Date('2026-07-15T00:00:00Z'), anchors: [anchorOf(root)], anchorsName: 'test', rules},
      )
      expect(chainSchema.safeParse(value).error).toBeUndefined()
      if (value.trusted && !bad.equals(leaf)) trusted++
    }
    expect(trusted).toBe(0)
  })

  it('answers, lists and SCTs never throw', () => {
    const random = createRandom(11)
    const one = readCertificate(leaf)
    const issuer = readCertificate(mid)
    if (!one || !issuer) throw new Error('no certificate')
    const answer = seq(
      tlv(0x0a, [0]),
      tlv(
        0xa0,
        seq(
          oid('1.3.6.1.5.5.7.48.1.1'),
          tlv(
            4,
            seq(
              seq(
                tlv(0xa2, tlv(4, Buffer.alloc(20))),
                tlv(0x18, Buffer.from('20260715000000Z')),
                seq(
                  seq(
                    seq(seq(oid('1.3.14.3.2.26')), tlv(4, Buffer.alloc(20)), tlv(4, Buffer.alloc(20)), tlv(2, [1, 2, 3])),
                    tlv(0x80),
                    tlv(0x18, Buffer.from('20260715000000Z')),
                  ),
                ),
              ),
              seq(oid('1.2.840.10045.4.3.2')),
              tlv(3, [0, 1, 2]),
            ),
          ),
        ),
      ),
    )
    const list = seq(
      seq(
        tlv(2, [1]),
        seq(oid('1.2.840.10045.4.3.2')),
        commonName('Giua'),
        tlv(0x17, Buffer.from('260601000000Z')),
        seq(seq(tlv(2, [1, 2, 3]), tlv(0x17, Buffer.from('260601000000Z')))),
      ),
      seq(oid('1.2.840.10045.4.3.2')),
      tlv(3, [0, 1, 2]),
    )
    for (let round = 0; round < 4000; round++) {
      expect(readStaple(changed(answer, random), one, issuer, 0).verdict).not.toBe('valid')
      expect(readCrl(changed(list, random), one, issuer, Date.now())).toBeUndefined()
      sctsOf(changed(Buffer.alloc(60), random))
    }
  })

  it('real roots: reading ends in a certificate or in nothing', () => {
    const random = createRandom(13)
    for (const {der} of loadRoots().anchors) for (let round = 0; round < 20; round++) readCertificate(changed(der, random))
  })
})
