import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import {withoutMailboxes} from '../mail/tag-list.ts'
import type {DnsClient} from './dns-client.ts'
import {climb} from './names.ts'
import {gapOf, type Part} from './records.ts'

type Caa = Pick<SiteFactValue<'dns'>, 'caa'>

/**
 * The records by which an authority would decide (RFC 8659, 3): those of the name or of the nearest name above that has any. Records
 * without "issue" forbid nothing (4.2).
 */
export async function collectCaa(client: DnsClient, host: string, signal: AbortSignal): Promise<Part<Caa>> {
  for (const name of climb(host)) {
    const reply = await client.query(name, 'CAA', {signal})
    // Whoever is above may say what the missing answer says otherwise.
    if (!reply.ok) return {value: {caa: {records: []}}, gaps: {'caa.restricted': gapOf(reply)}}
    if (reply.records.length === 0) continue
    const records = reply.records.slice(0, 50).map(({data}) => {
      const {flags = 0, tag = '', value = ''} = data as {flags?: number; tag?: string; value?: string}
      return {flags, tag: String(tag).toLowerCase().slice(0, 100), value: withoutMailboxes(String(value)).slice(0, 500)}
    })
    return {value: {caa: {restricted: records.some(({tag}) => tag === 'issue'), at: name, records}}, gaps: {}}
  }
  return {value: {caa: {restricted: false, records: []}}, gaps: {}}
}
