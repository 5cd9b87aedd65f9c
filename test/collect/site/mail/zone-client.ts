import {Buffer} from 'node:buffer'
import {isIP} from 'node:net'
import type {DnsClient, DnsReply} from '../../../../src/collect/site/dns/dns-client.ts'
import {isAskable, plainName} from '../../../../src/collect/site/dns/names.ts'

/** Records of a name as short texts: an address, "MX 10 host", "PTR host", "TLSA 3 1 1 hex", "FAIL" for a server that does not answer, anything else is TXT. */
export type Names = Record<string, string[]>

/** A DNS client that answers from a table. */
export function zoneClient(names: Names, authenticated = false): DnsClient & {asked: string[]} {
  const table = new Map(Object.entries(names).map(([name, records]) => [plainName(name), records]))
  const asked: string[] = []
  return {
    asked,
    servers: ['table'],
    close: () => undefined,
    query: async (text, type): Promise<DnsReply> => {
      const name = plainName(text)
      asked.push(`${name} ${type}`)
      if (!isAskable(name)) return {ok: false, reason: 'bad-name', detail: name}
      const records = table.get(name)
      if (records?.includes('FAIL')) return {ok: false, reason: 'servfail', detail: `${name}: SERVFAIL`}
      const data = (records ?? []).flatMap((record) => dataOf(record, type))
      return {
        ok: true,
        exists: records !== undefined,
        authenticated,
        chain: [],
        records: data.map((one) => ({name, type, data: one})),
        anySignature: false,
      }
    },
  }
}

function dataOf(record: string, type: string): unknown[] {
  const mx = /^MX (\d+) (.*)$/.exec(record)
  const tlsa = /^TLSA (\d) (\d) (\d) ([0-9a-f]+)$/.exec(record)
  if (tlsa) {
    const [usage, selector, matchingType] = tlsa.slice(1, 4).map(Number)
    return type === 'TLSA' ? [{usage, selector, matchingType, certificate: Buffer.from(tlsa[4] ?? '', 'hex')}] : []
  }
  const ptr = /^PTR (.*)$/.exec(record)
  const kind = mx ? 'MX' : ptr ? 'PTR' : isIP(record) === 4 ? 'A' : isIP(record) === 6 ? 'AAAA' : 'TXT'
  if (kind !== type) return []
  if (mx) return [{preference: Number(mx[1]), exchange: mx[2]}]
  if (ptr) return [ptr[1]]
  return kind === 'TXT' ? [record.split('|').map((part) => Buffer.from(part, 'latin1'))] : [record]
}
