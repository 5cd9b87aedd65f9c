import type {Updates} from '../../../model/facts/updates.ts'
import type {Collected} from '../../collector.ts'
import type {Seen} from '../../probe.ts'
import {type Failure, type Gaps, gapFor, withGaps} from '../gap.ts'
import {judgeServer} from './server.ts'

export interface UpdateState {
  checked: Seen<string>
  installed: Seen<string>
  pending: Seen<number>
  security: Seen<number>
  automatic: Seen<boolean>
  reboot: Seen<boolean>
  /** Hosts that packages are fetched from. */
  hosts: Seen<string[]>
  /** Address of the proxy in front of them. */
  proxy?: string | undefined
}

/** The fact out of what was seen of it: each field has a value or a gap. */
export function assembleUpdates(manager: string, state: UpdateState, source: string, now: Date): Collected<'updates'> {
  const value: Updates = {manager}
  const gaps: Gaps = {}
  const settle = <K extends keyof Updates>(field: K, seen: Seen<Updates[K]>) => {
    if (seen.ok) value[field] = seen.value
    else gaps[field] = gapFor(seen)
  }
  settle('lastCheckedAt', state.checked)
  settle('lastInstalledAt', state.installed)
  settle('pending', trusted(state.pending, state.checked, now))
  settle('pendingSecurity', trusted(state.security, state.checked, now))
  settle('automatic', state.automatic)
  settle('rebootRequired', state.reboot)
  const server = state.hosts.ok ? judgeServer(state.hosts.value, state.proxy) : state.hosts
  settle('centralServer', 'ok' in server ? server : server.central)
  if (!('ok' in server) && server.address) value.server = server.address
  return {ok: true, value, source, ...withGaps(gaps)}
}

/** Lists older than this say nothing of what came out since; all distributions that are alive publish more often. */
const freshDays = 31

/** "Nothing waits" is true only of lists that are fresh; what old ones show waiting is certain all the same. */
function trusted(count: Seen<number>, checked: Seen<string>, now: Date): Seen<number> {
  if (!count.ok || count.value > 0) return count
  if (!checked.ok) return checked
  const days = Math.floor((now.getTime() - Date.parse(checked.value)) / 86_400_000)
  return days <= freshDays ? count : notSeen('not-collected', `the package lists are ${days} days old: what came out since is not known`)
}

/** Why something was not seen, in words of our own. */
export function notSeen(reason: Failure['reason'], detail: string): Failure {
  return {ok: false, reason, detail: detail.slice(0, 200)}
}

/** Newest time of change of these files. */
export function newestOf(files: readonly Seen<{modifiedAt: Date}>[], otherwise: Failure): Seen<string> {
  const times = files.flatMap((file) => (file.ok ? [file.value.modifiedAt.getTime()] : []))
  return times.length > 0 ? {ok: true, value: new Date(Math.max(...times)).toISOString()} : otherwise
}
