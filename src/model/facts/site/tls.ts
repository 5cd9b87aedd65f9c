import {z} from 'zod'

const text = z.string().max(200)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** How a server speaks TLS: what it accepts, refuses and says of itself in its handshakes, without finishing one that carries data. */
export const tls = z.strictObject({
  address: z.string().max(60).describe('Address that answered'),
  port: z.number().int().min(1).max(65_535),
  startTls: z.boolean().describe('TLS began with STARTTLS of SMTP'),
  deep: z.boolean().describe('Every suite and group was asked for, not only the bad classes'),
  connections: z.number().int().nonnegative(),
  served: z.boolean().describe('The server speaks TLS; false: nothing listens, or it answers in plain text'),
  plainPages: z.boolean().optional().describe('Without TLS: port 80 serves pages and does not lead to https'),
  sslv2: z.boolean().optional(),
  sslv3: z.boolean().optional(),
  tls10: z.boolean().optional(),
  tls11: z.boolean().optional(),
  tls12: z.boolean().optional(),
  tls13: z.boolean().optional(),
  beforeTls13: z.boolean().optional().describe('Any version from SSL 3.0 to TLS 1.2 is accepted'),
  severalVersions: z.boolean().optional().describe('More than one version from SSL 3.0 on, so that a downgrade is possible'),
  refusals: z
    .array(z.strictObject({asked: text, how: text}))
    .max(50)
    .describe('What was refused, and how: alert, close, reset twice'),
  suites: z
    .array(z.strictObject({code: z.string().max(10), name: text, version: z.string().max(10), classes: z.array(z.string().max(20))}))
    .max(1000)
    .describe('Suites that the server chose'),
  nullSuites: z.boolean().optional().describe('No encryption'),
  anonSuites: z.boolean().optional().describe('No proof of identity'),
  exportSuites: z.boolean().optional().describe('Keys of 40 or 56 bits'),
  rc4Suites: z.boolean().optional(),
  desSuites: z.boolean().optional(),
  tripleDesSuites: z.boolean().optional(),
  forwardSecrecy: z.boolean().optional(),
  aead: z.boolean().optional(),
  finiteField: z.boolean().optional().describe('DHE is accepted before TLS 1.3'),
  dh: z
    .array(
      z.strictObject({
        bits: z.number().int().positive(),
        sha256: sha256.describe('Of the prime'),
        sharedPrime: text.optional().describe('Where this prime comes from that many servers use'),
        suite: text,
        version: z.string().max(10),
      }),
    )
    .max(20),
  groups: z
    .array(z.strictObject({code: z.string().max(10), name: text, version: z.string().max(10), bits: z.number().int().optional()}))
    .max(200),
  weakGroup: z.boolean().optional().describe('An elliptic curve below 224 bits is accepted'),
  postQuantum: z.boolean().optional(),
  serverOrder: z.boolean().optional().describe('The server decides among suites before TLS 1.3'),
  singleSuite: z.boolean().optional().describe('There is only one suite, so order means nothing'),
  compression: z.boolean().optional(),
  secureRenegotiation: z.boolean().optional(),
  extendedMasterSecret: z.boolean().optional(),
  heartbeat: z.boolean().optional(),
  fallbackScsv: z.boolean().optional(),
  earlyData: z.boolean().optional(),
  earlyDataBytes: z.number().int().nonnegative().optional(),
  clientCertificate: z.boolean().optional().describe('The server asks visitors for a certificate'),
  alpn: z.string().max(40).optional(),
  stapled: z.boolean().optional(),
  sctsInHandshake: z.boolean().optional(),
  withoutName: z.enum(['same', 'other', 'refused']).optional().describe('Certificate for a visitor that names no server'),
  largeHelloIgnored: z.boolean().optional().describe('A usual hello was not answered, a short one was'),
  chain: z.array(sha256).max(20).describe('SHA-256 of the certificates in the order sent'),
})
