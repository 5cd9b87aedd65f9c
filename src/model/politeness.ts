import {z} from 'zod'
import {day, wordsUpTo} from './text.ts'

const some = z.number().int().min(1)

/** policies/site/politeness.yaml: how gently a site is asked. */
export const politeness = z.strictObject({
  checkedOn: day,
  source: wordsUpTo(1000),
  connections: z.strictObject({
    perAddress: some.max(20).describe('At once, over all sites of a run'),
    perNetwork: some.max(100).describe('At once, per /24 of IPv4 and /48 of IPv6'),
    loopback: some.max(1000).describe('At once, to this machine itself'),
    perSite: some.max(1000).describe('In all'),
  }),
  tls: z
    .strictObject({
      ipv4: some.max(20).describe('Addresses of a site that are asked how they speak TLS'),
      ipv6: z.number().int().min(0).max(20),
    })
    .describe(
      'Each is asked all questions, since the worst counts; the limit of connections in src/collect/site/tls/limits.ts is per address',
    ),
  requests: z.strictObject({
    pauseMs: z.number().int().min(0).max(60_000).describe('Between two requests to a site; none on this machine itself'),
    perSite: some.max(500),
    timeoutMs: some.max(120_000).describe('Until the answer is complete'),
    maxRetryAfterMs: some.max(600_000).describe('A server that asks for more patience is left alone'),
    maxRedirects: some.max(20),
  }),
  dns: z.strictObject({
    timeoutMs: some.max(60_000).describe('For one question to one server'),
    tries: some.max(10),
    concurrent: some.max(500).describe('Questions under way at once, over all sites of a run'),
  }),
  documents: z.strictObject({
    perSite: some.max(500).describe('Files read of one site, beside the requests above; each costs two'),
  }),
  again: z.strictObject({
    afterMs: some.max(7_200_000).describe('A site that did not answer in time is asked once more, so long after'),
    times: some.max(10).describe('Limits of time of that look, against the first'),
  }),
  secondLook: z.strictObject({
    afterMs: z
      .number()
      .int()
      .min(0)
      .max(3_600_000)
      .describe('What calls for action at once is looked at again, so long after; at once on this machine'),
    mostPages: some.max(100).describe('Pages below the first that are looked at again'),
  }),
  resolveMs: some.max(600_000).describe('All names of a run, before it is put in order'),
  siteDeadlineMs: some.max(3_600_000).describe('All work for one site but its pages and files'),
  contentDeadlineMs: some.max(7_200_000).describe('Pages and files of one site'),
})
export type Politeness = z.infer<typeof politeness>
