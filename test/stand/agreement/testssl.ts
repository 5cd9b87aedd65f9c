import {execFile} from 'node:child_process'
import {readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {host} from '../case.ts'
import type {Place} from '../servers.ts'
import {type PeerFindings, versionChecks, versionFindings} from './peer.ts'

const run = promisify(execFile)

/** Protocols, classes of suites, order, renegotiation, compression, fallback, primes; certificates cost it another half minute. */
const parts = {tls: ['-p', '-s', '-P', '-R', '-C', '-Z', '-J', '-4'], certificate: ['-S']}
const versions = {SSLv2: 'ssl2', SSLv3: 'ssl3', TLS1: 'tls1.0', TLS1_1: 'tls1.1', TLS1_2: 'tls1.2', TLS1_3: 'tls1.3'}

/** One of its findings. */
export interface TestsslRow {
  id: string
  finding: string
}

/** Its checks that send what an attacker sends (-B, -I, -T) are left out. */
export async function askTestssl({address, port}: Place, part: keyof typeof parts, folder: string): Promise<TestsslRow[] | undefined> {
  const file = join(folder, `testssl-${port}.json`)
  const how = ['--warnings', 'off', '--quiet', '--color', '0', '--nodns=none', '--ip', address, '--add-ca', join(folder, 'root.pem')]
  // Its exit code counts what it found.
  await run('testssl', [...how, ...parts[part], '--jsonfile', file, `https://${host}:${port}`], {maxBuffer: 1e7, timeout: 900_000}).catch(
    () => undefined,
  )
  try {
    const rows = JSON.parse(readFileSync(file, 'utf8')) as TestsslRow[]
    return rows.map(({id, finding}) => ({id, finding: finding.slice(0, 300)}))
  } catch {
    return undefined
  } finally {
    rmSync(file, {force: true})
  }
}

/** `known`: other words mean that it could not tell. */
type Verdict = [id: string, check: string, isFault: (finding: string) => boolean, known?: RegExp]
const starts = (word: string) => (finding: string) => finding.toLowerCase().startsWith(word)
const has = (pattern: RegExp) => (finding: string) => pattern.test(finding)

const verdicts: Verdict[] = [
  ['cipherlist_NULL', 'tls.cipher.null', starts('offered')],
  ['cipherlist_aNULL', 'tls.cipher.anon', starts('offered')],
  ['cipherlist_EXPORT', 'tls.cipher.export', starts('offered')],
  ['cipherlist_3DES_IDEA', 'tls.cipher.3des', starts('offered')],
  ['RC4', 'tls.cipher.rc4', starts('vulnerable')],
  ['cipher_order', 'tls.order.client', has(/^not a cipher order/i), /^(?:server|not a cipher order)/i],
  ['secure_renego', 'tls.renego.insecure', has(/vulnerable|^not supported/i), /^(?:supported|not supported|vulnerable)/i],
  ['CRIME_TLS', 'tls.compression', starts('vulnerable')],
  ['cert_signatureAlgorithm', 'cert.sha1', has(/sha-?1\b/i)],
  ['cert_signatureAlgorithm', 'cert.md5', has(/md5/i)],
  ['cert_subjectAltName', 'cert.no-san', has(/^(?:--|no san|missing)/i)],
  ['cert_trust', 'cert.hostname', has(/do(?:es)? not match|mismatch|certificate does not/i)],
  ['cert_chain_of_trust', 'cert.selfsigned', has(/failed \(self.signed\)/i)],
  ['cert_chain_of_trust', 'cert.untrusted', has(/failed \((?:chain incomplete|self.signed CA in chain|.*not trusted)/i)],
  ['cert_expirationStatus', 'cert.expired', has(/^expired/i)],
  ['certs_list_ordering_problem', 'cert.order', starts('yes')],
]

/** Findings in our words, of its JSON. */
export function readTestssl(rows: readonly TestsslRow[]): PeerFindings {
  // With more than one certificate its ids carry a number.
  const of = (id: string) => rows.find((row) => row.id === id || row.id === `${id} <cert#1>`)?.finding
  const isOffered = (id: string) => /^(?:"?supported|offered|vulnerable)/.test(of(id) ?? '')
  const spoken = Object.entries(versions).flatMap(([id, name]) => (isOffered(id) ? [name] : []))
  const sees = spoken.length > 0 ? [...versionChecks] : []
  const found = versionFindings(spoken)
  for (const [id, check, isFault, known] of verdicts) {
    const finding = of(id)
    if (finding === undefined || known?.test(finding) === false) continue
    sees.push(check)
    if (isFault(finding)) found.push(check)
  }
  const fallback = of('fallback_SCSV')
  if (fallback !== undefined && /^(?:supported|not supported)/i.test(fallback)) {
    sees.push('tls.fallback-scsv.missing')
    if (/^not supported/i.test(fallback)) found.push('tls.fallback-scsv.missing')
  }
  const primes = rows.filter(({id}) => id.startsWith('LOGJAM')).flatMap(({finding}) => sizeOfPrime(finding) ?? [])
  if (primes.length > 0) {
    sees.push('tls.dh.weak')
    if (primes.some((bits) => bits < 2048) || starts('vulnerable')(of('LOGJAM') ?? '')) found.push('tls.dh.weak')
  }
  const [, type, bits] = /^(\w+) (\d+) bits/.exec(of('cert_keySize') ?? '') ?? []
  if (bits !== undefined) {
    sees.push('cert.key.weak')
    if (Number(bits) < (type === 'RSA' ? 2048 : 224)) found.push('cert.key.weak')
  }
  const begin = Date.parse(`${of('cert_notBefore') ?? ''} UTC`)
  if (!Number.isNaN(begin)) {
    sees.push('cert.notyet')
    if (begin > Date.now()) found.push('cert.notyet')
  }
  return {sees: [...new Set(sees)], found: [...new Set(found)]}
}

/** Sizes of the groups of RFC 2409 and RFC 3526 that it names without their bits. */
const oakley: Record<string, number> = {1: 768, 2: 1024, 5: 1536, 14: 2048, 15: 3072, 16: 4096, 17: 6144, 18: 8192}

function sizeOfPrime(finding: string): number | undefined {
  const [, bits] = /(\d{3,5}) bits/.exec(finding) ?? /ffdhe(\d{4})/.exec(finding) ?? []
  if (bits !== undefined) return Number(bits)
  const [, group] = /Oakley Group (\d+)/.exec(finding) ?? []
  return group === undefined ? undefined : oakley[group]
}
