import {fromToday} from '../collect/site/certificate/case.ts'
import {authority, createPki, type Pki, server} from '../collect/site/certificate/pki.ts'
import {host} from './case.ts'

const long = {from: '20200101000000Z', to: '20400101000000Z'}
const names = `DNS:${host}`
const subject = `/O=So Tu phap/CN=${host}`

/**
 * Authorities and certificates of the whole stand, dated by today: other scanners look at the same servers and know no other clock. `good` and
 * `rsa` are sound; every other one has the fault it is named for.
 */
export function makeCertificates(): Pki {
  const pki = createPki()
  const recent = {from: fromToday(-5), to: fromToday(90)}
  const leaf = (name: string, more: Partial<Parameters<Pki['issue']>[0]> = {}) =>
    pki.issue({name, subject, key: 'ec:prime256v1#leaf', by: 'mid', ...recent, ext: server(names), ...more})
  pki.issue({name: 'root', subject: '/C=VN/O=Goc A/CN=Goc A', key: 'ec:prime256v1', ...long, ext: authority})
  pki.issue({name: 'mid', subject: '/C=VN/O=Goc A/CN=Trung gian A', key: 'ec:prime256v1#mid', by: 'root', ...long, ext: authority})
  pki.issue({name: 'other-root', subject: '/C=VN/O=Goc B/CN=Goc B', key: 'ec:prime256v1#b', ...long, ext: authority})
  pki.issue({name: 'rsa-mid', subject: '/O=Goc A/CN=Trung gian R', key: 'rsa:2048#mid', by: 'root', ...long, ext: authority})
  leaf('good')
  leaf('rsa', {key: 'rsa:2048'})
  leaf('rsa-of-root', {key: 'rsa:2048', by: 'root'})
  leaf('expired', {from: fromToday(-90), to: fromToday(-3)})
  leaf('not-yet', {from: fromToday(3), to: fromToday(90)})
  leaf('other-name', {ext: server('DNS:khac.angiang.gov.vn')})
  leaf('wildcard', {ext: server('DNS:*.angiang.gov.vn')})
  leaf('wildcard-too-high', {ext: server('DNS:*.gov.vn')})
  leaf('wildcard-too-low', {ext: server(`DNS:*.${host}`)})
  leaf('common-name-alone', {ext: server('')})
  leaf('too-long', {from: fromToday(-5), to: fromToday(900)})
  leaf('expiring', {from: fromToday(-60), to: fromToday(10)})
  leaf('sha1', {md: 'sha1'})
  leaf('sha1-rsa', {md: 'sha1', by: 'rsa-mid'})
  leaf('md5', {md: 'md5', by: 'rsa-mid'})
  leaf('rsa-1024', {key: 'rsa:1024'})
  leaf('p-192', {key: 'ec:prime192v1'})
  leaf('client-alone', {ext: [`subjectAltName=${names}`, 'extendedKeyUsage=clientAuth']})
  leaf('must-staple', {ext: server(names, 'tlsfeature=status_request')})
  leaf('untrusted', {by: 'other-root'})
  pki.issue({name: 'self-signed', subject, key: 'ec:prime256v1#leaf', ...recent, ext: server(names)})
  pki.write('dh1024.pem', dh1024)
  return pki
}

/** The 1024-bit prime of RFC 2409, as `openssl dhparam` would write it. */
const dh1024 = `-----BEGIN DH PARAMETERS-----
MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR
Sgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL
/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC
-----END DH PARAMETERS-----
`
