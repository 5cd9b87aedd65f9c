import {X509Certificate} from 'node:crypto'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {judgeChain} from '../../../../src/collect/site/certificate/judge-chain.ts'
import {loadCertificateRules, loadRoots, readPemCertificates} from '../../../../src/content/load-trust.ts'
import type {TrustAnchor} from '../../../../src/model/trust.ts'
import {outcomesOf} from './judge.ts'

const corpus = process.env['STP_SEC_CORPUS']
const folder = join(corpus ?? '', 'tls', 'badssl')
const isThere = corpus !== undefined && existsSync(folder)
/** Debian's list of 2023 still has the roots of those years. */
const debian = '/usr/share/ca-certificates/mozilla'
const rules = loadCertificateRules()
const newest = loadRoots()

/**
 * These two roots left Mozilla's list between version 2.62, which Debian 12 carries, and NSS 3.126. With the newest list a chain below them is
 * untrusted, and says so.
 */
const belowRetired = ['DigiCert Global Root CA', 'DigiCert High Assurance EV Root CA']

interface Row {
  host?: string
  /** What hosts.json expects of the site. */
  expected: string | null
  /** With roots of those years, on 2021-01-01, and 100 days after the certificate began. */
  in2021: string[]
  inTime: string[]
  retired: boolean
}

const rows: Record<string, Row> = {
  'backup_wildcard-sha256-rsa2048-embeded-sct.crt': {host: 'badssl.com', expected: null, in2021: ['expired'], inTime: [], retired: true},
  'old_subdomain-sha384.pem': {host: 'sha384.badssl.com', expected: 'good', in2021: ['expired'], inTime: [], retired: true},
  'old_wildcard-incomplete-chain.pem': {
    ...{host: 'incomplete-chain.badssl.com', expected: 'chain incomplete'},
    ...{in2021: ['expired', 'incomplete'], inTime: ['incomplete'], retired: false},
  },
  'subdomain-1000-sans.pem': {expected: '1000 names', in2021: [], inTime: [], retired: true},
  'subdomain-dsdtestprovider.pem': {expected: null, in2021: ['expired', 'untrusted'], inTime: ['untrusted'], retired: false},
  'subdomain-extended-validation.pem': {host: 'extended-validation.badssl.com', expected: null, in2021: [], inTime: [], retired: true},
  'subdomain-no-common-name.pem': {expected: 'no CN (SAN only)', in2021: ['expired'], inTime: [], retired: false},
  'subdomain-no-subject.pem': {expected: 'no subject (SAN only)', in2021: ['expired'], inTime: [], retired: false},
  // Revoked by a list or an answer that is not among the files: open, see below.
  'subdomain-revoked.pem': {expected: 'revoked', in2021: ['notyet'], inTime: [], retired: true},
  'subdomain-xn--n1aae7f7o.pem': {expected: null, in2021: ['expired'], inTime: [], retired: false},
  'wildcard-ecc384.pem': {expected: 'good', in2021: [], inTime: [], retired: true},
  'wildcard-incomplete-chain.pem': {expected: 'chain incomplete', in2021: ['incomplete'], inTime: ['incomplete'], retired: false},
  'wildcard-rsa2048.pem': {expected: 'good', in2021: [], inTime: [], retired: true},
  'wildcard-rsa8192.pem': {expected: 'good (large)', in2021: ['notyet'], inTime: [], retired: true},
  // Their root, AddTrust External CA Root, left every list in 2020: the issuer is offered for download, so they are incomplete.
  'wildcard-sha1-2016.pem': {
    ...{expected: 'SHA-1, expired', in2021: ['expired', 'incomplete', 'sha1'], inTime: ['incomplete', 'sha1']},
    retired: false,
  },
  'wildcard-sha1-intermediate.pem': {
    ...{expected: 'SHA-1 in chain', in2021: ['expired', 'incomplete', 'sha1'], inTime: ['incomplete', 'sha1']},
    retired: false,
  },
  'wildcard-sha512.pem': {expected: 'good', in2021: [], inTime: [], retired: true},
}

/** openssl writes bytes beyond ASCII as "\\D1\\95". */
const unescaped = (text = '') =>
  Buffer.from(
    text.replaceAll(', ', ',').replace(/\\([0-9A-F]{2})/g, (_, byte) => String.fromCharCode(Number.parseInt(byte, 16))),
    'latin1',
  ).toString()

