import {mostSuites} from './limits.ts'
import {versionName, versions} from './numbers.ts'
import {newestBefore13, noteVersion, offerOf, oldestAccepted, type Probe} from './probe.ts'
import {type BadClass, badClasses} from './suite-lists.ts'
import type {Suite} from './tables.ts'

const fields = {
  null: 'nullSuites',
  anon: 'anonSuites',
  export: 'exportSuites',
  rc4: 'rc4Suites',
  des: 'desSuites',
  '3des': 'tripleDesSuites',
} as const satisfies Record<BadClass, string>

/**
 * Offers bad suites alone. Each one accepted shows its classes; the rest of them need not be asked for. Old suites may be kept
 * back in newer versions, so the oldest accepted version is asked as well.
 */
export async function probeBadSuites(probe: Probe): Promise<void> {
  const {notes} = probe
  const newest = newestBefore13(probe)
  const oldest = oldestAccepted(probe)
  const open = new Set<BadClass>(badClasses)
  for (const one of badClasses)
    if (probe.chosen.some((suite) => suite.classes.has(one))) {
      notes.set(fields[one], true)
      open.delete(one)
    }
  const asked = [...new Set([newest, oldest])].filter((version) => version !== undefined && version < versions['TLSv1.3'])
  for (const version of asked) if (version !== undefined) await askAll(probe, version, open)
  // A server that refused everything usual may still take what nobody should offer, in any version.
  if (probe.accepted.size === 0)
    for (const version of before13) for (const one of await askAll(probe, version, new Set(badClasses))) open.delete(one)
  if (notes.get('beforeTls13') === undefined && asked.length === 0) {
    for (const one of open) notes.gap(fields[one], {reason: 'error', detail: 'not every version could be asked for'})
    return
  }
  // What was answered by silence stands as a gap already; everything else was refused.
  for (const one of open) if (!probe.doubtful.has(one)) notes.set(fields[one], false)
}

const before13 = [versions['TLSv1.2'], versions['TLSv1.1'], versions['TLSv1.0'], versions.SSLv3]

/** The classes that were found; they leave `open`. */
async function askAll(probe: Probe, version: number, open: Set<BadClass>): Promise<BadClass[]> {
  const found: BadClass[] = []
  const size = probe.bare ? 16 : mostSuites
  const ofOpen = (suite: Suite) => badClasses.some((one) => open.has(one) && suite.classes.has(one))
  let left = probe.lists.bad.filter(ofOpen)
  while (left.length > 0) {
    const part = left.slice(0, size)
    const offer = offerOf(probe, version, part)
    const reply = await probe.session.ask(offer, 'flight')
    if (reply.kind === 'accepted' && reply.hello) {
      noteVersion(probe, reply.hello.version)
      probe.flights.before13 ??= reply.seen
      probe.session.good ??= offer
      const suite = probe.index.suites.get(reply.hello.suite)
      for (const one of badClasses)
        if (suite?.classes.has(one)) {
          open.delete(one)
          found.push(one)
          probe.notes.set(fields[one], true)
        }
      left = left.filter((one) => one !== suite && ofOpen(one))
      continue
    }
    if (reply.kind === 'unknown') {
      for (const suite of reply.cause === 'over' ? left : part)
        for (const one of badClasses)
          if (open.has(one) && suite.classes.has(one)) {
            probe.doubtful.add(one)
            probe.notes.gap(fields[one], {...reply.gap, detail: `${versionName(version)}: ${reply.gap.detail}`})
          }
      if (reply.cause === 'over') return found
    }
    left = left.slice(size)
  }
  return found
}
