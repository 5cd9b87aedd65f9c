import type {Gap} from '../../../model/fact.ts'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {CertificateRules, TrustAnchor} from '../../../model/trust.ts'
import type {ServedChain} from '../tls/served.ts'
import {createVerifier, type Verify} from './build-path.ts'
import {type Described, describeCertificate, momentField} from './describe-certificate.ts'
import {commonNameMatches, matchingName} from './host-name.ts'
import {judgeDates} from './judge-dates.ts'
import {judgeRevocation} from './judge-revocation.ts'
import {judgeTrust} from './judge-trust.ts'
import {type Certificate, namesItself, readCertificate, sha256} from './read-certificate.ts'
import {sctsOf} from './scts.ts'
import {openTrustStore} from './trust-store.ts'

type Chain = SiteFactValue<'chain'>

export interface ChainQuestion {
  /** Name or address that was asked for, lower case, punycode. */
  host: string
  now: Date
  anchors: readonly TrustAnchor[]
  /** Name and version of that list. */
  anchorsName: string
  /** Roots that the person running this trusts besides. */
  extraAnchors?: readonly TrustAnchor[]
  /** Issuing certificates known from elsewhere, DER. */
  intermediates?: readonly Uint8Array[]
  /** Lists of revoked certificates, DER. */
  crls?: readonly Uint8Array[]
  rules: CertificateRules
}

export interface JudgedChain {
  value: Chain
  gaps: Record<string, Gap>
}

const mostCertificates = 20

/** What was served, judged: no clock, no network, the same on every machine. Never throws for what the bytes hold. */
export function judgeChain(served: ServedChain & {others?: readonly ServedChain[]}, question: ChainQuestion): JudgedChain {
  const {host, anchors, extraAnchors = [], rules} = question
  const now = question.now.getTime()
  const sent = served.certificates.slice(0, mostCertificates)
  const read = sent.map((der) => readCertificate(der))
  const [server, ...rest] = read
  const base = {
    host: host.slice(0, 255),
    judgedAt: question.now.toISOString(),
    anchors: question.anchorsName,
    certificateCount: served.certificates.length,
    stapled: served.staple !== undefined,
  }
  const cut: Record<string, Gap> =
    served.certificates.length > sent.length || read.includes(undefined)
      ? {'certificates.+': {reason: 'error', detail: 'a certificate could not be read, or more were sent than are looked at'}}
      : {}
  if (!server) {
    const detail = sent.length === 0 ? 'the server sent no certificate' : "the server's certificate could not be read"
    return unreadable(sent, {...base, path: [], untrustedBecause: [], scts: [], others: []}, {reason: 'error', detail}, cut)
  }
  const verify = createVerifier()
  const signsItself = (one: Certificate) => namesItself(one) && verify(one, one) !== 'invalid'
  const store = openTrustStore(anchors, extraAnchors)
  const others = rest.filter((one) => one !== undefined)
  const trust = judgeTrust({
    server,
    sent: others,
    intermediates: (question.intermediates ?? []).map(readCertificate).filter((one) => one !== undefined),
    store,
    verify,
    now,
    selfSigned: signsItself(server),
    knownIssuers: rules.knownIssuers.domains,
  })
  const isRoot = (one: Certificate) => one !== server && (signsItself(one) || store.bySha256(one.sha256) !== undefined)
  const issuer = trust.path[1] ?? others.find((one) => one.subject.key === server.issuer.key && verify(server, one) === 'valid')
  const revocation = judgeRevocation({served, server, issuer, crls: question.crls ?? [], now})
  const dates = judgeDates(server, now, rules.lifetimes.limits)
  const names = judgeNames(host, server)
  const scts = judgeScts(served, server, revocation.scts)
  const signed = read.filter((one) => one !== undefined).filter((one) => !signsItself(one) && !standsForRoot(one, store))
  const value: Chain = {
    ...base,
    certificates: sent.map((der, position): Described => {
      const one = read[position]
      if (!one) return {position, sha256: sha256(der), role: 'unreadable'}
      const role = position === 0 ? 'server' : isRoot(one) ? 'root' : isIssuer(one, read, verify) ? 'issuer' : 'unneeded'
      return describeCertificate(one, position, role, signsItself(one))
    }),
    ...trust.value,
    ...dates.value,
    ...names.value,
    inOrder: read.every((one, at) => at === 0 || (one !== undefined && certifies(one, read[at - 1], verify))),
    rootSent: others.some(isRoot),
    sha1Signed: signed.some(({algorithm}) => algorithm.hash === 'sha1'),
    md5Signed: signed.some(({algorithm}) => algorithm.hash?.startsWith('md') ?? false),
    mustStaple: server.extensions.mustStaple,
    ...revocation.value,
    ...scts.value,
    others: (served.others ?? []).slice(0, 10).flatMap((other) => describeOther(other, host, now)),
  }
  return {value, gaps: {...cut, keySharedWith: oneSite, ...trust.gaps, ...dates.gaps, ...names.gaps, ...revocation.gaps, ...scts.gaps}}
}

