import {mostSuites} from './limits.ts'
import {versionName, versions} from './numbers.ts'
import {newestBefore13, noteVersion, offerOf, oldestAccepted, type Probe} from './probe.ts'
import {type BadClass, badClasses} from './suite-lists.ts'
import type {Suite} from './tables.ts'

const fields = {
  'null': 'nullSuites',
  'anon': 'anonSuites',
  'export': 'exportSuites',
  'rc4': 'rc4Suites',
  'des': 'desSuites',
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
  // A server that refused everything usual may still take what nobody should offer.
  const asked =
    newest === undefined
      ? probe.accepted.size > 0
        ? []
        : [versions['TLSv1.2'], versions['TLSv1.0']]
      : [...new Set([newest, oldest ?? newest].filter((version) => version < versions['TLSv1.3']))]
  const open = new Set<BadClass>(badClasses.filter((one) => notes.get(fields[one]) !== true))
  for (const version of asked) await askAll(probe, version, open)
  if (notes.get('beforeTls13') === undefined && asked.length === 0) {
    for (const one of open) notes.gap(fields[one], {reason: 'error', detail: 'not every version could be asked for'})
    return
  }
  // What was answered by silence stands as a gap already; everything else was refused.
  for (const one of open) if (!probe.doubtful.has(one)) notes.set(fields[one], false)
}

async function askAll(probe: Probe, version: number, open: Set<BadClass>): Promise<void> {
  const size = probe.bare ? 16 : mostSuites
  const ofOpen = (suite: Suite) => badClasses.some((one) => open.has(one) && suite.classes.has(one))
  let left = probe.lists.bad.filter(ofOpen)
  while (left.length > 0) {
    const part = left.slice(0, size)
    const reply = await probe.session.ask(offerOf(probe, version, part), 'flight')
    if (reply.kind === 'accepted' && reply.hello) {
      noteVersion(probe, reply.hello.version)
      const suite = probe.index.suites.get(reply.hello.suite)
      for (const one of badClasses)
        if (suite?.classes.has(one)) {
          open.delete(one)
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
      if (reply.cause === 'over') return
    }
    left = left.slice(size)
  }
}
