import type {Gap} from '../../../model/fact.ts'
import {type HelloOffer, usualGroups} from './client-hello.ts'
import {versionName, versions} from './numbers.ts'
import {noteRefusal, noteVersion, offerOf, type Probe, versionFields} from './probe.ts'
import type {Reply} from './session.ts'
import {noteFlights} from './traits.ts'

/** The first questions: does it speak TLS at all, and what does its whole flight look like. */
export type Opening = {served: true} | {served: false; why: string} | {served: undefined; gap: Gap}

export async function openProbe(probe: Probe): Promise<Opening> {
  const {session, lists} = probe
  const ask = (version: number) =>
    version === versions['TLSv1.3']
      ? session.ask(offerOf(probe, version, lists.tls13), 'tickets')
      : session.ask(offerOf(probe, version, lists.usual), 'flight')
  let first = await ask(versions['TLSv1.2'])
  const mayBeSize = (reply: Reply) => reply.kind === 'unknown' && ['timeout', 'reset', 'garbage'].includes(reply.cause)
  if (mayBeSize(first)) {
    // Some old servers, and boxes before them, cannot take a hello of today's size.
    probe.bare = true
    const short = await ask(versions['TLSv1.2'])
    probe.bare = short.kind !== 'unknown'
    if (probe.bare) {
      first = short
      probe.notes.set('largeHelloIgnored', true)
    }
  }
  if (first.kind !== 'unknown') noteNegotiated(probe, versions['TLSv1.2'], first)
  else if (!mayBeSize(first)) return unserved(first)
  let newest = await ask(versions['TLSv1.3'])
  if (newest.kind === 'refused' && newest.seen.alert?.code !== 70) {
    // Groups that we have no keys for come second: a server that likes them best would keep its certificates from us.
    probe.groups13 = [...usualGroups, ...[...probe.index.groups.values()].filter(({kind}) => kind === 'post-quantum').map(({code}) => code)]
    newest = await ask(versions['TLSv1.3'])
    if (newest.kind !== 'accepted') probe.groups13 = undefined
  }
  if (newest.kind === 'accepted') {
    probe.flights.tls13 = newest.seen
    session.good ??= offerOf(probe, versions['TLSv1.3'], lists.tls13)
  } else if (first.kind === 'unknown') return unserved(first)
  noteNegotiated(probe, versions['TLSv1.3'], newest)
  // Only the newest version got an answer: with it as a measure, silence about the other can be judged.
  if (first.kind === 'unknown') noteNegotiated(probe, versions['TLSv1.2'], await ask(versions['TLSv1.2']))
  if (first.kind === 'refused' && newest.kind === 'refused') {
    // A server whose key or whose only group stands on a curve that no visitor offers any more refuses all of them.
    const curves = [...probe.index.groups.values()].filter(({kind}) => kind === 'ec').map(({code}) => code)
    probe.groups12 = [...new Set([...usualGroups, ...curves])]
    const again = await ask(versions['TLSv1.2'])
    if (again.kind === 'accepted') noteNegotiated(probe, versions['TLSv1.2'], again)
    else probe.groups12 = undefined
  }
  return {served: true}
}

function unserved(reply: Extract<Reply, {kind: 'unknown'}>): Opening {
  if (reply.cause === 'closed-port') return {served: false, why: 'nothing listens on the port'}
  if (reply.cause === 'plain' || reply.cause === 'no-starttls') return {served: false, why: reply.gap.detail}
  return {served: undefined, gap: reply.gap}
}

/** A server answers with the newest version that it has: an older one than asked for is a no to the one and a yes to the other. */
function noteNegotiated(probe: Probe, asked: number, reply: Reply): boolean {
  const name = versionName(asked)
  if (!name) return false
  noteRefusal(probe, name, reply)
  const version = reply.kind === 'accepted' ? reply.hello?.version : undefined
  if (version !== undefined && version !== asked) {
    noteVersion(probe, version)
    probe.refusals.push({asked: name, how: `answered with ${versionName(version) ?? version}`})
  }
  const yes = probe.notes.decide(versionFields[name], reply, () => version === asked) === true
  if (yes) noteVersion(probe, asked)
  if (reply.kind === 'accepted' && version !== undefined && version < versions['TLSv1.3'] && !probe.flights.before13) {
    probe.flights.before13 = reply.seen
    probe.session.good = goodOffer(probe, version)
  }
  // At once: what this connection showed counts, whatever comes after it.
  if (reply.kind === 'accepted') noteFlights(probe)
  return yes
}

const goodOffer = (probe: Probe, version: number): HelloOffer =>
  offerOf(probe, version, version === versions['TLSv1.2'] ? probe.lists.usual : probe.lists.old)

/** Each older version by a hello of its own, down to SSL 2.0. */
export async function probeOldVersions(probe: Probe): Promise<void> {
  const {session, lists, notes} = probe
  for (const version of [versions['TLSv1.1'], versions['TLSv1.0'], versions.SSLv3]) {
    if (probe.accepted.has(version)) continue
    noteNegotiated(probe, version, await session.ask(offerOf(probe, version, lists.old), 'flight'))
  }
  const reply = await session.askSsl2()
  noteRefusal(probe, 'SSLv2', reply)
  notes.decide('sslv2', reply, ({seen}) => seen.ssl2 !== undefined)
}

/** What the versions say together when no hello of one of them came: a no needs every question answered. */
export function summariseVersions({notes, accepted}: Probe): void {
  const gapped = (['sslv3', 'tls10', 'tls11', 'tls12'] as const).find((field) => notes.get(field) === undefined)
  const open: Gap = {reason: 'error', detail: `not every version could be asked for (${gapped ?? 'tls13'})`}
  if (!notes.get('beforeTls13')) {
    if (gapped) notes.gap('beforeTls13', open)
    else notes.set('beforeTls13', false)
  }
  if (accepted.size > 1) return
  if (gapped || notes.get('tls13') === undefined) notes.gap('severalVersions', open)
  else notes.set('severalVersions', false)
}
