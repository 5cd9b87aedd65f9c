import type {Gap} from '../../../model/fact.ts'
import {extensions, versionName, versions} from './numbers.ts'
import {newestBefore13, notBefore13, noteRefusal, offerOf, oldestAccepted, type Probe} from './probe.ts'
import type {Suite} from './tables.ts'

/** What the flights that were read already say: no question of its own. Asked again, it adds what has come since. */
export function noteFlights({notes, flights, chosen, bare}: Probe): void {
  const {before13, tls13} = flights
  const hello = before13?.hello
  if (hello && notes.get('secureRenegotiation') === undefined) {
    if (bare) for (const field of ['compression', 'heartbeat', 'stapled', 'sctsInHandshake'] as const) notes.gap(field, notInBare)
    else {
      notes.set('compression', hello.compression !== 0)
      notes.set('heartbeat', hello.extensions.has(extensions.heartbeat))
    }
    notes.set('secureRenegotiation', hello.extensions.has(extensions.renegotiationInfo))
    notes.set('extendedMasterSecret', hello.extensions.has(extensions.extendedMasterSecret))
  } else if (notes.get('beforeTls13') === false)
    for (const field of ['compression', 'secureRenegotiation', 'extendedMasterSecret', 'heartbeat'] as const) notes.gap(field, notBefore13)
  for (const [field, suiteClass] of strengths)
    if (!notes.get(field) && chosen.some((suite) => suite.classes.has(suiteClass))) notes.set(field, true)
  const flight = tls13?.chain ? tls13 : (before13 ?? tls13)
  if (!flight?.complete || notes.get('clientCertificate') !== undefined) return
  if (flight.alpn !== undefined) notes.set('alpn', flight.alpn)
  if (flight.chain && !bare) {
    notes.set('stapled', flight.chain.staple !== undefined)
    notes.set('sctsInHandshake', flight.chain.scts !== undefined)
  }
  notes.set(
    'clientCertificate',
    [before13, tls13].some((one) => one?.asksClientCertificate),
  )
}

const notInBare: Gap = {reason: 'not-collected', detail: 'the server answers only short hellos, which do not ask for it'}

/** 0-RTT stands in the tickets that follow a whole handshake of TLS 1.3. */
export function noteEarlyData({notes, flights: {tls13}}: Probe): void {
  if (notes.get('tls13') === false) notes.set('earlyData', false)
  else if (tls13?.earlyData) {
    notes.set('earlyData', true)
    notes.set('earlyDataBytes', tls13.earlyData)
  } else if (tls13?.complete && (tls13.tickets > 0 || !tls13.alert || tls13.alert.code === 0)) notes.set('earlyData', false)
  else notes.gap('earlyData', {reason: 'not-collected', detail: 'the handshake of TLS 1.3 was not read to its tickets'})
}

const strengths = [
  ['forwardSecrecy', 'forward-secret'],
  ['aead', 'aead'],
] as const

/** Forward secrecy and AEAD where they were not seen by themselves: one question each. */
export async function probeStrength(probe: Probe): Promise<void> {
  const {notes, lists, session} = probe
  const version = newestBefore13(probe)
  for (const [field] of strengths) {
    if (notes.get(field)) continue
    const suites = field === 'aead' ? lists.aead : lists.forwardSecret
    // TLS 1.3 has both, whatever its suite; SSL 2.0 alone has neither.
    if (notes.get('tls13')) notes.set(field, true)
    else if (notes.get('tls13') === undefined) notes.gap(field, {reason: 'error', detail: 'it is not known whether TLS 1.3 is spoken'})
    else if (version === undefined && notes.get('beforeTls13') === false) notes.set(field, false)
    else if (version !== undefined)
      notes.decide(field, await session.ask(offerOf(probe, version, suites, {groups: everyCurve(probe)}), 'flight'))
  }
}

/** Weak ones as well: forward secrecy on a weak curve is a fault of its own kind. */
const everyCurve = ({index}: Probe) => [...index.groups.values()].filter(({kind}) => kind === 'ec').map(({code}) => code)

