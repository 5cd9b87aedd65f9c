import {z} from 'zod'

const code = z.string().regex(/^0x([0-9A-F]{4}|[0-9A-F]{6})$/, 'a number such as "0x002F"')
const head = {
  date: z.iso.date(),
  source: z.string().min(1),
  url: z.string().optional(),
  confidence: z.enum(['seen', 'corroborated', 'secondary', 'inferred', 'from-knowledge', 'unverified']),
}

/** What makes a suite good or bad; a suite may have several. */
export const suiteClasses = ['null', 'anon', 'export', 'rc4', 'des', '3des', 'rc2', 'forward-secret', 'aead', 'shared-secret'] as const
export type SuiteClass = (typeof suiteClasses)[number]

/** policies/tls/cipher-suites.yaml. */
export const cipherSuiteTable = z.strictObject({
  ...head,
  classes: z.record(z.enum(suiteClasses), z.string().min(1)).describe('Regular expression over the name'),
  suites: z.array(z.strictObject({code, name: z.string().min(1), registered: z.boolean().optional()})).min(1),
  ssl2: z.array(z.strictObject({code, name: z.string().min(1)})).min(1),
})

/** policies/tls/groups.yaml. */
export const groupTable = z.strictObject({
  ...head,
  groups: z
    .array(
      z.strictObject({
        code,
        name: z.string().min(1),
        kind: z.enum(['ec', 'ffdhe', 'post-quantum']),
        bits: z.number().int().positive().optional(),
      }),
    )
    .min(1),
})

/** policies/tls/dh-primes.yaml. */
export const primeTable = z.strictObject({
  ...head,
  primes: z.array(z.strictObject({bits: z.number().int().positive(), name: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/)})).min(1),
})

/** The numbers that TLS speaks in, as data with their day. */
export interface TlsTables {
  cipherSuites: z.infer<typeof cipherSuiteTable>
  groups: z.infer<typeof groupTable>
  primes: z.infer<typeof primeTable>
}
