import {createHash} from 'node:crypto'
import {bitsOf, context, type Element, elementsOf, inside, Malformed, oidOf, sameBytes, smallInteger, tags, walk} from './der.ts'
import {nameOf} from './distinguished-name.ts'
import {purposeIds} from './extensions.ts'
import {type Certificate, readCertificate} from './read-certificate.ts'
import {type Revocation, revokedInfoOf} from './revocation.ts'
import {hashOids, signatureAlgorithmOf} from './signature-algorithms.ts'
import {timeOf} from './times.ts'
import {type Signed, verifySignature} from './verify-signature.ts'

/** What a stapled answer is worth. Only `valid` speaks for the certificate, and a revocation that is `expired`. */
export interface OcspAnswer {
  verdict:
    | 'valid'
    | 'expired'
    | 'not-yet'
    | 'wrong-responder'
    | 'bad-signature'
    | 'other-certificate'
    | 'no-issuer'
    | 'refused'
    | 'unreadable'
    | 'not-supported'
  revocation?: Revocation
  thisUpdate?: number
  nextUpdate?: number
  responder?: 'issuer' | 'delegated'
  /** SignedCertificateTimestampList beside the answer. */
  scts?: Uint8Array
}

const mostBytes = 200_000
const mostAnswers = 500
const mostCertificates = 8
/** Clocks differ; and an answer without an end is used for as long as Mozilla uses one. */
const skew = 5 * 60_000
const withoutEnd = 10 * 86_400_000

/** Reads a stapled OCSPResponse (RFC 6960) for a certificate. Never throws. */
export function readStaple(der: Uint8Array, certificate: Certificate, issuer: Certificate | undefined, now: number): OcspAnswer {
  if (der.length > mostBytes) return {verdict: 'unreadable'}
  try {
    return answerOf(der, certificate, issuer, now)
  } catch (error) {
    if (error instanceof Malformed) return {verdict: 'unreadable'}
    throw error
  }
}

function answerOf(der: Uint8Array, certificate: Certificate, issuer: Certificate | undefined, now: number): OcspAnswer {
  const response = inside(walk(der).next(tags.sequence))
  if (smallInteger(response.next(tags.enumerated), tags.enumerated) !== 0) return {verdict: 'refused'}
  const bytes = inside(inside(response.next(context(0)), context(0)).next(tags.sequence))
  if (oidOf(bytes.next(tags.oid)) !== '1.3.6.1.5.5.7.48.1.1') return {verdict: 'not-supported'}
  const basic = inside(walk(bytes.next(tags.octetString).contents).next(tags.sequence))
  const data = basic.next(tags.sequence)
  const signed: Signed = {
    signed: data.bytes,
    algorithm: signatureAlgorithmOf(basic.next(tags.sequence)),
    signature: bitsOf(basic.next(tags.bitString)),
  }
  const extra = basic.optional(context(0))
  const fields = inside(data)
  fields.optional(context(0))
  const responderId = fields.any()
  fields.next(tags.generalizedTime)
  const answers = elementsOf(fields.next(tags.sequence), mostAnswers)
  if (!issuer) return {verdict: 'no-issuer'}
  const single = answers.map(singleOf).find(({id}) => isFor(id, certificate, issuer))
  if (!single) return {verdict: 'other-certificate'}
  const {revocation, thisUpdate, nextUpdate, scts} = single
  const seen = {
    revocation,
    ...(thisUpdate === undefined ? {} : {thisUpdate}),
    ...(nextUpdate === undefined ? {} : {nextUpdate}),
    ...(scts ? {scts} : {}),
  }
  const signer = findSigner(responderId, extra, issuer, now)
  if (!signer) return {verdict: 'wrong-responder', ...seen}
  const check = verifySignature(signed, signer.certificate.spki, signer.certificate.key)
  const by = {...seen, responder: signer.as}
  if (check !== 'valid') return {verdict: check === 'unsupported' ? 'not-supported' : 'bad-signature', ...by}
  if (thisUpdate === undefined || thisUpdate > now + skew) return {verdict: 'not-yet', ...by}
  return {verdict: (nextUpdate ?? thisUpdate + withoutEnd) + skew < now ? 'expired' : 'valid', ...by}
}

