import type {Gap} from '../../../model/fact.ts'
import type {MailDomain} from '../../../model/facts/site/mail.ts'
import type {TlsTables} from '../../../model/tls-tables.ts'
import type {ChainData} from '../certificate/collect-chain.ts'
import type {DnsClient} from '../dns/dns-client.ts'
import type {OncePerRun} from '../dns/once-per-run.ts'
import type {StsFetched} from './fetch-sts-policy.ts'

export type MailServer = NonNullable<MailDomain['servers']>[number]

/** One mail server as it was seen, with what stayed open. */
export interface SeenServer {
  server: MailServer
  gaps: Record<string, Gap>
  /** As sent, the server's own first. */
  certificates: readonly Uint8Array[]
  /** Nothing answered on the port: it may be closed on the way. */
  isSilent: boolean
  /** Cut short by this site's own limits. */
  isStopped: boolean
}

/** What the mail part needs; the same for all sites of a run. */
export interface MailTools {
  client: DnsClient
  tls: TlsTables
  chain: ChainData
  /** Name by which policies are asked for. */
  userAgent: string
  policies: OncePerRun<StsFetched>
  servers: OncePerRun<SeenServer>
  /** Other ports than 25 and 443, for tests. */
  ports?: {smtp?: number; policy?: number}
  /** Time for a policy in all; default 8000. */
  policyMs?: number
}
