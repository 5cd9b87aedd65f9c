import {z} from 'zod'
import {moment} from '../text.ts'

const word = z.string().max(255)
const portNumber = z.number().int().min(0).max(65_535)

/** A port that answered as open. */
const openPort = z.strictObject({
  port: portNumber,
  service: word.optional().describe('Name of the service'),
  probed: z.boolean().describe('The service answered and was recognised; otherwise its name is only a guess from the number'),
  product: word.optional(),
  version: word.optional(),
  info: word.optional().describe('What else the service said of itself'),
  tunnel: word.optional().describe('"ssl" when the service speaks TLS'),
  cpe: z.array(word).optional(),
})
export type OpenPort = z.infer<typeof openPort>

/** Numbers and ranges in ascending order, as nmap writes them: "22,80,8000-8100". */
const ranges = z
  .string()
  .max(400_000)
  .regex(/^\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?)*$/)

const certificate = z.strictObject({
  port: portNumber,
  subject: word.optional().describe('Common name'),
  organisation: word.optional(),
  issuer: word.optional().describe('Common name'),
  names: z.array(word).optional().describe('Names and addresses it is valid for'),
  validFrom: moment.optional(),
  validTo: moment.optional(),
  keyType: word.optional(),
  keyBits: z.number().optional(),
  signature: word.optional().describe('Signature algorithm'),
  sha1: word.optional(),
})
export type Certificate = z.infer<typeof certificate>

/**
 * What a scan of the network shows of a device, from where the scanner stood. An absent field or fact was not looked at or
 * gave no answer: it never means "no".
 */
export const hostFacts = {
  reach: z.strictObject({
    reason: word.optional().describe('What proved that the host is there: "arp-response", "echo-reply", ...'),
    macs: z.array(z.strictObject({mac: word, vendor: word.optional()})).describe('Seen within the same network only'),
    hostnames: z.array(z.strictObject({name: word, type: word.optional().describe('"PTR": out of DNS; "user": typed by who scanned')})),
    timedOut: z.boolean().optional().describe('The scanner gave up on this host before it was done'),
    upSince: moment.optional().describe('Guess by TCP timestamps'),
    hops: z.number().optional(),
  }),
  openPorts: z.strictObject({
    tcp: z.array(openPort),
    udp: z.array(openPort),
    other: z
      .array(openPort.extend({protocol: word}))
      .optional()
      .describe('SCTP and IP protocols'),
    knownTcp: ranges.optional().describe('TCP ports whose state is known, whether open or not'),
    knownUdp: ranges.optional().describe('UDP ports whose state is known; silence leaves it unknown'),
  }),
  osGuess: z.strictObject({
    name: word.optional().describe('The best guess'),
    accuracy: z.number().optional().describe('Per cent'),
    type: word.optional().describe('"general purpose", "printer", "webcam", ...'),
    vendor: word.optional(),
    family: word.optional(),
    generation: word.optional(),
    cpe: z.array(word).optional(),
    guesses: z.number().describe('How many guesses there were'),
  }),
  certificates: z.strictObject({items: z.array(certificate)}),
  tlsSuites: z.strictObject({
    items: z.array(
      z.strictObject({
        port: portNumber,
        versions: z.array(word).describe('Versions the server accepts: "SSLv3", "TLSv1.0", ...'),
        ciphers: z.array(z.strictObject({version: word, name: word, strength: word.optional()})),
        leastStrength: word.optional().describe('Worst grade of a cipher, "A" to "F"'),
      }),
    ),
  }),
  smbServer: z.strictObject({
    dialects: z.array(word).optional(),
    smb1: z.boolean().optional().describe('SMB version 1 was negotiated, or was not among the dialects'),
    signing: z.enum(['required', 'enabled', 'disabled']).optional(),
    os: word.optional(),
    software: word.optional(),
    computerName: word.optional(),
    domain: word.optional(),
    fqdn: word.optional(),
    cpe: word.optional(),
  }),
  knownFlaws: z.strictObject({
    items: z.array(
      z.strictObject({
        id: word,
        source: word.describe('Script that says so'),
        port: portNumber.optional(),
        software: word.optional().describe('What the flaw was looked up for, mostly a CPE'),
        cvss: z.number().optional(),
        exploit: z.boolean().optional().describe('A published way to use it'),
        proven: z.boolean().describe('The scanner tested the host; otherwise the version it shows is known for the flaw'),
        title: word.optional(),
      }),
    ),
  }),
} as const satisfies Record<string, z.ZodType>

export type HostFactName = keyof typeof hostFacts
export type HostFactValue<N extends HostFactName> = z.infer<(typeof hostFacts)[N]>
export const hostFactNames = Object.keys(hostFacts) as HostFactName[]