interface CertificateId {
  hash: string | undefined
  nameHash: Uint8Array
  keyHash: Uint8Array
  serial: Uint8Array
}

function singleOf(element: Element) {
  const fields = inside(element)
  const id = inside(fields.next(tags.sequence))
  const certificateId: CertificateId = {
    hash: hashOids[oidOf(inside(id.next(tags.sequence)).next(tags.oid))],
    nameHash: id.next(tags.octetString).contents,
    keyHash: id.next(tags.octetString).contents,
    serial: id.next(tags.integer).contents,
  }
  const status = fields.any()
  const revocation: Revocation =
    status.tag === context(0, false) ? {status: 'good'} : status.tag === context(1) ? revokedInfoOf(status) : {status: 'unknown'}
  const thisUpdate = timeOf(fields.next(tags.generalizedTime))
  const end = fields.optional(context(0))
  const nextUpdate = end && timeOf(inside(end, context(0)).next(tags.generalizedTime))
  const extensions = fields.optional(context(1))
  return {id: certificateId, revocation, thisUpdate, nextUpdate, scts: extensions && sctExtension(extensions)}
}

/** RFC 6962, 3.3: SCTs may come with the answer. */
function sctExtension(extensions: Element): Uint8Array | undefined {
  for (const element of elementsOf(inside(extensions, context(1)).next(tags.sequence), 20)) {
    const fields = inside(element)
    if (oidOf(fields.next(tags.oid)) !== '1.3.6.1.4.1.11129.2.4.5') continue
    fields.optional(tags.boolean)
    return walk(fields.next(tags.octetString).contents).next(tags.octetString).contents
  }
  return undefined
}

function isFor({hash, nameHash, keyHash, serial}: CertificateId, certificate: Certificate, issuer: Certificate): boolean {
  if (!hash || !sameBytes(serial, certificate.serialBytes)) return false
  const digest = (bytes: Uint8Array) => createHash(hash).update(bytes).digest()
  return sameBytes(digest(certificate.issuer.bytes), nameHash) && sameBytes(digest(issuer.key.value), keyHash)
}

/** RFC 6960, 4.2.2.2: the issuer itself, or whom it made responder by a certificate for that purpose alone. */
function findSigner(
  responderId: Element,
  extra: Element | undefined,
  issuer: Certificate,
  now: number,
): {certificate: Certificate; as: 'issuer' | 'delegated'} | undefined {
  const key = responderId.tag === context(2) ? inside(responderId, context(2)).next(tags.octetString).contents : undefined
  const name = responderId.tag === context(1) ? nameOf(inside(responderId, context(1)).next(tags.sequence)).key : undefined
  const is = (one: Certificate) =>
    key ? sameBytes(createHash('sha1').update(one.key.value).digest(), key) : name !== undefined && one.subject.key === name
  if (is(issuer)) return {certificate: issuer, as: 'issuer'}
  const sent = extra ? elementsOf(inside(extra, context(0)).next(tags.sequence), mostCertificates) : []
  for (const {bytes} of sent) {
    const one = readCertificate(bytes)
    if (!one || !is(one) || one.issuer.key !== issuer.subject.key) continue
    const inDate = (one.notBefore ?? Number.POSITIVE_INFINITY) <= now && now <= (one.notAfter ?? 0)
    if (!inDate || !one.extensions.purposes?.includes(purposeIds.ocsp)) continue
    if (verifySignature(one, issuer.spki, issuer.key) === 'valid') return {certificate: one, as: 'delegated'}
  }
  return undefined
}
