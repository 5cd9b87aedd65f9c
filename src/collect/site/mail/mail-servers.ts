import type {Gap} from '../../../model/fact.ts'
import {judgeChain} from '../certificate/judge-chain.ts'
import type {SiteContext} from '../context.ts'
import {addressesOf, gapOf, type Part} from '../dns/records.ts'
import {collectTls} from '../tls/collect-tls.ts'
import {openStartTls} from '../tls/start-tls.ts'
import {collectDane} from './dane.ts'
import type {MailServer, MailTools, SeenServer} from './mail-tools.ts'

const mostServers = 5
/** Mail servers count connections; this many show versions and the worst suites. */
const connections = 16
const ehlo = 'stp-sec.invalid'

/** How the mail servers of a domain take mail over the wire: one after the other, each once a run. */
export async function collectMailServers(
  context: SiteContext,
  tools: MailTools,
  exchanges: readonly string[],
): Promise<Part<{servers: MailServer[]}>> {
  const part: Part<{servers: MailServer[]}> = {value: {servers: []}, gaps: {}}
  const gap = (field: string, why: Gap) => {
    part.gaps[`servers.${field}`] ??= why
  }
  let silent = 0
  for (const host of exchanges.slice(0, mostServers)) {
    // Two silent servers in a row: the port is closed on the way from here, and waiting for the others shows nothing.
    const seen = silent >= 2 ? undefined : await tools.servers.get(host, () => lookAt(context, tools, host))
    const dane = await collectDane(context, tools, host, seen?.certificates ?? [])
    const server: MailServer = {...(seen?.server ?? {host}), ...dane.value}
    part.value.servers.push(server)
    for (const [field, why] of Object.entries({...dane.gaps, ...(seen?.gaps ?? everything({reason: 'timeout', detail: blocked}))}))
      gap(field, why)
    silent = seen && !seen.isSilent ? 0 : silent + 1
  }
  if (exchanges.length > mostServers)
    part.gaps['servers.+'] = {reason: 'not-collected', detail: `only ${mostServers} mail servers were looked at`}
  return part
}

const blocked = 'no mail server answers on port 25; networks often close that port outwards'

const everything = (why: Gap): Record<string, Gap> => ({startTls: why, modern: why, certificateValid: why})

async function lookAt(context: SiteContext, tools: MailTools, host: string): Promise<SeenServer> {
  const {network, signal} = context
  const port = tools.ports?.smtp ?? 25
  const nothing = (why: Gap, more: Partial<SeenServer> = {}): SeenServer => ({
    server: {host},
    gaps: everything(why),
    certificates: [],
    isSilent: false,
    isStopped: signal.aborted,
    ...more,
  })
  const replies = await Promise.all([tools.client.query(host, 'A', {signal}), tools.client.query(host, 'AAAA', {signal})])
  const addresses = replies.flatMap(addressesOf)
  const address = addresses.find((one) => network.permits(one))
  if (address === undefined) {
    const failed = replies.find((reply) => !reply.ok)
    if (failed && !failed.ok) return nothing(gapOf(failed), {isStopped: failed.reason === 'stopped'})
    return nothing({reason: 'error', detail: `${host} has no address that may be reached`})
  }
  const opened = await openStartTls(network, {address, port, ehlo, signal})
  if (!opened.ok) {
    if (opened.reason === 'not-offered')
      return {server: {host, address, startTls: false}, gaps: {}, certificates: [], isSilent: false, isStopped: false}
    const isStopped = opened.reason === 'stopped' || opened.reason === 'budget'
    const reason = opened.reason === 'timeout' ? 'timeout' : isStopped ? 'not-collected' : 'error'
    const isSilent = opened.reason === 'timeout' || opened.reason === 'unreachable'
    return nothing({reason, detail: `${host}: ${opened.detail}`.slice(0, 500)}, {isStopped, isSilent, server: {host, address}})
  }
  opened.socket.destroy()
  return {...(await lookAtTls(context, tools, {host, address, port})), isSilent: false}
}

async function lookAtTls(
  context: SiteContext,
  {tls: tables, chain}: MailTools,
  {host, address, port}: {host: string; address: string; port: number},
): Promise<Omit<SeenServer, 'isSilent'>> {
  const site = {...context.site, scheme: 'smtp' as const, host, port}
  const {facts, served} = await collectTls({...context, site, addresses: [address]}, {tables, ehlo, limits: {connections}})
  const server: MailServer = {host, address, startTls: true}
  const certificates = served?.certificates ?? []
  const gaps: Record<string, Gap> = {}
  const fact = facts.tls
  if (fact?.ok && fact.value.served) Object.assign(server, describeTls(fact.value, fact.gaps ?? {}, gaps))
  else {
    const why: Gap =
      fact && !fact.ok ? {reason: fact.reason, detail: fact.detail.slice(0, 500)} : {reason: 'error', detail: `${host} began no TLS`}
    return {server, gaps: {modern: why, certificateValid: why}, certificates: [], isStopped: context.signal.aborted}
  }
  if (served && served.certificates.length > 0) {
    const {value} = judgeChain(served, {...chain, host, now: context.now})
    const certificateErrors = certificateFaults(value)
    if (certificateErrors.length > 0 || value.trusted !== undefined) {
      server.certificateErrors = certificateErrors
      server.certificateValid = certificateErrors.length === 0
    }
  }
  if (server.certificateValid === undefined)
    gaps['certificateValid'] = {reason: 'error', detail: `the certificate of ${host} could not be read`}
  return {server, gaps, certificates, isStopped: context.signal.aborted}
}

type TlsValue = Extract<NonNullable<Awaited<ReturnType<typeof collectTls>>['facts']['tls']>, {ok: true}>['value']

const versionFields = ['sslv2', 'sslv3', 'tls10', 'tls11', 'tls12', 'tls13'] as const
/** Suites without a name proof are usual in mail (RFC 7672, 8.2) and are not counted. */
const weakFields = ['sslv2', 'sslv3', 'nullSuites', 'exportSuites', 'rc4Suites', 'desSuites'] as const

function describeTls(tls: TlsValue, seenGaps: Record<string, Gap>, gaps: Record<string, Gap>): Partial<MailServer> {
  const versions = versionFields.filter((field) => tls[field] === true)
  const weak: string[] = weakFields.filter((field) => tls[field] === true)
  const isNew = tls.tls12 === true || tls.tls13 === true
  if (!isNew && tls.tls12 === false && tls.tls13 === false) weak.push('no-tls12')
  if (weak.length > 0) return {versions, weak, modern: false}
  const open = [...weakFields, 'tls12' as const].find((field) => (field === 'tls12' ? !isNew : tls[field] === undefined))
  if (open === undefined) return {versions, weak, modern: true}
  gaps['modern'] = seenGaps[open] ?? {reason: 'not-collected', detail: `not asked: ${open}`}
  return {versions, weak}
}

function certificateFaults(chain: ReturnType<typeof judgeChain>['value']): string[] {
  const faults: string[] = []
  if (chain.nameMatches === false) faults.push('name')
  if (chain.expired) faults.push('expired')
  if (chain.notYetValid) faults.push('not-yet')
  if (chain.trusted === false) faults.push(chain.selfSigned ? 'self-signed' : 'untrusted')
  return faults
}