const oneSite: Gap = {reason: 'not-collected', detail: 'known only when the keys of all sites of a run are compared'}

/** The same name and key as a root, signed by another one: what stands above it does not matter to who trusts that root. */
const standsForRoot = ({subject, spkiSha256}: Certificate, store: ReturnType<typeof openTrustStore>) =>
  store.named(subject.key).some(({certificate}) => certificate.spkiSha256 === spkiSha256)

const certifies = (issuer: Certificate, lower: Certificate | undefined, verify: Verify) =>
  lower !== undefined && lower.issuer.key === issuer.subject.key && verify(lower, issuer) !== 'invalid'

const isIssuer = (one: Certificate, all: readonly (Certificate | undefined)[], verify: Verify) =>
  all.some((lower) => lower !== one && certifies(one, lower, verify))

function judgeNames(host: string, {extensions, subject}: Certificate): {value: Partial<Chain>; gaps: Record<string, Gap>} {
  const {names, faults} = extensions
  const common = {commonNameMatches: commonNameMatches(host, subject.commonName)}
  if (!names && faults.includes('unreadable 2.5.29.17')) {
    const gap: Gap = {reason: 'error', detail: 'the list of names in the certificate could not be read'}
    return {value: common, gaps: {sanPresent: gap, nameMatches: gap}}
  }
  const matched = names && matchingName(host, names)
  const sanPresent = names !== undefined && names.dns.length + names.ip.length > 0
  return {value: {sanPresent, nameMatches: matched !== undefined, ...common, ...(matched ? {matchedName: matched} : {})}, gaps: {}}
}

function judgeScts(served: ServedChain, server: Certificate, inStaple: Uint8Array | undefined) {
  const sources = [
    ['certificate', server.extensions.scts],
    ['handshake', served.scts],
    ['staple', inStaple],
  ] as const
  const scts: Chain['scts'] = []
  const gaps: Record<string, Gap> = {}
  for (const [source, bytes] of sources) {
    const found = bytes && sctsOf(bytes)
    if (bytes && !found) gaps['scts.+'] = {reason: 'error', detail: `the list of SCTs could not be read: ${source}`}
    for (const {logId, at} of found ?? []) if (scts.length < 50) scts.push({source, logId, ...momentField('at', at)})
  }
  return {value: {scts, sctCount: new Set(scts.map(({logId}) => logId)).size}, gaps}
}

function describeOther({certificates}: ServedChain, host: string, now: number): Chain['others'] {
  const [der] = certificates
  if (!der) return []
  const one = readCertificate(der)
  if (!one) return [{sha256: sha256(der)}]
  const {names} = one.extensions
  return [
    {
      sha256: one.sha256,
      subject: one.subject.text,
      keyType: one.key.type,
      spkiSha256: one.spkiSha256,
      nameMatches: names !== undefined && matchingName(host, names) !== undefined,
      ...momentField('notAfter', one.notAfter),
      ...(one.notAfter === undefined ? {} : {expired: one.notAfter < now}),
    },
  ]
}

/** Every claim is open where the one certificate that they are about cannot be read. */
const claims = [
  'expired',
  'notYetValid',
  'issuerExpired',
  'daysLeft',
  'shareLeft',
  'lifetimeDays',
  'lifetimeLimitDays',
  'sanPresent',
  'nameMatches',
  'commonNameMatches',
  'selfSigned',
  'trusted',
  'trustedBy',
  'incomplete',
  'inOrder',
  'rootSent',
  'sha1Signed',
  'md5Signed',
  'mustStaple',
  'revoked',
  'sctCount',
  'keySharedWith',
] as const satisfies readonly (keyof Chain)[]

function unreadable(sent: readonly Uint8Array[], base: Omit<Chain, 'certificates'>, gap: Gap, cut: Record<string, Gap>): JudgedChain {
  const certificates = sent.map((der, position) => ({position, sha256: sha256(der), role: 'unreadable' as const}))
  return {value: {...base, certificates}, gaps: {...cut, ...Object.fromEntries(claims.map((claim) => [claim, gap]))}}
}
