import {X509Certificate} from 'node:crypto'
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {rootCertificates} from 'node:tls'
import * as pkijs from 'pkijs'
import {describe, expect, it} from 'vitest'
import {collectChain} from '../../../../src/collect/site/certificate/collect-chain.ts'
import {readCertificate} from '../../../../src/collect/site/certificate/read-certificate.ts'
import {findSharedKeys, withSharedKeys} from '../../../../src/collect/site/certificate/shared-keys.ts'
import {verifySignature} from '../../../../src/collect/site/certificate/verify-signature.ts'
import {defaultContentRoot} from '../../../../src/content/files.ts'
import {loadCertificateRules, loadRoots, readPemCertificates} from '../../../../src/content/load-trust.ts'
import {anchorOf, forge, forgeRoot} from './forge.ts'
import {outcomesOf} from './judge.ts'

const mozilla = loadRoots()

describe('lists of roots', () => {
  it('Mozilla: read whole, dated, each one signs itself and is an authority', () => {
    expect(mozilla.name).toBe('mozilla, NSS 3.126 (2026-09-08)')
    expect(mozilla.anchors).toHaveLength(121)
    const weak = mozilla.anchors.filter(({der}) => {
      const one = readCertificate(der)
      return !one || verifySignature(one, one.spki, one.key) !== 'valid' || (one.extensions.basic?.ca ?? one.version === 1) !== true
    })
    expect(weak.map(({label}) => label)).toEqual([])
  })

  it.runIf(process.versions.node === '24.21.0')('Mozilla: the same roots as in the program that the list was made from', () => {
    const theirs = rootCertificates.map((pem) => new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase())
    expect(mozilla.anchors.map(({sha256}) => sha256).sort()).toEqual(theirs.sort())
  })

  it("the State's root is there when asked for, and not in the public list", () => {
    const [root] = loadRoots('vn-state-roots').anchors
    expect(root?.sha256).toBe('f04ba4b459a7c9a1b971ad9b1cb833e695a80c79aea63b174b66a70edfe2fdb8')
    expect(mozilla.anchors.some(({sha256}) => sha256 === root?.sha256)).toBe(false)
    expect(readCertificate(root?.der ?? new Uint8Array())?.subject.text).toBe(
      'CN=RootCA chuyên dùng Chính phủ G2, O=Ban Cơ yếu Chính phủ, C=VN',
    )
  })

  it('a changed certificate stops the loading, with its place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stp-sec-trust-'))
    cpSync(join(defaultContentRoot, 'policies', 'trust'), join(folder, 'policies', 'trust'), {recursive: true})
    const file = join(folder, 'policies', 'trust', 'vn-state-roots.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('der: MIIF', 'der: MIIG'))
    expect(() => loadRoots('vn-state-roots', folder)).toThrow(/vn-state-roots\.yaml:\d+:\d+: .*SHA-256/)
    rmSync(folder, {recursive: true})
  })
})

describe('certificates are read as other readers read them', () => {
  it.each(mozilla.anchors.map((anchor) => [anchor.label, anchor.der] as const))('%s', (_, der) => {
    const ours = readCertificate(der)
    const node = new X509Certificate(der)
    const pki = pkijs.Certificate.fromBER(Uint8Array.from(der).buffer)
    expect({
      sha256: ours?.sha256,
      serial: ours?.serial,
      notBefore: ours?.notBefore,
      notAfter: ours?.notAfter,
      bits: ours?.key.bits,
      isAuthority: ours?.extensions.basic?.ca ?? false,
      subject: ours?.subject.parts.length,
      spki: Buffer.from(ours?.spki ?? []).toString('hex'),
    }).toEqual({
      sha256: node.fingerprint256.replaceAll(':', '').toLowerCase(),
      // openssl prints zero as "00", Node as "0".
      serial: node.serialNumber.padStart(2, '0'),
      notBefore: pki.notBefore.value.getTime(),
      notAfter: pki.notAfter.value.getTime(),
      bits:
        node.publicKey.asymmetricKeyDetails?.modulusLength ??
        {prime256v1: 256, secp384r1: 384, secp521r1: 521}[node.publicKey.asymmetricKeyDetails?.namedCurve ?? ''],
      isAuthority: node.ca,
      subject: pki.subject.typesAndValues.length,
      spki: Buffer.from(pki.subjectPublicKeyInfo.toSchema().toBER()).toString('hex'),
    })
  })
})

