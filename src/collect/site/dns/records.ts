import {Buffer} from 'node:buffer'
import {isIP} from 'node:net'
import type {Gap} from '../../../model/fact.ts'
import type {DnsReply} from './dns-client.ts'
import {plainName} from './names.ts'

/** Addresses of an A or AAAA answer. */
export function addressesOf(reply: DnsReply): string[] {
  return recordsOf(reply).flatMap((data) => (typeof data === 'string' && isIP(data) !== 0 ? [data] : []))
}

/** Names of an NS, PTR or CNAME answer. */
export function namesOf(reply: DnsReply): string[] {
  return recordsOf(reply).flatMap((data) => (typeof data === 'string' ? [plainName(data)] : []))
}

/** Texts of a TXT answer: the strings of one record belong together without a gap (RFC 7208, 3.3). */
export function textsOf(reply: DnsReply): string[] {
  return recordsOf(reply).map((data) =>
    (Array.isArray(data) ? data : [data])
      .map((part) => (Buffer.isBuffer(part) ? part.toString('latin1') : String(part)))
      .join('')
      .slice(0, 65_536),
  )
}

export interface MailExchange {
  preference: number
  host: string
}

/** Mail servers, the most wanted first. */
export function exchangesOf(reply: DnsReply): MailExchange[] {
  return recordsOf(reply)
    .flatMap((data) => {
      const {preference = 0, exchange} = data as {preference?: number; exchange?: string}
      return typeof exchange === 'string' ? [{preference, host: plainName(exchange)}] : []
    })
    .sort((a, b) => a.preference - b.preference || (a.host < b.host ? -1 : 1))
}

function recordsOf(reply: DnsReply): unknown[] {
  return reply.ok ? reply.records.map(({data}) => data) : []
}

/** Why a question that failed leaves a field open. */
export function gapOf(reply: Extract<DnsReply, {ok: false}>): Gap {
  const reason = reply.reason === 'timeout' ? 'timeout' : reply.reason === 'stopped' ? 'not-collected' : 'error'
  return {reason, detail: `${reply.reason}: ${reply.detail}`.slice(0, 500)}
}

/** What could be seen of one part of a fact, and why not of the rest. Gaps are keyed by field. */
export interface Part<T> {
  value: T
  gaps: Record<string, Gap>
}
