import {execFile} from 'node:child_process'
import {promisify} from 'node:util'
import {host} from '../case.ts'
import type {Place} from '../servers.ts'
import {type PeerFindings, suiteFindings, versionChecks, versionFindings} from './peer.ts'

const run = promisify(execFile)

/** What sslscan has an opinion on; it looks up no issuer and knows no name. */
const certificateChecks = ['cert.sha1', 'cert.md5', 'cert.key.weak', 'cert.selfsigned', 'cert.expired', 'cert.notyet']

/** Its XML. */
export async function askSslscan({address, port}: Place): Promise<string> {
  // --no-heartbleed: no server of the stand is asked to give away its memory.
  const args = ['--no-colour', '--no-heartbleed', `--sni-name=${host}`, '--xml=-', `${address}:${port}`]
  const {stdout} = await run('sslscan', args, {maxBuffer: 1e7, timeout: 120_000})
  return stdout.slice(Math.max(0, stdout.indexOf('<?xml')))
}

/** Findings in our words, of its XML. */
export function readSslscan(xml: string): PeerFindings {
  const all = (pattern: RegExp) => [...xml.matchAll(pattern)].map(([, ...groups]) => groups.map(String))
  const versions = all(/<protocol type="(ssl|tls)" version="([\d.]+)" enabled="1"/g).map(([type, version]) => `${type}${version}`)
  const suites = all(/<cipher status="\w+" sslversion="[^"]+".*? cipher="([^"]+)"/g).map(([name = '']) => name)
  const found = [...versionFindings(versions)]
  if (versions.length === 0) return {sees: [], found: []}
  const sees: string[] = [...versionChecks]
  if (suites.length > 0) {
    const {sees: more, found: bad} = suiteFindings(suites)
    sees.push(...more)
    found.push(...bad)
  }
  if (xml.includes('<compression')) {
    sees.push('tls.compression')
    if (/<compression supported="1"/.test(xml)) found.push('tls.compression')
  }
  const dh = all(/ dhebits="(\d+)"/g).map(([bits]) => Number(bits))
  if (suites.length > 0) sees.push('tls.dh.weak')
  if (dh.some((bits) => bits < 2048)) found.push('tls.dh.weak')
  if (xml.includes('<renegotiation')) {
    sees.push('tls.renego.insecure')
    if (!/<renegotiation supported="\d" secure="1"/.test(xml)) found.push('tls.renego.insecure')
  }
  if (xml.includes('<fallback')) {
    sees.push('tls.fallback-scsv.missing')
    if (!/<fallback supported="1"/.test(xml)) found.push('tls.fallback-scsv.missing')
  }
  const [certificate] = all(/<certificate type="short">([\s\S]*?)<\/certificate>/g).flat()
  if (certificate !== undefined) {
    sees.push(...certificateChecks)
    const has = (pattern: RegExp) => pattern.test(certificate)
    if (has(/<signature-algorithm>[^<]*sha1/i)) found.push('cert.sha1')
    if (has(/<signature-algorithm>[^<]*md5/i)) found.push('cert.md5')
    const [, type, bits] = /<pk error="\w+" type="(\w+)"[^>]* bits="(\d+)"/.exec(certificate) ?? []
    // For curves it gives their strength, half their size.
    if (bits !== undefined && Number(bits) < (type === 'RSA' ? 2048 : 112)) found.push('cert.key.weak')
    if (has(/<self-signed>true/)) found.push('cert.selfsigned')
    if (has(/<expired>true/)) found.push('cert.expired')
    const [, begin = ''] = /<not-valid-before>([^<]*)</.exec(certificate) ?? []
    if (Date.parse(begin) > Date.now()) found.push('cert.notyet')
  }
  return {sees, found}
}
