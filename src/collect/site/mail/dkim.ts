import {Buffer} from 'node:buffer'
import {createPublicKey} from 'node:crypto'
import type {MailDomain} from '../../../model/facts/site/mail.ts'
import type {DnsClient} from '../dns/dns-client.ts'
import {gapOf, type Part, textsOf} from '../dns/records.ts'
import {parseTagList} from './tag-list.ts'

type Key = NonNullable<MailDomain['dkim']>[number]

/** The keys of the selectors that the office named (RFC 6376, 3.6.1): selectors cannot be listed from outside. */
export async function collectDkim(
  client: DnsClient,
  domain: string,
  selectors: readonly string[],
  signal: AbortSignal,
): Promise<Part<{dkim: Key[]}>> {
  const part: Part<{dkim: Key[]}> = {value: {dkim: []}, gaps: {}}
  for (const selector of selectors.slice(0, 20)) {
    const reply = await client.query(`${selector}._domainkey.${domain}`, 'TXT', {signal})
    if (!reply.ok) part.gaps['dkim.+'] = gapOf(reply)
    else part.value.dkim.push({selector, ...readDkimKey(textsOf(reply))})
  }
  return part
}

/** What one key record says. */
export function readDkimKey(texts: readonly string[]): Omit<Key, 'selector'> {
  const lists = texts.map(parseTagList).filter(({tags}) => tags.has('p') && (tags.get('v') ?? 'DKIM1') === 'DKIM1')
  const [first] = lists
  if (!first) return {state: texts.length > 0 ? 'unreadable' : 'missing'}
  if (lists.length > 1) return {state: 'unreadable'}
  const {tags} = first
  const encoded = (tags.get('p') ?? '').replace(/\s/g, '')
  if (encoded === '') return {state: 'revoked'}
  const type = (tags.get('k') ?? 'rsa').toLowerCase()
  const testing = /(?:^|:)\s*y\s*(?::|$)/.test(tags.get('t') ?? '')
  const hashes = tags
    .get('h')
    ?.toLowerCase()
    .split(':')
    .map((hash) => hash.trim())
  const sha1Only = hashes !== undefined && hashes.length > 0 && hashes.every((hash) => hash === 'sha1')
  const bits = type === 'ed25519' ? ed25519Bits(encoded) : type === 'rsa' ? rsaBits(encoded) : undefined
  if (bits === undefined) return {state: 'unreadable', type: type.slice(0, 20)}
  return {state: 'in-use', type: type.slice(0, 20), bits, testing, sha1Only}
}

const ed25519Bits = (encoded: string) => (Buffer.from(encoded, 'base64').length === 32 ? 256 : undefined)

/** RFC 6376 says RSAPublicKey, practice says SubjectPublicKeyInfo; verifiers take both. */
function rsaBits(encoded: string): number | undefined {
  if (encoded.length > 20_000 || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return undefined
  const key = Buffer.from(encoded, 'base64')
  for (const type of ['spki', 'pkcs1'] as const) {
    try {
      const {asymmetricKeyType, asymmetricKeyDetails} = createPublicKey({key, format: 'der', type})
      return asymmetricKeyType === 'rsa' ? asymmetricKeyDetails?.modulusLength : undefined
    } catch {
      // The other form may fit.
    }
  }
  return undefined
}
