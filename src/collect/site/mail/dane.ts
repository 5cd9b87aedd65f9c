import {createHash, X509Certificate} from 'node:crypto'
import type {Gap} from '../../../model/fact.ts'
import type {SiteContext} from '../context.ts'
import {gapOf, type Part} from '../dns/records.ts'
import type {MailServer, MailTools} from './mail-tools.ts'

interface Tlsa {
  usage: number
  selector: number
  matchingType: number
  certificate: Uint8Array
}

/**
 * TLSA records of a mail server (RFC 7672). They count where the answer was validated; without a validating resolver their absence alone
 * is certain.
 */
export async function collectDane(
  {signal}: Pick<SiteContext, 'signal'>,
  {client}: Pick<MailTools, 'client'>,
  host: string,
  certificates: readonly Uint8Array[],
): Promise<Part<Pick<MailServer, 'dane' | 'daneMatches' | 'tlsa'>>> {
  const [reply, root] = await Promise.all([client.query(`_25._tcp.${host}`, 'TLSA', {signal}), client.query('', 'SOA', {signal})])
  if (!reply.ok) return {value: {}, gaps: {dane: gapOf(reply)}}
  const records = reply.records.map(({data}) => data as Tlsa)
  const tlsa = records.length
  if (tlsa === 0) return {value: {tlsa, dane: false}, gaps: {}}
  const value: Pick<MailServer, 'dane' | 'daneMatches' | 'tlsa'> = {tlsa}
  const gaps: Record<string, Gap> = {}
  if (certificates.length > 0) value.daneMatches = records.some((record) => tlsaMatches(record, certificates))
  else gaps['daneMatches'] = {reason: 'not-collected', detail: `the certificate of ${host} was not seen`}
  if (reply.authenticated || (root.ok && root.authenticated)) value.dane = reply.authenticated
  else gaps['dane'] = {reason: 'not-supported', detail: 'the resolver does not check signatures; name a validating one with --dns'}
  return {value, gaps}
}

/** DANE-TA(2) may name any certificate of the chain, DANE-EE(3) the server's own; other usages are not for mail (RFC 7672, 3.1.3). */
export function tlsaMatches({usage, selector, matchingType, certificate}: Tlsa, chain: readonly Uint8Array[]): boolean {
  const candidates = usage === 3 ? chain.slice(0, 1) : usage === 2 ? chain : []
  return candidates.some((der) => {
    const selected = selector === 0 ? der : selector === 1 ? publicKeyOf(der) : undefined
    if (!selected) return false
    const shown =
      matchingType === 0
        ? selected
        : matchingType === 1
          ? hash('sha256', selected)
          : matchingType === 2
            ? hash('sha512', selected)
            : undefined
    return shown !== undefined && Buffer.compare(shown, certificate) === 0
  })
}

const hash = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest()

function publicKeyOf(der: Uint8Array): Uint8Array | undefined {
  try {
    return new X509Certificate(der).publicKey.export({type: 'spki', format: 'der'})
  } catch {
    return undefined
  }
}