const read = (file: string) =>
  (readFileSync(join(folder, 'certs', file), 'utf8').match(/-----BEGIN CERT[^-]+-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (pem) => new X509Certificate(pem),
  )

describe.skipIf(!isThere)('real chains of badssl.com', () => {
  const hosts = isThere ? (JSON.parse(readFileSync(join(folder, 'hosts.json'), 'utf8')) as Host[]) : []
  const facts = isThere ? (JSON.parse(readFileSync(join(folder, 'certs-facts.json'), 'utf8')) as Record<string, Facts>) : {}
  const judge = (file: string, host: string, now: Date, anchors: readonly TrustAnchor[]) => {
    const judged = judgeChain({certificates: read(file).map(({raw}) => raw)}, {host, now, anchors, anchorsName: 'test', rules})
    return {...judged, ...outcomesOf(judged)}
  }
  const hostOf = (file: string) => hosts.find(({settings}) => settings?.['ssl_certificate'] === `/${file.replace(/^old_/, '')}`)

  it('every file is in the table', () => {
    expect(readdirSync(join(folder, 'certs')).sort()).toEqual(Object.keys(rows).sort())
  })

  it.each(Object.entries(rows))('%s', (file, row) => {
    const site = hostOf(file)
    if (site) expect(site.expected).toBe(row.expected)
    const host = row.host ?? site?.hosts[0] ?? ''
    const [server] = read(file)
    const clocks = [
      [new Date('2021-01-01T00:00:00Z'), row.in2021],
      [new Date(Date.parse(server?.validFrom ?? '') + 100 * 86_400_000), row.inTime],
    ] as const
    for (const [now, expected] of clocks) {
      const retired = judge(file, host, now, newest.anchors)
      expect(retired.fail).toEqual([...expected, ...(row.retired ? ['untrusted'] : [])].sort())
      expect(retired.unknown).toContain('revoked')
      if (row.retired) expect(belowRetired.some((name) => retired.value.certificates.at(-1)?.issuer?.includes(`CN=${name}`))).toBe(true)
      if (!existsSync(debian)) continue
      const old = readdirSync(debian).flatMap((name) => readPemCertificates(readFileSync(join(debian, name), 'utf8'), name))
      expect(judge(file, host, now, old).fail).toEqual(expected)
    }
  })

  it.each(Object.keys(rows))('%s: the same fields as openssl printed', (file) => {
    const {value} = judge(file, 'badssl.com', new Date('2021-01-01T00:00:00Z'), newest.anchors)
    const [server] = value.certificates
    const theirs = facts[file]
    expect({
      subject: server?.subject?.replaceAll(', ', ','),
      issuer: server?.issuer?.replaceAll(', ', ','),
      serial: server?.serial,
      notBefore: server?.notBefore,
      notAfter: server?.notAfter,
      signature: server?.signature,
      bits: server?.keyBits,
      names: server?.nameCount,
      first: server?.names?.[0],
      selfSigned: server?.selfSigned,
      certificates: value.certificateCount,
      scts: (value.sctCount ?? 0) > 0,
    }).toEqual({
      subject: unescaped(theirs?.subject),
      issuer: unescaped(theirs?.issuer),
      serial: theirs?.serial.replace(/^0+(?=..)/, (zeros) => zeros.slice(zeros.length - (zeros.length % 2))),
      notBefore: new Date(theirs?.notBefore ?? '').toISOString(),
      notAfter: new Date(theirs?.notAfter ?? '').toISOString(),
      signature: theirs?.sigAlg,
      bits: theirs?.keyBits,
      names: theirs?.dnsNames,
      first: theirs?.firstDns,
      selfSigned: theirs?.selfSigned,
      certificates: theirs?.certsInFile,
      scts: theirs?.hasSct,
    })
  })
})

interface Host {
  hosts: string[]
  settings?: Record<string, string>
  expected: string | null
}

interface Facts {
  subject: string
  issuer: string
  notBefore: string
  notAfter: string
  serial: string
  sigAlg: string
  keyBits: number
  dnsNames: number
  firstDns: string
  hasSct: boolean
  selfSigned: boolean
  certsInFile: number
}
