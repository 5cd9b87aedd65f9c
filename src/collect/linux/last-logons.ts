import {parseLast} from '../parse/last.ts'
import {parseLastlog} from '../parse/lastlog.ts'
import type {Probe} from '../probe.ts'
import type {Failure} from './gap.ts'

export interface LastLogons {
  /** Moment, `never`, or undefined when it was not seen. */
  of: (name: string) => string | undefined
  source: string
  /** Why accounts without an answer have none. */
  failure?: Failure
}

/** The newest 2000 sessions are enough to see who is active, and bound the time on a wtmp file that never rotates. */
const newest = ['-n', '2000', '-w', '--time-format', 'iso']

/**
 * When each account last logged in. One program is asked: lastlog2 where its data base is, else lastlog, else the session
 * list. Only on a graphical machine the session list is asked besides lastlog, because display managers write wtmp only.
 */
export async function readLastLogons(probe: Probe, graphical: boolean): Promise<LastLogons> {
  const [database, lastlog, sessions, wtmp] = await Promise.all(
    ['/var/lib/lastlog/lastlog2.db', '/var/log/lastlog', '/var/lib/wtmpdb/wtmp.db', '/var/log/wtmp'].map((path) => probe.stat(path)),
  )
  if (database?.ok && database.value.sizeBytes > 0) {
    const logins = await ask(probe, 'lastlog2', [], parseLastlog)
    // PAM writes this data base for every way in, so an account that it lacks has not logged in since it was made.
    if (logins.ok) return {of: (name) => logins.value.get(name) ?? 'never', source: 'lastlog2'}
    return {of: () => undefined, source: 'lastlog2', failure: logins}
  }
  const session = sessions?.ok && sessions.value.sizeBytes > 0 ? 'wtmpdb' : wtmp?.ok && wtmp.value.sizeBytes > 0 ? 'last' : undefined
  const hasLastlog = lastlog?.ok === true && lastlog.value.sizeBytes > 0
  const [fromLastlog, fromSessions] = await Promise.all([
    hasLastlog ? ask(probe, 'lastlog', [], parseLastlog) : undefined,
    session && (graphical || !hasLastlog) ? ask(probe, session, session === 'wtmpdb' ? ['last', ...newest] : newest, parseLast) : undefined,
  ])
  const failure = [fromLastlog, fromSessions].find((answer) => answer && !answer.ok)
  const complete = fromLastlog?.ok === true && !graphical
  return {
    of: (name) => {
      const a = fromLastlog?.ok ? fromLastlog.value.get(name) : undefined
      const b = fromSessions?.ok ? fromSessions.value.get(name) : undefined
      const latest = [a, b]
        .filter((at) => at !== undefined && at !== 'never')
        .sort()
        .at(-1)
      return latest ?? (complete ? a : undefined)
    },
    source: [hasLastlog ? 'lastlog' : undefined, fromSessions ? session : undefined].filter((name) => name !== undefined).join('; '),
    failure:
      failure && !failure.ok
        ? failure
        : {
            ok: false,
            reason: 'not-supported',
            detail:
              hasLastlog || session
                ? 'no record of a log-in; older records or graphical log-ins may be missing'
                : 'the system keeps no record of log-ins',
          },
  }
}

async function ask(
  probe: Probe,
  program: string,
  args: readonly string[],
  parse: (text: string) => Map<string, string> | undefined,
): Promise<{ok: true; value: Map<string, string>} | Failure> {
  const answer = await probe.run(program, args, {timeoutMs: 3000})
  if (!answer.ok) return answer
  const logins = answer.value.code === 0 ? parse(answer.value.stdout) : undefined
  if (logins) return {ok: true, value: logins}
  return {ok: false, reason: 'error', detail: `${program} ended with ${answer.value.code} and no list of log-ins`}
}