/** Who decides among suites: the same choice, whichever way round they stand, is the server's. */
export async function probeOrder(probe: Probe): Promise<void> {
  const {notes, lists, session, index} = probe
  const version = newestBefore13(probe)
  const first = probe.flights.before13?.hello
  if (version === undefined || !first || first.version !== version)
    return notes.gap(
      'serverOrder',
      notes.get('beforeTls13') === false ? notBefore13 : {reason: 'error', detail: 'the newest version was not seen with usual suites'},
    )
  const usual = version === versions['TLSv1.2'] ? lists.usual : lists.old
  // Servers that leave the choice to small devices put ChaCha20 first if the visitor does: this says nothing about order.
  const plain = usual.filter(({name}) => !name.includes('CHACHA20'))
  const ask = (suites: readonly Suite[]) => session.ask(offerOf(probe, version, suites), 'hello')
  const chosen = async (suites: readonly Suite[]) => {
    const reply = await ask(suites)
    return reply.kind === 'accepted' ? reply.hello : undefined
  }
  const offered = probe.bare ? lists.few.filter((suite) => plain.includes(suite)) : plain
  // The opening was such a question already, unless ChaCha20 was its answer.
  const asked = offered.some(({code}) => code === first.suite) && !probe.bare
  const one = asked ? first : await chosen(offered)
  const turned = await chosen([...offered].reverse())
  if (one === undefined || turned === undefined)
    return notes.gap('serverOrder', {reason: 'error', detail: 'the server does not answer alike'})
  if (one.suite !== turned.suite) {
    notes.set('serverOrder', false)
    return notes.set('singleSuite', false)
  }
  const rest = await ask(offered.filter(({code}) => code !== one.suite && index.suites.has(code)))
  if (rest.kind === 'unknown') return notes.gap('serverOrder', rest.gap)
  notes.set('singleSuite', rest.kind === 'refused')
  if (rest.kind === 'accepted') notes.set('serverOrder', true)
  else notes.gap('serverOrder', {reason: 'not-supported', detail: 'the server has only one suite'})
}

/** DHE alone, so that the size of its prime shows; groups of RFC 7919 are left out, since old visitors do not name them. */
export async function probeFiniteField(probe: Probe): Promise<void> {
  const {notes, lists, session} = probe
  const version = newestBefore13(probe)
  if (version === undefined)
    return notes.get('beforeTls13') === false ? notes.set('finiteField', false) : notes.gap('finiteField', notBefore13)
  const ask = (at: number, suites: readonly Suite[]) => session.ask(offerOf(probe, at, suites, {groups: [0x1d, 0x17, 0x18]}), 'flight')
  const reply = await ask(version, lists.finiteField)
  // Export and anonymous suites have primes of their own.
  if (notes.get('exportSuites')) await ask(oldestAccepted(probe) ?? version, lists.exportFiniteField)
  if (notes.get('anonSuites')) await ask(version, lists.anonFiniteField)
  if (probe.dh.length > 0) notes.set('finiteField', true)
  else {
    // Accepted without readable parameters would be no proof of a good size.
    if (reply.kind === 'accepted') notes.gap('dh.+', {reason: 'error', detail: 'the parameters of DHE could not be read'})
    notes.decide('finiteField', reply)
  }
}

/** RFC 7507: a visitor who says that this is a second try with an older version must be sent away. */
export async function probeFallback(probe: Probe): Promise<void> {
  const {notes, accepted, session, lists} = probe
  if (notes.get('severalVersions') === false)
    return notes.gap('fallbackScsv', {reason: 'not-supported', detail: 'there is only one version'})
  const [newest, next] = Object.values(versions)
    .filter((version) => accepted.has(version))
    .reverse()
  if (newest === undefined || next === undefined)
    return notes.gap('fallbackScsv', {reason: 'error', detail: 'the versions are not all known'})
  const suites = next === versions['TLSv1.2'] ? lists.usual : lists.old
  const offer = offerOf(probe, next, suites.slice(0, 60), {fallback: true})
  const reply = await session.ask(offer, 'hello')
  noteRefusal(probe, `${versionName(next)} with TLS_FALLBACK_SCSV`, reply)
  if (reply.kind === 'refused' && reply.seen.alert?.code !== 86)
    return notes.gap('fallbackScsv', {reason: 'error', detail: `refused, but not as a fallback: ${reply.how}`})
  notes.decide('fallbackScsv', reply.kind === 'refused' ? {...reply, kind: 'accepted'} : reply, ({seen}) => seen.alert?.code === 86)
}
