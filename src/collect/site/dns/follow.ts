import type {DnsAnswer, DnsReply} from './dns-client.ts'
import type {DnsMessage, DnsRecord, RecordType} from './message.ts'
import {plainName} from './names.ts'

type Followed = {ok: true; answer: DnsAnswer; next?: string} | Extract<DnsReply, {ok: false}>

const mostAliases = 16

/**
 * Reads an answer from the asked name on, over its aliases. Only records that hang on this name count: what else a server sends along
 * proves nothing. `next` is a name that the server leaves to be asked for.
 */
export function followAnswer(name: string, type: RecordType, message: DnsMessage, before?: DnsAnswer): Followed {
  const {answers, authorities, rcode} = message
  const chain = [...(before?.chain ?? [])]
  const seen = new Set([...chain, name])
  let current = name
  for (;;) {
    const alias = type === 'CNAME' ? undefined : answers.find((record) => record.type === 'CNAME' && record.name === current)
    if (!alias) break
    const target = plainName(String(alias.data))
    if (seen.has(target) || chain.length >= mostAliases)
      return {ok: false, reason: 'loop', detail: `the chain of aliases of ${name} has no end`}
    seen.add(target)
    chain.push(target)
    current = target
  }
  const records = answers.filter((record) => record.type === type && record.name === current)
  const own = before ? before.signed : signedAt(name, answers)
  const answer: DnsAnswer = {
    ok: true,
    exists: rcode !== 'NXDOMAIN',
    authenticated: message.authenticated && (before?.authenticated ?? true),
    chain,
    records,
    anySignature: (before?.anySignature ?? false) || [...answers, ...authorities].some((record) => record.type === 'RRSIG'),
    ...(own === undefined ? {} : {signed: own}),
  }
  const isFinished = records.length > 0 || rcode === 'NXDOMAIN' || authorities.some((record) => record.type === 'SOA')
  return {ok: true, answer, ...(isFinished || current === name ? {} : {next: current})}
}

function signedAt(name: string, answers: readonly DnsRecord[]): boolean | undefined {
  const own = answers.filter((record) => record.name === name)
  if (own.every(({type}) => type === 'RRSIG')) return undefined
  return own.some(({type}) => type === 'RRSIG')
}
