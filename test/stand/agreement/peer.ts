/** What another scanner says of a server, in our words: the checks it has an opinion on, and those of them that it finds at fault. */
export interface PeerFindings {
  sees: string[]
  found: string[]
}

export const versionChecks: readonly string[] = ['tls.sslv2', 'tls.sslv3', 'tls.tls10', 'tls.tls11', 'tls.no-tls12', 'tls.no-tls13']

/** "tls1.2", "ssl3". */
export function versionFindings(versions: readonly string[]): string[] {
  const has = (version: string) => versions.includes(version)
  if (versions.length === 0) return []
  return [
    ...(has('ssl2') ? ['tls.sslv2'] : []),
    ...(has('ssl3') ? ['tls.sslv3'] : []),
    ...(has('tls1.0') ? ['tls.tls10'] : []),
    ...(has('tls1.1') ? ['tls.tls11'] : []),
    ...(has('tls1.2') || has('tls1.3') ? [] : ['tls.no-tls12']),
    ...(has('tls1.3') ? [] : ['tls.no-tls13']),
  ]
}

const classes: [check: string, pattern: RegExp][] = [
  ['tls.cipher.null', /NULL/],
  ['tls.cipher.anon', /^A?(EC)?DH-|^ADH|^AECDH|_anon_/i],
  ['tls.cipher.export', /^EXP|EXPORT/],
  ['tls.cipher.rc4', /RC4/],
  ['tls.cipher.des', /(^|-)DES-CBC-|_DES_|_DES40_/],
  ['tls.cipher.3des', /DES-CBC3|3DES/],
]
const forward = /^(?:ECDHE|DHE|EDH|TLS_(?:AES|CHACHA20|ECDHE|DHE))/
const aead = /GCM|CCM|POLY1305/

/** Classes of suites by their OpenSSL or IANA names. */
export function suiteFindings(suites: readonly string[]): PeerFindings {
  const isThere = (pattern: RegExp) => suites.some((name) => pattern.test(name))
  const found = classes.filter(([, pattern]) => isThere(pattern)).map(([check]) => check)
  if (!isThere(forward)) found.push('tls.no-fs')
  if (!isThere(aead)) found.push('tls.no-aead')
  return {sees: [...classes.map(([check]) => check), 'tls.no-fs', 'tls.no-aead'], found}
}
