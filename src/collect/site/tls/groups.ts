import {versions} from './numbers.ts'
import {newestBefore13, offerOf, type Probe} from './probe.ts'

const leastBits = 224

/** Post-quantum groups by an empty key share, which makes the server name the group it would like; weak curves by offering no other. */
export async function probeGroups(probe: Probe): Promise<void> {
  const {notes, index, session, lists} = probe
  const groups = [...index.groups.values()]
  if (notes.get('tls13')) {
    const quantum = groups.filter(({kind}) => kind === 'post-quantum').map(({code}) => code)
    const reply = await session.ask(offerOf(probe, versions['TLSv1.3'], lists.tls13, {groups: quantum}), 'hello')
    notes.decide('postQuantum', reply, ({hello}) => hello?.group !== undefined && quantum.includes(hello.group))
  } else if (notes.get('tls13') === false) notes.set('postQuantum', false)
  const version = newestBefore13(probe)
  if (version === undefined || version < versions['TLSv1.0']) {
    if (notes.get('beforeTls13') !== undefined) notes.set('weakGroup', false)
    return
  }
  const weak = groups.filter(({kind, bits}) => kind === 'ec' && bits !== undefined && bits < leastBits).map(({code}) => code)
  const reply = await session.ask(offerOf(probe, version, lists.ellipticCurve, {groups: weak}), 'flight')
  notes.decide('weakGroup', reply, ({seen}) => seen.keyExchange?.group !== undefined && weak.includes(seen.keyExchange.group))
}
