import {versions} from './numbers.ts'
import {newestBefore13, offerOf, type Probe} from './probe.ts'

/** What a visitor gets who names no server, as very old ones do, and scanners. */
export async function probeWithoutName(probe: Probe): Promise<void> {
  const {notes, session, lists, flights} = probe
  const named = flights.before13?.chain?.certificates[0] ?? flights.tls13?.chain?.certificates[0]
  if (probe.serverName === undefined || !named)
    return notes.gap('withoutName', {reason: 'not-supported', detail: 'no name was sent, or no certificate seen with one'})
  const version = flights.before13?.chain ? newestBefore13(probe) : versions['TLSv1.3']
  if (version === undefined) return
  const suites = version === versions['TLSv1.3'] ? lists.tls13 : version === versions['TLSv1.2'] ? lists.usual : lists.old
  const reply = await session.ask(offerOf(probe, version, suites, {serverName: undefined}), 'flight')
  if (reply.kind === 'unknown') return notes.gap('withoutName', reply.gap)
  if (reply.kind === 'refused') return notes.set('withoutName', 'refused')
  const other = reply.seen.chain?.certificates[0]
  if (other) notes.set('withoutName', other.equals(named) ? 'same' : 'other')
  else notes.gap('withoutName', {reason: 'error', detail: 'the certificate could not be read'})
}
