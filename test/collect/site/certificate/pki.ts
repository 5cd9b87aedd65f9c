import {execFileSync, spawnSync} from 'node:child_process'
import {createHash, X509Certificate} from 'node:crypto'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {TrustAnchor} from '../../../../src/model/trust.ts'

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

export interface Order {
  name: string
  /** "/O=So Tu phap/CN=trang.test" */
  subject?: string
  key?: string
  /** Name of the issuing certificate; absent: signs itself. */
  by?: string
  from?: string
  to?: string
  /** Lines of an extension file. */
  ext?: string[]
  md?: string
  /** Further words for `openssl ca`. */
  more?: string[]
}

const subjects = ['countryName', 'stateOrProvinceName', 'organizationName', 'organizationalUnitName', 'commonName', 'emailAddress']
export const authority = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']
export const server = (names: string, ...more: string[]) => [
  ...(names ? [`subjectAltName=${names}`] : []),
  'basicConstraints=CA:FALSE',
  'extendedKeyUsage=serverAuth',
  ...more,
]

/** An authority of openssl in a folder of its own: keys are made once for a kind, dates are given. */
export function createPki() {
  const folder = mkdtempSync(join(tmpdir(), 'stp-sec-cert-'))
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, {cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1e8})
  writeFileSync(at('index.txt'), '')
  writeFileSync(at('serial'), '1001\n')
  writeFileSync(at('crlnumber'), '01\n')
  writeFileSync(
    at('ca.cnf'),
    [
      ...[
        '[ca]',
        'default_ca=x',
        '[x]',
        'database=index.txt',
        'serial=serial',
        'crlnumber=crlnumber',
        'new_certs_dir=.',
        'default_md=sha256',
      ],
      ...['unique_subject=no', 'policy=any', 'preserve=yes', 'string_mask=utf8only', 'copy_extensions=none'],
      ...['[any]', ...subjects.map((field) => `${field}=optional`), '[req]', 'distinguished_name=dn', '[dn]'],
    ].join('\n'),
  )
  /** "rsa:2048", "ec:prime256v1", "ed25519"; a suffix "#2" makes another one of that kind. */
  function keyFile(kind: string): string {
    const file = `${kind.replaceAll(/[:#]/g, '-')}.key`
    if (existsSync(at(file))) return file
    const [type, size] = kind.replace(/#.*$/, '').split(':')
    const how =
      type === 'rsa'
        ? ['-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${size}`]
        : type === 'ec'
          ? ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${size}`]
          : ['-algorithm', type ?? '']
    openssl('genpkey', ...how, '-out', file)
    return file
  }
  const requests = new Map<string, string>()
  /** The same words and key make the same request. */
  function requestFile(keyName: string, subject: string): string {
    const id = `${keyName} ${subject}`
    const file = requests.get(id) ?? `request-${requests.size}.csr`
    if (!requests.has(id)) openssl('req', '-new', '-utf8', '-config', 'ca.cnf', '-key', keyName, '-subj', subject, '-out', file)
    requests.set(id, file)
    return file
  }
  const keyOf = new Map<string, string>()
  return {
    folder,
    at,
    openssl,
    keyFile,
    issue({
      name,
      subject = `/CN=${name}`,
      key = 'ec:prime256v1',
      by,
      from = '20260601000000Z',
      to = '20261101000000Z',
      ext = [],
      md,
      more = [],
    }: Order): string {
      const keyName = keyFile(key)
      keyOf.set(name, keyName)
      const request = requestFile(keyName, subject)
      writeFileSync(at(`${name}.ext`), `${ext.join('\n')}\n`)
      const signer = by === undefined ? ['-selfsign', '-keyfile', keyName] : ['-cert', `${by}.pem`, '-keyfile', keyOf.get(by) ?? '']
      openssl(
        ...['ca', '-batch', '-notext', '-utf8', '-config', 'ca.cnf', '-in', request, '-out', `${name}.pem`, ...signer],
        ...['-startdate', from, '-enddate', to, '-extfile', `${name}.ext`, ...(md ? ['-md', md] : []), ...more],
      )
      return name
    },
    pem: (name: string) => readFileSync(at(`${name}.pem`), 'utf8'),
    der: (name: string): Uint8Array => new X509Certificate(readFileSync(at(`${name}.pem`))).raw,
    anchor(name: string, distrustAfter?: string): TrustAnchor {
      const der = new X509Certificate(readFileSync(at(`${name}.pem`))).raw
      return {label: name, sha256: createHash('sha256').update(der).digest('hex'), der, ...(distrustAfter ? {distrustAfter} : {})}
    },
    keyNameOf: (name: string) => keyOf.get(name) ?? '',
    write: (name: string, text: string | Uint8Array) => writeFileSync(at(name), text),
    read: (name: string): Uint8Array => readFileSync(at(name)),
    /** A stapled answer about a certificate, signed by a responder, from this moment for some days (negative: already over). */
    staple(
      certificate: string,
      issuer: string,
      responder: string,
      {days = 3, revoked = false}: {days?: number; revoked?: boolean} = {},
    ): Uint8Array {
      const serial = new X509Certificate(readFileSync(at(`${certificate}.pem`))).serialNumber
      const state = revoked ? `R\t400101000000Z\t260101000000Z,keyCompromise` : 'V\t400101000000Z\t'
      writeFileSync(at('ocsp.txt'), `${state}\t${serial}\tunknown\t/CN=x\n`)
      openssl('ocsp', '-issuer', `${issuer}.pem`, '-cert', `${certificate}.pem`, '-no_nonce', '-reqout', 'req.der')
      openssl(
        ...['ocsp', '-index', 'ocsp.txt', '-CA', `${issuer}.pem`, '-rsigner', `${responder}.pem`, '-rkey', keyOf.get(responder) ?? ''],
        ...[
          '-reqin',
          'req.der',
          '-respout',
          'resp.der',
          ...(responder === issuer ? ['-resp_no_certs'] : []),
          ...(days > 0 ? ['-ndays', String(days)] : ['-nmin', '1']),
        ],
      )
      return readFileSync(at('resp.der'))
    },
    /** A list of revoked certificates. */
    crl(
      issuer: string,
      revoked: readonly string[],
      from = '20260601000000Z',
      to = '20261231000000Z',
      reason = 'keyCompromise',
    ): Uint8Array {
      const lines = revoked.map(
        (name) =>
          `R\t400101000000Z\t260615000000Z,${reason}\t${new X509Certificate(readFileSync(at(`${name}.pem`))).serialNumber}\tunknown\t/CN=x\n`,
      )
      writeFileSync(at('crl-index.txt'), lines.join(''))
      writeFileSync(at('crl.cnf'), readFileSync(at('ca.cnf'), 'utf8').replace('database=index.txt', 'database=crl-index.txt'))
      openssl(
        ...['ca', '-gencrl', '-config', 'crl.cnf', '-cert', `${issuer}.pem`, '-keyfile', keyOf.get(issuer) ?? '', '-out', 'crl.pem'],
        ...['-crl_lastupdate', from, '-crl_nextupdate', to],
      )
      openssl('crl', '-in', 'crl.pem', '-outform', 'DER', '-out', 'crl.der')
      return readFileSync(at('crl.der'))
    },
    remove: () => rmSync(folder, {recursive: true, force: true}),
  }
}
export type Pki = ReturnType<typeof createPki>
