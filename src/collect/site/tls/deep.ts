import type {Gap} from '../../../model/fact.ts'
import {mostSuites} from './limits.ts'
import {versionName, versions} from './numbers.ts'
import {newestBefore13, offerOf, type Probe} from './probe.ts'
import type {Suite} from './tables.ts'

/** Every suite of every accepted version, and every group: asked for until the server has no other. Many connections; only on demand. */
export async function enumerate(probe: Probe): Promise<Record<string, Gap>> {
  const gaps: Record<string, Gap> = {}
  for (const version of Object.values(versions)) {
    if (!probe.accepted.has(version)) continue
    const gap = await enumerateSuites(probe, version)
    if (gap) gaps['suites.+'] = gap
  }
  const before13 = newestBefore13(probe)
  for (const version of [before13, probe.accepted.has(versions['TLSv1.3']) ? versions['TLSv1.3'] : undefined]) {
    const gap = version !== undefined && version > versions.SSLv3 ? await enumerateGroups(probe, version) : undefined
    if (gap) gaps['groups.+'] = gap
  }
  return gaps
}

async function enumerateSuites(probe: Probe, version: number): Promise<Gap | undefined> {
  const {lists, session} = probe
  const isTls13 = version === versions['TLSv1.3']
  const size = probe.bare ? 16 : mostSuites
  let left: Suite[] = [...(isTls13 ? lists.tls13 : lists.all)]
  let gap: Gap | undefined
  while (left.length > 0) {
    const part = left.slice(0, size)
    // The flight shows the prime of each suite with DHE.
    const reply = await session.ask(offerOf(probe, version, part), isTls13 ? 'hello' : 'flight')
    const chosen = reply.kind === 'accepted' && reply.hello?.version === version ? reply.hello.suite : undefined
    if (chosen !== undefined) {
      left = left.filter(({code}) => code !== chosen)
      continue
    }
    if (reply.kind === 'unknown') {
      gap = {...reply.gap, detail: `${versionName(version)}: ${reply.gap.detail}`}
      if (reply.cause === 'over') return gap
    }
    left = left.slice(size)
  }
  return gap
}

async function enumerateGroups(probe: Probe, version: number): Promise<Gap | undefined> {
  const {lists, session, index} = probe
  const isTls13 = version === versions['TLSv1.3']
  let left = [...index.groups.values()].filter(({kind}) => isTls13 || kind === 'ec').map(({code}) => code)
  while (left.length > 0) {
    const reply = await session.ask(
      offerOf(probe, version, isTls13 ? lists.tls13 : lists.ellipticCurve, {groups: left}),
      isTls13 ? 'hello' : 'flight',
    )
    if (reply.kind === 'unknown') return reply.gap
    const group = reply.kind === 'accepted' ? (reply.hello?.group ?? reply.seen.keyExchange?.group) : undefined
    if (group === undefined || !left.includes(group)) return undefined
    left = left.filter((code) => code !== group)
  }
  return undefined
}
