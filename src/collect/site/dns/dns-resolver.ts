import type {NoAddress, Resolution, Resolver} from '../net/resolver.ts'
import type {DnsClient, DnsFailure, DnsReply} from './dns-client.ts'
import {isWithin} from './names.ts'
import {addressesOf} from './records.ts'

const failures: Partial<Record<DnsFailure, NoAddress>> = {servfail: 'servfail', refused: 'refused', timeout: 'timeout'}

/** Addresses by the resolvers that a person named, in place of those of this machine. */
export function createDnsResolver(client: DnsClient): Resolver {
  return {
    resolve: async (name, signal): Promise<Resolution> => {
      // RFC 6761, 6.3: never asked of a server.
      if (isWithin(name, 'localhost')) return {ok: true, addresses: ['127.0.0.1', '::1']}
      const [four, six] = await Promise.all([client.query(name, 'A', {signal}), client.query(name, 'AAAA', {signal})])
      const addresses = [four, six].flatMap(addressesOf)
      if (addresses.length > 0) return {ok: true, addresses}
      return noAddress(name, [four, six])
    },
  }
}

function noAddress(name: string, replies: readonly DnsReply[]): Resolution {
  for (const reply of replies) if (!reply.ok) return {ok: false, reason: failures[reply.reason] ?? 'error', detail: reply.detail}
  const isGone = replies.some((reply) => reply.ok && !reply.exists)
  return {ok: false, reason: isGone ? 'nxdomain' : 'no-data', detail: isGone ? `${name} does not exist` : `${name} has no address`}
}
