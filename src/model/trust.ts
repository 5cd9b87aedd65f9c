import {z} from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const head = {
  date: z.iso.date(),
  source: z.string().min(1),
  url: z.string().optional(),
  confidence: z.enum(['seen', 'corroborated', 'secondary', 'inferred', 'from-knowledge', 'unverified']),
}

/** policies/trust/*-roots.yaml: roots that a list vouches for. */
export const rootList = z.strictObject({
  ...head,
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.string().min(1),
  licence: z.string().optional(),
  note: z.string().optional(),
  roots: z
    .array(
      z.strictObject({
        label: z.string().min(1).max(200),
        sha256: sha256.describe('Of the DER; looked at when the list is loaded'),
        der: z.base64(),
        distrustAfter: z.iso.date().optional().describe('Certificates that begin later are not trusted, older ones still are'),
      }),
    )
    .min(1)
    .max(1000),
})
export type RootList = z.infer<typeof rootList>

/** policies/trust/certificate-rules.yaml. */
export const certificateRules = z.strictObject({
  lifetimes: z.strictObject({
    ...head,
    limits: z.array(z.strictObject({from: z.iso.date(), days: z.number().int().positive()})).min(1),
  }),
  knownIssuers: z.strictObject({
    ...head,
    domains: z
      .array(z.string().regex(/^[a-z0-9.-]+$/))
      .min(1)
      .describe('Where public authorities keep their issuing certificates'),
  }),
})
export type CertificateRules = z.infer<typeof certificateRules>

/** A root as bytes, and who vouches for it. */
export interface TrustAnchor {
  label: string
  sha256: string
  der: Uint8Array
  distrustAfter?: string | undefined
}
