import {execFile} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'

const run = promisify(execFile)

/** What a peer says of a server, in our words. */
export interface PeerView {
  versions: string[]
  /** "TLSv1.2 0xC02F". */
  suites?: string[]
  leastDhBits?: number
  flags: Record<string, boolean>
}

export async function sslscan(port: number, folder: string): Promise<PeerView> {
  const file = join(folder, `sslscan-${port}.xml`)
  await run('sslscan', ['--no-colour', '--no-heartbleed', '--sni-name=trang.test', `--xml=${file}`, `127.0.0.1:${port}`], {maxBuffer: 1e7})
  const xml = readFileSync(file, 'utf8')
  const all = (pattern: RegExp) => [...xml.matchAll(pattern)].map(([, ...groups]) => groups.map(String))
  const dh = all(/dhebits="(\d+)"/g).map(([bits]) => Number(bits))
  const ecdh = new Set(all(/ecdhebits="(\d+)"/g).map(([bits]) => Number(bits)))
  const finite = dh.filter((bits) => bits >= 512 && !ecdh.has(bits))
  const flag = (pattern: RegExp) => pattern.test(xml)
  return {
    versions: all(/<protocol type="(ssl|tls)" version="([\d.]+)" enabled="1"/g).map(
      ([type, version = '']) => `${type === 'ssl' ? 'SSL' : 'TLS'}v${version}`,
    ),
    suites: all(/<cipher status="\w+" sslversion="([^"]+)".*? id="0x([0-9A-Fa-f]+)"/g)
      .map(([version, id = '']) => `${version} 0x${id.toUpperCase().padStart(4, '0')}`)
      .sort(),
    ...(finite.length > 0 ? {leastDhBits: Math.min(...finite)} : {}),
    flags: {
      compression: flag(/<compression supported="1"/),
      ...(xml.includes('<renegotiation') ? {secureRenegotiation: flag(/<renegotiation supported="\d" secure="1"/)} : {}),
      ...(xml.includes('<fallback') ? {fallbackScsv: flag(/<fallback supported="1"/)} : {}),
    },
  }
}

const testsslVersions = {SSLv2: 'SSLv2', SSLv3: 'SSLv3', TLS1: 'TLSv1.0', TLS1_1: 'TLSv1.1', TLS1_2: 'TLSv1.2', TLS1_3: 'TLSv1.3'}

export async function testssl(port: number, folder: string): Promise<PeerView> {
  const file = join(folder, `testssl-${port}.json`)
  const how = ['--warnings', 'off', '--quiet', '--color', '0', '--nodns=none', '--ip', '127.0.0.1', '-p', '-s', '-J', '--jsonfile', file]
  // Its exit code counts what it found.
  await run('testssl', [...how, `https://localhost:${port}`], {maxBuffer: 1e7}).catch(() => undefined)
  const rows = JSON.parse(readFileSync(file, 'utf8')) as {id: string; finding: string}[]
  const found = (id: string) => rows.find((row) => row.id === id)?.finding ?? ''
  const offered = (id: string) => /^(?:"?supported|offered)/.test(found(id))
  const common = rows.filter(({id}) => id.startsWith('LOGJAM')).map(({finding}) => /(\d{3,4}) bits/.exec(finding)?.[1])
  const bits = common.flatMap((one) => (one ? [Number(one)] : []))
  return {
    versions: Object.entries(testsslVersions).flatMap(([id, name]) => (offered(id) ? [name] : [])),
    ...(bits.length > 0 ? {leastDhBits: Math.min(...bits)} : {}),
    flags: {
      nullSuites: offered('cipherlist_NULL'),
      anonSuites: offered('cipherlist_aNULL'),
      exportSuites: offered('cipherlist_EXPORT'),
    },
  }
}
