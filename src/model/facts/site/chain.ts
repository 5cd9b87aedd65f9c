import {z} from 'zod'
import {moment} from '../../text.ts'

const text = z.string().max(500)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const days = z.number()

const certificate = z.strictObject({
  position: z.number().int().nonnegative().describe('Place in what was sent, from 0'),
  sha256,
  role: z.enum(['server', 'issuer', 'root', 'unneeded', 'unreadable']),
  subject: text.optional(),
  issuer: text.optional(),
  serial: z.string().max(140).optional(),
  version: z.number().int().optional(),
  notBefore: moment.optional(),
  notAfter: moment.optional(),
  names: z.array(z.string().max(300)).max(50).optional().describe('The first of subjectAltName'),
  nameCount: z.number().int().nonnegative().optional(),
  keyType: z.string().max(20).optional(),
  keyBits: z.number().int().nonnegative().optional(),
  curve: z.string().max(60).optional(),
  keyBroken: z.boolean().optional().describe('Made so that its signatures prove nothing: exponent 1 or even, a curve of its own'),
  spkiSha256: sha256.optional(),
  signature: z.string().max(80).optional().describe('Algorithm by which the issuer signed'),
  selfSigned: z.boolean().optional(),
})

/** What the certificates of a server say and whether a visitor of today would accept them, by our own reading of their bytes. */
export const chain = z.strictObject({
  host: z.string().max(255),
  judgedAt: moment.describe('Moment by which dates were judged'),
  anchors: z.string().max(200).describe('List of roots that was used, with its version'),
  certificateCount: z.number().int().nonnegative(),
  certificates: z.array(certificate).max(20),
  expired: z.boolean().optional(),
  notYetValid: z.boolean().optional(),
  issuerExpired: z.boolean().optional().describe('Every way to a trusted root leads over a certificate that is out of date'),
  daysLeft: days.optional(),
  shareLeft: z.number().min(0).max(1).optional().describe('Share of the lifetime that is left'),
  lifetimeDays: days.optional(),
  lifetimeLimitDays: days.optional().describe('Longest that a public authority might give on the day it began'),
  sanPresent: z.boolean().optional(),
  nameMatches: z.boolean().optional().describe('A name of subjectAltName is that of the host'),
  matchedName: z.string().max(300).optional(),
  commonNameMatches: z.boolean().optional().describe('What only very old programs look at'),
  selfSigned: z.boolean().optional().describe('The server vouches for itself and nobody trusts it'),
  trusted: z.boolean().optional().describe('A path to a trusted root meets every condition but dates'),
  trustedBy: z.enum(['public', 'extra']).optional().describe('Root of the public list, or one that the person running this gave'),
  root: z.strictObject({sha256, label: z.string().max(200)}).optional(),
  path: z.array(sha256).max(20).describe('From the server to the root'),
  untrustedBecause: z.array(z.string().max(60)).max(20),
  incomplete: z.boolean().optional().describe('An issuing certificate that others know was not sent'),
  missingIssuer: text.optional(),
  caIssuers: z.array(text).max(5).optional().describe('Where the missing issuer says its certificate lies; not fetched'),
  inOrder: z.boolean().optional(),
  rootSent: z.boolean().optional(),
  sha1Signed: z.boolean().optional(),
  md5Signed: z.boolean().optional().describe('MD5 or older'),
  mustStaple: z.boolean().optional(),
  stapled: z.boolean().optional(),
  stapleUsable: z.boolean().optional().describe('The stapled answer is of the right responder, in date and about this certificate'),
  staple: z
    .strictObject({
      verdict: z.enum([
        'valid',
        'expired',
        'not-yet',
        'wrong-responder',
        'bad-signature',
        'other-certificate',
        'no-issuer',
        'refused',
        'unreadable',
        'not-supported',
      ]),
      status: z.enum(['good', 'revoked', 'unknown']).optional(),
      thisUpdate: moment.optional(),
      nextUpdate: moment.optional(),
      responder: z.enum(['issuer', 'delegated']).optional(),
    })
    .optional(),
  revoked: z.boolean().optional(),
  revokedBy: z.enum(['staple', 'crl']).optional(),
  revokedAt: moment.optional(),
  revocationReason: z.number().int().optional().describe('CRLReason of RFC 5280, 5.3.1'),
  scts: z.array(z.strictObject({source: z.enum(['certificate', 'handshake', 'staple']), logId: sha256, at: moment.optional()})).max(50),
  sctCount: z.number().int().nonnegative().optional().describe('Different logs; signatures are not verified'),
  keySharedWith: z.array(z.string().max(300)).max(200).optional().describe('Unrelated sites of the same run with the same public key'),
  others: z
    .array(
      z.strictObject({
        sha256,
        subject: text.optional(),
        notAfter: moment.optional(),
        keyType: z.string().max(20).optional(),
        spkiSha256: sha256.optional(),
        nameMatches: z.boolean().optional(),
        expired: z.boolean().optional(),
      }),
    )
    .max(10)
    .describe('Other certificates of the same server: for other keys, or for visitors that name no host'),
})
