import {isIP} from 'node:net'
import type {SiteFactValue} from '../../../model/facts/site/index.ts'
import type {SiteNetwork} from '../net/network.ts'
import {converse} from './transport.ts'

type ZoneTransfer = NonNullable<SiteFactValue<'dns'>['zoneTransfer']>
type Outcome = ZoneTransfer['servers'][number]['outcome']

const mostServers = 4
const timeoutMs = 4000

/**
 * Asks the servers of a zone for all of it, and stops as soon as the first record after the SOA shows that they would give it. The
 * records themselves are not kept.
 */
export async function tryZoneTransfers(
  network: SiteNetwork,
  zone: string,
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
): Promise<ZoneTransfer['servers']> {
  const servers: ZoneTransfer['servers'] = []
  const reachable = addresses.filter((address) => network.permits(address))
  const chosen = [...reachable.filter((one) => isIP(one) === 4), ...reachable.filter((one) => isIP(one) === 6)].slice(0, mostServers)
  for (const address of chosen) servers.push({address, outcome: await tryOne(network, zone, address, port, signal)})
  return servers
}

async function tryOne(network: SiteNetwork, zone: string, address: string, port: number, signal: AbortSignal): Promise<Outcome> {
  const dialled = await network.dial({address, port, timeoutMs, signal})
  if (!dialled.ok) return 'no-answer'
  let records = 0
  const answer = await converse(dialled.socket, {name: zone, type: 'AXFR'}, {timeoutMs, signal, edns: false}, (message, index) => {
    records += message.answers.length
    // One SOA alone may be the first of many messages, so a second one is waited for.
    return message.rcode !== 'NOERROR' || message.answers.length === 0 || records > 1 || index > 0 ? message : undefined
  })
  if (records > 1) return 'open'
  if (!answer.ok) return 'no-answer'
  return 'refused'
}