describe('files that a person gives', () => {
  const pem = (der: Uint8Array) =>
    `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
      .toString('base64')
      .replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`

  it('PEM: each certificate with its subject', () => {
    const given = readPemCertificates(`Gốc nội bộ\n${pem(forgeRoot())}\n${pem(forge())}`, 'goc.pem')
    expect(given.map(({label}) => label)).toEqual(['CN=Goc', 'CN=trang.test'])
    expect(given[0]?.sha256).toBe(anchorOf(given[0]?.der ?? new Uint8Array()).sha256)
  })

  it.each([
    ['empty', '', /holds no certificate/],
    ['a key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', /holds no certificate/],
    ['nonsense', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /Certificate number 1 of the file cannot be read/],
  ])('%s: says what is wrong and where', (_, text, message) => {
    expect(() => readPemCertificates(text, 'goc.pem')).toThrow(message)
    expect(() => readPemCertificates(text, 'goc.pem')).toThrow(/goc\.pem/)
  })
})

describe('the fact', () => {
  const root = forgeRoot()
  const data = {anchors: [anchorOf(root)], anchorsName: 'test', rules: loadCertificateRules()}
  const context = {
    site: {id: 'trang', url: 'https://trang.test/', scheme: 'https' as const, host: 'trang.test', port: 443},
    now: new Date('2026-07-15T00:00:00Z'),
  }

  it('without certificates is missing, and no check passes or fails', () => {
    const {chain} = collectChain(context, undefined, data)
    expect(chain).toMatchObject({ok: false, reason: 'not-collected'})
    expect(outcomesOf(chain)).toMatchObject({fail: [], pass: []})
  })

  it('of a server without TLS: no check applies', () => {
    expect(outcomesOf(collectChain(context, undefined, data).chain, false)).toMatchObject({fail: [], pass: [], unknown: []})
  })

  it('judges the site by other certificates that name it; one that cannot be read leaves the rest open', () => {
    const other = forge({notAfter: Buffer.concat([Buffer.of(0x17, 13), Buffer.from('260701000000Z')])})
    const {chain} = collectChain(
      context,
      {certificates: [forge()], others: [{certificates: [other]}, {certificates: [Buffer.of(1)]}]},
      data,
    )
    if (!chain?.ok) throw new Error('missing')
    expect(chain.value.others).toMatchObject([{expired: true, nameMatches: true, keyType: 'EC'}, {sha256: expect.any(String)}])
    expect(outcomesOf(chain).fail).toEqual(['expired'])
    expect(outcomesOf(chain).unknown).toEqual(expect.arrayContaining(['notyet', 'untrusted']))
  })

  it('is the same twice', () => {
    const served = {certificates: [forge(), root], others: []}
    expect(collectChain(context, served, data)).toEqual(collectChain(context, served, data))
  })
})

describe('keys that sites share', () => {
  const sites = [
    {site: 'https://a.gov.vn/', organisation: 'So A', spkiSha256: '1'},
    {site: 'https://www.a.gov.vn/', organisation: 'So A', spkiSha256: '1'},
    {site: 'https://b.gov.vn/', organisation: 'So B', spkiSha256: '1'},
    {site: 'https://c.gov.vn/', organisation: 'So C', spkiSha256: '2'},
  ]

  it('are told to each of them, without those of the same body', () => {
    const sharedWith = findSharedKeys(sites)
    expect(Object.fromEntries(sites.map((one) => [one.site, sharedWith(one)]))).toEqual({
      'https://a.gov.vn/': ['https://b.gov.vn/'],
      'https://www.a.gov.vn/': ['https://b.gov.vn/'],
      'https://b.gov.vn/': ['https://a.gov.vn/', 'https://www.a.gov.vn/'],
      'https://c.gov.vn/': [],
    })
  })

  it('are open before a run is compared, then found or not', () => {
    const data = {anchors: [anchorOf(forgeRoot())], anchorsName: 'test', rules: loadCertificateRules()}
    const {chain} = collectChain(
      {site: {id: 'a', url: 'https://trang.test/', scheme: 'https', host: 'trang.test', port: 443}, now: new Date('2026-07-15T00:00:00Z')},
      {certificates: [forge()], others: []},
      data,
    )
    if (!chain?.ok) throw new Error('missing')
    expect(outcomesOf(chain).unknown).toContain('shared-key')
    expect(outcomesOf(withSharedKeys(chain, [])).pass).toContain('shared-key')
    expect(outcomesOf(withSharedKeys(chain, ['https://b.gov.vn/'])).fail).toEqual(['shared-key'])
  })
})
