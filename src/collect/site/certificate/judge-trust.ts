import {parse} from 'tldts'
import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import {type DeadEnd, findPath, type Path, type Verify} from './build-path.ts'
import {shown} from './distinguished-name.ts'
import type {PathFault} from './path-faults.ts'
import type {Certificate} from './read-certificate.ts'
import type {TrustStore} from './trust-store.ts'

type Chain = SiteFactValue<'chain'>

export interface TrustQuestion {
  server: Certificate
  /** The others as sent. */
  sent: readonly Certificate[]
  /** Issuing certificates known from elsewhere. */
  intermediates: readonly Certificate[]
  store: TrustStore
  verify: Verify
  now: number
  selfSigned: boolean
  /** Domains where public authorities keep their certificates. */
  knownIssuers: readonly string[]
}

export interface TrustVerdict {
  value: Pick<
    Chain,
    | 'trusted'
    | 'trustedBy'
    | 'root'
    | 'path'
    | 'untrustedBecause'
    | 'selfSigned'
    | 'incomplete'
    | 'missingIssuer'
    | 'caIssuers'
    | 'issuerExpired'
  >
  gaps: Record<string, Gap>
  /** Certificates from the server to the root, where there is a path. */
  path: readonly Certificate[]
}

/** Whom a visitor would believe. Dates are judged apart, so that an expired certificate of a good authority is expired and nothing else. */
export function judgeTrust(question: TrustQuestion): TrustVerdict {
  const {server, sent, intermediates, store, verify, now, selfSigned, knownIssuers} = question
  const asSent = findPath(server, sent, store, verify, now)
  if (asSent.best && asSent.best.faults.length === 0) return trusted(asSent.best, false)
  const completed = intermediates.length > 0 ? findPath(server, [...sent, ...intermediates], store, verify, now) : undefined
  const faultless = completed?.best && completed.best.faults.length === 0 ? completed.best : undefined
  const missing = asSent.deadEnds.filter(({why}) => why === 'no-issuer')
  const lies = missing.flatMap(({certificate}) => certificate.extensions.caIssuers)
  if (faultless) {
    const verdict = trusted(faultless, true)
    return {...verdict, value: {...verdict.value, ...missingFields(missing, lies)}}
  }
  const faults = [
    ...new Set([
      ...(asSent.best?.faults ?? []),
      ...asSent.deadEnds.flatMap((end) => wordsOf(end, server)),
      ...(asSent.gaveUp ? ['too-many-ways' as const] : []),
    ]),
  ]
  const incomplete = !asSent.best && lies.length > 0
  const base = {path: [], untrustedBecause: faults, selfSigned, incomplete, ...(incomplete ? missingFields(missing, lies) : {})}
  const open = openQuestion(asSent, faults, incomplete && lies.some((url) => isKnown(url, knownIssuers)))
  if (open) return {value: base, gaps: {trusted: open, trustedBy: open, issuerExpired: open}, path: []}
  const none: Gap = {reason: 'not-supported', detail: 'no path to a trusted root, so no issuer to look at'}
  return {value: {...base, trusted: false}, gaps: {trustedBy: none, issuerExpired: none}, path: []}
}

function trusted({certificates, root, inDate}: Path, incomplete: boolean): TrustVerdict {
  return {
    value: {
      trusted: true,
      trustedBy: root.by,
      root: {sha256: root.certificate.sha256, label: shown(root.label, 200)},
      path: certificates.map(({sha256}) => sha256),
      untrustedBecause: [],
      selfSigned: false,
      incomplete,
      issuerExpired: !inDate,
    },
    gaps: {},
    path: certificates,
  }
}

const missingFields = (missing: readonly DeadEnd[], lies: readonly string[]) => ({
  ...(missing[0] ? {missingIssuer: shown(missing[0].certificate.issuer.text, 500)} : {}),
  ...(lies.length > 0 ? {caIssuers: [...new Set(lies)].slice(0, 5).map((url) => shown(url, 500))} : {}),
})

function wordsOf({why, certificate}: DeadEnd, server: Certificate): PathFault[] {
  if (why === 'self-signed') return [certificate === server ? 'self-signed' : 'untrusted-root']
  if (why === 'no-issuer') return [certificate.extensions.caIssuers.length > 0 ? 'issuer-not-sent' : 'unknown-issuer']
  return [why]
}

/** Why trust is neither there nor refused; undefined where it is refused. */
function openQuestion({best}: {best?: Path}, faults: readonly PathFault[], knownIssuer: boolean): Gap | undefined {
  if (faults.includes('unsupported-signature') && !best)
    return {reason: 'not-supported', detail: 'a certificate is signed in a way that this tool does not know'}
  if (knownIssuer)
    return {
      reason: 'not-collected',
      detail: 'the issuing certificate was not sent; the authority offers it for download, and nothing is downloaded here',
    }
  return undefined
}

function isKnown(url: string, domains: readonly string[]): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : undefined
  const {domain} = host ? parse(host) : {domain: null}
  return domain !== null && domains.includes(domain)
}
